"""Every route through its pages, from the report to closed by two people; leaving out; escalating; closing."""

from __future__ import annotations

import uuid

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from lanyard.concerns.actions import holders as keys
from lanyard.concerns.actions.steps import NotYours, take_step
from lanyard.concerns.models import Case, CaseWrap, EvidencePlace, Item
from lanyard.concerns.queries.cases import wrap_of
from lanyard.policy.routes.guards import open_items
from lanyard.policy.routes.history import CLOSED, PROPOSE
from lanyard.policy.routes.kinds import About, Answer, Matter, RouteId
from lanyard.proof.casekeys import open_case
from lanyard.proof.sealing import CannotOpen
from tests.concerns.cast import PASSPHRASE, Cast, send
from tests.concerns.desk import Holder
from tests.people.cast import AT

pytestmark = pytest.mark.django_db

#: What leads to each route.
WAYS = {
    RouteId.INDECENT_IMAGES: {"files": Answer.YES, "shows_child": Answer.NOT_SURE, "matter": None, "harm": None},
    RouteId.OTHER_MATERIAL: {"matter": Matter.MATERIAL},
    RouteId.ALLEGATION: {"matter": Matter.ALLEGATION, "about": ("assistant",)},
    RouteId.SAFEGUARDING: {"matter": Matter.CHILD, "whom": frozenset({About.PUPIL}), "harm": None},
    RouteId.LOW_LEVEL: {"matter": Matter.CONDUCT, "about": ("assistant",)},
    RouteId.CYBERBULLYING: {"matter": Matter.ATTACK, "whom": frozenset({About.OUTSIDER})},
    RouteId.PASSWORD: {"matter": Matter.PASSWORD, "whom": frozenset({About.UNKNOWN})},
    RouteId.DATA_BREACH: {"matter": Matter.DATA, "whom": frozenset({About.UNKNOWN})},
    RouteId.PUPIL_CONTACT: {"matter": Matter.PUPIL_CONTACT, "whom": frozenset({About.PUPIL})},
    RouteId.OTHER_PROCEDURE: {"matter": Matter.OTHER_PROCEDURE},
}
#: Choices that lead nowhere else, so that a walk comes to its end on the same route.
CALM = {"outcome": "no-action", "data_seen": "no", "wants_police": "no"}


def add_key(cast: Cast, *roles: str) -> None:
    """Let more of the cast make their key, which is slow on purpose."""
    for role in roles:
        who = {"scope": cast.scope(role), "by": cast.adults[role].account}
        cast.keys[role] = keys.make_key(passphrase=PASSPHRASE, at=AT, **who)


def fields_of(form: BeautifulSoup) -> dict[str, str]:
    """Something in every field of a step's form: words, the first answer, and nothing that is optional by date."""
    told: dict[str, str] = {}
    for box in form.find_all("textarea"):
        told[box["name"]] = "Some words."
    for radio in form.find_all("input", type="radio"):
        told.setdefault(radio["name"], radio["value"])
        if radio["value"] == CALM.get(radio["name"]):
            told[radio["name"]] = radio["value"]
    return told


def walk(cast: Cast, case: Case, holders: list[Holder]) -> None:
    """Do whatever remains through the pages, as whoever is offered it, and close it with two people."""
    for _ in range(60):
        case.refresh_from_db()
        if case.closed_at:
            return
        for holder in holders:
            if wrap_of(cast.scope(holder.who), case.pk) is None:
                continue
            standing = cast.open(holder.who, case).standing
            wanted = [step.id for step in open_items(standing)]
            wanted += [] if wanted else [step.id for step in standing.carried]
            offered = holder.steps_offered(case)
            last = "close" if PROPOSE in standing.done else PROPOSE
            choice = next((step for step in wanted if step in offered), None)
            # What others still wait for comes first: “after” keeps the order.
            helps = next((step for step in ("judgement-looked-for", "advice-asked") if wanted and step in offered), None)
            if choice is None and wanted and helps:
                choice = helps
            if choice is None and not wanted and last in offered:
                choice = last
            if choice is None:
                continue
            holder.open(f"/cases/{case.pk}/steps/{choice}/")
            holder.fill(**fields_of(holder.form))
            if holder.address.endswith("/check/"):
                assert "Check before you do this" in holder.text
                holder.fill()
            assert holder.address == f"/cases/{case.pk}/", holder.text
            break
        else:
            raise AssertionError(f"nobody is offered {wanted}")
    raise AssertionError("it was not closed")


@pytest.mark.parametrize("route", WAYS)
def test_every_route_is_walked_through_its_pages_until_two_people_have_closed_it(cast, route):
    add_key(cast, *(role for role in ("it_lead", "data_protection_lead") if route in (RouteId.PASSWORD, RouteId.DATA_BREACH)))
    case = send(cast, **WAYS[route]).case
    assert case.route == route
    who = [role for role in ("head", "dsl", "chair", "it_lead", "data_protection_lead") if role in cast.keys]
    walk(cast, case, [Holder(cast, role) for role in who])
    taken = {item.step: item.by_id for item in Item.objects.filter(case=case, step__in=("propose-closing", "close"))}
    assert taken["propose-closing"] != taken["close"]
    reader = next(role for role in who if case in cast.cases(role))
    standing = cast.open(reader, case).standing
    assert standing.state == CLOSED and standing.ignored == ()


