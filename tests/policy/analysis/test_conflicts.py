"""Contradictions and clashing duties: found, counted, told, and settled by a reading."""

from __future__ import annotations

from tests.policy.analysis.making import DUTIES, clause, health, of_kind, small_pack

FORBIDS = clause("ban", "1.1", "never\n  act: share\n  other: pupil, parent")
PERMITS = clause("leave", "1.2", "agree\n  act: share\n  other: pupil\n  unless: agreed · detail: number\n    fine")


def test_permission_beside_prohibition_is_told_with_numbers_and_a_situation() -> None:
    report = health(small_pack(FORBIDS, PERMITS))
    (found,) = of_kind(report, "contradiction")
    assert found.clauses == ("leave", "ban") and found.unexplained and not report.ok
    assert found.message.startswith("1.2 says that this is fine, and 1.1 says “never”, in 1 of the 12 cases")
    assert "the stricter answer stands" in found.message
    assert found.situation == {"act": "share", "other": "pupil", "detail": "number", "agreed": "yes"}
    assert found.told == "act is share; other is pupil; detail is number; agreed is yes"


def test_despite_leaves_nothing_to_find() -> None:
    settled = PERMITS.replace("    fine", "    fine\n      despite: ban")
    report = health(small_pack(FORBIDS, settled))
    assert of_kind(report, "contradiction") == [] and of_kind(report, "void") == []


def test_reading_that_names_both_clauses_settles_it_and_the_strict_answer_stands() -> None:
    reading = "reading:: settles: contradiction ban, leave; void leave\ndecision: Governors know.\nbasis: suggested"
    report = health(small_pack(FORBIDS, PERMITS + clause("notes", "1.3", reading)))
    (found,) = of_kind(report, "contradiction")
    assert found.settled_by == "The reading at 1.3: Governors know."
    assert found in report.settled and found not in report.unexplained


def test_reading_that_names_one_of_the_clauses_settles_nothing() -> None:
    reading = "reading:: settles: contradiction ban\ndecision: Governors know.\nbasis: suggested"
    report = health(small_pack(FORBIDS, PERMITS + clause("notes", "1.3", reading)))
    assert of_kind(report, "contradiction")[0].unexplained


def test_duties_that_exclude_each_other_name_both_clauses() -> None:
    keeping = clause("keep", "1.1", "caution\n  act: found\n  duty: keep")
    stopping = clause("stop", "1.2", "never\n  act: found\n  about: head, dsl\n  duty: stop")
    (found,) = of_kind(health(small_pack(keeping, stopping)), "duties")
    assert found.clauses == ("keep", "stop")
    assert found.message.startswith(
        "1.1 and 1.2 together ask for things that nobody can do together: “Keep the evidence” and “Stop, and touch nothing”, "
        "in 2 of the 4 cases there can be. Nobody can keep what they may not touch."
    )
    over = stopping.replace("  duty: stop", "  duty: stop\n  despite: keep")
    assert of_kind(health(small_pack(keeping, over)), "duties") == []


def test_one_clause_may_clash_with_itself_and_with_silence() -> None:
    alone = clause("own", "1.1", "never\n  act: found\n  duty: keep\n  duty: stop")
    (found,) = of_kind(health(small_pack(alone)), "duties")
    assert found.clauses == ("own",) and found.message.startswith("1.1 asks for things that nobody can do together")
    silent = small_pack(
        clause("keep", "1.1", "  act: found\n  duty: keep"),
        duties=small_duties_when_silent("stop"),
    )
    (found,) = of_kind(health(silent), "duties")
    assert found.clauses == ("keep",) and "1.1 and what follows where the policy is silent together ask" in found.message


def small_duties_when_silent(duty: str) -> str:
    """The duties of these tests with another one where the policy is silent."""
    return DUTIES.replace('when_silent = ["say_why"]', f'when_silent = ["{duty}"]')
