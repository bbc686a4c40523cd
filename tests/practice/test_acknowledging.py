"""Acknowledging as a state machine: nothing is lost, nobody answers for another, only whom a change binds is asked again."""

from __future__ import annotations

import datetime
import json

import hypothesis.strategies as st
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings

from lanyard.people.models import Adult
from lanyard.practice import actions, queries
from lanyard.practice.models import Acknowledgement, Campaign, ClauseRead, TakenUp
from lanyard.practice.models.final import Final, RowIsFinal
from lanyard.practice.standing import Status
from lanyard.proof.signing import check
from lanyard.records.models import Event
from tests.people.cast import AT, SINCE, TODAY, make_adult, make_school
from tests.practice.small import adopt, policy, prepare, say, scope, sign_paper, version, way

pytestmark = pytest.mark.django_db
SOON = datetime.timedelta(minutes=1)


@pytest.fixture
def school(db):
    made = make_school()
    adopt(made, version(1))
    return made


@pytest.fixture
def teacher(school) -> Adult:
    return make_adult(school)


@pytest.fixture
def head(school) -> Adult:
    return make_adult(school, "Priya Hartwell", "head")


def final_models():
    """Every model whose rows are written once."""
    waiting = [Final]
    while waiting:
        found = waiting.pop()
        waiting += found.__subclasses__()
        if not found._meta.abstract:
            yield found


def test_rows_are_final_however_one_comes_at_them(teacher, head):
    row = say(teacher, "need_help")
    assert {Acknowledgement, TakenUp} <= set(final_models())
    row.response = "agree"
    for change in (
        row.save,
        lambda: row.save(update_fields=["response"]),
        row.delete,
        lambda: Acknowledgement.objects.update(response="agree"),
        lambda: Acknowledgement.objects.filter(pk=row.pk).delete(),
        lambda: Acknowledgement.objects.bulk_update([row], ["response"]),
        lambda: Acknowledgement.objects.update_or_create(pk=row.pk, defaults={"response": "agree"}),
    ):
        with pytest.raises(RowIsFinal):
            change()
    assert Acknowledgement.objects.get(pk=row.pk).response == "need_help"


def test_agreeing_takes_reading_and_the_situations(teacher):
    with pytest.raises(ValidationError, match="Read every clause"):
        say(teacher, "agree")
    prepare(teacher)
    row = say(teacher, "agree")
    assert row.check_done and row.method == "web" and way(teacher).standing.status is Status.AGREED
    assert not Acknowledgement.objects.exclude(pk=row.pk).exists()
    assert list(Event.objects.filter(kind="acknowledgement given").values_list("about", flat=True)) == [
        {"acknowledgement": str(row.pk)}
    ]


def test_the_statement_binds_person_version_clauses_time_and_method(teacher):
    prepare(teacher)
    row = say(teacher, "agree", at=AT)
    told = check(json.loads(bytes(row.certificate))).statement
    pack = policy(teacher.school).pack
    assert told["adult"] == {"name": teacher.name, "parts": ["teacher"], "number": teacher.pk}
    assert told["policy"]["hash"] == pack.hash == row.policy_hash
    assert told["clauses"] == [{"number": "1.1", "id": "all", "hash": pack.clause("all").digest}]
    assert (told["response"], told["method"], told["said_at"]) == ("agree", "web", "2026-11-22T09:00:00Z")
    assert told["id"] == str(row.pk) and told["check"] == {"done": True, "situations": len(way_scenarios(teacher))}


def way_scenarios(adult: Adult):
    """The situations that an adult passed."""
    from lanyard.practice.models import ScenarioCheck

    return ScenarioCheck.objects.get(adult=adult).answered


def test_nobody_answers_for_somebody_else(teacher, head):
    prepare(teacher)
    with pytest.raises(ValidationError, match="themselves"):
        actions.acknowledge(
            scope=scope(teacher), policy=policy(teacher.school), response="agree", method="web", by=head.account, at=AT
        )
    with pytest.raises(ValidationError):
        say(teacher, "mistake")
    assert not Acknowledgement.objects.exists()


