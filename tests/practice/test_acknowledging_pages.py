"""Acknowledging a version, as a person meets it: what changes, reading, situations, saying it, the certificate."""

from __future__ import annotations

import json

import pytest

from lanyard.people.queries import scope_of
from lanyard.practice import policies
from lanyard.practice.acknowledging import way_of
from lanyard.practice.models import Acknowledgement, ClauseRead, ScenarioCheck
from lanyard.proof.signing import check
from tests.people.cast import TODAY
from tests.practice.welton import EARLIER, NOW, Visitor, adopt, make_welton, pack

pytestmark = pytest.mark.django_db


def way(visitor: Visitor):
    """How far a visitor has come, as the pages see it."""
    scope = scope_of(visitor.adult.account, on=TODAY)
    return way_of(scope, policies.policy_of(scope.school, on=TODAY))


def read_all(visitor: Visitor) -> None:
    """Open and tick every clause."""
    visitor.open("/acknowledge/read/")
    visitor.follow("Start reading")
    for _ in range(100):
        if not visitor.address.startswith("/acknowledge/read/"):
            return
        visitor.press("I have read it")
    raise AssertionError("reading never ends")


def answer_all(visitor: Visitor) -> None:
    """Answer every situation rightly."""
    for asked in way(visitor).unanswered:
        visitor.open("/acknowledge/check/")
        visitor.send(visitor.address, answer=asked.verdict)


def agree(visitor: Visitor) -> Acknowledgement:
    """Read, answer and agree."""
    read_all(visitor)
    answer_all(visitor)
    visitor.open("/acknowledge/say/").choose("I agree to keep to it")
    return Acknowledgement.objects.filter(adult=visitor.adult).latest("recorded_at")


def test_a_first_acknowledgement_from_beginning_to_certificate(teacher):
    teacher.open("/acknowledge/")
    assert teacher.heading == "Acknowledge the policy"
    assert "Not started" in teacher.text
    read_all(teacher)
    assert teacher.address == "/acknowledge/check/1/"
    assert ClauseRead.objects.filter(adult=teacher.adult, ticked_at__isnull=False).count() == len(way(teacher).clauses)
    answer_all(teacher)
    teacher.open("/acknowledge/check/")
    assert teacher.heading == "What you say to version 2026"
    teacher.choose("I agree to keep to it")
    assert teacher.heading == "Certificate of acknowledgement"
    row = Acknowledgement.objects.get(adult=teacher.adult)
    assert row.response == "agree" and row.method == "web" and row.check_done
    told = check(json.loads(bytes(row.certificate))).statement
    assert told["policy"]["hash"] == pack(NOW).hash
    by_id = {clause.id: clause.digest for clause in pack(NOW).clauses}
    assert {one["id"]: one["hash"] for one in told["clauses"]} == {id_: by_id[id_] for id_ in way_of_first(teacher)}
    teacher.open("/acknowledge/")
    assert teacher.heading == "You have agreed to this version"


def way_of_first(visitor: Visitor) -> tuple[str, ...]:
    """The clauses that a visitor was asked to read the first time."""
    return tuple(ClauseRead.objects.filter(adult=visitor.adult).values_list("clause_id", flat=True))


def test_the_place_is_kept_and_a_clause_can_be_left_for_later(teacher):
    teacher.open("/acknowledge/read/").follow("Start reading")
    first = teacher.address
    teacher.follow("Leave it for later")
    assert teacher.address != first
    teacher.press("I have read it")
    teacher.open("/acknowledge/read/")
    assert "(opened)" in teacher.text and "(read)" in teacher.text
    read = ClauseRead.objects.filter(adult=teacher.adult)
    # Three were opened: the one left, the one ticked, and the one after it.
    assert read.count() == 3 and read.filter(ticked_at__isnull=False).count() == 1


def test_a_wrong_answer_teaches_and_is_kept_nowhere(teacher):
    read_all(teacher)
    asked = way(teacher).scenarios[0]
    wrong = next(verdict for verdict in ("never", "fine") if verdict != asked.verdict)
    teacher.send("/acknowledge/check/1/", answer=wrong)
    assert teacher.address == "/acknowledge/check/1/"
    assert "Not quite" in teacher.text
    assert any(pack(NOW).clause(id_).title in teacher.text for id_ in asked.clauses)
    assert not ScenarioCheck.objects.filter(adult=teacher.adult).exists()
    assert "look_again" not in teacher.client.session
    teacher.open("/acknowledge/check/1/")
    assert "Not quite" not in teacher.text
    teacher.send("/acknowledge/check/1/", answer=asked.verdict)
    assert ScenarioCheck.objects.get(adult=teacher.adult).answered == [asked.key]


def test_no_answer_is_an_error_that_says_what_to_do(teacher):
    teacher.send("/acknowledge/check/1/")
    assert "Choose what you think the policy says" in teacher.text
    teacher.send("/acknowledge/say/")
    assert "Choose whether you agree, need help or do not agree" in teacher.text


