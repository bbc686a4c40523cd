"""What cases bring to the desks of those who hold a key to them, and to nobody else."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from lanyard.concerns.queries.cases import wraps_of
from lanyard.concerns.queries.holders import needs_key, takes_reports
from lanyard.people import dues
from lanyard.people.dues import Due
from lanyard.people.queries import Scope


@dues.source
def cases_that_wait(scope: Scope) -> Iterator[Due]:
    """What somebody sent in or added and the person has not read yet, and what is due in their cases."""
    for wrap in wraps_of(scope).filter(case__closed_at__isnull=True):
        case, href = wrap.case, reverse("concerns:case", args=[wrap.case_id])
        by = timezone.localdate(case.due_at) if case.due_at else None
        if wrap.read_at is None:
            yield Due(
                "case-unread",
                f"case:{case.pk}:unread",
                f"Read case {case.reference}",
                "Something new is in it.",
                href,
                by=by,
                is_urgent=True,
            )
        elif by is not None:
            why = "Something has to be done in it by then."
            yield Due("case-due", f"case:{case.pk}:{by}", f"Look at case {case.reference}", why, href, by=by)


@dues.source
def key_to_make(scope: Scope) -> Iterator[Due]:
    """The key by which whoever receives reports opens cases; until they have one, nothing can be sealed to them."""
    if needs_key(scope):
        why = "You receive reports because of your role. Only your own passphrase opens them."
        yield Due(
            "case-key", "case-key", "Make your case key", why, reverse("concerns:key"), is_urgent=takes_reports(scope.school)
        )
