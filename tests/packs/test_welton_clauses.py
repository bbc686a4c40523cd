"""Every clause of the Welton policy is there, in force, bound to somebody, and live."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from lanyard.policy.clause_coverage import Cover, cover
from lanyard.policy.contacts import load_contacts
from lanyard.policy.features import load_features
from lanyard.policy.law import load_law_register
from lanyard.policy.pack import BUILT_IN, Pack, load_pack
from tools.clauses_doc import PAGE, clauses_page

WELTON = BUILT_IN / "welton"

#: How many clauses each section has; the clauses of a section are numbered from 1.
SECTIONS = {
    "1.1": 3, "1.2": 3, "1.3": 1,
    "2.1": 2, "2.2": 3, "2.3": 11, "2.4": 7, "2.5": 7, "2.6": 3, "2.7": 5, "2.8": 5,
    "3.1": 2, "4.1": 1,
}  # fmt: skip
PRINCIPLES = ("1.4a", "1.4b", "1.4c")
#: The opening words of the appendix and its seventeen entries.
APPENDIX = tuple(f"A.{entry}" for entry in range(18))
NUMBERED = tuple(f"{section}.{clause}" for section, count in SECTIONS.items() for clause in range(1, count + 1))

#: Force and binding of clauses that must not drift: number, force, who is bound.
FORCES = {
    "1.1.2": ("procedure", "all adults"),
    "1.2.1": ("definition", "all adults"),
    "2.2.1": ("should", "all adults"),
    "2.3.1": ("should", "all adults"),
    "2.3.3": ("must", "all adults"),
    "2.3.6": ("must not", "staff"),
    "2.3.7": ("must not", "employees"),
    "2.4.1": ("must not", "all adults"),
    "2.4.4": ("must", "all adults"),
    "2.4.7": ("must not", "all adults"),
    "2.5.3": ("must not", "all adults"),
    "2.5.6": ("must not", "all adults"),
    "2.6.1": ("must not", "all adults"),
    "2.7.1": ("must not", "all adults"),
    "2.7.4": ("must", "head"),
    "2.8.5": ("should", "all adults"),
    "3.1.2": ("must", "all adults"),
}


@cache
def welton() -> Pack:
    """The Welton policy."""
    return load_pack("welton")


@cache
def covers() -> dict[str, Cover]:
    """What makes each of its clauses live, by number."""
    found = cover(welton(), load_features(BUILT_IN / "features.toml"), load_law_register(WELTON / "law.toml"))
    return {one.clause.number: one for one in found}


def test_no_clause_is_missing_and_none_is_made_up() -> None:
    assert len(NUMBERED) == 53
    assert sorted(clause.number for clause in welton().clauses) == sorted((*NUMBERED, *PRINCIPLES, *APPENDIX))


def test_clauses_stand_in_their_sections_in_order() -> None:
    numbers = [clause.number for clause in welton().clauses]
    assert numbers == [number for number in numbers if number in (*NUMBERED, *PRINCIPLES, *APPENDIX)]
    for clause in welton().clauses:
        assert clause.number.startswith(clause.section.number)


@pytest.mark.parametrize("number", [*NUMBERED, *PRINCIPLES, *APPENDIX])
def test_something_makes_each_clause_live(number: str) -> None:
    one = covers()[number]
    assert one.is_live, f"{number} has no rule, no feature and no guidance"
    assert one.clause.prose and one.clause.force and one.clause.binds and one.clause.purposes


@pytest.mark.parametrize(("number", "force"), FORCES.items())
def test_force_and_binding_are_those_adopted(number: str, force: tuple[str, str]) -> None:
    clause = welton().clause(number)
    assert force[0] in clause.force and clause.binds.startswith(force[1])


def test_ids_and_numbers_are_unique() -> None:
    names = [name for clause in welton().clauses for name in (clause.number, clause.id)]
    assert len(names) == len(set(names))
    rules = [rule.id for rule in welton().rules]
    assert len(rules) == len(set(rules))
    numbers = [reading.number for reading in welton().readings if reading.number]
    assert sorted(set(numbers), key=int) == [str(number) for number in range(1, 13)], "the twelve recorded readings"


def test_every_purpose_is_served() -> None:
    assert len(welton().purposes) == 6
    assert {purpose for clause in welton().clauses for purpose in clause.purposes} == set(welton().purposes)


def test_ids_cited_stand_in_their_registers() -> None:
    features = {feature.id for feature in load_features(BUILT_IN / "features.toml")}
    law = {entry.id for entry in load_law_register(WELTON / "law.toml")}
    contacts = {contact.id for contact in load_contacts(WELTON / "contacts.toml")}
    pack = welton()
    assert {id_ for clause in pack.clauses for id_ in clause.features} <= features
    assert {id_ for clause in pack.clauses for id_ in clause.law} <= law
    assert {duty.feature for duty in pack.duties.values()} - {""} <= features
    assert {duty.contact for duty in pack.duties.values()} - {""} <= contacts
    assert {rule.source for rule in pack.rules} - {None} <= set(pack.linked)


def test_the_catalogue_of_features_names_clauses_that_exist() -> None:
    names = {clause.number for clause in welton().clauses}
    for feature in load_features(BUILT_IN / "features.toml"):
        assert set(feature.clauses) <= names, feature.id


def test_every_duty_and_fact_is_used() -> None:
    pack = welton()
    used = {id_ for rule in pack.rules for id_, _ in rule.duties} | set(pack.book.when_silent)
    assert set(pack.duties) - used == set()
    asked = {fact for rule in pack.rules for fact in rule.facts()}
    assert set(pack.vocabulary.ids()) - asked == set()


def test_every_act_has_a_rule() -> None:
    pack = welton()
    ruled = {act for rule in pack.rules for fact, values in rule.conditions if fact == "act" for act in values}
    assert set(pack.vocabulary.fact("act").value_ids()) - ruled == set()


def test_names_of_school_and_council_are_settings() -> None:
    """Another school changes the front matter, and no other line names the first one."""
    pack = welton()
    body = pack.document_source.split("---", 2)[2]
    for setting in ("school", "council"):
        assert pack.settings[setting] not in body
        assert f"{{{setting}}}" in body
    assert "{" not in "".join(clause.prose for clause in pack.clauses)


def test_the_page_of_clauses_is_up_to_date() -> None:
    assert PAGE == Path(__file__).resolve().parents[2] / "docs" / "clauses.md"
    assert PAGE.read_text(encoding="utf-8") == clauses_page(), "run python -m tools.clauses_doc"


def test_the_page_names_every_clause() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [number for number in (*NUMBERED, *PRINCIPLES, *APPENDIX) if f"| **{number}** " not in page] == []
