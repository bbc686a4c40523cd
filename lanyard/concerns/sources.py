"""What cases bring to the desks of those who hold a key to them, and to nobody else."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from lanyard.concerns.queries.cases import wraps_of
from lanyard.concerns.queries.holders import leaves_receiving_on, needs_key, recovery_key, takes_reports
from lanyard.concerns.queries.recovery import SETTING_UP, part_of, requests_of
from lanyard.concerns.recovery_states import Act, State, may
from lanyard.people import dues
from lanyard.people.dues import Due
from lanyard.people.queries import Scope

#: How often the shares are proved again, and how long before that it is asked for.
DRILL_EVERY, ASKED_BEFORE = datetime.timedelta(days=365), datetime.timedelta(days=30)
#: How long before their last day somebody is asked to hand their cases over.
HANDING_OVER = datetime.timedelta(days=28)


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


@dues.source
def cases_to_hand_over(scope: Scope) -> Iterator[Due]:
    """The cases that somebody holds whose last day comes near: it is said to themselves, and to nobody else."""
    last = leaves_receiving_on(scope)
    if last is None or last - scope.on > HANDING_OVER or not wraps_of(scope).exists():
        return
    why = "After your last day you cannot open your cases. Hand them to a colleague before that."
    yield Due("case-hand-over", f"case-hand-over:{last}", "Hand your cases over", why, reverse("concerns:hand-over"), by=last)


@dues.source
def recovery_to_look_after(scope: Scope) -> Iterator[Due]:
    """The recovery key: to be made before the school can take reports, and proved again each year."""
    if not scope.can(SETTING_UP):
        return
    key = recovery_key(scope.school)
    if key is None:
        why = "Until two of its three shares were proved, the school can take no reports here."
        yield Due("recovery", "recovery", "Set up the recovery key", why, reverse("concerns:recovery"), is_urgent=True)
        return
    by = timezone.localdate(key.drilled_at) + DRILL_EVERY
    if by - scope.on <= ASKED_BEFORE:
        why = "Once a year two shares are typed in, to see that they are still whole and found."
        yield Due("recovery-drill", f"recovery-drill:{by}", "Prove the recovery shares", why, reverse("concerns:drill"), by=by)


@dues.source
def recovery_to_confirm(scope: Scope) -> Iterator[Due]:
    """What a colleague asked for and this person could confirm or refuse."""
    for request in requests_of(scope, at=timezone.now()):
        if may(Act.CONFIRM, State.WAITING, part_of(scope, request)):
            why = "Somebody asked to bring cases back with the recovery key. It takes a second person."
            where = reverse("concerns:recover", args=[request.pk])
            yield Due("recovery-request", f"recovery-request:{request.pk}", "Confirm or refuse a recovery", why, where)
