"""Kept answers, in the timeline of whoever kept them."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from lanyard.people import timeline
from lanyard.people.queries import Scope
from lanyard.people.timeline import Entry
from lanyard.practice import queries


@timeline.source
def kept_answers(scope: Scope) -> Iterable[Entry]:
    """The answers that the person kept and did not delete."""
    for kept in queries.kept_answers(scope):
        yield Entry(
            at=kept.kept_at,
            kind="asked",
            words=f"You kept an answer of version {kept.policy_version} of the policy.",
            href=reverse("oversight:kept-answer", args=[kept.pk]),
            statement={
                "facts": dict(kept.facts),
                "unknown": list(kept.unknown),
                "verdict": kept.verdict,
                "policy": {"version": kept.policy_version, "hash": kept.policy_hash},
            },
        )
