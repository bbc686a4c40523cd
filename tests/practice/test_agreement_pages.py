"""Agreements on contact details on their pages: asking with the roll, deciding, and the paper (2.5.6)."""

from __future__ import annotations

from lanyard.people.models import Pupil
from tests.people.cast import TODAY
from tests.practice.test_agreements import DAY, PARENT, mail_is_sent, now  # noqa: F401 - the fixture works by being here
from tests.practice.welton import Visitor


def send(visitor, **fields):
    return visitor.send(visitor.address, **fields)


def begin(visitor):
    visitor.open("/agree/").follow("Ask to share a contact detail").press("Start now")


def fill_in(visitor, pupils, first, last):
    send(visitor, **{"view-1": "yes", "send_along": "no"})
    send(visitor, detail="number")
    send(visitor, purpose="The residential", channel="Texts", tried="The trip phone")
    days = {
        f"{name}-{part}": getattr(day, part)
        for name, day in (("starts_on", first), ("ends_on", last))
        for part in ("day", "month", "year")
    }
    send(visitor, **days)
    send(visitor, safeguards=["copied"], more="")
    send(visitor, pupils=pupils)


def test_asking_with_the_roll(school):
    teacher = Visitor.at(school)
    for number, (given, family, class_) in enumerate([("Ada", "Field", "6B"), ("Ada", "Field", "3K"), ("Bo", "Lin", "6B")]):
        Pupil.objects.create(
            school=school,
            reference=f"P-{number}",
            given_name=given,
            family_name=family,
            class_name=class_,
            starts_on=TODAY - 90 * DAY,
        )
    begin(teacher)
    assert "social_account" not in str(teacher.page)
    today = now().date()
    fill_in(teacher, "Ada Field\nBo Lin", today, today + DAY)
    assert "could be more than one pupil" in teacher.page.get_text()
    send(teacher, pupils="Cy Nobody")
    assert "nobody on the roll" in teacher.page.get_text()
    send(teacher, pupils="ada field, 6b\np-2")
    assert "Ada Field, 6B" in teacher.text
    own = teacher.adult.account.sign_in_name
    send(teacher, **{"parent-1": own, "parent-2": ""})
    assert "not yours" in teacher.page.get_text()
    send(teacher, **{"parent-1": PARENT, "parent-2": ""})
    assert "they are for you alone" in teacher.text
    teacher.press("Send the request")
    assert "Not agreed yet" in teacher.text and "Bo Lin, 6B" in teacher.text
    assert "slips" in str(teacher.page)
    assert "Number of this slip" in teacher.open(f"{teacher.address}slips/").text


def test_a_leader_decides_on_the_page_and_a_witness_records_the_paper(school, settings):
    settings.SENDS_MAIL = False
    teacher, head = Visitor.at(school), Visitor.at(school, "Priya Hartwell", "head")
    today = now().date()
    begin(teacher)
    fill_in(teacher, "A F, 6B", today, today + DAY)
    teacher.press("Send the request")
    head.open("/agree/decide/").follow("Sam Whitcombe")
    send(head, answer="yes")
    assert "Confirm both" in head.page.get_text()
    send(head, answer="no", reason="")
    assert "Give the reason" in head.page.get_text()
    send(head, answer="yes", checked=["not_parent", "addresses"], conditions="", reason="")
    assert "Waiting for the parents" in head.text
    head.open("/agree/paper/").follow("A F, 6B")
    day = {"said_on-day": today.day, "said_on-month": today.month, "said_on-year": today.year}
    send(head, act="parent_agrees", name="Eve", evidence="Visit folder", **day)
    teacher.open("/agree/").follow("The residential")
    assert "In force" in teacher.text
    assert all("?" not in address for address in teacher.addresses)
