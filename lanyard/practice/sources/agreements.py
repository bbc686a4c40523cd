"""Agreements: what is due, what the person asked and decided, what answers in Ask, how the clause is lived."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from lanyard.people import dues, timeline
from lanyard.people.dues import Due
from lanyard.people.models import School
from lanyard.people.queries import Scope
from lanyard.people.timeline import Entry
from lanyard.practice import agreement_page, desk, living, on_record
from lanyard.practice.agreement_states import Act, State, needs_closing
from lanyard.practice.living import Living
from lanyard.practice.models import Agreement, AgreementStep
from lanyard.practice.on_record import Recorded
from lanyard.practice.queries import agreements as queries

CLAUSE = "contact-agreement"
#: How long somebody has to close an agreement that is over, and how early its end is told.
WEEK = datetime.timedelta(days=7)


@dues.source
def own_agreements(scope: Scope) -> Iterable[Due]:
    """What the person asked for: parents who have not answered, an end that is near, what is to be closed."""
    for agreement in queries.own_agreements(scope):
        href = reverse("practice:agreement", args=[agreement.pk])
        pupils = list(agreement.pupils.all())
        ended = [_ended_on(pupil) for pupil in pupils if needs_closing(pupil.history, scope.on)]
        if ended:
            yield Due(
                kind="agreement to close",
                key=f"agreement-close:{agreement.pk}",
                title="Confirm that contact details are deleted",
                why="An agreement of yours is over, and the details should be gone on both sides.",
                href=reverse("practice:agreement-close", args=[agreement.pk]),
                clause=CLAUSE,
                by=min(ended) + WEEK,
            )
        waiting = sum(queries.is_waiting_for_parent(pupil, scope.on) for pupil in pupils)
        if waiting:
            yield Due(
                kind="parents to answer",
                key=f"agreement-parents:{agreement.pk}",
                title="Parents have not answered yet",
                why="A senior leader agreed. Without the parents’ yes nothing may be shared.",
                href=href,
                clause=CLAUSE,
                by=max(agreement.starts_on, scope.on),
            )
        if any(pupil.state(scope.on) == State.LIVE for pupil in pupils) and agreement.ends_on - scope.on <= WEEK:
            yield Due(
                kind="agreement ends",
                key=f"agreement-ends:{agreement.pk}",
                title="An agreement of yours ends soon",
                why="After its last day the detail may not be used any more.",
                href=href,
                clause=CLAUSE,
                by=agreement.ends_on,
            )


@dues.source
def agreements_to_decide(scope: Scope) -> Iterable[Due]:
    """Requests that wait for this senior leader, by their first day."""
    for agreement in queries.decidable_agreements(scope):
        if queries.is_waiting_for_leader(agreement, scope.on):
            yield Due(
                kind="agreement to decide",
                key=f"agreement-decide:{agreement.pk}",
                title="Decide about a request to share a contact detail",
                why="It takes your yes and the parents’. Until then nothing may be shared.",
                href=reverse("practice:agreement-decision", args=[agreement.pk]),
                clause=CLAUSE,
                by=max(agreement.starts_on, timezone.localdate(agreement.asked_at)),
            )


@timeline.source
def asked_and_answered(scope: Scope) -> Iterable[Entry]:
    """What the person asked for, and what became of it."""
    for agreement in queries.own_agreements(scope):
        href = reverse("practice:agreement", args=[agreement.pk])
        says = agreement.says
        statement = {
            "agreement": str(agreement.pk),
            "detail": says.get("detail", ""),
            "purpose": says.get("purpose", ""),
            "from": agreement.starts_on.isoformat(),
            "until": agreement.ends_on.isoformat(),
            "pupils": [pupil.called for pupil in agreement.pupils.all()],
        }
        yield Entry(agreement.asked_at, "asked", "You asked to share a contact detail.", CLAUSE, href, statement)
        for step, shown in zip(agreement.steps.all(), agreement_page.steps_shown(agreement), strict=True):
            about = {"agreement": str(agreement.pk), "step": step.number, "act": step.act, "about": shown["about"]}
            yield Entry(step.at, "agreement", f"About your request: {shown['words']}.", CLAUSE, href, about)


@timeline.source
def decided(scope: Scope) -> Iterable[Entry]:
    """What the person decided or witnessed about others’ requests; nothing of what they were about."""
    words = {
        Act.LEADER_AGREES: "You agreed, as a senior leader, to a request to share a contact detail.",
        Act.LEADER_REFUSES: "You did not agree to a request to share a contact detail.",
        Act.LEADER_WITHDRAWS: "You ended an agreement to share a contact detail.",
    }
    steps = AgreementStep.objects.filter(by=scope.adult).exclude(agreement__asker=scope.adult)
    for step in steps:
        said = words.get(Act(step.act), "You recorded, as a witness, what a parent signed or said.")
        yield Entry(step.at, "agreement", said, CLAUSE, "", {"agreement": str(step.agreement_id), "act": step.act})


@on_record.source
def live_agreements(scope: Scope) -> Iterable[Recorded]:
    """A live agreement about one pupil answers what was agreed, and for which detail."""
    for agreement in queries.own_agreements(scope):
        for pupil in agreement.pupils.all():
            if pupil.state(scope.on) != State.LIVE:
                continue
            yield Recorded(
                key=f"agreement:{pupil.pk}",
                facts={
                    "detail": str(agreement.says["detail"]),
                    "senior_agreed": "yes",
                    "parent_agreed": "yes",
                    "in_writing": "yes",
                },
                when={"act": "share_contact", "other": "pupil"},
                words=f"your agreement of {timezone.localdate(agreement.asked_at):%-d %B %Y}",
                choice=f"{pupil.called}: {agreement.says.get('purpose', '')}"[:120],
                clause=CLAUSE,
                href=reverse("practice:agreement", args=[agreement.pk]),
                until=agreement.ends_on,
            )


@living.source
def agreed(school: School, on: datetime.date) -> Iterable[Living]:
    """How many agreements of the last year ran with both yeses, and how many of those that are over are closed."""
    found = Agreement.objects.filter(school=school, ends_on__gte=on - datetime.timedelta(days=365))
    pupils = [pupil for each in queries.whole(found) for pupil in each.pupils.all()]
    was_live = [pupil for pupil in pupils if pupil.history.was_live and pupil.agreement.starts_on <= on]
    yield Living(CLAUSE, "agreements of the last year had both a senior leader’s and a parent’s yes", len(was_live))
    states = [pupil.state(on) for pupil in was_live]
    over = sum(state in (State.WITHDRAWN, State.EXPIRED, State.CLOSED) for state in states)
    yield Living(CLAUSE, "agreements that are over were closed", states.count(State.CLOSED), over)


def _ended_on(pupil) -> datetime.date:
    """The day on which an agreement about a pupil ended."""
    taken = pupil.history.taken(Act.LEADER_WITHDRAWS, Act.PARENT_WITHDRAWS, Act.ASKER_WITHDRAWS)
    return min(taken.on, pupil.agreement.ends_on) if taken else pupil.agreement.ends_on


desk.together("agreement to decide", words="Agree to several requests that you have read", name="practice:agreements-together")