def test_nobody_agrees_before_reading_but_help_and_no_are_always_open(teacher):
    teacher.open("/acknowledge/say/").choose("I agree to keep to it")
    assert "Read every clause and answer the situations first" in teacher.text
    assert not Acknowledgement.objects.exists()
    teacher.open("/acknowledge/say/").choose("I need help with it first")
    assert teacher.heading == "Record of what you said"
    teacher.open("/acknowledge/say/").choose("I do not agree to it")
    teacher.open("/acknowledge/say/").choose("I do not agree to it")
    assert list(Acknowledgement.objects.values_list("response", flat=True)) == ["need_help", "disagree"]
    teacher.open("/")
    assert teacher.response.status_code == 200


def test_a_new_version_shows_what_changes_first_and_asks_only_for_that(db):
    from tests.people.cast import make_school

    school = make_school("Welton Primary School", settings={"pack": "welton"}, is_demonstration=True)
    adopt(school, EARLIER)
    teacher = Visitor.at(school)
    old = agree(teacher)
    kept = bytes(old.certificate)
    adopt(school, NOW)
    teacher.open("/acknowledge/")
    assert "You agreed to version 2025." in teacher.text
    assert "What changes for you" in teacher.text and "Before:" in teacher.text
    found = way(teacher)
    assert 0 < len(found.clauses) < len(pack(NOW).clauses) / 2
    assert all(scenario.before and scenario.before != scenario.verdict for scenario in found.scenarios)
    row = agree(teacher)
    assert row.since_hash == pack(EARLIER).hash
    assert bytes(Acknowledgement.objects.get(pk=old.pk).certificate) == kept


def test_the_same_person_and_version_get_the_same_situations(school):
    first, second = Visitor.at(school, "Ana Example"), Visitor.at(school, "Bea Example")
    keys = [[scenario.key for scenario in way(one).scenarios] for one in (first, first, second)]
    assert keys[0] == keys[1] != keys[2]
    verdicts = {scenario.verdict for scenario in way(first).scenarios}
    assert len(verdicts) >= 3


def test_a_supply_teacher_is_led_to_the_two_minute_pack(school):
    supply = Visitor.at(school, "Owen Fairbairn", group="supply")
    supply.open("/acknowledge/")
    assert supply.heading == "Two minutes before you start"
    words = len(supply.text.split())
    assert words < 650, words
    supply.press("I have read this")
    assert len(way(supply).scenarios) == 3
    answer_all(supply)
    supply.open("/acknowledge/check/").choose("I agree to keep to it")
    row = Acknowledgement.objects.get(adult=supply.adult)
    assert row.extent == "brief"
    supply.open("/acknowledge/today/")
    assert supply.heading == "You have agreed to this version"


def test_a_teacher_who_scans_the_code_gets_the_whole_way(teacher):
    teacher.open("/acknowledge/today/")
    assert teacher.address == "/acknowledge/"


def test_nobody_else_finds_a_certificate(school, teacher):
    row = agree(teacher)
    for other in (Visitor.at(school, "Hannah Kowal"), Visitor.at(make_welton(), "Priya Hartwell")):
        for address in (f"/acknowledge/{row.pk}/", f"/acknowledge/{row.pk}/certificate.json"):
            assert other.client.get(address).status_code == 404
    file = teacher.client.get(f"/acknowledge/{row.pk}/certificate.json")
    assert file.content == bytes(row.certificate) and "attachment" in file["Content-Disposition"]


def test_anybody_may_see_how_to_check_a_certificate(client, db):
    from lanyard.people.keys import signer

    answer = client.get("/verification/")
    assert answer.status_code == 200 and signer().fingerprint in answer.content.decode()


def test_a_changed_row_shows_on_its_certificate(teacher):
    row = agree(teacher)
    from django.db import connection

    changed = bytes(row.certificate).replace(b'"agree"', b'"disagree"')
    with connection.cursor() as cursor:
        cursor.execute("UPDATE practice_acknowledgement SET certificate = %s WHERE id = %s", [changed, as_stored(row.pk)])
    teacher.open(f"/acknowledge/{row.pk}/")
    assert "no longer matches its signature" in teacher.text


def as_stored(id_):
    """A number as this database keeps it."""
    from django.db import connection

    return id_ if connection.vendor == "postgresql" else id_.hex


def test_a_new_part_asks_for_the_clauses_that_come_with_it(school, teacher):
    agree(teacher)
    from lanyard.people import actions
    from tests.people.cast import AT

    actions.give_role(adult=teacher.adult, role="head", held_from=TODAY, by=None, at=AT)
    found = way(teacher)
    assert found.standing.is_open
    assert "purposes" in [clause.id for clause in found.clauses]
    assert len(found.clauses) < 12
