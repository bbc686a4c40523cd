"""Names written out, who is bound, and choices without a test."""

from __future__ import annotations

import pytest

from tests.policy.analysis.making import DUTIES, FRONT, clause, health, of_kind, small_pack

BAN = "never\n  act: share"


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("Ring Riverside Primary School first.", "Riverside"),
        ("Ring riverside first.", "riverside"),
        ("Ask the Dale and Fell Council.", "Dale and Fell"),
        ("Ask Dale & Fell.", "Dale & Fell"),
        ("Ask\nDale\nand Fell.", "Dale\nand Fell"),
    ],
)
def test_name_written_out_is_found_whole_or_in_part(prose: str, found: str) -> None:
    (finding,) = of_kind(health(small_pack(clause("ban", "1.1", BAN, prose=prose))), "wording")
    assert finding.serious and finding.clauses == ("ban",)
    assert finding.message.startswith(f"1.1 writes out “{found}”.")


@pytest.mark.parametrize(
    "prose", ["Ask {school} or {council}.", "Ask the council.", "The riversides are wet.", "Over dale or fell."]
)
def test_settings_and_other_words_are_left_alone(prose: str) -> None:
    assert of_kind(health(small_pack(clause("ban", "1.1", BAN, prose=prose))), "wording") == []


def test_blocks_and_front_matter_may_use_the_name_and_other_text_may_not() -> None:
    example = "example:: Riverside has a trip.\nact: share → never"
    assert of_kind(health(small_pack(clause("ban", "1.1", BAN, example))), "wording") == []
    outside = small_pack(clause("ban", "1.1", BAN), front=FRONT + "# The policy of Riverside\n\n")
    (finding,) = of_kind(health(outside), "wording")
    assert finding.clauses == () and finding.message.startswith("The text outside the clauses writes out “Riverside”.")


def test_name_of_shared_words_alone_is_looked_for_whole_and_an_empty_one_not_at_all() -> None:
    front = FRONT.replace("Riverside Primary School", "The Primary School").replace("Dale and Fell Council", "—")
    plain = clause("ban", "1.1", BAN, prose="A primary school is small.")
    assert of_kind(health(small_pack(plain, front=front)), "wording") == []
    named = clause("ban", "1.1", BAN, prose="This is The Primary School.")
    assert len(of_kind(health(small_pack(named, front=front)), "wording")) == 1


def test_clause_for_employees_among_clauses_for_all_adults_is_told() -> None:
    wide, narrow = clause("wide", "1.1", BAN), clause("narrow", "1.2", "never\n  act: found", binds="employees")
    (finding,) = of_kind(health(small_pack(wide, narrow)), "binding")
    assert finding.unexplained and finding.clauses == ("narrow",)
    assert finding.message.startswith("1.2 binds employees, while other clauses of 1 bind all adults.")
    reading = clause("note", "1.3", "reading:: settles: binding narrow\ndecision: All adults.\nbasis: suggested", binds="school")
    assert of_kind(health(small_pack(wide, narrow, reading)), "binding")[0].settled_by == "The reading at 1.3: All adults."


def test_section_that_binds_staff_throughout_does_not_drift() -> None:
    narrow = clause("narrow", "1.1", BAN, binds="staff")
    assert of_kind(health(small_pack(narrow)), "binding") == []
    apart = small_pack("## 1 Rules {#rules}\n", narrow, "## 2 More {#more}\n", clause("wide", "2.1", "never\n  act: found"))
    assert of_kind(health(apart), "binding") == []


def test_choice_without_a_test_is_told_and_settled_by_the_duty() -> None:
    asking = clause("asking", "1.1", "caution\n  act: found\n  duty: ask")
    (finding,) = of_kind(health(small_pack(asking)), "choice")
    assert finding.unexplained and finding.names == ("ask",)
    assert finding.message == (
        "1.1 leaves a choice open: “Ask somebody”. It names Schools' HR or the head teacher, but not which of them to turn to "
        "when."
    )
    reading = clause("note", "1.2", "reading:: settles: choice ask\ndecision: HR.\nbasis: suggested")
    assert of_kind(health(small_pack(asking, reading)), "choice")[0].settled_by
    chosen = DUTIES.replace('id = "ask"', 'id = "ask"\nchoose = "HR for adults."')
    assert of_kind(health(small_pack(asking, duties=chosen)), "choice") == []
    assert of_kind(health(small_pack(clause("ban", "1.1", BAN))), "choice") == []
