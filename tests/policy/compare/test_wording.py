"""What two versions say differently."""

from __future__ import annotations

from lanyard.policy.compare import compare_packs
from lanyard.policy.compare.union import unite
from tests.policy.analysis.making import DUTIES, FACTS, clause, small_pack

RULE = "never\n  act: share\n  other: pupil"


def kinds(*old: str, new: tuple[str, ...]) -> list[tuple[str, str]]:
    """The changes of clauses, by id and kind."""
    return [(change.id, change.kind) for change in compare_packs(small_pack(*old), small_pack(*new)).clauses]


def test_clauses_come_and_go_by_their_stable_id() -> None:
    assert kinds(clause("one", "1.1"), clause("two", "1.2"), new=(clause("two", "1.2"), clause("three", "1.3"))) == [
        ("three", "added"),
        ("one", "removed"),
    ]
    moved = (clause("one", "1.2"), clause("two", "1.1"))
    assert ("one", "renumbered") in kinds(clause("one", "1.1"), clause("two", "1.2"), new=moved)


def test_words_rules_terms_and_notes_are_told_apart() -> None:
    before = clause("one", "1.1", RULE)
    assert kinds(before, new=(clause("one", "1.1", RULE, prose="Other words."),)) == [("one", "reworded")]
    assert kinds(before, new=(clause("one", "1.1", RULE.replace("never", "agree")),)) == [("one", "rules_changed")]
    assert kinds(before, new=(clause("one", "1.1", RULE, binds="school"),)) == [("one", "terms_changed")]
    example = "example:: Sam gives a pupil his number.\nact: share · other: pupil → never"
    assert kinds(before, new=(clause("one", "1.1", RULE, example),)) == [("one", "notes_changed")]
    assert kinds(before, new=(clause("one", "1.1", f"{RULE}\n  note: Because."),)) == [("one", "notes_changed")]
    assert kinds(before, new=(clause("zero", "1.0"), before)) == [("zero", "added")]


def test_facts_and_their_answers_are_listed() -> None:
    facts = {key: value for key, value in FACTS.items() if key != "detail"} | {
        "other": "pupil public colleague",
        "place": "in out",
    }
    changes = compare_packs(small_pack(clause("one", "1.1")), small_pack(clause("one", "1.1"), facts=facts)).facts
    assert [(change.id, change.kind, change.details) for change in changes] == [
        ("other", "changed", "New answers: colleague. Answers gone: parent."),
        ("place", "added", "“Which place?” is asked."),
        ("detail", "removed", "“Which detail?” is no longer asked."),
    ]
    grown = FACTS | {"other": "pupil parent public colleague"}
    (change,) = compare_packs(small_pack(clause("one", "1.1")), small_pack(clause("one", "1.1"), facts=grown)).facts
    assert change.details == "New answers: colleague."
    (change,) = compare_packs(small_pack(clause("one", "1.1"), facts=grown), small_pack(clause("one", "1.1"))).facts
    assert change.details == "Answers gone: colleague."


def test_duties_are_listed_with_what_changed() -> None:
    keep = 'wording = "Keep the evidence."\naddressee = "you"\nurgency = "now"'
    new = (
        DUTIES.replace('addressee = "dsl"', 'addressee = ["dsl", "head"]\nchoose = "Either."')
        .replace(keep, 'wording = "Keep it all."\naddressee = "you"\nurgency = "same_day"')
        .replace('wording = "Say why."', 'wording = "Say why."\nhow = "In words."')
        .replace('id = "ask"', 'id = "ask_them"')
    )
    told = "It was owed to the safeguarding lead, and is owed to the safeguarding lead or the head teacher."
    found = compare_packs(small_pack(clause("one", "1.1")), small_pack(clause("one", "1.1"), duties=new)).duties
    assert [(change.id, change.kind, change.details) for change in found] == [
        ("ask_them", "added", "Ask somebody."),
        ("say_why", "changed", "Say why. How it is done changed."),
        ("keep", "changed", "Keep it all. It used to say: Keep the evidence. It was due now, and is due the same day."),
        ("tell_dsl", "changed", f"Tell the safeguarding lead. {told}"),
        ("ask", "removed", "Ask somebody."),
    ]


def test_united_vocabulary_keeps_the_new_order_and_loses_nothing() -> None:
    old = small_pack(clause("one", "1.1"), facts={"act": "contact share", "gone": "a b", "other": "pupil parent", "last": "x y"})
    new = small_pack(clause("one", "1.1"), facts={"act": "share found", "fresh": "a b", "other": "public pupil"})
    united = unite(old.vocabulary, new.vocabulary)
    assert united.ids() == ("act", "gone", "fresh", "other", "last")
    assert united.fact("act").value_ids() == ("share", "found", "contact")
    assert united.fact("other").value_ids() == ("public", "pupil", "parent")
    assert united.fact("fresh") is new.vocabulary.fact("fresh")


def test_act_that_only_the_old_version_knows_falls_silent() -> None:
    old = small_pack(clause("one", "1.1", "never\n  act: contact"), facts={"act": "contact share"})
    new = small_pack(clause("one", "1.1", "never\n  act: share"), facts={"act": "share found"})
    assert {(group.act, group.direction) for group in compare_packs(old, new).groups} == {
        ("contact", "newly_silent"),
        ("share", "newly_spoken"),
    }
