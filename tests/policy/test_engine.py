"""The compiled policy: keeping it, reading it back, proving it, running its examples."""

from __future__ import annotations

import marshal

import pytest
from hypothesis import given

from lanyard.policy.compiling import compile_rules
from lanyard.policy.decide import decide
from lanyard.policy.diagram import Diagram
from lanyard.policy.engine import Engine, compile_pack
from lanyard.policy.proving import failing_examples, unproved
from lanyard.policy.refusal import Refusal
from lanyard.policy.rules import Rule
from tests.policy.strategies import MadePolicy, policies
from tests.policy.worlds import make_engine, make_pack

CLAUSE = "### 1.1 Calls {#calls}\nWords.\n\n```clause\nforce: must\nbinds: all adults\npurpose: safety\n```\n"
RULE = "```rule\nnever\n  act: call\n  other: pupil\n  duty: tell_head now\n```\n"


@given(policies())
def test_an_engine_survives_being_kept(policy: MadePolicy) -> None:
    engine = policy.engine
    again = Engine.from_plain(marshal.loads(marshal.dumps(engine.to_plain())))
    assert again.to_plain() == engine.to_plain()
    for situation in policy.reference.completions({}):
        assert again.outcome(situation) == engine.outcome(situation)
    assert decide(again, {}) == decide(engine, {})
    assert (again.policy_id, again.version, again.hash, again.title) == (
        engine.policy_id,
        "1",
        policy.pack.hash,
        "A made-up policy",
    )


def test_an_engine_in_use_is_not_spoilt_by_one_made_from_it() -> None:
    engine = make_engine(CLAUSE + RULE)
    again = Engine.from_plain(engine.to_plain())
    before = engine.to_plain()
    again.diagram.leaf("something new")
    assert engine.to_plain() == before


def test_an_engine_kept_by_another_form_of_lanyard_is_refused() -> None:
    plain = make_engine(CLAUSE + RULE).to_plain()
    for other in ({**plain, "form": 0}, {}):
        with pytest.raises(ValueError, match="written by another version of Lanyard"):
            Engine.from_plain(other)


def test_a_fact_that_matters_must_be_given() -> None:
    engine = make_engine(CLAUSE + RULE)
    assert engine.outcome({"act": "report"}).verdict == "silent"
    with pytest.raises(KeyError, match="other"):
        engine.outcome({"act": "call"})
    with pytest.raises(KeyError, match="act"):
        engine.outcome({})


def test_a_policy_of_one_outcome_needs_no_fact() -> None:
    assert make_engine(CLAUSE).outcome({}).verdict == "silent"


def always(*lines: str) -> str:
    """A clause with its rule and one invariant."""
    return CLAUSE + RULE + "\n".join(["```always", *lines, "```", ""])


@pytest.mark.parametrize(
    "lines",
    [
        ("when: act: call · other: pupil", "then: never, tell_head now, not hand_over"),
        ("when: act: call · other: pupil", "then: tell_head"),
        ("when: act: call", "then: never, silent"),
        ("then: never, silent"),
    ],
)
def test_invariants_that_hold_are_proved(lines: str | tuple[str, ...]) -> None:
    pack = make_pack(always(*([lines] if isinstance(lines, str) else lines)))
    assert unproved(compile_pack(pack), pack) == []


@pytest.mark.parametrize(
    ("lines", "wrong", "broken_by"),
    [
        (["when: act: call", "then: never"], "the verdict is silent, not never", "calling somebody; a parent"),
        (["when: act: report", "then: never, agree"], "the verdict is silent, not never or agree", "reporting something"),
        (["when: other: pupil", "then: tell_head"], "the duty tell_head is missing", "reporting something; a pupil"),
        (
            ["when: act: call · other: pupil", "then: tell_head same_day"],
            "the duty tell_head is due now, not same_day", "calling somebody; a pupil",
        ),
        (
            ["when: act: call · device: own", "then: not tell_head"],
            "the duty tell_head is set", "calling somebody; a pupil; from your own phone",
        ),
        (["then: never"], "the verdict is silent, not never", "calling somebody; a parent"),
    ],
)  # fmt: skip
def test_invariants_that_fail_are_refused_with_a_situation(lines: list[str], wrong: str, broken_by: str) -> None:
    pack = make_pack(always(*lines))
    with pytest.raises(Refusal) as refusal:
        compile_pack(pack)
    (problem,) = refusal.value.problems
    assert (problem.file, problem.line, problem.clause) == ("policy.md", pack.always[0].line, "1.1")
    assert problem.message == f"this does not always hold: {wrong}."
    assert problem.suggestion == f"Broken by: {broken_by}."
    assert compile_pack(pack, prove=False).policy_id == "made-up"


@given(policies())
def test_invariants_are_proved_exactly_where_every_situation_agrees(policy: MadePolicy) -> None:
    """For each act: that it is never “fine” is proved just when no situation says fine."""
    for act in policy.facts[0].values:
        text = policy.sources["policy.md"].replace(
            "Words.\n", f"Words.\n\n```always\nwhen: act: {act}\nthen: never, agree, silent\n```\n", 1
        )
        from lanyard.policy.pack import load_sources

        pack = load_sources({**policy.sources, "policy.md": text}, name="with an invariant")
        verdicts = {judged.verdict for judged in policy.reference.possible({"act": act})}
        assert bool(unproved(policy.engine, pack)) == bool(verdicts & {"fine", "caution"})


def examples(*lines: str) -> list[str]:
    """What is wrong with one example beside the rule."""
    pack = make_pack(CLAUSE + RULE + "```example\nA story.\n" + "\n".join(lines) + "\n```\n")
    return [str(problem) for problem in failing_examples(compile_pack(pack), pack)]


@pytest.mark.parametrize(
    "line",
    [
        "act: call · other: pupil → never, tell_head now, not hand_over",
        "act: call · other: parent → silent, do_nothing",
        "act: call → undecided",
        "act: call → never, silent",
        "act: report → not tell_head",
    ],
)
def test_examples_that_hold(line: str) -> None:
    assert examples(line) == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("act: call · other: pupil → fine", "this example fails: the verdict is never, not fine."),
        ("act: call · other: pupil → undecided", "this example fails: the verdict is certain (never)."),
        ("act: call → never", "the verdict is silent, not never. Facts that the example leaves out are unknown; name those"),
        ("act: call → undecided, tell_head", "this example fails: the duty tell_head is missing."),
        ("act: call → not tell_head", "this example fails: the duty tell_head is set."),
    ],
)
def test_examples_that_fail_say_why(line: str, wrong: str) -> None:
    (said,) = examples(line)
    assert wrong in said and said.startswith("policy.md:") and "(clause 1.1)" in said


def test_rules_of_one_version_can_be_read_with_the_words_of_another() -> None:
    """A value that the other vocabulary does not know is never given there."""
    vocabulary = make_pack("").vocabulary
    rules = [
        Rule("a", "a", "never", (("act", ("call", "telegraph")),)),
        Rule("b", "b", "never", (("act", ("telegraph",)),)),
        Rule("c", "c", "never", (("act", ("report",)),), exceptions=((("other", ("stranger",)),),)),
        Rule("d", "d", "never", ()),
    ]
    diagram = Diagram(vocabulary.sizes())
    root = compile_rules(diagram, rules, vocabulary)
    assert diagram.evaluate(root, [0, 0, 0, 0, 0, 0]) == (0, 3)
    assert diagram.evaluate(root, [1, 0, 0, 0, 0, 0]) == (2, 3)
