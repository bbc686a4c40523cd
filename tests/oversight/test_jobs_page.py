"""The page about the service's own work: kinds and numbers, one school's only, and another try."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from lanyard.people.dues import dues_of
from lanyard.people.queries import scope_of
from lanyard.records.models import Event, Job
from tests.people.cast import make_school
from tests.practice.welton import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(welton) -> Visitor:
    """The business manager, who may read about jobs."""
    return Visitor.at(welton, "Carol Whitlow", "business_manager")


def job(key: str, school: int | None = None, *, minutes: int = 1, **more) -> Job:
    due = timezone.now() - timedelta(minutes=minutes)
    told = {"kind": "reminder check", "payload": {"adult": 424242}, "school_id": school, "due_at": due, "queued_at": due}
    return Job.objects.create(key=f"secret-{key}", **{**told, **more})


def test_it_shows_kinds_and_numbers_and_nothing_of_what_a_job_is_about(manager, welton):
    job("a", welton.pk)
    job("b")
    dead = job("c", welton.pk, dead_at=timezone.now(), last_error="ValueError at Jordan")
    manager.open("/desk/jobs/")
    assert "Due now 2" in manager.text
    assert "reminder check: 2" in manager.text
    assert f"Job {dead.pk}, reminder check, given up on" in manager.text
    for word in ["secret", "424242", "Jordan", "ValueError"]:
        assert word not in manager.response.content.decode()
    assert "more than 15 minutes" not in manager.text


def test_it_says_when_no_worker_seems_to_run(manager):
    job("a", minutes=20)
    assert "more than 15 minutes" in manager.open("/desk/jobs/").text


def test_another_schools_jobs_are_not_there(manager):
    theirs = make_school("Another Primary School")
    job("a", theirs.pk)
    dead = job("b", theirs.pk, dead_at=timezone.now())
    before = manager.open("/desk/jobs/").text
    assert "Due now 0" in before
    assert "Nothing was given up" in before
    assert manager.client.post(f"/desk/jobs/{dead.pk}/again/").status_code == 404
    assert Job.objects.get(pk=dead.pk).dead_at


def test_a_job_is_tried_again(manager, welton):
    dead = job("a", welton.pk, dead_at=timezone.now(), attempts=10)
    manager.open("/desk/jobs/").press("Try again")
    assert f"Job {dead.pk} is in the queue again" in manager.text
    dead.refresh_from_db()
    assert dead.is_waiting()
    assert dead.attempts == 0
    assert Event.objects.last().kind == "job tried again"
    assert Event.objects.last().by_id == manager.adult.account_id
    assert manager.client.post(f"/desk/jobs/{dead.pk}/again/").status_code == 404


def test_what_was_given_up_stands_on_the_desk_of_who_may_see_it(manager, welton):
    def needs_me(visitor) -> list[str]:
        scope = scope_of(visitor.adult.account, on=timezone.localdate())
        return [due.href for due in dues_of(scope) if due.kind == "jobs given up"]

    teacher = Visitor.at(welton)
    assert needs_me(manager) == []
    job("a", welton.pk, dead_at=timezone.now())
    assert needs_me(manager) == ["/desk/jobs/"]
    assert needs_me(teacher) == []