def test_saying_the_same_twice_is_recorded_once(teacher):
    prepare(teacher)
    assert say(teacher, "agree").pk == say(teacher, "agree", at=AT + SOON).pk
    assert say(teacher, "disagree", at=AT + SOON).pk != say(teacher, "agree", at=AT + 2 * SOON).pk
    assert Acknowledgement.objects.count() == 3


def test_a_yes_taken_back_no_longer_counts(teacher):
    prepare(teacher)
    say(teacher, "agree")
    say(teacher, "disagree", at=AT + SOON)
    assert way(teacher).standing.status is Status.DISAGREES
    (one,) = queries.agreed_on(teacher.school, TODAY)
    assert (one.version, one.response) == ("", "disagree")


def test_a_new_version_asks_only_those_whom_a_change_binds(school, teacher, head):
    for adult in (teacher, head):
        prepare(adult)
        say(adult, "agree")
    adopt(school, version(2, heads=1), days=10)
    assert way(teacher).standing.status is Status.HOLDS
    assert way(head).standing.status is Status.ASKED
    assert [one.id for one in way(head).clauses] == ["heads"]
    adopt(school, version(3, heads=1, everybody=1), days=20)
    assert [one.id for one in way(teacher).clauses] == ["all"]
    assert way(teacher).standing.since_hash != policy(school).pack.hash


def test_paper_needs_a_witness_who_is_somebody_else(school, teacher, head):
    deputy = make_adult(school, "Tom Bellamy", "deputy")
    row = sign_paper(head, teacher)
    assert (row.method, row.witness, row.check_done) == ("paper", head, False)
    assert way(teacher).standing.status is Status.AGREED
    for witness, adult in ((teacher, head), (head, head)):
        with pytest.raises(ValidationError):
            sign_paper(witness, adult)
    with pytest.raises(ValidationError, match="already"):
        sign_paper(deputy, teacher)
    with pytest.raises(ValidationError, match="day"):
        sign_paper(head, deputy, signed_on=TODAY + datetime.timedelta(days=1))
    with pytest.raises(ValidationError, match="bound"):
        sign_paper(head, make_adult(make_school("Elsewhere"), "Ola Example"))
    with pytest.raises(ValidationError, match="version"):
        sign_paper(head, deputy, hash_="0" * 64)


