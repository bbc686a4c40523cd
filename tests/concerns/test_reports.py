"""Filing: who gets a key and who never does, once however often it is sent, and nothing readable in the rows."""

from __future__ import annotations

import datetime
import secrets

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from lanyard.concerns.actions import reports
from lanyard.concerns.actions.exchange import add_to_report, write_to_reporter
from lanyard.concerns.actions.recovery import begin_recovery
from lanyard.concerns.actions.reports import Reporter
from lanyard.concerns.chain import check_chain
from lanyard.concerns.commitments import state_of
from lanyard.concerns.models import Case, CaseWrap, EvidencePlace, Item
from lanyard.concerns.queries.receipts import exchanged, returned_with
from lanyard.people import checkpoints
from lanyard.people.actions import end_role, give_role
from lanyard.people.models import RoleHeld
from lanyard.policy.routes.kinds import About, Answer, Matter
from lanyard.proof.log.checkpoints import read_checkpoint
from lanyard.proof.receipts import Receipt, read_receipt
from lanyard.records import jobs
from lanyard.records.log.checkpoints import note_of_report
from lanyard.records.log.keys import log_keys
from lanyard.records.models import Checkpoint, Event, LogEntry
from tests.concerns.cast import Cast, send
from tests.concerns.lived import attack
from tests.people.cast import AT, make_school

pytestmark = pytest.mark.django_db
SECRET = "Kestrelhaven"
DAY = datetime.timedelta(days=1)


def test_the_head_receives_a_concern_about_a_colleague_and_nobody_else_finds_a_trace(cast):
    filed = send(cast, about=("assistant",))
    assert cast.cases("head") == [filed.case]
    for who in ("dsl", "chair", "deputy", "it_lead", "teacher", "assistant"):
        assert cast.cases(who) == []


@pytest.mark.parametrize("about", [{About.HEAD}, {About.ADULT}])
def test_about_the_head_the_chair_receives_it_whether_by_role_or_by_name(cast, about):
    filed = send(cast, about=("head",), whom=frozenset(about))
    assert cast.cases("chair") == [filed.case]
    for who in ("head", "dsl", "deputy"):
        assert cast.cases(who) == []


def test_leaving_out_a_role_leaves_out_whoever_holds_it_whatever_else_they_are(cast):
    head = cast.adults["head"]
    give_role(adult=head, role="dsl", held_from=head.starts_on, by=None, at=AT)
    filed = send(cast, whom=frozenset({About.HEAD}), matter=Matter.CHILD, about=())
    assert filed.case in cast.cases("dsl")
    assert cast.cases("head") == []
    kept_from = send(cast, keep_from=frozenset({"head"}), whom=frozenset({About.PUPIL}), matter=Matter.CHILD)
    assert kept_from.case in cast.cases("dsl")
    assert cast.cases("head") == []


def test_about_everybody_who_decides_it_is_kept_for_recovery_alone(cast):
    filed = send(cast, about=("head", "chair"))
    assert filed.case.wraps.count() == 0
    assert Case.objects.get() == filed.case


def test_a_self_report_reaches_no_one_who_sent_it(cast):
    filed = send(cast, whom=frozenset({About.SELF}), judgement=Answer.NO, reporter=Reporter(cast.adults["head"]))
    assert cast.cases("chair") == [filed.case]
    assert cast.cases("head") == []


def test_it_opens_with_the_words_that_were_sent(cast):
    filed = send(cast, words=SECRET)
    assert cast.open("head", filed.case).report["rows"] == [["What happened?", SECRET]]


def test_a_second_click_gives_the_same_receipt_and_makes_one_case_without_a_gap(cast):
    draft = secrets.token_bytes(32)
    first, again = send(cast, draft=draft), send(cast, draft=draft)
    other = send(cast)
    assert (first.is_new, again.is_new) == (True, False)
    assert first.receipt == again.receipt and first.case == again.case
    assert other.receipt != first.receipt
    assert sorted(Case.objects.values_list("sequence", flat=True)) == [1, 2]


def test_nothing_that_was_said_stands_readable_in_any_table(cast):
    filed = send(cast, about=("assistant",), words=SECRET, reporter=Reporter(cast.adults["teacher"], kept_back=True))
    returned = returned_with(filed.receipt)
    add_to_report(returned=returned, words=f"More {SECRET}", at=AT)
    found = b""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("concerns_", "records_", "django_session")):
                cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of ours
                for row in cursor.fetchall():
                    found += b"|".join(
                        bytes(each) if isinstance(each, bytes | memoryview) else str(each).encode() for each in row
                    )
    for secret in (SECRET, "Sam Whitcombe", filed.receipt.secret, str(filed.receipt)):
        assert secret.encode() not in found


