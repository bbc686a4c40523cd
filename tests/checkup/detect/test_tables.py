"""The rule tables can be carried out, name checks that exist, and cannot be made to run for long."""

from __future__ import annotations

import time
import tomllib
from importlib.resources import files

import pytest

from lanyard.checkup.checks import KNOWN
from lanyard.checkup.detect.gates import SHAPES
from lanyard.checkup.detect.tables import BadRule, load_rules, make_rule, read_table, words_of
from lanyard.checkup.detect.validators import JUDGES

RULE = {"id": "x", "check": "profanity", "tier": "B", "label": "x", "reason": "It is x.", "patterns": ["x"], "gate": "digits"}
FOLDER = files("lanyard.checkup.detect.rules")
UNITS = (
    "a",
    "0 ",
    "1 a ",
    "12 ab ",
    "a@",
    "a.",
    "7 the ",
    "1 abc abc ",
    "password ",
    "mr a ",
    "a at b dot ",
    "oh one ",
    "away from ",
    "51.1, ",
    "-",
    "a'",
)


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_each_rule_can_be_carried_out(rule):
    assert rule.check in KNOWN
    assert rule.gate in SHAPES or rule.words, "nothing opens it"
    assert not rule.validator or rule.validator in JUDGES
    assert (rule.cue == "none") or rule.cues is not None
    assert rule.where <= {"public", "profile", "message", "pupil"}
    assert rule.reason.endswith(".") and "grooming" not in rule.reason


@pytest.mark.parametrize("name", sorted(each.name for each in FOLDER.iterdir() if each.name.endswith(".toml")))
def test_each_table_says_where_its_words_come_from(name: str):
    assert len(tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))["provenance"]) > 10


def test_no_pattern_takes_long_over_any_text():
    """The worst text is 100 kB of what a pattern can begin with again and again: 16 texts, each pattern's limit a second."""
    for rule in load_rules():
        for pattern in rule.patterns:
            for unit in UNITS:
                text = unit * (20_000 // len(unit))
                began = time.process_time()
                assert sum(1 for _ in pattern.finditer(text)) <= len(text)
                assert time.process_time() - began < 0.5, f"{rule.id} over {unit!r}"


@pytest.mark.parametrize(
    "wrong",
    [{"check": "nothing"}, {"tier": "C"}, {"patterns": ["("]}, {"cue": "perhaps"}, {"reason": None, "patterns": 3}],
    ids=["check", "tier", "pattern", "cue", "patterns"],
)
def test_a_rule_that_cannot_work_is_refused(wrong: dict[str, object]):
    with pytest.raises(BadRule):
        make_rule(RULE | wrong)


def test_a_rule_without_a_tier_is_refused():
    with pytest.raises(BadRule):
        make_rule({key: value for key, value in RULE.items() if key != "tier"})


def test_words_are_a_list_or_one_text():
    assert words_of("a b") == words_of(["a", "b"]) == ("a", "b")
    with pytest.raises(BadRule):
        words_of(3)


def test_the_word_of_an_offence_carries_its_source():
    reasons = [rule.reason for rule in load_rules() if rule.id == "accusation"]
    assert "section 141F" in reasons[0] and "last checked" in reasons[0] and "not legal advice" in reasons[0]


def test_no_name_of_a_group_is_a_hard_word():
    groups = {word for each in read_table("groups")["group"] for key in ("plural", "single") for word in each[key]}
    hard = {word for key in ("insult", "insult_hard", "profanity") for word in read_table("predicates")[key]}
    assert not groups & hard
