"""Timestamps of checkpoints: asked for by the queue, kept as they come, stamped again in time, and never in anybody's way."""

from __future__ import annotations

import datetime
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lanyard.people import checkpoints, stamps
from lanyard.people import jobs as people_jobs
from lanyard.people.stamps import digest_of
from lanyard.proof.timestamps import Stamp, check, check_chain, name_of
from lanyard.records import jobs, queries
from lanyard.records.log.checkpoints import last_daily, sign_checkpoint
from lanyard.records.log.stamps import record_stamp, stamps_of
from lanyard.records.log.verifying import audit
from lanyard.records.models import Checkpoint, CheckpointStamp, Event, Job
from lanyard.records.models.log import LogIsFinal
from tests.people.cast import make_school
from tests.proof.authority import DAY, Authority
from tests.support.oracles import program
from tests.support.stamping import Stamping, stamping

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    program("openssl")
    return Authority(tmp_path_factory.mktemp("time") / "authority")


@pytest.fixture
def asked(settings, authority):
    with stamping(settings, authority) as held:
        yield held


@pytest.fixture
def school():
    return make_school()


def day(at: datetime.datetime | None = None) -> Checkpoint:
    """What the service does on a day."""
    at = at or timezone.now()
    with transaction.atomic():
        people_jobs.send_checkpoint_of_the_day(on=at.date(), at=at)
        people_jobs.look_for_stamps_that_end(on=at.date(), at=at)
    jobs.run_due(at=at, worker="tests")
    found = last_daily()
    assert found is not None
    return found


def work_until_done(kind: str, at: datetime.datetime) -> tuple[Job, datetime.datetime]:
    """Run the queue until the one job of a kind waits no longer; it, and when that was."""
    while (job := Job.objects.get(kind=kind)).is_waiting():
        at = max(at, job.due_at)
        jobs.run_due(at=at, worker="tests")
    return job, at


def test_the_checkpoint_of_the_day_is_stamped_and_openssl_agrees(asked, authority):
    made = day()
    (held,) = stamps_of(made)
    assert authority.openssl_accepts(bytes(held.reply), sha256(made.note.encode()).digest())
    assert held.authority == "Sample Time"
    assert abs(held.stamped_at - timezone.now()) < datetime.timedelta(minutes=5)
    assert held.valid_until == authority.good_until
    told = Event.objects.get(kind="checkpoint stamped").about
    assert (told["checkpoint"], told["place"], told["stamp"]) == (made.pk, 0, held.pk)
    assert audit().is_whole


def test_all_that_leaves_is_a_hash_and_a_number_by_chance(asked, authority):
    made = day()
    (request,) = asked.asked
    assert digest_of(made) in request
    assert len(request) < 80
    said = authority.reads(request)
    assert "Hash Algorithm: sha256" in said
    assert "Policy OID: unspecified" in said


def test_a_report_is_stamped_after_it_was_filed_and_a_day_once(asked, school):
    with transaction.atomic():
        made = checkpoints.send(school=school, report="0b9c", at=timezone.now())
    assert asked.asked == [], "nobody who files waits for it"
    for _ in range(3):
        jobs.run_due(at=timezone.now(), worker="tests")
        people_jobs.stamp_checkpoint({"checkpoint": made.pk}, at=timezone.now())
        day()
    assert len(stamps_of(made)) == len(stamps_of(last_daily())) == 1
    assert len(asked.asked) == CheckpointStamp.objects.count() == 2


def test_nobody_is_asked_unless_somebody_is_named(asked, school, settings):
    waiting = sign_checkpoint(reason="daily", of="2026-11-22", at=timezone.now())
    settings.TIMESTAMPS = ""
    day()
    with transaction.atomic():
        checkpoints.send(school=school, report="0b9c", at=timezone.now())
    jobs.run_due(at=timezone.now(), worker="tests")
    people_jobs.stamp_checkpoint({"checkpoint": waiting.pk}, at=timezone.now())
    people_jobs.stamp_checkpoints_again({}, at=timezone.now())
    assert stamps.asker_for_bundle(waiting, at=timezone.now()) is None
    assert asked.asked == []
    assert not Job.objects.filter(kind__startswith="checkpoint stamp").exists()


def test_an_authority_that_is_down_is_asked_again(asked):
    asked.is_up = False
    at = timezone.now()
    made = day(at)
    assert stamps_of(made) == []
    job = Job.objects.get(kind="checkpoint stamp")
    assert job.is_waiting()
    assert job.last_error.startswith("NoStamp")
    asked.is_up = True
    jobs.run_due(at=job.due_at, worker="tests")
    assert len(stamps_of(made)) == 1


def test_one_of_a_report_is_given_up_where_nobody_sees_it(asked, school):
    asked.is_up = False
    at = timezone.now()
    before = queries.health(school.pk, at=at)
    with transaction.atomic():
        checkpoints.send(school=school, report="0b9c", at=at)
    assert queries.health(school.pk, at=at) == before
    job, end = work_until_done("checkpoint stamp", at)
    assert datetime.timedelta(hours=12) < end - at < datetime.timedelta(days=2)
    assert job.dead_at is None
    assert not queries.given_up(school.pk).exists()
    assert queries.health(school.pk, at=end) == queries.health(school.pk, at=end + DAY)
    assert not Event.objects.filter(kind="job given up").exists()
    assert len(asked.asked) > 3


def test_they_stand_in_no_count_of_the_queue():
    assert {"checkpoint stamp", "checkpoint stamps again"} <= set(jobs.quiet_kinds())


