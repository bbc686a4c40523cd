"""One noun a file."""

from .account import Account
from .adult import Adult, Group
from .draft import Draft
from .role import Role, RoleHeld
from .school import School

__all__ = ["Account", "Adult", "Draft", "Group", "Role", "RoleHeld", "School"]
