"""Checkpoints leave the machine: each day to everybody who keeps them, with a report to those outside only."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from lanyard.people import checkpoints
from lanyard.people.actions.checkpoint_addresses import (
    MOST,
    add_checkpoint_address,
    confirm_checkpoint_address,
    end_checkpoint_address,
)
from lanyard.people.jobs import mail_checkpoint, send_checkpoint_of_the_day
from lanyard.people.models import CheckpointAddress
from lanyard.people.queries import scope_of
from lanyard.people.queries.checkpoints import addresses_of, emails_of, sendings_of
from lanyard.proof.log.checkpoints import read_checkpoint
from lanyard.records import events, jobs
from lanyard.records.log import reading
from lanyard.records.log.checkpoints import last_daily, sign_checkpoint
from lanyard.records.log.keys import log_keys
from lanyard.records.log.verifying import audit
from lanyard.records.log.writing import BLOCK
from lanyard.records.models import Checkpoint, CheckpointSent, Event, Job
from tests.people.cast import AT, TODAY, make_adult, make_school

pytestmark = pytest.mark.django_db
TOMORROW = AT + datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def mails(settings):
    """An installation that sends mail."""
    settings.SENDS_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "lanyard@example.org"
    return outbox.outbox


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def head(school):
    return make_adult(school, "Harriet Moss", "head")


@pytest.fixture
def chair(school):
    return make_adult(school, "Iris Field", "chair", email="chair@school.example.org")


def keep(head, keeper: str = "outside", email: str = "keeper@council.example.org") -> CheckpointAddress:
    scope = scope_of(head.account, on=TODAY)
    return add_checkpoint_address(scope=scope, keeper=keeper, email=email, by=head.account, at=AT)


def confirm(address: CheckpointAddress, chair) -> None:
    confirm_checkpoint_address(scope=scope_of(chair.account, on=TODAY), address=address, by=chair.account, at=AT)


def day(at: datetime.datetime = AT) -> None:
    """What the service does on a day."""
    with transaction.atomic():
        send_checkpoint_of_the_day(on=at.date(), at=at)
    jobs.run_due(at=at, worker="tests")


def test_each_day_every_address_gets_the_checkpoint_and_nothing_else(head, chair, mails):
    keep(head)
    keep(head, "chair", "")
    day()
    assert sorted(to for mail in mails for to in mail.to) == ["chair@school.example.org", "keeper@council.example.org"]
    for mail in mails:
        assert mail.body.endswith(last_daily().note)
        for word in ("Sample", "Harriet", "Iris", "Welton", "http", "report was"):
            assert word not in mail.subject + mail.body
    signed = read_checkpoint(last_daily().note, log_keys())
    assert signed.size % BLOCK == 0
    assert audit([signed]).is_whole


def test_without_an_address_or_a_mail_server_nothing_is_sent(head, mails, settings):
    day()
    assert last_daily() is not None, "it is signed all the same, for the page to print"
    keep(head)
    settings.SENDS_MAIL = False
    day(TOMORROW)
    assert mails == []
    assert not Job.objects.filter(kind="checkpoint mail").exists()


def test_a_day_has_one_checkpoint_however_often_it_is_asked_for(head, mails):
    address = keep(head)
    for _ in range(3):
        day()
        mail_checkpoint({"checkpoint": last_daily().pk, "address": address.pk}, at=AT)
    assert len(mails) == 1
    assert Checkpoint.objects.count() == CheckpointSent.objects.count() == 1
    assert Event.objects.filter(kind="checkpoint sent").count() == Event.objects.filter(kind="checkpoint signed").count() == 1


def test_a_mail_that_is_repeated_after_a_crash_is_the_same_message(head, mails):
    address = keep(head)
    day()
    CheckpointSent.objects.all().delete()
    mail_checkpoint({"checkpoint": last_daily().pk, "address": address.pk}, at=AT)
    first, second = (mail.extra_headers["Message-ID"] for mail in mails)
    assert first == second


def test_a_quiet_day_and_a_busy_one_show_the_same_size(school, head):
    """Nobody can tell from the checkpoint of a day whether something was written down since the day before."""
    day()
    first = last_daily().size
    day(TOMORROW)
    quiet = last_daily().size - first
    for number in range(BLOCK // 2):
        events.append("job tried again", at=TOMORROW, school=school.pk, job=number)
    day(TOMORROW + datetime.timedelta(days=1))
    assert last_daily().size - first - quiet == quiet == BLOCK


def test_with_a_report_only_those_outside_get_one(school, head, chair, mails):
    confirm(keep(head), chair)
    keep(head, email="unconfirmed@council.example.org")
    keep(head, "chair", "")
    made = checkpoints.send(school=school, report="0b9c", at=AT)
    assert checkpoints.send(school=school, report="0b9c", at=AT) == made, "a report has one"
    jobs.run_due(at=AT, worker="tests")
    assert [mail.to for mail in mails] == [["keeper@council.example.org"]], "the chair would learn that there is a report"
    assert "0b9c" not in mails[0].subject + mails[0].body + str(mails[0].extra_headers)
    assert last_daily() is None, "no page shows it"
    assert read_checkpoint(made.note, log_keys()).size == made.size
    assert audit([read_checkpoint(made.note, log_keys())]).is_whole


def test_another_schools_report_is_none_of_their_business(school, head, chair, mails):
    confirm(keep(head), chair)
    checkpoints.send(school=make_school("Another Primary School"), report="0b9c", at=AT)
    jobs.run_due(at=AT, worker="tests")
    assert mails == []


def test_nobody_names_an_address_of_their_own_to_learn_of_reports(head, chair):
    """Whoever might be the subject of a report chooses the addresses, but not alone, and not their own."""
    address = keep(head)
    with pytest.raises(ValidationError, match="Somebody other"):
        confirm(address, head)
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckpointAddress.objects.filter(pk=address.pk).update(confirmed_at=AT, confirmed_by=head.account)
    for known in (chair.email.upper(), head.account.sign_in_name):
        with pytest.raises(ValidationError, match="outside"):
            keep(head, email=known)
    confirm(address, chair)
    confirm(address, chair)
    assert Event.objects.filter(kind="checkpoint address confirmed").count() == 1


def test_only_an_address_outside_of_ones_own_school_is_confirmed(head, chair):
    ended = keep(head)
    end_checkpoint_address(address=ended, by=head.account, at=AT)
    another = make_adult(make_school("Another Primary School"), "Jo Marsh", "head")
    for address, by in [(ended, chair), (keep(head, "chair", ""), chair), (keep(head), another)]:
        with pytest.raises(ValidationError, match="Only an address outside"):
            confirm(address, by)


def test_a_mail_about_a_report_that_cannot_be_sent_is_never_given_up_where_somebody_sees_it(head, chair, school, settings):
    confirm(keep(head), chair)
    settings.EMAIL_BACKEND = "tests.people.no_mail.Backend"
    checkpoints.send(school=school, report="0b9c", at=AT)
    at = AT
    while (job := Job.objects.get(kind="checkpoint mail")).is_waiting():
        at = max(at, job.due_at)
        jobs.run_due(at=at, worker="tests")
    assert job.dead_at is None
    assert datetime.timedelta(hours=12) < at - AT < datetime.timedelta(days=2)
    assert not CheckpointSent.objects.exists()


def test_a_checkpoint_covers_what_was_written_before_it_in_the_same_transaction(school):
    events.append("job tried again", at=AT, school=school.pk, job=1)
    size = reading.size()
    assert checkpoints.send(school=school, report="1", at=AT).size == size


def test_the_mails_stand_in_no_count_of_the_queue():
    assert "checkpoint mail" in jobs.quiet_kinds()


def test_what_was_ended_meanwhile_is_left_alone(head, mails):
    address = keep(head)
    made = sign_checkpoint(reason="daily", of="2026-11-22", at=AT)
    end_checkpoint_address(address=address, by=head.account, at=AT)
    checkpoints.deliver(checkpoint=made.pk, address=address.pk, at=AT)
    checkpoints.deliver(checkpoint=made.pk + 1, address=address.pk, at=AT)
    assert mails == []
    assert not addresses_of(address.school).exists()


def test_a_new_chair_gets_them_and_a_school_without_one_sends_none(school, head, mails):
    address = keep(head, "chair", "")
    assert emails_of(address, on=TODAY) == []
    day()
    assert mails == []
    assert sendings_of(school, last_daily()) == []
    chair = make_adult(school, "Iris Field", "chair")
    assert emails_of(address, on=TODAY) == [chair.account.email or chair.email] or emails_of(address, on=TODAY) == []
    make_adult(school, "Noor Hale", "chair", email="noor@school.example.org")
    day(TOMORROW)
    assert ["noor@school.example.org"] in [mail.to for mail in mails]
    assert [to.pk for to, _ in sendings_of(school, last_daily())] == [address.pk]


def test_an_address_is_listed_once_and_there_are_not_too_many(head):
    keep(head)
    with pytest.raises(ValidationError, match="already"):
        keep(head, email="Keeper@council.example.org")
    keep(head, "chair", "ignored@example.org")
    for number in range(MOST - 2):
        keep(head, email=f"keeper.{number}@council.example.org")
    with pytest.raises(ValidationError, match="at most"):
        keep(head, email="one.more@council.example.org")