def test_a_reply_of_somebody_else_is_not_kept(asked, tmp_path):
    asked.authority = Authority(tmp_path / "stranger")
    assert stamps_of(day()) == []
    assert Job.objects.get(kind="checkpoint stamp").is_waiting()


def test_a_checkpoint_that_is_not_there_is_left_alone(asked):
    people_jobs.stamp_checkpoint({"checkpoint": 77}, at=timezone.now())
    assert asked.asked == []


def test_what_is_kept_is_written_once(asked, authority):
    made = day()
    (held,) = stamps_of(made)
    again = check(bytes(held.reply), digest_of(made), roots=[authority.root], at=timezone.now())
    assert isinstance(again, Stamp)
    record_stamp(checkpoint=made, place=0, stamp=again, at=timezone.now())
    assert len(stamps_of(made)) == Event.objects.filter(kind="checkpoint stamped").count() == 1
    for change in (held.save, held.delete):
        with pytest.raises(LogIsFinal):
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckpointStamp.objects.bulk_create([CheckpointStamp(checkpoint=made, place=0, reply=b"x", stamped_at=held.stamped_at,
            valid_until=held.valid_until, kept_at=held.kept_at, authority="x")])  # fmt: skip


def test_whatever_somebody_does_to_a_stamp_in_the_database_is_found(asked):
    made = day()
    changes = {
        "reply": b"x",
        "authority": "Another",
        "place": 1,
        "valid_until": timezone.now() + 5000 * DAY,
        "kept_at": timezone.now(),
    }
    for name, value in changes.items():
        with transaction.atomic():
            CheckpointStamp.objects.update(**{name: value})
            assert any(finding.words.startswith("Stamp ") for finding in audit().findings), name
            transaction.set_rollback(True)
    with transaction.atomic():
        CheckpointStamp.objects.all().delete()
        assert [finding.words for finding in audit().findings] == [f"Stamp 0 of checkpoint {made.pk} is missing."]
        transaction.set_rollback(True)
    assert audit().is_whole


# Again, before the certificate ends.


@pytest.fixture
def ending(tmp_path) -> Authority:
    """An authority whose certificate ends in a month."""
    return Authority(tmp_path / "ending", until=timezone.now().replace(microsecond=0) + 30 * DAY)


@pytest.fixture
def soon(settings, authority, ending):
    with stamping(settings, ending, authority) as held:
        yield held


def again(at: datetime.datetime | None = None) -> None:
    people_jobs.stamp_checkpoints_again({}, at=at or timezone.now())


def test_it_is_stamped_again_once_the_authority_has_a_newer_certificate(soon: Stamping, authority, ending):
    made = day()
    soon.authority = authority
    for days in range(3):
        day(timezone.now() + days * DAY)
    replies = [bytes(each.reply) for each in stamps_of(made)]
    assert len(replies) == 2, "the newer certificate lasts: once is enough"
    later = ending.good_until + DAY
    chain = check_chain(replies, digest_of(made), roots=[ending.root, authority.root], at=later)
    assert [each.good_until for each in chain] == [ending.good_until, authority.good_until]
    assert authority.openssl_accepts(replies[1], sha256(replies[0]).digest())
    assert audit().is_whole


def test_while_it_has_the_same_certificate_one_request_a_day_is_enough(soon):
    for number in range(3):
        stamps.stamp_now(sign_checkpoint(reason="hand", of=f"{number}", at=timezone.now()), at=timezone.now())
    before = len(soon.asked)
    again()
    assert len(soon.asked) == before + 1
    assert set(CheckpointStamp.objects.values_list("place", flat=True)) == {0}
    soon.is_up = False
    again()
    assert len(soon.asked) == before + 2


def test_one_whose_reply_was_changed_does_not_stop_the_others(soon, authority):
    made = [sign_checkpoint(reason="hand", of=f"{number}", at=timezone.now()) for number in range(2)]
    for each in made:
        stamps.stamp_now(each, at=timezone.now())
    CheckpointStamp.objects.filter(checkpoint=made[0]).update(reply=b"changed")
    soon.authority = authority
    again()
    assert [len(stamps_of(each)) for each in made] == [1, 2]


def test_after_the_end_and_long_before_it_nothing_is_asked(soon, authority, ending):
    made = day()
    before, soon.authority = len(soon.asked), authority
    again(ending.good_until + DAY)
    again(ending.good_until - 91 * DAY)
    assert len(soon.asked) == before
    assert len(stamps_of(made)) == 1


def test_an_authority_that_is_slow_does_not_hold_the_queue(soon, authority, monkeypatch):
    for number in range(3):
        stamps.stamp_now(sign_checkpoint(reason="hand", of=f"{number}", at=timezone.now()), at=timezone.now())
    soon.authority = authority
    monkeypatch.setattr(stamps, "AGAIN_FOR", -1.0)
    again()
    assert not CheckpointStamp.objects.filter(place=1).exists()


@pytest.mark.parametrize(
    ("authority", "called"),
    [
        ("CN=Sample Time", "Sample Time"),
        ("O=Sample\\, Ltd,CN=Sample Time 2", "Sample Time 2"),
        ("O=Nobody", "O=Nobody"),
        ("CN=Sam\\00ple", "Sample"),
        ("CN=\\00", "CN=\\00"),
        ("no name at all", "no name at all"),
    ],
)
def test_what_an_authority_is_called(authority, called):
    now = timezone.now()
    assert name_of(Stamp(b"", bytes(32), now, authority, now)) == called
