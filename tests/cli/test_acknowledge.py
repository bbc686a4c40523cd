"""`lanyard acknowledge` and `lanyard people agreed`: in person, never for somebody else."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.utils import timezone

from lanyard.cli import people
from lanyard.cli.acknowledging import WRONG, Conversation, acknowledge, prove
from lanyard.cli.page import Page
from lanyard.people.actions.sign_in_codes import issue_sign_in_code
from lanyard.practice.models import Acknowledgement, ScenarioCheck
from lanyard.practice.standing import Status
from lanyard.site.configuration import ConfigurationError
from tests.people.cast import AT, make_adult, make_school
from tests.practice.small import adopt, prepare, say, scope, version, way

pytestmark = pytest.mark.django_db
WORDS = "correct horse battery staple"


@pytest.fixture
def teacher(db):
    school = make_school()
    adopt(school, version(1))
    adult = make_adult(school)
    adult.account.set_password(WORDS)
    adult.account.save()
    return adult


def talk(adult, *answers: str) -> str:
    """Hold the conversation with these answers; what was printed."""
    waiting = iter(answers)
    printed = io.StringIO()

    def ask(prompt: str) -> str:
        try:
            return next(waiting)
        except StopIteration:
            raise EOFError from None

    Conversation(scope=scope(adult), page=Page(printed), ask=ask).hold()
    return printed.getvalue()


def right(adult) -> str:
    """The number of the right answer to the next situation."""
    return str(("never", "agree", "caution", "fine", "silent").index(way(adult).unanswered[0].verdict) + 1)


def test_the_whole_way_in_a_terminal(teacher):
    answers = ["", *[right(teacher)] * len(way(teacher).scenarios), "1"]
    assert "It is on record" in talk(teacher, *answers)
    row = Acknowledgement.objects.get(adult=teacher)
    assert (row.response, row.method) == ("agree", "command_line")
    assert "there is nothing more to do" in talk(teacher)


def test_a_wrong_answer_teaches_and_the_place_is_kept(teacher):
    wrong = "4" if right(teacher) != "4" else "1"
    said = talk(teacher, "", wrong, "nonsense", "9", "q")
    assert "Not quite" in said and "Words for everybody" in said and "Your place is kept" in said
    assert not ScenarioCheck.objects.filter(adult=teacher).exists()
    assert way(teacher).has_read and not Acknowledgement.objects.exists()
    assert "Stopped" in talk(teacher)


def test_a_no_is_taken_down_as_it_is(teacher):
    prepare(teacher)
    talk(teacher, "3")
    assert way(teacher).standing.status is Status.DISAGREES


def test_only_the_persons_own_password_opens_it(teacher):
    name = teacher.account.sign_in_name
    assert prove(name.upper(), WORDS, with_code=False).adult == teacher
    for who, what in ((name, "wrong"), ("nobody@example.org", WORDS), (name, "")):
        with pytest.raises(ConfigurationError, match="do not belong together"):
            prove(who, what, with_code=False)


def test_many_wrong_tries_lock_it_for_the_right_one_too(teacher):
    name = teacher.account.sign_in_name
    for _ in range(6):
        with pytest.raises(ConfigurationError):
            prove(name, "wrong", with_code=False)
    with pytest.raises(ConfigurationError) as refusal:
        prove(name, WORDS, with_code=False)
    assert str(refusal.value) == WRONG


def test_a_one_time_code_opens_it_once(teacher):
    name = teacher.account.sign_in_name
    issued = issue_sign_in_code(adult=teacher, by=None, at=timezone.now())
    assert prove(name, issued.words.lower(), with_code=True).adult == teacher
    with pytest.raises(ConfigurationError):
        prove(name, issued.words, with_code=True)


def test_whoever_needs_a_second_factor_uses_the_website(teacher):
    head = make_adult(teacher.school, "Priya Hartwell", "head")
    head.account.set_password(WORDS)
    head.account.save()
    with pytest.raises(ConfigurationError, match="second factor"):
        prove(head.account.sign_in_name, WORDS, with_code=False)


def test_a_leaver_is_told(teacher):
    gone = make_adult(teacher.school, "Lea Gone", ends_on=teacher.starts_on)
    gone.account.set_password(WORDS)
    gone.account.save()
    with pytest.raises(ConfigurationError, match="does not bind you today"):
        prove(gone.account.sign_in_name, WORDS, with_code=False)


def test_without_a_terminal_nobody_can_agree(teacher):
    with pytest.raises(ConfigurationError, match="no terminal"):
        acknowledge(sign_in_name=teacher.account.sign_in_name, with_code=False)


def test_who_had_agreed_to_what_on_a_day(teacher, capsys):
    prepare(teacher)
    say(teacher, "agree")
    people.agreed(on=AT.date(), school=None, as_json=False)
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["name"], row["version"], row["last_word"]) == ("Sam Whitcombe", "1", "agree")
    people.agreed(on=teacher.starts_on, school=teacher.school_id, as_json=True)
    assert json.loads(capsys.readouterr().out)["adults"][0]["version"] == ""
    make_school("Elsewhere")
    for number in (None, 999_999):
        with pytest.raises(ConfigurationError, match="school"):
            people.agreed(on=AT.date(), school=number, as_json=False)
