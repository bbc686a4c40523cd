"""What loaded rules mean one by one, how they read back, and how permissions and prohibitions meet."""

from __future__ import annotations

from hypothesis import given

from lanyard.policy.engine import Outcome
from lanyard.policy.rules import read_back
from tests.policy.strategies import MadePolicy, policies
from tests.policy.worlds import FACTS, make_engine, make_pack

CLAUSE = "### 1.{n} Clause {n} {{#c{n}}}\nWords.\n\n```clause\nforce: must\nbinds: all adults\npurpose: safety\n```\n"


def clauses(*rules: str) -> str:
    """One clause for each rule."""
    return "\n".join(CLAUSE.format(n=n) + f"```rule\n{rule}\n```\n" for n, rule in enumerate(rules, start=1))


def said(*lines: str, facts: str = FACTS) -> list[str]:
    """The rules of one block, read back."""
    pack = make_pack(clauses("\n".join(lines)), facts=facts)
    return [read_back(rule, pack.vocabulary, pack.duties) for rule in pack.rules]


@given(policies())
def test_a_rule_matches_where_the_reference_says_it_fires(policy: MadePolicy) -> None:
    """A rule that matches either survives or is set aside; one that does not match does neither."""
    for situation in policy.reference.completions({}):
        judged = policy.reference.judge(situation)
        matching = {rule.id for rule in policy.pack.rules if rule.matches(situation)}
        assert matching == judged.survivors | set(judged.removed)


@given(policies())
def test_the_facts_of_a_rule_are_those_it_names(policy: MadePolicy) -> None:
    for rule, row in zip(policy.pack.rules, policy.reference.rows, strict=True):
        named = {fact for part in (row.needs, *row.unless) for fact, _ in part}
        assert rule.facts() == named


def test_nested_blocks_have_parents() -> None:
    pack = make_pack(clauses("never\n  act: call\n  unless: emergency\n    fine\n      unless: other: pupil\n        caution"))
    assert [(rule.id, rule.parent, rule.verdict) for rule in pack.rules] == [
        ("c1", None, "never"),
        ("c1/unless1", "c1", "fine"),
        ("c1/unless1/unless1", "c1/unless1", "caution"),
    ]


def test_rules_read_back_as_sentences() -> None:
    assert said("never", "  act: call", "  other: pupil, parent", "  device: own", "  unless: emergency", "    fine") == [
        "Never: calling somebody; a pupil, or a parent; from your own phone; unless it is an emergency.",
        "Fine: calling somebody; a pupil, or a parent; from your own phone; it is an emergency.",
    ]
    assert said("agree", "  act: call", "  unless: emergency · device: school", "  unless: agreed") == [
        (
            "Not without agreement: calling somebody; unless from the school's phone and it is an emergency, "
            "or unless a senior leader has agreed."
        )
    ]
    assert said("  act: report", "  duty: tell_head now, hand_over") == [
        "Duty: reporting something. Tell the head teacher (now). Hand it over (as part of your normal work)."
    ]


def test_long_lists_read_back_by_what_they_leave_out() -> None:
    value = '[[fact.value]]\nid = "{0}"\nlabel = "{0}"\nphrase = "by {0}"\n'
    way = '\n[[fact]]\nid = "way"\nquestion = "How?"\n' + "".join(
        value.format(word) for word in ("a", "b", "c", "d", "e", "f", "g")
    )
    assert said("never", "  act: call", "  way: a, b, c, d, e", facts=FACTS + way) == [
        "Never: calling somebody; not by f, and not by g."
    ]
    assert said("never", "  act: call", "  way: a, b, c, d", facts=FACTS + way)[0].endswith("by a, by b, by c, or by d.")
    assert said("never", "  act: call", "  way: a, b, c, d, e, f, g", facts=FACTS + way)[0].endswith("by f, or by g.")


def test_a_rule_without_conditions_reads_back_as_holding_everywhere() -> None:
    from dataclasses import replace

    pack = make_pack(clauses("never\n  act: call"))
    everywhere = replace(pack.rules[0], conditions=())
    assert read_back(everywhere, pack.vocabulary, pack.duties) == "Never: in every situation."
    assert read_back(everywhere, pack.vocabulary, pack.duties, verdict=False) == "In every situation."


def outcome(*rules: str, situation: dict[str, str]) -> Outcome:
    """The outcome of one situation under these rules."""
    rest = {"risk": "no", "other": "pupil", "device": "own", "emergency": "no", "agreed": "no"}
    return make_engine(clauses(*rules)).outcome(rest | situation)


def test_the_strictest_wins_and_all_are_cited() -> None:
    found = outcome("caution\n  act: call", "never\n  act: call\n  other: pupil", "agree\n  act: call", situation={"act": "call"})
    assert (found.verdict, found.surviving, found.conflicts) == ("never", (0, 1, 2), ())


def test_permission_beside_prohibition_is_a_contradiction_and_the_strict_answer_stands() -> None:
    found = outcome("fine\n  act: call", "agree\n  act: call", "caution\n  act: call", situation={"act": "call"})
    assert (found.verdict, found.conflicts) == ("agree", (("contradiction", (0, 1)),))


def test_despite_removes_only_where_it_survives() -> None:
    rules = (
        "never\n  act: call",
        "fine\n  act: call\n  agreed: yes\n  despite: c1",
        "never\n  act: call\n  device: own\n  emergency: no\n  despite: c2",
    )
    agreed = {"act": "call", "agreed": "yes"}
    assert outcome(*rules, situation={**agreed, "emergency": "yes"}).overridden == ((0, 1),)
    found = outcome(*rules, situation=agreed)
    assert (found.verdict, found.surviving, found.overridden) == ("never", (0, 2), ((1, 2),))


def test_silence_brings_its_own_duty_even_beside_other_duties() -> None:
    found = outcome("  act: call\n  duty: tell_head", situation={"act": "call"})
    assert (found.verdict, found.duties) == ("silent", (("tell_head", "same_day"), ("do_nothing", "routine")))
    assert outcome("never\n  act: call", situation={"act": "call"}).duties == ()


def test_duties_that_cannot_stand_together_are_told_with_the_rules_that_set_them() -> None:
    found = outcome(
        "never\n  act: call\n  duty: hand_over",
        "never\n  act: call\n  duty: do_nothing",
        "fine\n  act: report",
        situation={"act": "call"},
    )
    assert found.conflicts == (("duties", (0, 1)),)
