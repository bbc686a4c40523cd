"""The checks of a policy: what a check-up looks for, because a clause asks for it.

A pack's ``checkup.toml`` names each check, its clauses, the evidence that it needs and what would
make a finding go away. Rules and matchers name a check; one that the pack does not have is not run,
because then the policy does not speak of it.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from lanyard.checkup.items import Evidence

#: Every check that this version can carry out. A pack takes those that its policy asks for.
KNOWN = (
    "contact-details",
    "identity-numbers",
    "whereabouts",
    "privacy-settings",
    "photos",
    "work-in-profile",
    "pupils-among-contacts",
    "contact-requests",
    "families-among-contacts",
    "confidential",
    "allegations",
    "discriminatory",
    "derogatory",
    "profanity",
    "threat",
    "messages-with-pupils",
    "details-to-pupils",
    "boundaries",
    "shared-sign-ins",
    "school-equipment",
)


class Check(NamedTuple):
    """Something that a check-up looks for. ``clauses`` are numbers of the policy, the first is the one that asks for it.

    ``by_hand`` says what to do where no archive shows it; ``examined`` is false for what is never looked
    at by design, such as pictures.
    """

    id: str
    title: str
    clauses: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    why: str
    mend: str
    by_hand: str
    examined: bool


class Checks(NamedTuple):
    """The checks of one pack, by id, and the words around them."""

    pack: str
    by_id: dict[str, Check]
    urgent: str

    def asked(self, id_: str) -> bool:
        """Whether the policy asks for this check."""
        return id_ in self.by_id


class BadChecks(ValueError):
    """A pack's ``checkup.toml`` that cannot be used as it is written."""


def load_checks(pack: str = "welton") -> Checks:
    """The checks of a pack that comes with Lanyard. Raises ``BadChecks``, or ``FileNotFoundError`` where it has none."""
    return read_checks(files("lanyard.packs") / pack / "checkup.toml", pack)


def read_checks(path: Traversable, pack: str) -> Checks:
    """The checks of a file."""
    return checks_of(path.read_text(encoding="utf-8"), pack)


def checks_of(text: str, pack: str) -> Checks:
    """The checks in the text of a ``checkup.toml``. Raises ``BadChecks`` with what is wrong."""
    try:
        told = tomllib.loads(text)
        found = [_check(each) for each in told["check"]]
        by_id = {each.id: each for each in found}
        if len(by_id) != len(found):
            raise ValueError("two checks have the same id")
        return Checks(pack, by_id, told["urgent"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadChecks(f"{pack}: {type(error).__name__}: {error}") from error


def _check(told: dict[str, Any]) -> Check:
    if told["id"] not in KNOWN:
        raise ValueError(f"check {told['id']!r} is none that this version can carry out")
    return Check(
        id=told["id"],
        title=told["title"],
        clauses=tuple(told["clauses"]),
        evidence=tuple(Evidence(each) for each in told["evidence"]),
        why=told["why"],
        mend=told["mend"],
        by_hand=told["by_hand"],
        examined=bool(told.get("examined", True)),
    )
