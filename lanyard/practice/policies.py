"""The policy of a school, for whatever is asked apart from a page: what is due, reminders, commands.

Versions and adoptions belong to oversight, which stands above practice; it hands over here how they
are found. A page has the same as ``request.policy``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import NamedTuple, Protocol

from lanyard.people.models import School
from lanyard.policy.engine import Engine
from lanyard.policy.pack import Pack


class Compiled(Protocol):
    """A version that can be read and asked."""

    @property
    def pack(self) -> Pack: ...

    @property
    def engine(self) -> Engine: ...


class Version(NamedTuple):
    """A version that was once put in force and not set aside: its hash, its name, and from when."""

    hash: str
    version: str
    in_force_from: datetime.date


class Policy(Protocol):
    """The policy that binds a school on a day."""

    in_force_from: datetime.date

    @property
    def pack(self) -> Pack: ...

    @property
    def engine(self) -> Engine: ...

    @property
    def history(self) -> tuple[Version, ...]:
        """Every version that was put in force and not set aside, the oldest first."""

    def version_named(self, hash: str) -> Compiled | None:  # noqa: A002
        """One of the school's versions by its hash, ready to ask; ``None`` for one it does not hold."""

    def pack_named(self, hash: str) -> Pack | None:  # noqa: A002
        """The same, to read only: quicker where nothing is asked of it."""


Finder = Callable[[School, datetime.date], Policy | None]
_finders: list[Finder] = []


def found_by(find: Finder) -> Finder:
    """Hand over how the policy of a school is found; the last to do so counts."""
    _finders[:] = [find]
    return find


def policy_of(school: School, *, on: datetime.date) -> Policy | None:
    """The policy in force at a school on a day; ``None`` where there is none (1.2.1)."""
    return _finders[0](school, on) if _finders else None
