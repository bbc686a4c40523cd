"""Jobs: once for each key, leased, tried again, given up, derived once a day."""

from __future__ import annotations

import datetime
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as some

from lanyard.records import jobs, work
from lanyard.records.events import OutsideTransaction
from lanyard.records.ids import NotAnId
from lanyard.records.models import Event, Job
from tests.people.cast import AT

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


class Handled:
    """What test handlers were called with, and how they should go."""

    def __init__(self):
        self.payloads: list[dict] = []
        self.trouble: Exception | None = None

    def __call__(self, payload: dict, *, at: datetime.datetime) -> None:
        self.payloads.append(payload)
        if self.trouble:
            raise self.trouble


@pytest.fixture
def handled(monkeypatch) -> Handled:
    """The kinds "tested" and "tested outside", known for the length of a test."""
    monkeypatch.setattr(jobs, "_handlings", dict(jobs._handlings))
    found = Handled()
    jobs.handles("tested")(found)
    jobs.handles("tested outside", in_transaction=False)(found)
    return found


def ask(key: str = "a", kind: str = "tested", *, due_at: datetime.datetime = AT, **ids) -> Job:
    jobs.enqueue(kind, key=key, due_at=due_at, at=AT, **ids)
    return Job.objects.get(key=key)


def run(at: datetime.datetime = AT, limit: int = 100) -> int:
    return jobs.run_due(at=at, worker="tests", limit=limit)


def test_a_job_is_done_once_when_it_is_due(handled):
    ask(due_at=AT + MINUTE, adult=7)
    assert run() == 0
    assert run(AT + MINUTE) == 1
    assert run(AT + MINUTE) == 0
    assert handled.payloads == [{"adult": 7}]
    job = Job.objects.get()
    assert job.done_at == AT + MINUTE
    assert not job.is_waiting()
    assert not job.is_leased(AT)


def test_the_same_key_is_one_job_even_after_it_is_done(handled):
    ask()
    ask()
    run()
    ask()
    run()
    assert handled.payloads == [{}]


def test_the_oldest_comes_first_and_no_more_than_asked(handled):
    for number in (3, 1, 2):
        ask(str(number), due_at=AT - number * MINUTE, number=number)
    assert run(limit=2) == 2
    assert [told["number"] for told in handled.payloads] == [3, 2]


def test_a_payload_holds_ids_only(handled):
    with pytest.raises(NotAnId):
        ask(words="Two words")
    assert not Job.objects.exists()


def test_a_job_that_nobody_handles_is_not_taken_on():
    with pytest.raises(LookupError, match="never heard of"):
        jobs.enqueue("never heard of", key="a", due_at=AT, at=AT)


@pytest.mark.django_db(transaction=True)
def test_a_job_is_written_with_its_cause_or_not_at_all(handled):
    with pytest.raises(OutsideTransaction):
        ask()
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_a_leased_job_is_left_alone_until_the_lease_runs_out(handled):
    ask()
    first = work.take(at=AT, worker="one")
    assert first.is_leased(AT)
    assert work.take(at=AT + jobs.LEASE, worker="two") is None
    second = work.take(at=AT + jobs.LEASE + MINUTE, worker="two")
    assert second.pk == first.pk
    assert second.attempts == 2


@pytest.mark.parametrize("kind", ["tested", "tested outside"])
def test_who_lost_the_lease_cannot_end_the_job(kind, handled):
    ask(kind=kind)
    slow = work.take(at=AT, worker="one")
    fast = work.take(at=AT + 2 * jobs.LEASE, worker="two")
    assert not work.run(slow, at=AT + 2 * jobs.LEASE)
    work.fail(slow, at=AT, error=RuntimeError())
    held = Job.objects.get()
    assert held.is_waiting()
    assert held.lease == fast.lease
    assert held.last_error == ""
    assert work.run(fast, at=AT + 2 * jobs.LEASE)


def test_what_a_handler_wrote_is_undone_when_it_fails_or_lost_the_lease(monkeypatch, handled):
    def writes(payload, *, at):
        Event(kind="tested", at=at).save()
        Job.objects.update(lease="another")

    jobs.handles("writes")(writes)
    ask(kind="writes")
    run()
    assert not Event.objects.exists()
    assert Job.objects.get().is_waiting()


