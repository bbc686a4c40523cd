"""One noun a file."""

from .account import Account
from .adult import Adult, Group
from .compromise import Compromise
from .draft import Draft
from .provisioning import ProvisioningToken
from .pupil import Pupil
from .role import Role, RoleHeld
from .roll_import import ColumnMapping, RollImport, RollKind, WaitingImport
from .school import School
from .set_up import SetUpCode
from .sign_in_code import Ending, SignInCode
from .sign_in_session import SignInSession
from .sign_in_tries import SignInTries

__all__ = [
    "Account",
    "Adult",
    "ColumnMapping",
    "Compromise",
    "Draft",
    "Ending",
    "Group",
    "ProvisioningToken",
    "Pupil",
    "Role",
    "RoleHeld",
    "RollImport",
    "RollKind",
    "School",
    "SetUpCode",
    "SignInCode",
    "SignInSession",
    "SignInTries",
    "WaitingImport",
]