def test_whoever_is_left_out_finds_nothing_and_their_old_key_opens_nothing_that_is_added(cast):
    case = send(cast, **WAYS[RouteId.INDECENT_IMAGES]).case
    head, dsl = Holder(cast, "head"), Holder(cast, "dsl")
    dsl.read(case)
    kept = CaseWrap.objects.get(case=case, holder__adult=cast.adults["dsl"])
    head.read(case).open(f"/cases/{case.pk}/steps/leave-somebody-out/")
    head.fill(person=str(cast.adults["dsl"].pk), reason="They are related.")
    assert head.heading == "Check before you do this"
    assert "Tom Bellamy loses their key at once" in head.text
    assert "Designated safeguarding lead" in head.text, "their roles are left out with them"
    assert wrap_of(cast.scope("dsl"), case.pk) is not None, "looking changes nothing"
    head.fill()
    assert "Tom Bellamy" in head.text
    for path in ("", "read/", "steps/note/"):
        gone = dsl.client.get(f"/cases/{case.pk}/{path}")
        never = dsl.client.get(f"/cases/{uuid.uuid4()}/{path}")
        assert gone.status_code == never.status_code == 404
    assert case.reference not in dsl.open("/cases/").text
    head.step(case, "note", words="After they went")
    case.refresh_from_db()
    unlocked, place = cast.keys["dsl"], (case.school_id, str(case.pk))
    with pytest.raises((CannotOpen, ValueError)):
        open_case(bytes(kept.wrapped), by=unlocked.identity, place=place, holder=str(kept.holder_id), recipient=case.recipient)


def test_nobody_leaves_themselves_out_or_a_role_of_their_own(cast):
    case = send(cast).case
    head = Holder(cast, "head").read(case)
    head.open(f"/cases/{case.pk}/steps/leave-somebody-out/")
    assert str(cast.adults["head"].pk) not in {each.get("value") for each in head.form.find_all("option")}
    head.fill(person=str(cast.adults["chair"].pk), reason="x", roles="head")
    assert "You hold one of these roles yourself" in head.text
    with pytest.raises(ValidationError):
        take_step(
            scope=cast.scope("head"),
            unlocked=cast.keys["head"],
            case=case,
            step="leave-somebody-out",
            facts={"person": str(cast.adults["head"].pk), "reason": "x"},
            left_out_adults=frozenset({cast.adults["head"].pk}),
            by=cast.adults["head"].account,
            at=AT,
        )


def test_escalating_to_indecent_images_says_so_first_and_shuts_the_place_for_files(cast):
    case = send(cast, files=Answer.YES, shows_child=Answer.NO).case
    assert EvidencePlace.objects.get(case=case).closed_at is None
    head = Holder(cast, "head").read(case)
    head.open(f"/cases/{case.pk}/steps/escalate/").fill(to="indecent-images", reason="A picture turned up.")
    assert "Files that are kept here are locked for good" in head.text
    assert "Tell the police" in head.text
    assert "A key to it goes to Tom Bellamy." in head.text
    head.fill()
    assert "The police and the LADO are to be told now" in head.text
    assert EvidencePlace.objects.get(case=case).closed_at is not None
    assert case in cast.cases("dsl")
    case.refresh_from_db()
    assert case.route == "indecent-images"
    assert "escalate" not in head.steps_offered(case)


def test_the_one_who_proposes_cannot_close_and_keeping_it_open_lets_work_go_on(cast):
    case = send(cast, matter=Matter.OTHER_PROCEDURE).case
    head = Holder(cast, "head").read(case)
    head.open(f"/cases/{case.pk}/steps/propose-closing/")
    assert "Still to do, or to leave for a reason" in head.text and head.form is None
    for step in ("handed-over", "reporter-told"):
        head.read(case).open(f"/cases/{case.pk}/steps/{step}/")
        head.fill(**fields_of(head.form))
    assert case not in cast.cases("chair"), "a second person knows nothing before they are asked"
    head.step(case, "propose-closing", reason="All is done.")
    assert case in cast.cases("chair")
    assert "close" not in head.steps_offered(case)
    chair = Holder(cast, "chair")
    assert {"close", "keep-open"} <= set(chair.steps_offered(case))
    assert "handed-over" not in chair.steps_offered(case)
    chair.step(case, "keep-open", reason="Somebody should phone once more.")
    assert "propose-closing" in head.steps_offered(case)
    head.step(case, "propose-closing", reason="Phoned.")
    chair.step(case, "close", reason="Agreed.")
    case.refresh_from_db()
    assert case.closed_at is not None
    assert head.steps_offered(case) == ["reopen"]
    assert "What must happen now" not in head.text
    head.step(case, "reopen", reason="Something new.")
    case.refresh_from_db()
    assert case.closed_at is None


def test_a_step_by_somebody_without_the_role_or_without_a_key_is_refused(cast):
    case = send(cast).case
    told = {"case": case, "facts": {"words": "x"}, "at": AT}
    with pytest.raises(NotYours):
        take_step(scope=cast.scope("dsl"), unlocked=cast.keys["dsl"], step="note", by=cast.adults["dsl"].account, **told)
    head, dsl = Holder(cast, "head"), Holder(cast, "dsl")
    head.step(case, "escalate", to="safeguarding", reason="A child may be at risk.")
    assert case in cast.cases("dsl") and case in cast.cases("head")
    assert "note" not in head.steps_offered(case), "the safeguarding lead has it now"
    answer = head.client.post(f"/cases/{case.pk}/steps/handed-over/", {"handed_to": "x", "reference": "y", "after": "99"})
    assert answer.status_code == 302
    assert not Item.objects.filter(case=case, step="handed-over").exists()
    assert "handed-over" in dsl.steps_offered(case)