def test_a_failure_is_noted_without_words_and_tried_again_later(handled):
    handled.trouble = ValueError("Sam Whitcombe’s telephone number")
    ask()
    assert run() == 1
    job = Job.objects.get()
    assert job.due_at == AT + MINUTE
    assert job.last_error.startswith("ValueError at ")
    assert "Sam" not in job.last_error
    assert job.lease is None
    handled.trouble = None
    assert run(AT + MINUTE) == 1
    assert Job.objects.get().done_at
    assert Job.objects.get().last_error == ""


def test_after_many_attempts_it_is_given_up_shown_and_can_be_tried_again(handled):
    handled.trouble = OSError()
    at = AT
    ask()
    for attempt in range(1, work.MOST_ATTEMPTS + 1):
        assert run(at) == 1, attempt
        at = Job.objects.get().due_at
    assert timedelta(days=2) < at - AT < timedelta(days=3)
    job = Job.objects.get()
    assert job.dead_at
    assert run(at + timedelta(days=9)) == 0
    assert list(Event.objects.values_list("kind", flat=True)) == ["job given up"]
    assert work.retry(job=job, by=5, at=at)
    assert not work.retry(job=job, by=5, at=at)
    handled.trouble = None
    assert run(at) == 1
    assert Job.objects.get().done_at
    event = Event.objects.last()
    assert (event.kind, event.by_id, event.about) == ("job tried again", 5, {"job": job.pk})


def test_a_job_that_kills_its_workers_is_given_up_too(handled):
    ask()
    at = AT
    for _ in range(work.MOST_ATTEMPTS):
        assert work.take(at=at, worker="dies")
        at += 2 * jobs.LEASE
    assert work.take(at=at, worker="dies") is None
    job = Job.objects.get()
    assert job.dead_at == at
    assert job.last_error == "the worker stopped in the middle"


def test_a_job_of_another_release_waits(handled):
    ask()
    Job.objects.update(kind="of tomorrow")
    run()
    job = Job.objects.get()
    assert job.is_waiting()
    assert job.last_error.startswith("NobodyHandles")


@given(attempts=some.integers(1, 1000))
def test_pauses_grow_and_end(attempts):
    assert MINUTE <= work.pause_after(attempts) <= work.pause_after(attempts + 1) <= work.LONGEST_PAUSE


def test_one_day_derives_once_for_the_installation(monkeypatch, handled):
    monkeypatch.setattr(jobs, "_dailies", {})
    days = []
    jobs.daily("tested things")(lambda *, on, at: days.append(on))
    # In summer six o'clock in the UK is five in UTC.
    early = datetime.datetime(2026, 7, 1, 4, 59, tzinfo=datetime.UTC)
    for at in (early, early + MINUTE, early + 2 * MINUTE):
        jobs.enqueue_dailies(at=at)
        run(at)
    assert days == [datetime.date(2026, 7, 1)]
    jobs.enqueue_dailies(at=early + timedelta(days=1, minutes=1))
    run(early + timedelta(days=1, minutes=1))
    assert days == [datetime.date(2026, 7, 1), datetime.date(2026, 7, 2)]


def test_jobs_done_long_ago_are_forgotten_and_others_are_not(handled):
    for key, days in (("old", 401), ("young", 399)):
        ask(key)
        Job.objects.filter(key=key).update(done_at=AT - timedelta(days=days))
    ask("waiting", due_at=AT - timedelta(days=500))
    jobs.clear_old_jobs(on=AT.date(), at=AT)
    assert set(Job.objects.values_list("key", flat=True)) == {"young", "waiting"}


def test_nothing_is_registered_twice(handled):
    with pytest.raises(ValueError, match="'tested' is registered twice"):
        jobs.handles("tested")(handled)
    assert {"tested", jobs.DAILY} <= set(jobs.handled_kinds())


@pytest.mark.parametrize(
    "change",
    [{"lease": "x"}, {"leased_until": AT}, {"done_at": AT, "dead_at": AT}, {"kind": ""}, {"key": ""}],
    ids=lambda change: "-".join(change),
)
def test_the_database_refuses_half_a_state(change, handled):
    ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.update(**change)