def test_no_event_names_a_reporter_who_keeps_their_name_back(cast):
    teacher = cast.adults["teacher"]
    before = Event.objects.count()
    send(cast, reporter=Reporter(teacher, kept_back=True), by=teacher.account)
    send(cast, by=teacher.account)
    assert Event.objects.filter(by_id=teacher.account.pk)[:1].count() == 0
    assert Event.objects.count() > before
    send(cast, reporter=Reporter(teacher), by=teacher.account)
    assert Event.objects.filter(by_id=teacher.account.pk, kind="report received").count() == 1


@pytest.mark.parametrize("shows", [Answer.YES, Answer.NOT_SURE])
def test_a_possible_indecent_image_has_no_place_for_files(cast, shows):
    filed = send(cast, files=Answer.YES, shows_child=shows, matter=None, harm=None)
    assert filed.case.route == "indecent-images"
    assert not EvidencePlace.objects.exists()
    assert filed.case in cast.cases("dsl") and filed.case in cast.cases("head")


def test_the_receipt_leads_back_and_a_wrong_one_does_not(cast):
    filed = send(cast)
    assert returned_with(read_receipt(str(filed.receipt).lower())).case == filed.case
    assert returned_with(Receipt(filed.receipt.look_up, "2" * 30)) is None
    assert returned_with(Receipt("2" * 8, filed.receipt.secret)) is None


def test_both_ways_of_the_exchange_are_read_by_both(cast):
    filed = send(cast)
    returned = returned_with(filed.receipt)
    add_to_report(returned=returned, words="It happened again.", at=AT)
    head = cast.adults["head"]
    write_to_reporter(case=cast.open("head", filed.case), words="Thank you.", adult=head, by=head.account, at=AT)
    assert [one.body["words"] for one in exchanged(returned)] == ["It happened again.", "Thank you."]
    assert [one.body.get("words") for one in cast.open("head", filed.case).items[1:]] == ["It happened again.", "Thank you."]


def test_a_school_without_a_proved_recovery_key_takes_none():
    school = make_school("New")
    begin_recovery(school=school, keepers=("A", "B", "C"), by=None, at=AT)
    with pytest.raises(ValidationError, match="cannot take reports yet"):
        send(Cast(school, {}, {}))
    assert not Case.objects.exists() and not Item.objects.exists() and not CaseWrap.objects.exists()


def test_who_comes_or_goes_while_it_is_sealed_counts(cast, monkeypatch):
    """The report is sealed before it has its turn; a holder who leaves in between has no key to it."""
    seal_once = reports.seal_report

    def seal_and_lose_the_head(*args, **more):
        found = seal_once(*args, **more)
        monkeypatch.setattr(reports, "seal_report", seal_once)
        end_role(held=RoleHeld.objects.get(role="head"), held_until=AT.date() - DAY, by=None, at=AT)
        return found

    monkeypatch.setattr(reports, "seal_report", seal_and_lose_the_head)
    case = send(cast, words=SECRET).case
    assert not CaseWrap.objects.filter(case=case, holder=cast.keys["head"].holder).exists()
    assert check_chain(case, Item.objects.filter(case=case).order_by("number"))


def test_the_log_is_signed_with_the_report_in_it_whatever_becomes_of_the_reporter(cast):
    case = send(cast).case
    assert note_of_report(str(case.pk)) == ""
    jobs.run_due(at=AT, worker="tests")
    told = read_checkpoint(note_of_report(str(case.pk)), log_keys())
    (last,) = LogEntry.objects.filter(chain=f"case:{case.pk}").order_by("-number")[:1]
    assert told.size > last.number
    checkpoints.send(school=cast.school, report=str(case.pk), at=AT)
    assert Checkpoint.objects.count() == 1, "once, whoever asks"


def test_what_the_log_is_told_of_a_new_case_is_what_stands_in_the_database(cast):
    case = attack(cast, reporter=Reporter(name="A neighbour")).case
    assert EvidencePlace.objects.filter(case=case).exists() and Item.objects.filter(case=case).count() == 2
    (told,) = Event.objects.filter(kind="case kept", about__case=str(case.pk))
    assert told.about["state"] == state_of(case)
