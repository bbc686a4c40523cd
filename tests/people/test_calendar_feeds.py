"""Calendar feeds: an address that cannot be guessed, days and nothing else, ended when it should be."""

from __future__ import annotations

import datetime
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from lanyard.people import actions as people
from lanyard.people import dues
from lanyard.people.actions import feeds as actions
from lanyard.people.calendar_file import calendar_of
from lanyard.people.dues import Due
from lanyard.people.models import CalendarFeed
from lanyard.people.queries import scope_of
from lanyard.records.models import Event
from tests.people.cast import AT, make_adult, make_school
from tests.practice.welton import Visitor, adopt

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WORDS = "Decide about Jordan Pike"


def something(by: datetime.date | None, key: str = "1") -> Due:
    return Due(kind="agreement", key=key, title=WORDS, why="Jordan Pike", href="/agree/7/", clause="2.5.6", by=by)


@pytest.fixture(autouse=True)
def sources(monkeypatch) -> None:
    """Everybody has something due today; the head also has something due in two days."""
    today = timezone.localdate()
    own = [something(today, "own"), something(today, "own too"), something(None, "whenever")]
    role = [something(today + 2 * DAY, "role")]
    monkeypatch.setattr(dues, "_sources", [lambda scope: own, lambda scope: role if scope.holds("head") else []])


@pytest.fixture
def school():
    school = make_school()
    adopt(school)
    return school


@pytest.fixture
def head(school):
    return make_adult(school, "Priya Hartwell", "head")


def make(adult, role: str = "") -> str:
    scope = scope_of(adult.account, on=timezone.localdate())
    return actions.make_feed(scope=scope, role=role, by=adult.account, at=AT)


def read(secret: str):
    return Client().get(f"/calendar/{secret}.ics")


def entries(secret: str) -> list:
    response = read(secret)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_a_feed_has_a_whole_day_for_each_day_on_which_something_is_due(head):
    today = timezone.localdate()
    found = entries(make(head))
    assert [entry.decoded("dtstart") for entry in found] == [today, today + 2 * DAY]
    assert [entry.decoded("dtend") for entry in found] == [today + DAY, today + 3 * DAY]
    assert {str(entry["summary"]) for entry in found} == {"Lanyard: something is due"}
    assert len({str(entry["uid"]) for entry in found}) == 2
    assert all(str(entry["url"]).endswith("/desk/") for entry in found)


def test_a_feed_says_nothing_of_what_is_due_or_of_whom(head):
    said = read(make(head)).content.decode()
    for word in ["Jordan", "Pike", "Priya", "2.5.6", "agree", "Sample Primary", "own too"]:
        assert word.lower() not in said.lower()


def test_a_roles_feed_has_what_the_role_brings_and_ends_with_it(head):
    secret = make(head, "head")
    assert [entry.decoded("dtstart") for entry in entries(secret)] == [timezone.localdate() + 2 * DAY]
    yesterday = timezone.localdate() - DAY
    people.end_role(held=head.roles_held.get(), held_until=yesterday, by=None, at=AT)
    assert read(secret).status_code == 404


def test_nobody_makes_a_feed_of_a_role_that_they_do_not_hold(head):
    with pytest.raises(ValidationError):
        make(head, "dsl")


def test_the_address_cannot_be_guessed_and_is_not_kept(head):
    secret = make(head)
    assert re.fullmatch(r"[\w-]{43}", secret), "32 bytes"
    assert make(head) != secret
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_calendarfeed")
        kept = str(cursor.fetchall())
    assert secret not in kept
    assert secret not in str(list(Event.objects.values()))


@pytest.mark.parametrize("guess", ["x", "0" * 43, "A" * 200])
def test_a_guess_finds_nothing(guess, head):
    make(head)
    assert read(guess).status_code == 404


def test_the_kept_hash_opens_nothing(head):
    make(head)
    assert read(CalendarFeed.objects.get().secret_hash).status_code == 404


def test_a_new_address_ends_the_old_one_and_ending_ends_it(head):
    first = make(head)
    role = make(head, "head")
    second = make(head)
    assert read(first).status_code == 404
    assert read(second).status_code == read(role).status_code == 200
    scope = scope_of(head.account, on=timezone.localdate())
    assert actions.end_feed(scope=scope, role="", by=head.account, at=AT)
    assert not actions.end_feed(scope=scope, role="", by=head.account, at=AT)
    assert read(second).status_code == 404
    assert read(role).status_code == 200


def test_a_leavers_feed_and_that_of_a_closed_account_end(head):
    secret = make(head)
    head.account.is_active = False
    head.account.save()
    assert read(secret).status_code == 404
    head.account.is_active = True
    head.account.save()
    assert read(secret).status_code == 200
    people.end_adult(adult=head, ends_on=timezone.localdate() - DAY, by=None, at=AT)
    assert read(secret).status_code == 404


def test_days_are_right_around_the_change_of_clocks():
    late = datetime.datetime(2027, 3, 27, 23, 59, tzinfo=datetime.UTC)
    by = datetime.date(2027, 3, 28)
    file = calendar_of([something(by)], feed=1, address="https://lanyard.example.org", at=late)
    assert b"DTSTART;VALUE=DATE:20270328" in file
    assert b"DTEND;VALUE=DATE:20270329" in file
    assert b"DTSTAMP:20270327T235900Z" in file
    assert file == calendar_of([something(by), something(by, "2")], feed=1, address="https://lanyard.example.org", at=late)


class TestPage:
    @pytest.fixture
    def visitor(self, school) -> Visitor:
        return Visitor.at(school, "Leah Morrow", "governor")

    def test_i_make_a_feed_see_its_address_once_and_end_it(self, visitor):
        visitor.open("/desk/calendar/").press("Make an address")
        secret = re.search(r"/calendar/([\w-]+)\.ics", visitor.text)[1]
        assert read(secret).status_code == 200
        assert secret not in visitor.open("/desk/calendar/").text
        assert "Make a new address" in visitor.text
        visitor.press("Make a new address")
        assert read(secret).status_code == 404
        visitor.open("/desk/calendar/").press("End it")
        assert "Make a new address" not in visitor.text
        assert not CalendarFeed.objects.filter(ended_at__isnull=True).exists()

    def test_each_role_has_its_own(self, visitor):
        visitor.open("/desk/calendar/").send("/desk/calendar/", role="governor", act="make")
        assert CalendarFeed.objects.get().role == "governor"

    @pytest.mark.parametrize("told", [{"role": "head", "act": "make"}, {"act": "guess"}, {}])
    def test_other_things_are_not_found(self, told, visitor):
        assert visitor.client.post("/desk/calendar/", told).status_code == 404
        assert not CalendarFeed.objects.exists()

    def test_the_secret_is_not_in_the_session_or_the_log(self, visitor, capfd):
        visitor.open("/desk/calendar/").press("Make an address")
        secret = re.search(r"/calendar/([\w-]+)\.ics", visitor.text)[1]
        read(secret)
        assert secret not in str(dict(visitor.client.session))
        assert secret not in "".join(capfd.readouterr())
