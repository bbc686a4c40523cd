"""What an acknowledgement certifies, as a statement that anybody can check without this service (1.4b).

The statement stands for itself: who, which version by its hash, which clauses by the hash of their
words, what was said, when and how. It is signed once, and its bytes are kept as they were signed.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from typing import Any

from lanyard.people.keys import signer
from lanyard.policy.pack import Clause, Pack
from lanyard.proof.canonical import canonical

from .models import Acknowledgement

KIND = "acknowledgement"


def statement(
    row: Acknowledgement, *, pack: Pack, in_force_from: datetime.date, clauses: Iterable[Clause], situations: int
) -> dict[str, Any]:
    """What is signed about a row. Texts, whole numbers, lists and objects only."""
    return {
        "kind": KIND,
        "id": str(row.pk),
        "school": {"name": row.school.name, "urn": row.school.urn},
        "adult": {"name": row.adult.name, "parts": list(row.parts), "number": row.adult_id},
        "policy": {"title": pack.title, "version": pack.version, "hash": pack.hash, "in_force_from": in_force_from.isoformat()},
        "clauses": clauses_listed(clauses),
        "extent": row.extent,
        "since": row.since_hash,
        "check": {"done": row.check_done, "situations": situations},
        "response": row.response,
        "method": row.method,
        "witness": row.witness.name if row.witness else "",
        "corrects": str(row.corrects_id) if row.corrects_id else "",
        "said_at": moment(row.said_at),
        "recorded_at": moment(row.recorded_at),
    }


def clauses_listed(clauses: Iterable[Clause]) -> list[dict[str, str]]:
    """Clauses by number, id and the hash of what they say and decide."""
    return [{"number": clause.number, "id": clause.id, "hash": clause.digest} for clause in clauses]


def signed(told: dict[str, Any]) -> bytes:
    """A statement with its signature, in the one spelling that is kept."""
    return canonical(signer().sign(told))


def document_of(row: Acknowledgement) -> dict[str, Any]:
    """The signed statement of a row, read."""
    return json.loads(bytes(row.certificate))


def statement_of(row: Acknowledgement) -> dict[str, Any]:
    """What the statement of a row says, without its signature."""
    return document_of(row)["statement"]


def moment(at: datetime.datetime) -> str:
    """A moment in the one form that statements use: UTC, to the second."""
    return at.astimezone(datetime.UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
