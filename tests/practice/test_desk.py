"""The desk: urgent first, late in words, the next deadline next, and several at once."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.people.dues import Due
from lanyard.practice import desk
from tests.people.cast import TODAY

DAY = datetime.timedelta(days=1)
dues = st.lists(
    st.builds(
        Due,
        kind=st.sampled_from(["note-own-phone", "note-noted", "other"]),
        key=st.uuids().map(str),
        title=st.just("Something"),
        why=st.just("Because"),
        href=st.just("/desk/"),
        by=st.none() | st.dates(TODAY - 40 * DAY, TODAY + 40 * DAY),
        is_urgent=st.booleans(),
    ),
    max_size=12,
)


def due(by: datetime.date | None = None, *, kind: str = "other", is_urgent: bool = False) -> Due:
    return Due(kind, "k", "Something", "Because", "/desk/", "", by, is_urgent)


@given(dues)
def test_everything_due_stands_on_the_desk_once(found):
    groups = desk.grouped(found, on=TODAY)
    shown = [line.due for group in groups for line in group.lines]
    assert sorted(each.key for each in shown) == sorted(each.key for each in found)
    order = ["now", "late", "today", "soon", "later", "any-time"]
    ids = [group.id for group in groups]
    assert ids == sorted(ids, key=order.index)
    for group in groups:
        for line in group.lines:
            assert (group.id == "now") == line.due.is_urgent
            if group.id == "late":
                assert line.is_late and line.when.startswith("Late by")


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (None, "No date"),
        (TODAY, "Today"),
        (TODAY + DAY, "Tomorrow, Monday 23 November"),
        (TODAY + 5 * DAY, "By Friday 27 November"),
        (TODAY - DAY, "Late by 1 day: it was due on Saturday 21 November"),
        (TODAY - 3 * DAY, "Late by 3 days: it was due on Thursday 19 November"),
    ],
)
def test_a_day_is_said_in_words(by, said):
    assert desk.when(due(by), TODAY) == said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([], "Nothing needs you today."),
        ([due()], "1 thing needs you."),
        ([due(TODAY)], "1 thing needs you; the next is due today."),
        ([due(TODAY - DAY), due(TODAY + 2 * DAY)], "2 things need you; 1 is late and the next day is Tuesday 24 November."),
        ([due(TODAY - DAY), due(TODAY - DAY)], "2 things need you; 2 are late."),
    ],
)
def test_the_whole_is_said_in_a_sentence(found, said):
    assert desk.summary(found, on=TODAY) == said


def test_several_at_once_is_offered_for_two_or_more():
    one, two = due(kind="note-own-phone"), due(kind="note-own-phone")
    assert desk.several([one, due()]) == []
    (offered,) = desk.several([one, two])
    assert offered.href == "/note/together/own-phone/"


def test_a_calm_desk_says_so(db, school, monkeypatch):
    from lanyard.people import dues as registry
    from tests.practice.welton import Visitor

    monkeypatch.setattr(registry, "_sources", [])
    visitor = Visitor.at(school)
    assert "Nothing needs you today." in visitor.open("/desk/").text
    assert visitor.page.find(class_="lanyard-desk") is None
