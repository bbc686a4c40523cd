"""The only code that writes people, one noun a file. Every action takes who did it and when."""

from .accounts import add_account
from .adults import add_adult, change_line_manager, end_adult
from .roles import end_role, give_role
from .schools import add_school

__all__ = [
    "add_account",
    "add_adult",
    "add_school",
    "change_line_manager",
    "end_adult",
    "end_role",
    "give_role",
]
