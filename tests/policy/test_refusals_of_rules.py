"""Every kind of mistake in a rule is refused with its file, line and clause, and with what to do."""

from __future__ import annotations

import pytest

from tests.policy.worlds import make_pack, make_sources, refused

CLAUSE = """### 1.1 Calls {#calls}
Ring nobody.

```clause
force: must not
binds: all adults
purpose: safety
```
"""


def rule(*lines: str) -> str:
    """A clause with one rule of these lines, the first of which stands on line FIRST."""
    return CLAUSE + "\n".join(["```rule", *lines, "```", ""])


#: The line of policy.md on which the first line of ``rule`` stands.
FIRST = make_sources(rule("never"))["policy.md"].split("\n").index("never") + 1

MISTAKES = {
    "unknown fact": (["never", "  act: call", "  othr: pupil"], 2, "there is no fact “othr”", "Did you mean “other”"),
    "unknown value": (["never", "  act: cal"], 1, "“cal” is not a value of “act”", "Did you mean “call”"),
    "value of another fact": (["never", "  act: pupil"], 1, "“pupil” is not a value of “act”", "“pupil” is a value of “other”"),
    "yes of a fact without it": (["never", "  act: yes"], 1, "“yes” is not a value of “act”", "Known: call, report"),
    "unknown verdict": (["nver", "  act: call"], 0, "“nver” is not a verdict", "Did you mean “never”"),
    "two verdicts": (["never", "fine", "  act: call"], 1, "this rule gives two verdicts, never and fine", ""),
    "neither verdict nor duty": (["  act: call"], 0, "this rule has neither a verdict nor a duty", "Begin with one of fine"),
    "no condition": (["never"], -1, "this rule has no condition", "Add at least “act: …”"),
    "unknown duty": (["never", "  act: call", "  duty: tel_head"], 2, "there is no duty “tel_head”", "Did you mean “tell_head”"),
    "no duty named": (["never", "  act: call", "  duty:"], 2, "there is no duty “”", "Known: do_nothing"),
    "unknown urgency": (
        ["never", "  act: call", "  duty: tell_head sameday"], 2, "“sameday” is not an urgency", "Did you mean “same_day”"
    ),
    "unknown clause": (["never", "  act: call", "  despite: cals"], 2, "there is no clause “cals”", "Did you mean “calls”"),
    "clause set aside by itself": (["never", "  act: call", "  despite: 1.1"], 0, "clause 1.1 would set itself aside", "Decide"),
    "unknown linked policy": (
        ["never", "  act: call", "  from: allegation"], 2, "“allegation” is not a linked policy", "Did you mean “allegations”"
    ),
    "nothing instead": (
        ["never", "  act: call", "  instead: Write. →"], 2, "this does not say what to do instead", "Write “instead: words → "
    ),
    "no words instead": (["never", "  act: call", "  instead: → act: call"], 2, "this does not say what to do instead", ""),
    "no act instead": (
        ["never", "  act: call", "  instead: Write. → other: pupil"], 2, "this does not say which act is meant", "Begin with"
    ),
    "instead of what is allowed": (
        ["fine", "  act: call", "  instead: Write. → act: report"], 0, "this rule refuses nothing", "Take the “instead” out"
    ),
    "same fact on two lines": (["never", "  act: call", "  act: report"], 2, "there are two conditions on “act”", "List all"),
    "same fact in a later part": (
        ["never", "  act: call", "  other: pupil · act: report"], 2, "there are two conditions on “act”", "List all"
    ),
    "same fact twice on a line": (["never", "  act: call · act: report"], 1, "“act” is named twice", "List all its values"),
    "no fact named": (["never", "  act: call · "], 1, "there is no fact “”", "Known: act"),
    "exception without a word": (["never", "  act: call", "  unless:"], 2, "“unless:” is not an exception", "Write “unless: "),
    "exception without a colon": (
        ["never", "  act: call", "  unless emergency"], 2, "“unless emergency” is not an exception", "Write “unless: emergency”"
    ),
    "exception on an unknown fact": (
        ["never", "  act: call", "  unless: emergncy"], 2, "there is no fact “emergncy”", "Did you mean “emergency”"
    ),
    "impossible exception": (
        ["never", "  act: call", "  other: pupil", "  unless: other: parent", "    fine"],
        3, "this exception can never hold: its “other” excludes", "",
    ),
    "impossible condition inside an exception": (
        ["never", "  act: call", "  unless: emergency", "    fine", "      act: report"],
        3, "this exception can never hold: its “act” excludes", "",
    ),
    "exception without an outcome": (
        ["never", "  act: call", "  unless: emergency", "    other: pupil"], 3, "neither a verdict nor a duty", "Begin with"
    ),
    "mistake inside a mistaken exception": (
        ["never", "  act: call", "  unless: emergncy", "    fin"], 3, "“fin” is not a verdict", "Did you mean “fine”"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "at", "message", "advice"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_refused_with_its_place_and_advice(lines: list[str], at: int, message: str, advice: str) -> None:
    found = [problem for problem in refused(make_sources(rule(*lines))) if message in problem.message]
    assert len(found) == 1
    (problem,) = found
    assert (problem.file, problem.line, problem.clause) == ("policy.md", FIRST + at, "1.1")
    assert advice in problem.suggestion
    assert str(problem).startswith(f"policy.md:{FIRST + at} (clause 1.1): ")


@pytest.mark.parametrize("name", [name for name in MISTAKES if name not in ("mistake inside a mistaken exception",)])
def test_one_mistake_is_one_problem(name: str) -> None:
    assert len(refused(make_sources(rule(*MISTAKES[name][0])))) == 1


def test_an_empty_rule_is_refused() -> None:
    (problem,) = refused(make_sources(rule()))
    assert (problem.line, problem.message) == (FIRST - 1, "this rule block is empty.")


def test_several_mistakes_are_told_at_once_in_order() -> None:
    problems = refused(make_sources(rule("nver", "  act: cal", "  othr: pupil", "  duty: tel_head", "  despite: 9.9")))
    assert [problem.line for problem in problems] == list(range(FIRST, FIRST + 5))


def test_an_exception_may_leave_the_outcome_open() -> None:
    pack = make_pack(rule("never", "  act: call", "  unless: emergency"))
    assert [rule.id for rule in pack.rules] == ["calls"]
    assert pack.rules[0].exceptions == ((("emergency", ("yes",)),),)


def test_exceptions_nest_but_not_without_end() -> None:
    deep = ["never", "  act: call"]
    for depth in range(1, 11):
        deep += [f"{'  ' * depth}unless: emergency", f"{'  ' * depth}  fine"]
    problems = refused(make_sources(rule(*deep)))
    assert [problem.message for problem in problems] == ["exceptions are nested more than 8 deep here."]
    assert len(make_pack(rule(*deep[: 2 + 2 * 8])).rules) == 9


SECOND = """
### 1.2 Danger {#danger}
Ring in danger.

```clause
force: permitted
binds: all adults
purpose: safety
```
```rule
fine
  act: call
  emergency: yes
  despite: calls
```
"""


def test_nothing_sets_an_absolute_clause_aside() -> None:
    source = make_sources(rule("never", "  act: call", "  absolute") + SECOND)
    (problem,) = refused(source)
    lines = source["policy.md"].split("\n")
    assert lines[problem.line - 1] == "fine" and problem.clause == "1.2"
    assert str(problem).endswith("clause 1.1 is absolute: no rule may set it aside. Take the “despite” out.")


def test_despite_in_a_circle_is_refused_at_each_clause_of_it() -> None:
    problems = refused(make_sources(rule("never", "  act: call", "  despite: 1.2") + SECOND))
    assert [problem.clause for problem in problems] == ["1.1", "1.2"]
    assert all("by a circle of “despite”" in problem.message for problem in problems)


def test_a_longer_circle_is_found_and_what_only_leads_into_it_is_not_blamed() -> None:
    third = SECOND.replace("1.2", "1.3").replace("danger", "third")
    fourth = SECOND.replace("1.2", "1.4").replace("danger", "fourth").replace("despite: calls", "despite: danger, third")
    source = make_sources(rule("never", "  act: call", "  despite: third") + SECOND + third.replace("calls", "danger") + fourth)
    assert [problem.clause for problem in refused(source)] == ["1.1", "1.2", "1.3"]
    assert len(make_pack(rule("never", "  act: call") + SECOND + third + fourth).rules) == 4


def test_notes_run_on_and_duties_may_share_a_line() -> None:
    (found,) = make_pack(rule("  act: call", "  duty: tell_head now, hand_over", "  note: One.", "  note: Two.")).rules
    assert found.duties == (("tell_head", "now"), ("hand_over", "routine"))
    assert found.note == "One. Two." and found.verdict is None and found.line == FIRST
