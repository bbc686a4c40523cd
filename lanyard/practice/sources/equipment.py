"""What school equipment brings to desks, timelines, answers and clause pages (2.4.2, 2.4.6, 2.4.7)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from lanyard.people import dues, timeline
from lanyard.people.dues import Due
from lanyard.people.models import School
from lanyard.people.queries import Scope
from lanyard.people.timeline import Entry
from lanyard.practice import living, on_record
from lanyard.practice.living import Living
from lanyard.practice.models import EquipmentKind, LoanAct, LoanEnding, LoanStanding
from lanyard.practice.on_record import Recorded
from lanyard.practice.queries import found_content, loans

CLAUSE = "school-equipment"
YEAR = datetime.timedelta(days=365)
#: How soon somebody should see to what came back, and to what was found.
SEE_TO_IT_WITHIN = datetime.timedelta(days=3)
#: What something on loan is used for, in the words of the policy’s questions.
USED_FOR = {
    EquipmentKind.PHONE: ("contact", "take_image"),
    EquipmentKind.TABLET: ("contact", "take_image"),
    EquipmentKind.LAPTOP: ("contact",),
    EquipmentKind.CAMERA: ("take_image",),
}
HAPPENED = {
    LoanAct.BOOKED: "You booked school equipment and accepted its terms.",
    LoanAct.PICKED_UP: "School equipment that you had booked was picked up.",
    LoanAct.EXTENDED: "A loan of yours was made longer.",
    LoanAct.RETURNED: "School equipment that you had on loan was brought back.",
    LoanAct.CANCELLED: "A booking of yours was cancelled.",
    LoanAct.LOST: "School equipment that you had on loan was said to be lost or stolen.",
}
HANDED_OVER = "You handed over something personal that was found on school equipment."


@dues.source
def own_loans(scope: Scope) -> Iterator[Due]:
    """What the person has to pick up, or to bring back."""
    for each in loans.own_loans(scope):
        if each.standing in (LoanStanding.OUT, LoanStanding.OVERDUE):
            yield Due(
                kind="loan to return",
                key=f"loan-return-{each.loan.pk}",
                title=f"Bring back {each.loan.equipment.called}",
                why="Take everything of yours off it first. If you need it for longer, say so.",
                href=reverse("practice:loan", args=[each.loan.pk]),
                clause=CLAUSE,
                by=each.loan.ends_on,
            )
        elif each.standing == LoanStanding.READY:
            yield Due(
                kind="loan to pick up",
                key=f"loan-pick-up-{each.loan.pk}",
                title=f"Pick up {each.loan.equipment.called}",
                why="It is booked for you. If you do not need it, cancel the booking, so that others can have it.",
                href=reverse("practice:loan", args=[each.loan.pk]),
                clause=CLAUSE,
                by=each.loan.ends_on,
            )


@dues.source
def overdue_loans(scope: Scope) -> Iterator[Due]:
    """What others have not brought back, for whoever keeps the equipment."""
    for each in loans.overdue(scope):
        if each.loan.borrower_id != scope.adult.pk:
            left = each.standing != LoanStanding.OVERDUE
            yield Due(
                kind="loan overdue",
                key=f"loan-overdue-{each.loan.pk}",
                title=f"Get {each.loan.equipment.called} back",
                why=f"{each.loan.borrower.name} has it{' and has left' if left else ''}.",
                href=reverse("practice:loan", args=[each.loan.pk]),
                clause=CLAUSE,
                by=min(each.loan.ends_on, each.loan.borrower.ends_on or each.loan.ends_on),
            )


@dues.source
def loans_to_look_over(scope: Scope) -> Iterator[Due]:
    """What came back with something to put right, or is lost, for whoever keeps the equipment."""
    for each in loans.to_look_over(scope):
        if loans.may_look_over(scope, each):
            lost = each.loan.ending == LoanEnding.LOST
            yield Due(
                kind="equipment to look over",
                key=f"loan-look-over-{each.loan.pk}",
                title=f"{'Lost or stolen' if lost else 'Look over'}: {each.loan.equipment.called}",
                why="Lock it from afar if you can." if lost else "It came back with something to put right.",
                href=reverse("practice:loan", args=[each.loan.pk]),
                clause=CLAUSE,
                by=timezone.localdate(each.loan.ended_at) + (datetime.timedelta() if lost else SEE_TO_IT_WITHIN),
                is_urgent=lost,
            )


@dues.source
def found_to_decide(scope: Scope) -> Iterator[Due]:
    """Something personal that was found, which waits for this person's decision."""
    for each in found_content.found_to_decide(scope):
        if not each.is_decided:
            yield Due(
                kind="found content to decide",
                key=f"found-decide-{each.found.pk}",
                title="Decide about something personal found on school equipment",
                why="It was handed over without being looked at further.",
                href=reverse("practice:found-decide", args=[each.found.pk]),
                clause=CLAUSE,
                by=timezone.localdate(each.found.told_at) + SEE_TO_IT_WITHIN,
            )


@timeline.source
def borrowed(scope: Scope) -> Iterator[Entry]:
    """What the person borrowed, on which terms, and how it came back."""
    for each in loans.own_loans(scope):
        href, about = reverse("practice:loan", args=[each.loan.pk]), {"equipment": each.loan.equipment.called}
        for step, words in each.steps:
            if step.act not in HAPPENED:
                continue
            said = {**about, **words, "until": step.until.isoformat() if step.until else ""}
            if step.act == LoanAct.BOOKED:
                said |= {"terms": each.loan.terms.text, "terms version": each.loan.terms.number}
            yield Entry(step.at, "loan", HAPPENED[LoanAct(step.act)], CLAUSE, href, said)


@timeline.source
def handed_over(scope: Scope) -> Iterator[Entry]:
    """What the person handed over because it was personal."""
    for each in found_content.own_found(scope):
        words, href = HANDED_OVER, reverse("practice:found-told", args=[each.found.pk])
        said = {"equipment": each.device, "what": each.what, "where": each.where, "found on": each.found.found_on.isoformat()}
        yield Entry(each.found.told_at, "found content", words, CLAUSE, href, said)


@on_record.source
def in_hand(scope: Scope) -> Iterator[Recorded]:
    """Something on loan answers whose device it is."""
    for each in loans.own_loans(scope):
        if each.standing not in (LoanStanding.OUT, LoanStanding.OVERDUE):
            continue
        for act in USED_FOR.get(EquipmentKind(each.loan.equipment.kind), ()):
            yield Recorded(
                facts={"device_owner": "school"},
                when={"act": act},
                words="a school device that you have on loan",
                clause=CLAUSE,
                href=reverse("practice:loan", args=[each.loan.pk]),
                until=each.loan.ends_on,
                key=f"loan-{each.loan.pk}-{act}",
                choice=each.loan.equipment.called,
            )


@living.source
def lent_at_a_school(school: School, on: datetime.date) -> Iterator[Living]:
    """How often equipment was borrowed, and how often a phone, so that nobody needed their own."""
    lent = loans.count_loans(school, since=on - YEAR)
    phones = loans.count_loans(school, since=on - YEAR, kinds=[EquipmentKind.PHONE])
    yield Living(CLAUSE, "loans of school equipment in the last 12 months", lent)
    for clause in ("own-phone", "personal-numbers"):
        yield Living(clause, "school phones were borrowed in the last 12 months", phones)
