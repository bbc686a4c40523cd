"""What the policy does not speak about: measured, told, and settled by readings of a known silence."""

from __future__ import annotations

from tests.policy.analysis.making import FACTS, clause, health, of_kind, small_pack

#: Only acts and people, so that a small policy can speak about everything.
FEW = {"act": "contact share", "other": "pupil parent public former", "agreed": "yes no"}
EVERYTHING = clause("all", "1.1", "caution\n  act: contact, share\n  other: pupil, parent, public, former\n  agreed: yes, no")


def reading(settles: str) -> str:
    """A clause with a reading."""
    return clause("notes", "1.9", f"reading:: settles: {settles}\ndecision: Governors know.\nbasis: suggested")


def test_policy_that_speaks_about_everything_has_no_gap() -> None:
    report = health(small_pack(EVERYTHING, facts={key: FEW[key] for key in ("act", "other")} | {"agreed": "yes no"}))
    assert report.gaps == () and all(not one.serious for one in of_kind(report, "gap"))


def test_wholly_silent_act_is_serious_until_a_reading_names_it() -> None:
    speaks = clause("speaks", "1.1", "never\n  act: contact\n  other: pupil\n  agreed: no")
    report = health(small_pack(speaks, facts=FEW))
    silent = next(one for one in of_kind(report, "gap") if one.situation == {"act": "share"})
    assert silent.unexplained and silent.message == "The policy does not speak about act is share."
    known = health(small_pack(speaks, reading("gap act: share"), facts=FEW))
    settled = next(one for one in of_kind(known, "gap") if one.situation == {"act": "share"})
    assert settled.settled_by == "The reading at 1.9: Governors know."
    assert [(gap.act, gap.known) for gap in known.gaps] == [("share", True), ("contact", False)]


def test_reading_about_part_of_an_act_marks_its_silence_as_known() -> None:
    report = health(
        small_pack(clause("speaks", "1.1", "never\n  act: contact"), reading("gap act: share · other: pupil"), facts=FEW)
    )
    assert [one.settled_by != "" for one in of_kind(report, "gap") if one.serious] == [True]


def test_reading_without_an_act_says_nothing_about_a_whole_act() -> None:
    speaks = clause("speaks", "1.1", "never\n  act: contact\n  other: pupil, parent, public")
    report = health(small_pack(speaks, reading("gap other: former"), facts=FEW))
    by_situation = {tuple(one.situation.values()): one for one in of_kind(report, "gap") if one.situation}
    assert by_situation["share",].unexplained
    assert by_situation["contact", "former"].settled_by


def test_kind_of_an_act_that_no_clause_names_is_serious() -> None:
    speaks = clause("speaks", "1.1", "never\n  act: contact\n  other: pupil, parent", "fine\n  act: share\n  other: public")
    found = {tuple(one.situation.values()) for one in of_kind(health(small_pack(speaks, facts=FEW)), "gap") if one.situation}
    assert found == {("contact", "former"), ("share", "former")}
    message = next(one.message for one in of_kind(health(small_pack(speaks, facts=FEW)), "gap"))
    assert message == "The policy does not speak about act is contact: other is former. No clause names it."


def test_no_is_never_a_kind_that_nobody_names() -> None:
    speaks = clause("speaks", "1.1", "never\n  act: contact, share\n  agreed: yes")
    assert [one for one in of_kind(health(small_pack(speaks, facts=FEW)), "gap") if one.serious] == []


def test_question_on_which_nothing_depends_is_a_notice() -> None:
    report = health(small_pack(clause("speaks", "1.1", "never\n  act: contact, share"), facts=FEW))
    messages = [one.message for one in of_kind(report, "gap")]
    assert messages == [
        "No answer depends on “Which other?”, so it is never asked.",
        "No answer depends on “Which agreed?”, so it is never asked.",
    ]


def test_reading_of_a_silence_that_is_none_is_a_notice() -> None:
    stale = reading("gap act: contact · other: pupil")
    report = health(small_pack(EVERYTHING, stale, facts=FEW))
    (found,) = [one for one in of_kind(report, "gap") if one.clauses]
    assert not found.serious and found.clauses == ("notes",)
    assert found.message.startswith(
        "A reading says that the policy is silent here, and it no longer is: act is contact; other is pupil"
    )


def test_silence_is_counted_in_cases_that_matter_and_told_in_groups() -> None:
    speaks = clause("speaks", "1.1", "never\n  act: contact\n  other: pupil\n  agreed: no", "fine\n  act: share")
    (gap,) = health(small_pack(speaks, facts=FEW)).gaps
    assert (gap.act, gap.silent, gap.situations, gap.rest) == ("contact", 7, 8, 0)
    assert gap.share == 7 / 8 and gap.phrase == "act is contact"
    assert gap.examples == (
        "act is contact; other is parent, other is public or other is former",
        "act is contact; agreed is yes",
    )
    assert [group.cases for group in gap.groups] == [6, 1]
    assert gap.groups[1].held == (("act", ("contact",)), ("agreed", ("yes",)))
    plain = gap.as_dict()
    assert plain["silent"] == 7 and plain["examples"][1]["facts"] == {"act": ["contact"], "agreed": ["yes"]}


def test_what_no_group_holds_is_counted() -> None:
    """Speaking about every other one of many people leaves more groups than anybody reads."""
    people = " ".join(f"p{n}" for n in range(6))
    facts = {"act": "contact share", **{f"f{n}": people for n in range(5)}}
    rules = [f"never\n  act: contact\n  f{n}: p0\n  f{n + 1}: p0" for n in range(4)]
    rules += ["fine\n  act: contact\n  f0: p1\n  f2: p1", "fine\n  act: contact\n  f1: p2\n  f4: p3", "never\n  act: share"]
    (gap,) = health(small_pack(clause("many", "1.1", *rules), facts=facts)).gaps
    assert gap.rest > 0 and gap.rest + sum(group.cases for group in gap.groups) == gap.silent
    assert gap.situations == 6**5


def test_default_facts_have_gaps_in_every_act_not_spoken_of() -> None:
    report = health(small_pack(clause("ban", "1.1", "never\n  act: share")))
    assert [gap.act for gap in report.gaps] == [act for act in FACTS["act"].split() if act != "share"]
