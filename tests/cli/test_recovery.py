"""``lanyard recovery``: shares come from a terminal's prompts, and never from anywhere else."""

from __future__ import annotations

import argparse
import re

import pytest
from django.core.exceptions import ValidationError

from lanyard.cli import recovery
from lanyard.cli.page import Page
from lanyard.concerns.queries.holders import recovery_key
from lanyard.site.configuration import ConfigurationError
from tests.concerns.cast import make_cast, send
from tests.people.cast import make_school
from tests.site.test_service import lanyard

pytestmark = pytest.mark.django_db


def told(*words: str) -> argparse.Namespace:
    commands = argparse.ArgumentParser().add_subparsers()
    return recovery.add_parser(commands).parse_args(words)


def answering(*answers: str):
    """A terminal in which somebody gives these answers, then presses Enter for ever."""
    waiting = iter(answers)
    return lambda prompt: next(waiting, "")


def begin(school, capsys) -> list[str]:
    """Make the key; the words of the three shares as they were shown."""
    recovery.begin(school, Page(), answering("Chair", "Council", "Safe"))
    shown = capsys.readouterr().out
    assert shown.count(recovery.CLEAR) == 3, "each is cleared before the next"
    return [" ".join(re.findall(r"\d+\. ([a-z]+)", part)) for part in shown.split(recovery.CLEAR)[:3]]


def lines(share: str) -> list[str]:
    """A share as somebody types it from its paper: numbers and capitals and all, over eleven lines."""
    words = [f"{number}. {word.title()}" for number, word in enumerate(share.split(), 1)]
    return [" ".join(words[at : at + 3]) for at in range(0, 33, 3)]


def test_the_whole_way_in_a_terminal(capsys):
    school = make_school()
    recovery.status(school, Page(), input)
    assert "not made" in capsys.readouterr().out
    shares = begin(school, capsys)
    assert [len(share.split()) for share in shares] == [33, 33, 33]
    recovery.status(school, Page(), input)
    assert "not proved yet" in capsys.readouterr().out
    recovery.drill(school, Page(), answering(*lines(shares[2]), *lines(shares[0])))
    assert "The recovery key works" in capsys.readouterr().out
    recovery.status(school, Page(), input)
    said = " ".join(capsys.readouterr().out.split())
    assert "Council" in said and "Every open case has somebody" in said


def test_a_wrong_share_is_refused_with_what_is_wrong(capsys):
    school = make_school()
    shares = begin(school, capsys)
    with pytest.raises(ValidationError, match="32 words"):
        recovery.drill(school, Page(), answering(*lines(shares[0]), *lines(shares[1])[:10], "31. academic 32. acid"))
    assert recovery_key(school) is None


def test_how_many_cases_wait_for_recovery_is_said_to_the_operator_alone(capsys):
    cast = make_cast(make_school(), with_keys=())
    send(cast)
    recovery.status(cast.school, Page(), input)
    assert "nobody but recovery can open: 1" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("what", ["begin", "drill"])
def test_without_a_terminal_nothing_is_asked_and_nothing_read(what, monkeypatch):
    make_school()
    with pytest.raises(ConfigurationError, match="never taken from files or pipes"):
        recovery.run(told(what))


@pytest.mark.parametrize("words", [("drill", "acid"), ("drill", "--share", "acid"), ("begin", "--keeper", "A")])
def test_no_argument_takes_a_share(words):
    with pytest.raises(SystemExit):
        told(*words)


def test_the_command_is_there(tmp_path):
    done = lanyard(tmp_path, "recovery", "drill", LANYARD_LOG="quiet", input="acid " * 33)
    assert done.returncode == 1 and "acid" not in done.stdout + done.stderr
