"""Whom a clause binds, and who has to look at what when the policy changes."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from lanyard.policy.binding import MEANT, Changes, binding_clauses, binds, changes_for, essential_clauses, reaches
from lanyard.policy.pack import BINDS, Pack, load_pack
from tests.policy.analysis.making import DUTIES, clause, small_pack

RULE = "never\n  act: share\n  other: pupil"
GROUPS = ("teacher", "support", "supply", "governor", "contractor", "volunteer")
PARTS = st.tuples(st.sampled_from(GROUPS), st.sets(st.sampled_from(("head", "dsl", "chair", "deputy")))).map(
    lambda told: (told[0], *sorted(told[1]))
)


def numbers(pack: Pack, *parts: str) -> list[str]:
    return [one.number for one in binding_clauses(pack, parts)]


def test_every_word_of_binds_has_a_meaning() -> None:
    assert MEANT.keys() == set(BINDS)


@pytest.mark.parametrize("word", BINDS)
@pytest.mark.parametrize("group", GROUPS)
def test_a_word_binds_whom_it_means(word: str, group: str) -> None:
    pack = small_pack(clause("one", "1.1", binds=word))
    meant = MEANT[word]
    assert binds(pack, pack.clauses[0], (group,)) == (meant is None or group in meant)


def test_one_of_several_words_is_enough() -> None:
    pack = small_pack(clause("one", "1.1", binds="head and governors"))
    assert numbers(pack, "governor") == ["1.1"] == numbers(pack, "teacher", "head")
    assert numbers(pack, "teacher") == []


def test_a_reading_on_whom_a_clause_means_binds_everybody() -> None:
    reading = "reading:: number: 1\nsettles: binding one\ndecision: It binds everybody.\nbasis: governors"
    pack = small_pack(clause("one", "1.1", reading, binds="employees"), clause("two", "1.2", binds="employees"))
    assert numbers(pack, "volunteer") == ["1.1"]


def test_a_rule_for_a_role_reaches_that_role_alone() -> None:
    pack = small_pack(clause("one", "1.1", RULE, f"{RULE}\n  role: head"))
    everybody, head = pack.rules
    assert reaches(everybody, ("volunteer",)) and not reaches(head, ("teacher", "chair"))
    assert reaches(head, ("teacher", "head"))


def changed(old: tuple[str, ...], new: tuple[str, ...], before: str = "teacher", now: str = "", **more: str) -> Changes:
    return changes_for(small_pack(*old), small_pack(*new, **more), before=(before,), now=(now or before,))


def test_what_counts_as_a_change() -> None:
    one = clause("one", "1.1", RULE)
    assert not changed((one,), (one,))
    renumbered = clause("one", "1.2", RULE).replace("Clause 1.2", "Clause 1.1")
    assert not changed((clause("zero", "1.0", binds="head"), one), (renumbered,))
    example = "example:: Sam gives a pupil his number.\nact: share · other: pupil → never"
    assert not changed((one,), (clause("one", "1.1", RULE, example),))
    for other in (
        clause("one", "1.1", RULE, prose="Other words."),
        clause("one", "1.1", RULE.replace("never", "agree")),
        clause("one", "1.1", RULE, "fine\n  act: share\n  other: parent"),
        clause("one", "1.1"),
        clause("one", "1.1", RULE, binds="staff"),
    ):
        assert changed((one,), (other,)) == Changes(("one",))


def test_what_comes_and_goes() -> None:
    one, two = clause("one", "1.1"), clause("two", "1.2")
    assert changed((one,), (one, two)) == Changes(("two",))
    assert changed((one, two), (one,)) == Changes((), ("two",))
    assert not changed((one, clause("two", "1.2", binds="head")), (one,))
    assert bool(Changes((), ("two",))) and not Changes()


def test_a_part_taken_on_brings_its_clauses() -> None:
    told = (clause("one", "1.1"), clause("two", "1.2", binds="governors"))
    assert changed(told, told, "teacher", "governor") == Changes(("two",))
    assert not changed(told, told, "governor", "teacher")


def test_a_duty_that_changed_changes_the_clauses_that_set_it() -> None:
    told = (clause("one", "1.1", f"{RULE}\n  duty: keep now"), clause("two", "1.2", RULE))
    other = DUTIES.replace("Keep the evidence.", "Keep all of the evidence.")
    assert changed(told, told, duties=other) == Changes(("one",))


def test_a_changed_rule_for_somebody_else_asks_nothing() -> None:
    before, after = f"{RULE}\n  role: head", f"{RULE.replace('never', 'agree')}\n  role: head"
    old, new = (clause("one", "1.1", before),), (clause("one", "1.1", after),)
    assert not changed(old, new)
    assert changed(old, new, "head") == Changes(("one",))


Versions = tuple[list[tuple[str, str]], Pack, Pack]
KINDS = ("same", "words", "rule", "rule for the head", "gone", "new", "number", "note")


@st.composite
def versions(draw: st.DrawFn) -> Versions:
    """Clauses with whom they bind and how they change, and the two versions that come of it."""
    told = draw(st.lists(st.tuples(st.sampled_from(BINDS), st.sampled_from(KINDS)), min_size=1, max_size=6))
    old, new = [clause("first", "0.1")], [clause("first", "0.1")]
    for place, (word, kind) in enumerate(told):
        id_, number = f"c{place}", f"1.{place}"
        plain = clause(id_, number, RULE, binds=word)
        extra = {
            "words": clause(id_, number, RULE, binds=word, prose="Other words."),
            "rule": clause(id_, number, RULE.replace("never", "caution"), binds=word),
            "rule for the head": clause(id_, number, RULE, "caution\n  act: found\n  role: head", binds=word),
            "number": clause(id_, f"2.{place}", RULE, binds=word).replace(f"Clause 2.{place}", f"Clause {number}"),
            "note": clause(id_, number, f"{RULE}\n  note: Because.", binds=word),
        }
        if kind != "new":
            old.append(plain)
        if kind != "gone":
            new.append(extra.get(kind, plain))
    return told, small_pack(*old), small_pack(*new)


@given(told=versions(), parts=PARTS)
def test_exactly_those_are_asked_whom_a_change_binds(told: Versions, parts: tuple[str, ...]) -> None:
    clauses, old, new = told
    bound = [place for place, (word, _) in enumerate(clauses) if MEANT[word] is None or MEANT[word] & set(parts)]
    found = changes_for(old, new, before=parts, now=parts)
    counts = {"words", "rule", "new"} | ({"rule for the head"} if "head" in parts else set())
    assert found.read == tuple(f"c{place}" for place in bound if clauses[place][1] in counts)
    assert found.gone == tuple(f"c{place}" for place in bound if clauses[place][1] == "gone")


@given(told=versions(), parts=PARTS)
def test_the_same_version_asks_nobody_anything(told: Versions, parts: tuple[str, ...]) -> None:
    _, _, new = told
    assert not changes_for(new, new, before=parts, now=parts)


def test_the_few_that_matter_on_a_first_day() -> None:
    pack = load_pack("welton")
    for group in ("supply", "contractor", "volunteer"):
        few = essential_clauses(pack, (group,))
        assert 5 <= len(few) <= 10
        assert {"friends", "passwords", "indecent-images", "confidential"} <= {one.id for one in few}
        assert sum(len(one.prose.split()) for one in few) < 450, "more than two minutes of reading"
        assert [one.id for one in few] == [one.id for one in pack.clauses if one in few]
    assert len(essential_clauses(pack, ("supply",), most=3)) == 3


def test_a_policy_without_prohibitions_has_no_few() -> None:
    assert essential_clauses(small_pack(clause("one", "1.1", RULE)), ("supply",)) == ()
