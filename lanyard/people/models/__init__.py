"""One noun a file: School, Account, Adult, RoleHeld."""

from .account import Account
from .adult import Adult, Group
from .role import Role, RoleHeld
from .school import School

__all__ = ["Account", "Adult", "Group", "Role", "RoleHeld", "School"]
