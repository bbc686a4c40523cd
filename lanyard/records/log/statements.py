"""What an entry of the log commits to, spelled so that it comes out the same from any row and database."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping

from lanyard.proof.canonical import Plain, canonical

#: What a filler says. Each is under a salt of its own, so no two look alike.
FILLER: dict[str, Plain] = {"filler": True, "chain": None}
ERASED = "log entry erased"


def statement_of(
    *,
    event: int,
    kind: str,
    school: int | None,
    by: int | None,
    at: datetime.datetime,
    about: Mapping[str, Plain],
    chain: dict[str, Plain] | None,
) -> dict[str, Plain]:
    """An event as its entry commits to it: everything that its row holds, and its place in its chain."""
    told: dict[str, Plain] = {"event": event, "kind": kind, "school": school, "by": by, "at": moment(at)}
    return {**told, "about": dict(about), "chain": chain}


def chain_of(about: Mapping[str, Plain]) -> str | None:
    """What an event belongs to. Whatever names a ``case`` stands in the chain of that case."""
    case = about.get("case")
    return None if case is None else f"case:{case}"


def place_in_chain(name: str | None, place: int | None, before: bytes) -> dict[str, Plain] | None:
    """A place in a chain as the entry states it: after which link it comes."""
    return None if name is None else {"name": name, "number": place, "before": before.hex()}


def moment(at: datetime.datetime) -> str:
    """A moment in UTC, to the millionth of a second, as both databases keep it."""
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def hash_of_tombstone(*, number: int, authority: str, reason: str) -> str:
    """What the event of an erasure holds of its words, so that they cannot be changed afterwards."""
    return hashlib.sha256(canonical({"entry": number, "authority": authority, "reason": reason})).hexdigest()
