"""The versions of a school's policy side by side: which is which, and which one brought a clause its wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lanyard.people.models import School

from . import queries
from .models import Adoption, PolicyVersion
from .packs import Compiled


def version_named(school: School, hash_: str) -> PolicyVersion | None:
    """The school's version with this hash, in force or not."""
    return queries.versions(school).filter(hash=hash_).first()


def version_numbered(school: School, number: int) -> PolicyVersion | None:
    """The school's version with this number; ``None`` for any other school's."""
    return queries.versions(school).filter(pk=number).first()


def open_version(version: PolicyVersion) -> Compiled:
    """A version ready to read and ask."""
    return queries.compiled_version(version)


def adopted(school: School) -> list[Adoption]:
    """The adoptions that were not set aside, oldest first, each version once."""
    found: dict[int, Adoption] = {}
    for adoption in reversed(list(queries.adoptions(school))):
        if adoption.set_aside_on is None:
            found.setdefault(adoption.version_id, adoption)
    return list(found.values())


@dataclass(frozen=True)
class Wording:
    """Since when a clause has the wording it has. ``before`` says whether an older wording is known."""

    version: str
    since: Adoption | None
    before: bool


def wording_of(clause_id: str, digest: str, adoptions: Sequence[Adoption]) -> Wording | None:
    """The version that brought a clause its present wording, among the adoptions up to the one in force."""
    brought: Adoption | None = None
    older = False
    for adoption in reversed(adoptions):
        pack = open_version(adoption.version).pack
        held = next((clause for clause in pack.clauses if clause.id == clause_id), None)
        if held is None or held.digest != digest:
            older = held is not None
            break
        brought = adoption
    return Wording(brought.version.version, brought, older) if brought else None
