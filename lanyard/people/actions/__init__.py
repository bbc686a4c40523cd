"""The only code that writes people, one noun a file. Every action takes who did it and when."""

from .accounts import add_account, change_email, open_account
from .adults import add_adult, bring_adult_back, change_adult, change_line_manager, end_adult
from .compromises import remove_second_factors, report_compromise, settle_compromise
from .details import change_contact, change_terms, take_details_back
from .provisioning import (
    change_provisioned,
    end_provisioning_token,
    make_provisioning_token,
    note_token_used,
    provision_adult,
)
from .pupils import add_pupil, bring_pupil_back, change_pupil, end_pupil
from .roles import end_role, give_role
from .rolls import apply_roll, drop_import, forget_old_imports, hold_import, keep_mapping, map_import
from .schools import add_school
from .set_up_codes import make_set_up_code, try_set_up_code, use_set_up_code
from .sign_in_codes import issue_sign_in_code, withdraw_sign_in_codes
from .sign_in_sessions import end_sign_ins_of
from .sign_in_tries import unlock_sign_in
from .ways_back import open_way_back

__all__ = [
    "add_account",
    "add_adult",
    "add_pupil",
    "add_school",
    "apply_roll",
    "bring_adult_back",
    "bring_pupil_back",
    "change_adult",
    "change_contact",
    "change_email",
    "change_line_manager",
    "change_provisioned",
    "change_pupil",
    "change_terms",
    "drop_import",
    "end_adult",
    "end_provisioning_token",
    "end_pupil",
    "end_role",
    "end_sign_ins_of",
    "forget_old_imports",
    "give_role",
    "hold_import",
    "issue_sign_in_code",
    "keep_mapping",
    "make_provisioning_token",
    "make_set_up_code",
    "map_import",
    "note_token_used",
    "open_account",
    "open_way_back",
    "provision_adult",
    "remove_second_factors",
    "report_compromise",
    "settle_compromise",
    "take_details_back",
    "try_set_up_code",
    "unlock_sign_in",
    "use_set_up_code",
    "withdraw_sign_in_codes",
]
