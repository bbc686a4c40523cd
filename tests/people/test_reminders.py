"""Reminders: at four stages, without content, never while somebody is away, and only where mail is sent."""

from __future__ import annotations

import datetime
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from lanyard.people import actions, dues, reminders
from lanyard.people.actions import absences
from lanyard.people.actions import reminders as planning
from lanyard.people.dues import Due
from lanyard.people.models import Absence, Reminder
from lanyard.people.queries import scope_of
from lanyard.records import jobs
from lanyard.records.models import Event, Job
from tests.people.cast import AT, TODAY, make_adult, make_school
from tests.support.mail_server import mail_server

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BY = TODAY + 10 * DAY
SECRET = "Declare your relationship to Jordan Pike"


def moment(on: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(on, datetime.time(9), tzinfo=datetime.UTC)


@pytest.fixture
def due(monkeypatch) -> list[Due]:
    """What is due for everybody: the tests put things in."""
    found: list[Due] = []
    monkeypatch.setattr(dues, "_sources", [lambda scope: found])
    return found


@pytest.fixture
def adult():
    return make_adult(make_school(), email="sam.whitcombe@example.org")


@pytest.fixture
def box(settings):
    """A mail server, and an installation that was told of it."""
    with mail_server() as found:
        settings.SENDS_MAIL = True
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        settings.DEFAULT_FROM_EMAIL = "lanyard@example.org"
        settings.ADDRESS = "https://lanyard.example.org"
        yield found


def something(by: datetime.date | None = BY, key: str = "1") -> Due:
    return Due(kind="declaration", key=key, title=SECRET, why="Jordan Pike", href="/declare/1/", by=by)


def live(on: datetime.date) -> None:
    """One day of the installation: its derivations, and what follows from them."""
    reminders.look_at_everybody(on=on, at=moment(on))
    while jobs.run_due(at=moment(on), worker="tests", limit=50):
        pass


def days_of_mail(box, first: datetime.date, last: datetime.date) -> list[int]:
    """On which days mail came, counted from the day by which the thing was due."""
    found = []
    for number in range((last - first).days + 1):
        before = len(box.messages)
        live(first + number * DAY)
        found += [(first - BY).days + number] * (len(box.messages) - before)
    return found


def test_somebody_is_reminded_before_on_and_after_the_day(adult, due, box):
    due.append(something())
    assert days_of_mail(box, BY - 20 * DAY, BY + 30 * DAY) == [-7, 0, 3, 7]


def test_a_mail_says_where_to_look_and_nothing_else(adult, due, box):
    due.append(something())
    live(BY)
    (message,) = box.messages
    assert box.envelopes == [("FROM:<lanyard@example.org>", ["TO:<sam.whitcombe@example.org>"])]
    assert message["Subject"] == "You have something to look at"
    assert "https://lanyard.example.org/desk/" in message.get_content()
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@example.org>")
    whole = b"".join(box.sessions).decode() + message.as_string()
    for word in ["Jordan", "Pike", "declar", "Sam Whitcombe", adult.school.name, "2.6", "/declare/"]:
        assert word.lower() not in whole.lower().replace("sam.whitcombe", ""), word
    for record in [*Job.objects.all(), *Event.objects.all()]:
        assert "Jordan" not in str(vars(record))


def test_many_things_are_one_mail_a_day(adult, due, box):
    due += [something(key="1"), something(key="2"), something(key="2"), something(BY + DAY, key="3")]
    assert days_of_mail(box, BY - 8 * DAY, BY + 8 * DAY) == [-7, -6, 0, 1, 3, 4, 7, 8]


def test_what_is_done_or_has_no_day_is_not_chased(adult, due, box):
    due += [something(), something(None, key="2")]
    live(BY - 7 * DAY)
    due.pop(0)
    assert days_of_mail(box, BY - 6 * DAY, BY + 8 * DAY) == []


def test_nobody_is_reminded_while_away_and_reminding_resumes(adult, due, box):
    due.append(something())
    absences.record_absence(adult=adult, away_from=BY - 8 * DAY, away_until=BY + DAY, by=adult.account, at=AT)
    assert days_of_mail(box, BY - 10 * DAY, BY + 10 * DAY) == [2, 3, 7]


def test_coming_back_early_resumes_at_once(adult, due, box):
    due.append(something())
    absence = absences.record_absence(adult=adult, away_from=BY - 8 * DAY, away_until=None, by=adult.account, at=AT)
    assert days_of_mail(box, BY - 8 * DAY, BY - 5 * DAY) == []
    absences.end_absence(absence=absence, on=BY - 4 * DAY, by=adult.account, at=AT)
    assert days_of_mail(box, BY - 4 * DAY, BY + DAY) == [-4, 0]


def test_a_day_without_the_service_is_made_up_for_once(adult, due, box):
    due.append(something())
    assert days_of_mail(box, BY + 4 * DAY, BY + 8 * DAY) == [4, 7]


def test_a_moved_day_begins_anew(adult, due, box):
    due.append(something())
    live(BY)
    due[:] = [something(BY + 20 * DAY)]
    assert days_of_mail(box, BY + DAY, BY + 20 * DAY) == [13, 20]


def test_leavers_closed_accounts_and_adults_without_mail_get_none(due, box):
    school = make_school()
    due.append(something(TODAY))
    make_adult(school, "Leaver", email="leaver@example.org", ends_on=TODAY - DAY)
    make_adult(school, "No address")
    closed = make_adult(school, "Closed", email="closed@example.org")
    closed.account.is_active = False
    closed.account.save()
    live(TODAY)
    assert box.messages == []


def test_the_sign_ins_own_address_is_used_where_there_is_no_other(due, box):
    adult = make_adult(make_school())
    adult.account.email = "own@example.org"
    adult.account.save()
    due.append(something(TODAY))
    live(TODAY)
    assert [to for _, to in box.envelopes] == [["TO:<own@example.org>"]]


def test_without_a_mail_server_nothing_is_asked_for(adult, due, settings):
    settings.SENDS_MAIL = False
    due.append(something(TODAY))
    live(TODAY)
    assert not Reminder.objects.exists()
    assert not Job.objects.filter(kind__startswith="reminder").exists()


def test_a_full_mail_server_is_tried_again(adult, due, box):
    due.append(something(TODAY))
    box.is_full = True
    live(TODAY)
    job = Job.objects.get(kind="reminder mail")
    assert job.is_waiting()
    assert "example.org" not in job.last_error
    box.is_full = False
    jobs.run_due(at=job.due_at, worker="tests")
    assert len(box.messages) == 1


def test_a_mail_that_waits_is_not_sent_to_who_has_gone_away(adult, due, box):
    due.append(something(TODAY))
    box.is_full = True
    live(TODAY)
    box.is_full = False
    absences.record_absence(adult=adult, away_from=TODAY, away_until=None, by=adult.account, at=AT)
    jobs.run_due(at=moment(TODAY) + timedelta(hours=1), worker="tests")
    assert box.messages == []


def test_repeating_a_mail_keeps_its_id(adult, due, box):
    due.append(something(TODAY))
    live(TODAY)
    Job.objects.filter(kind="reminder mail").update(done_at=None)
    live(TODAY)
    first, second = box.messages
    assert first["Message-ID"] == second["Message-ID"]


def test_old_reminders_and_absences_are_forgotten(adult, due):
    due.append(something(TODAY))
    planning.plan_reminders(scope=scope_of(adult.account, on=TODAY), dues=due, at=AT)
    absences.record_absence(adult=adult, away_from=TODAY, away_until=TODAY, by=adult.account, at=AT)
    reminders.forget_what_is_over(on=TODAY + 30 * DAY, at=AT)
    assert Absence.objects.exists()
    reminders.forget_what_is_over(on=TODAY + 31 * DAY, at=AT)
    assert not Absence.objects.exists()
    assert Reminder.objects.exists()
    reminders.forget_what_is_over(on=TODAY + 401 * DAY, at=AT)
    assert not Reminder.objects.exists()


days = some.integers(-15, 15)


@settings(max_examples=25)
@given(
    away=some.lists(some.tuples(days, some.integers(0, 6)), max_size=3),
    asleep=some.sets(days, max_size=10),
    done=some.integers(-15, 25),
)
def test_whatever_happens_each_stage_comes_once_in_order_and_never_while_away(away, asleep, done):
    """Over made-up months: absences, days on which the service does not run, and the day the thing is done."""
    adult = make_adult(make_school())
    for first, length in away:
        Absence.objects.create(adult=adult, away_from=BY + first * DAY, away_until=BY + (first + length) * DAY, recorded_at=AT)
    is_away = {first + each for first, length in away for each in range(length + 1)}
    told = []
    for number in range(-20, 30):
        on = BY + number * DAY
        scope = scope_of(adult.account, on=on)
        present = number not in is_away
        assert present == (reminders._present({"account": scope.account.pk, "adult": adult.pk}, on) is not None)
        if number in asleep or not present:
            continue
        if planning.plan_reminders(scope=scope, dues=[something()] if number < done else [], at=moment(on)):
            told.append(number)
    stages = list(Reminder.objects.filter(adult=adult).order_by("pk").values_list("stage", flat=True))
    assert len(stages) == len(told)
    assert stages == sorted(set(stages))
    for number, stage in zip(told, stages, strict=True):
        assert stage == max(each for each in planning.STAGES if each <= number)
        assert number < done
    if not away and not asleep:
        assert told == [stage for stage in planning.STAGES if stage < done]


def test_ending_adults_keeps_what_was_recorded(adult):
    absences.record_absence(adult=adult, away_from=TODAY, away_until=None, by=adult.account, at=AT)
    actions.end_adult(adult=adult, ends_on=TODAY, by=None, at=AT)
    assert adult.absences.count() == 1
