"""A person's own record as a signed file (1.4b): what they did under the policy, in their own defence."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from lanyard.people.keys import signer
from lanyard.people.queries import Scope
from lanyard.people.timeline import Entry
from lanyard.proof.canonical import LARGEST, canonical

from .certificates import moment

KIND = "record"


def signed_record(scope: Scope, entries: Iterable[Entry], *, at: datetime.datetime) -> bytes:
    """Everything on a person's timeline as one signed statement, the oldest first."""
    told = {
        "kind": KIND,
        "school": {"name": scope.school.name, "urn": scope.school.urn},
        "adult": {"name": scope.adult.name, "number": scope.adult.pk},
        "made_at": moment(at),
        "entries": [
            {
                "at": moment(entry.at),
                "kind": entry.kind,
                "words": entry.words,
                "clause": entry.clause,
                "statement": plain(entry.statement),
            }
            for entry in sorted(entries, key=lambda entry: (entry.at, entry.kind))
        ],
    }
    return canonical(signer().sign(told))


def plain(value: Any) -> Any:
    """What a feature tells, in values that every program spells alike: days, amounts and the like become texts."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return value if abs(value) <= LARGEST else str(value)
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in (sorted(value) if isinstance(value, set | frozenset) else value)]
    if isinstance(value, datetime.datetime):
        return moment(value)
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
