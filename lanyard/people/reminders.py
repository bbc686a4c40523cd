"""Reminding adults of what is due: a week before, on the day, three days after and a week after.

A reminder is a mail without content: that there is something to look at, and where. It is
derived each day from what is due that day, so nobody is reminded of what they have done.
Whoever is away is left alone and hears of what is still due when they are back.
"""

from __future__ import annotations

import datetime

from lanyard.records import jobs

from . import mail
from .actions import reminders as actions
from .dues import dues_of
from .queries.absences import is_away
from .queries.reminders import account_of, adults_to_remind
from .queries.scope import Scope, scope_of

SUBJECT = "You have something to look at"
WORDS = "You have something to look at in Lanyard. Sign in to see what it is:"
WHY = "This message says no more on purpose, because anybody might read it. Nothing has to be answered by e-mail."


@jobs.daily("reminders")
def look_at_everybody(*, on: datetime.date, at: datetime.datetime) -> None:
    """Ask for a look at what is due for each adult who can be reminded; nobody where no mail is sent."""
    if not mail.is_sent():
        return
    for adult, account, school in adults_to_remind(on=on):
        told = {"adult": adult, "account": account, "school": school, "day": on}
        jobs.enqueue("reminder check", key=f"reminder-check:{adult}:{on}", due_at=at, at=at, **told)


@jobs.handles("reminder check")
def look_at_one(payload: dict, *, at: datetime.datetime) -> None:
    """Find out whether an adult has something to be reminded of today."""
    on = datetime.date.fromisoformat(payload["day"])
    scope = _present(payload, on)
    if scope is not None:
        actions.plan_reminders(scope=scope, dues=dues_of(scope), at=at)


@jobs.handles("reminder mail", in_transaction=False, quiet=True)
def send_reminder(payload: dict, *, at: datetime.datetime) -> None:
    """Send the mail, unless the person left or went away meanwhile.

    ``of`` tells apart what cannot wait for the reminder of the day.
    """
    scope = _present(payload, at.astimezone(jobs.UK).date())
    if scope is None or not mail.is_sent():
        return
    mail.send(
        to=mail.address_of(scope.adult),
        subject=SUBJECT,
        words=f"{WORDS}\n\n{mail.LINK}\n\n{WHY}",
        page="/desk/",
        key=f"reminder:{payload['adult']}:{payload.get('of') or payload['day']}",
    )


@jobs.daily("old reminders")
def forget_what_is_over(*, on: datetime.date, at: datetime.datetime) -> None:
    """Forget reminders and absences that no longer matter."""
    actions.forget_old_reminders(on=on)


def _present(payload: dict, on: datetime.date) -> Scope | None:
    """The scope of whom a job is about, if they are in scope and not away that day."""
    account = account_of(payload["account"])
    scope = scope_of(account, on=on) if account else None
    if scope is None or scope.adult.pk != payload["adult"] or is_away(scope.adult, on=on):
        return None
    return scope