def test_the_database_refuses_ones_own_witness_and_an_unchecked_yes(teacher, head):
    row = say(teacher, "need_help")
    told = {
        field.attname: getattr(row, field.attname) for field in Acknowledgement._meta.concrete_fields if field.attname != "id"
    }
    for wrong in (
        {"method": "paper", "witness_id": teacher.pk},
        {"method": "paper"},
        {"witness_id": head.pk},
        {"response": "agree", "check_done": False},
        {"response": "mistake"},
        {"response": "perhaps"},
        {"said_at": AT + SOON},
        {"certificate": b""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Acknowledgement(**{**told, **wrong}).save()


def test_a_correction_is_a_new_row_and_the_mistake_stays(teacher, head):
    row = sign_paper(head, teacher)
    kept = bytes(row.certificate)
    fix = actions.correct_paper(scope=scope(head), policy=policy(teacher.school), acknowledgement=row, at=AT + SOON)
    assert check(json.loads(bytes(fix.certificate))).statement["corrects"] == str(row.pk)
    assert bytes(Acknowledgement.objects.get(pk=row.pk).certificate) == kept
    assert way(teacher).standing.status is Status.ASKED
    assert queries.agreed_on(teacher.school, TODAY)[1].version == ""
    for again in (row, fix):
        with pytest.raises(ValidationError):
            actions.correct_paper(scope=scope(head), policy=policy(teacher.school), acknowledgement=again, at=AT + SOON)
    on_the_web = say(teacher, "need_help", at=AT + SOON)
    with pytest.raises(ValidationError):
        actions.correct_paper(scope=scope(head), policy=policy(teacher.school), acknowledgement=on_the_web, at=AT + SOON)


def test_help_and_a_no_reach_the_head_and_the_heads_own_the_chair(school, teacher, head):
    chair = make_adult(school, "Ruth Adeyemi", "chair", group="governor")
    asked, own = say(teacher, "need_help"), say(head, "disagree")
    held = policy(school)
    assert queries.answers_to_take_up(scope(head), held) == [asked]
    assert queries.answers_to_take_up(scope(chair), held) == [own]
    assert queries.answers_to_take_up(scope(teacher), held) == []
    with pytest.raises(ValidationError):
        actions.take_up(scope=scope(head), acknowledgement=own, at=AT)
    first = actions.take_up(scope=scope(head), acknowledgement=asked, at=AT)
    assert actions.take_up(scope=scope(head), acknowledgement=asked, at=AT + SOON) == first
    assert queries.answers_to_take_up(scope(head), held) == []


def test_who_comes_round_waits_for_nobody(teacher, head):
    say(teacher, "disagree")
    prepare(teacher)
    say(teacher, "agree", at=AT + SOON)
    assert queries.answers_to_take_up(scope(head), policy(teacher.school)) == []


def test_a_joiner_has_a_week_and_a_leaver_is_not_asked(school, teacher):
    campaign = Campaign.objects.get(school=school)
    assert queries.due_day(campaign, teacher) == campaign.due_on == TODAY + datetime.timedelta(days=14)
    joiner = make_adult(school, "Joe Newman", starts_on=TODAY + datetime.timedelta(days=30))
    assert queries.due_day(campaign, joiner) == TODAY + datetime.timedelta(days=37)
    make_adult(school, "Lea Gone", ends_on=TODAY - datetime.timedelta(days=1))
    assert [place.adult for place in queries.places(school, policy(school), on=TODAY)] == [teacher]
    assert len(queries.places(school, policy(school), on=joiner.starts_on)) == 2


def test_a_two_minute_yes_does_not_cover_the_whole(school):
    from tests.practice.welton import make_welton

    welton = make_welton()
    helper = make_adult(welton, "Joan Castleton", group="volunteer")
    prepare(helper)
    row = say(helper, "agree")
    assert row.extent == "brief" and way(helper).standing.status is Status.AGREED
    Adult.objects.filter(pk=helper.pk).update(group="teacher")
    helper.refresh_from_db()
    here = way(helper)
    assert here.standing.status is Status.ASKED and len(here.clauses) > 50


def test_an_adoption_begins_a_campaign_and_its_day_can_be_moved(school, head):
    campaign = Campaign.objects.get(school=school)
    actions.change_due_day(campaign=campaign, due_on=TODAY, by=head.account, at=AT)
    assert Campaign.objects.get().due_on == TODAY
    with pytest.raises(ValidationError):
        actions.change_due_day(campaign=campaign, due_on=TODAY - datetime.timedelta(days=1), by=head.account, at=AT)
    assert Event.objects.filter(kind="campaign begun").count() == 1


STEPS = st.lists(
    st.tuples(st.sampled_from(("agree", "need_help", "disagree", "paper", "correct", "adopt", "promote")), st.integers(0, 1)),
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_nothing_is_lost_whatever_happens(school, steps):
    """Random lives: every answer stays as it was signed, and the status is what the answers say."""
    with transaction.atomic():
        people = [make_adult(school, "Sam Whitcombe"), make_adult(school, "Hannah Kowal")]
        witness = make_adult(school, "Priya Hartwell", "head")
        kept: dict[object, bytes] = {}
        said: dict[int, list[Acknowledgement]] = {adult.pk: [] for adult in people}
        number = 1
        for place, (kind, who) in enumerate(steps):
            adult, at = people[who], AT + place * SOON
            if kind == "adopt":
                number += 1
                adopt(school, version(number, everybody=number), days=number)
            elif kind == "promote":
                Adult.objects.filter(pk=adult.pk).update(group="governor")
                adult.refresh_from_db()
            elif kind == "correct":
                papers = [row for row in said[adult.pk] if row.method == "paper"]
                if papers:
                    told = {"policy": policy(school), "acknowledgement": papers[-1], "at": at}
                    fix = actions.correct_paper(scope=scope(witness), **told)
                    kept[fix.pk] = bytes(fix.certificate)
                    said[adult.pk].remove(papers[-1])
            else:
                row = _answer(kind, adult, witness, at)
                if row is not None and row.pk not in kept:
                    kept[row.pk] = bytes(row.certificate)
                    said[adult.pk].append(row)
            _check_everything(school, people, kept, said)
        transaction.set_rollback(True)


def _answer(kind: str, adult: Adult, witness: Adult, at: datetime.datetime):
    try:
        if kind == "paper":
            return sign_paper(witness, adult, at=at)
        if kind == "agree":
            prepare(adult, at=at)
        return say(adult, kind, at=at)
    except ValidationError:
        assert kind == "paper", "only paper that is on record already is refused here"
        return None


def _check_everything(school, people, kept, said) -> None:
    rows = Acknowledgement.objects.filter(adult__in=people)
    assert {row.pk: bytes(row.certificate) for row in rows} == kept
    for data in kept.values():
        check(json.loads(data))
    agreed = {one.adult: one for one in queries.agreed_on(school, TODAY)}
    current = policy(school).pack.hash
    for adult in people:
        last = {row.policy_hash: row.response for row in said[adult.pk]}
        yes = [row for row in said[adult.pk] if row.response == "agree" and last[row.policy_hash] == "agree"]
        status = way(adult).standing.status
        if last.get(current) in ("need_help", "disagree"):
            assert status is {"need_help": Status.NEEDS_HELP, "disagree": Status.DISAGREES}[last[current]]
        else:
            # Every version changes a clause that binds everybody, so only a yes to this one settles it.
            assert status is (Status.AGREED if last.get(current) == "agree" else Status.ASKED)
        latest = max(yes, key=lambda row: row.said_at, default=None)
        assert agreed[adult.pk].hash == (latest.policy_hash if latest else "")


def test_reading_is_the_persons_own(teacher, head):
    prepare(teacher)
    assert ClauseRead.objects.filter(adult=teacher).exists()
    assert queries.clauses_read(scope(head), policy(teacher.school).pack.hash) == {}
    assert not Event.objects.filter(kind__contains="clause").exists()


def test_old_acknowledgements_survive_twenty_republishes_byte_for_byte(school, teacher, head):
    prepare(teacher)
    first = say(teacher, "agree")
    sign_paper(head, head2 := make_adult(school, "Tom Bellamy"), signed_on=SINCE + datetime.timedelta(days=1))
    before = _stored()
    for number in range(2, 22):
        adopt(school, version(number, everybody=number, heads=number), days=number)
        prepare(teacher)
        say(teacher, "agree", at=AT + number * SOON)
    after = _stored()
    assert before.items() <= after.items() and len(after) == len(before) + 20
    assert check(json.loads(bytes(Acknowledgement.objects.get(pk=first.pk).certificate))).statement["policy"]["version"] == "1"
    (held,) = [one for one in queries.agreed_on(school, TODAY) if one.adult == head2.pk]
    assert held.version == "1"


def _stored() -> dict[str, tuple]:
    """Every row of the table as the database holds it, bytes and all."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM practice_acknowledgement")
        rows = cursor.fetchall()
    return {str(row[0]): tuple(bytes(each) if isinstance(each, memoryview) else each for each in row) for row in rows}
