"""Who is who: schools, the adults in scope, what they hold, and how they sign in. One noun a file."""

from .absence import Absence
from .account import Account
from .adult import Adult, Group
from .calendar_feed import CalendarFeed
from .checkpoint_address import CheckpointAddress, Keeper
from .compromise import Compromise
from .details_change import DetailsChange
from .draft import Draft
from .provisioning import ProvisioningToken
from .pupil import Pupil
from .reminder import Reminder
from .role import Role, RoleHeld
from .roll_import import ColumnMapping, RollImport, RollKind, WaitingImport
from .school import School
from .set_up import SetUpCode
from .sign_in_code import Ending, SignInCode
from .sign_in_session import SignInSession
from .sign_in_tries import SignInTries

__all__ = [
    "Absence",
    "Account",
    "Adult",
    "CalendarFeed",
    "CheckpointAddress",
    "ColumnMapping",
    "Compromise",
    "DetailsChange",
    "Draft",
    "Ending",
    "Group",
    "Keeper",
    "ProvisioningToken",
    "Pupil",
    "Reminder",
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
