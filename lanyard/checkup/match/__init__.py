"""Comparing contacts with a roll: who may be a pupil, a former pupil or a parent or carer (2.3.5, 2.3.6, 2.6).

What comes of it is "has the same name as", with how common that name is; never a verdict about anybody. Standard library
only. A roll and what is compared with it stay in memory and are gone with the process.
"""

from __future__ import annotations

from .matched import Candidate, Incomparable, Matched
from .matcher import Facts, Matcher, search
from .roll import BadRoll, Person, Role, Roll, read_roll
from .telling import findings_of

__all__ = [
    "BadRoll",
    "Candidate",
    "Facts",
    "Incomparable",
    "Matched",
    "Matcher",
    "Person",
    "Role",
    "Roll",
    "findings_of",
    "read_roll",
    "search",
]
