"""One's own record: all of it, nobody else's, and a signed file that is checked without the service."""

from __future__ import annotations

import datetime
import decimal
import json

import pytest

from lanyard.cli import main
from lanyard.people.keys import signer
from lanyard.practice.models import KeptAnswer
from lanyard.practice.take_away import plain
from lanyard.proof.canonical import canonical
from tests.practice.small import prepare, say
from tests.practice.welton import Visitor

pytestmark = pytest.mark.django_db


def keep_an_answer(visitor: Visitor) -> KeptAnswer:
    """Ask something and keep the answer."""
    visitor.ask("share_password").press("Keep this answer")
    return KeptAnswer.objects.get(adult=visitor.adult)


def test_nothing_yet(teacher):
    teacher.open("/record/")
    assert "Nothing yet." in teacher.text


def test_everything_stands_in_it_and_can_be_narrowed(teacher):
    keep_an_answer(teacher)
    say(teacher.adult, "need_help")
    teacher.open("/record/")
    assert "You kept an answer" in teacher.text and "You asked for help" in teacher.text
    teacher.open("/record/?show=acknowledged")
    assert "You kept an answer" not in teacher.text and "You asked for help" in teacher.text
    teacher.open("/record/?show=nonsense")
    assert "You kept an answer" in teacher.text


def test_the_file_verifies_and_a_changed_one_does_not(teacher, tmp_path, capsys):
    keep_an_answer(teacher)
    prepare(teacher.adult)
    say(teacher.adult, "agree")
    answer = teacher.client.get("/record/record.json")
    assert "attachment" in answer["Content-Disposition"] and "Whitcombe" not in answer["Content-Disposition"]
    file = tmp_path / "record.json"
    file.write_bytes(answer.content)
    assert main(["verify", str(file), "--key", signer().fingerprint]) == 0
    assert "You agreed to version 2026 of the policy." in capsys.readouterr().out
    told = json.loads(answer.content)["statement"]
    assert [entry["at"] for entry in told["entries"]] == sorted(entry["at"] for entry in told["entries"])
    file.write_bytes(answer.content.replace(b"You agreed", b"They agreed"))
    assert main(["verify", str(file)]) == 1


def test_nobody_else_sees_it(school, teacher):
    say(teacher.adult, "need_help")
    head = Visitor.at(school, "Priya Hartwell", "head")
    assert "You asked for help" not in head.open("/record/").text
    assert b"You asked for help" not in head.client.get("/record/record.json").content


def test_whatever_a_feature_tells_can_be_signed():
    told = {
        "day": datetime.date(2026, 11, 22),
        "at": datetime.datetime(2026, 11, 22, 9, tzinfo=datetime.UTC),
        "amount": decimal.Decimal("1.5"),
        "share": 0.5,
        "many": 2**60,
        "set": {"b", "a"},
        "none": None,
        3: True,
    }
    assert canonical(plain(told))
    assert plain(told)["at"] == "2026-11-22T09:00:00Z" and plain(told)["set"] == ["a", "b"]


def test_the_hub_lists_what_works_today(teacher):
    teacher.open("/practise/")
    assert teacher.heading == "Practise"
    for words in ("Acknowledge the policy", "Your timeline"):
        assert words in teacher.text
    for link in teacher.page.find("main").find_all("a"):
        assert teacher.client.get(link["href"]).status_code == 200, link["href"]
