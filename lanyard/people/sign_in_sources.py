"""What signing in tells the desk and the timeline: passwords that may be known (2.4.1)."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from . import dues, timeline
from .models import Compromise
from .queries import Scope
from .queries.sign_ins import compromises_to_settle, ways_back_to_show
from .rights import can

CLAUSE = "2.4.1"


@dues.source
def passwords_to_settle(scope: Scope) -> Iterable[dues.Due]:
    """Whoever manages sign-ins deals with a known password on the day it is reported."""
    if not can(scope, "manage sign-ins"):
        return
    for report in compromises_to_settle(scope):
        yield dues.Due(
            kind="compromise",
            key=f"compromise:{report.pk}",
            title=f"Somebody may know {report.adult.name}’s password",
            why="The password is blocked. Find out what could have been seen, and give them a sign-in code.",
            href=reverse("sign-ins:everybody"),
            clause=CLAUSE,
            by=timezone.localdate(report.reported_at),
            is_urgent=True,
        )


@dues.source
def ways_back_opened(scope: Scope) -> Iterable[dues.Due]:
    """That the operator let somebody in who manages sign-ins: nobody but colleagues can tell whether that was right."""
    for opened, adult in ways_back_to_show(scope, at=timezone.now()):
        day = date_format(timezone.localtime(opened.at), "j F Y, H:i")
        yield dues.Due(
            kind="way back",
            key=f"way-back:{opened.pk}",
            title=f"{adult.name} was let back in by the operator",
            why=f"At the machine that runs Lanyard, {day}. If {adult.name} did not ask for it, phone the operator now.",
            href=reverse("sign-ins:one", args=[adult.pk]) if can(scope, "manage sign-ins") else reverse("site:help-now"),
            clause=CLAUSE,
        )


@timeline.source
def passwords_reported(scope: Scope) -> Iterable[timeline.Entry]:
    """A person's own reports, and those that others made for them."""
    for report in Compromise.objects.filter(adult=scope.adult):
        words = "You reported that somebody else may know your password."
        if report.reported_by_id != scope.account.pk:
            words = "It was reported that somebody else may know your password."
        yield timeline.Entry(
            at=report.reported_at,
            kind="compromise",
            words=words,
            clause=CLAUSE,
            href=reverse("account_overview"),
            statement={"compromise": report.pk, "by_oneself": report.reported_by_id == scope.account.pk},
        )
