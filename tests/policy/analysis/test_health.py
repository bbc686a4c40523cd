"""The report as a whole."""

from __future__ import annotations

import json

from lanyard.policy.analysis import Registers
from lanyard.policy.analysis.examples import find_untested_rules
from lanyard.policy.analysis.survey import Survey
from lanyard.policy.contacts import ContactBook
from lanyard.policy.pack import load_sources
from tests.policy.analysis.making import clause, health, small_pack, sources
from tests.policy.reference import Judgement, Reference

SOUND = clause(
    "ban",
    "1.1",
    "never\n  act: share\n  other: pupil",
    "agree\n  act: share\n  other: parent, public",
    "example:: Sam gives a pupil his number.\nact: share · other: pupil → never",
    "example:: Sam gives a parent his number.\nact: share · other: parent → agree",
    "reading:: settles: gap act: contact, found, noticed\ndecision: Not yet.\nbasis: suggested",
)


def test_sound_policy_is_fit_to_be_adopted() -> None:
    report = health(small_pack(SOUND))
    assert report.ok and report.unexplained == ()
    assert {finding.kind for finding in report.settled} == {"gap"} and len(report.settled) == 3
    assert {finding.kind for finding in report.notices} == {"gap"}
    assert list(report.findings) == [*report.settled, *report.notices]


def test_what_stops_adoption_comes_first() -> None:
    report = health(small_pack(SOUND, clause("leave", "1.2", "fine\n  act: share\n  other: pupil")))
    assert not report.ok and report.findings[0] in report.unexplained
    assert [finding.unexplained for finding in report.findings] == sorted(
        (finding.unexplained for finding in report.findings), reverse=True
    )


def test_report_is_plain_values() -> None:
    report = health(
        small_pack(SOUND, clause("leave", "1.2", "fine\n  act: share\n  other: pupil")), Registers(contacts=ContactBook(()))
    )
    plain = json.loads(json.dumps(report.as_dict()))
    assert plain["ok"] is False and plain["rules"] == 3 and plain["examples"] == 2 and plain["invariants"] == 0
    assert plain["unexplained"][0]["kind"] == "contradiction" and plain["unexplained"][0]["situation"]["act"] == "share"
    assert plain["unexplained"][0]["settled_by"] is None and plain["settled"][0]["settled_by"].startswith("The reading at 1.1")
    assert plain["gaps"][0]["act"] == "contact" and plain["loopholes"] and plain["notices"]


def test_untested_rules_are_those_whose_removal_no_example_notices() -> None:
    """Each subset of four examples, against what the reference says of them without each rule."""
    examples = [
        "example:: One.\nact: share · other: pupil → never",
        "example:: Two.\nact: share · other: parent → undecided",
        "example:: Three.\nact: share · other: pupil · detail: address → never",
        "example:: Four.\nact: share → undecided",
    ]
    rules = (
        "never\n  act: share\n  other: pupil\n  duty: keep",
        "agree\n  act: share\n  detail: number",
        "caution\n  act: share",
    )
    for chosen in range(16):
        picked = [example for number, example in enumerate(examples) if chosen >> number & 1]
        text = sources(clause("one", "1.1", *rules, *picked))
        found = {
            finding.message.split("“")[1].split(":")[0]
            for finding in find_untested_rules(Survey(load_sources(text, name="small")))
        }
        assert found == untested(text, [example.split("\n")[1].split(" →")[0] for example in picked])


def untested(text: dict[str, str], examples: list[str]) -> set[str]:
    """The verdicts, in words, of the rules that none of the examples shows."""
    whole = Reference(text)
    words = {"never": "Never", "agree": "Not without agreement", "caution": "Take care"}
    found = set()
    for row in whole.rows:
        less = Reference(text)
        less.leave_out(row.id)
        known = [dict(part.strip().split(": ") for part in example.split("·")) for example in examples]
        if all(answer(whole.possible(one)) == answer(less.possible(one)) for one in known):
            found.add(words[row.verdict])
    return found


def answer(judged: list[Judgement]) -> tuple[object, ...]:
    """Verdicts and duties still possible, and the duties that are certain."""
    duties = [frozenset(one.duties) for one in judged]
    possible = frozenset(item for one in judged for item in one.duties.items())
    return frozenset(one.verdict for one in judged), frozenset.intersection(*duties), possible
