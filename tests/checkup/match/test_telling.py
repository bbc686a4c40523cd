"""Findings out of compared contacts: for the checks that the policy asks for, and in kind words."""

from __future__ import annotations

import pytest

from lanyard.checkup.checks import load_checks
from lanyard.checkup.findings import Tier
from lanyard.checkup.items import Relation
from lanyard.checkup.match import Matcher, findings_of, read_roll
from lanyard.checkup.match.words import chance, rarity
from tests.checkup.match.people import FILLING, contact, matcher

CHECKS = load_checks()
FAMILY = "Forename,Middle name,Surname,Role,Year group,Email,Household ID\nKatherine,,Jones,,5,,\nMark,,Trelawney,Parent,,,\n"


def find(*told, made=None, checks=CHECKS):
    return list(findings_of((made or matcher()).compare(told), checks, "facebook"))


def test_a_pupil_among_friends_is_a_finding_that_names_the_contact_and_the_reason():
    (found,) = find(contact("Katie Jones"), contact("Gwendolyn Quill"))
    assert (found.check, found.platform, found.who, found.text) == (
        "pupils-among-contacts",
        "facebook",
        "Katie Jones",
        "Katie Jones",
    )
    assert found.reason.startswith("This may be Katherine Jones, a pupil. Katie is short for Katherine")
    assert found.ref.row == 3


@pytest.mark.parametrize("relation", [Relation.REQUEST_IN, Relation.REQUEST_OUT])
def test_a_request_is_a_finding_of_its_own_check(relation):
    assert [each.check for each in find(contact("Katie Jones", relation=relation))] == ["contact-requests"]


@pytest.mark.parametrize("relation", [Relation.REMOVED, Relation.BLOCKED])
def test_who_is_no_contact_any_more_is_no_finding(relation):
    assert find(contact("Katie Jones", relation=relation)) == []


def test_a_parent_belongs_to_families_and_is_only_to_be_looked_at():
    made = Matcher(read_roll(f"{FAMILY}{FILLING}"))
    (found,) = find(contact("Mark Trelawney"), made=made)
    assert (found.check, found.tier) == ("families-among-contacts", Tier.LOOK)
    assert "a parent or carer" in found.reason


def test_a_check_that_the_policy_does_not_ask_for_finds_nothing():
    without = CHECKS._replace(by_id={id_: each for id_, each in CHECKS.by_id.items() if id_ != "pupils-among-contacts"})
    assert find(contact("Katie Jones"), checks=without) == []


def test_the_same_address_is_worth_acting_on():
    (found,) = find(contact("Someone", email="kjones@pupils.example.org"))
    assert found.tier is Tier.ACT


def test_several_people_of_one_likeness_are_all_named():
    (found,) = find(contact("Ollie Penhaligon"), made=matcher("Olive,,Penhaligon,,2,,\n"))
    assert "It may also be" in found.reason


def test_no_reason_is_a_verdict():
    for found in find(contact("Katie Jones"), contact("Mo Ahmed"), contact(handle="ollie.penhaligon")):
        assert found.reason.startswith("This may be ")
        for word in ("score", "risk", "suspect", "match", "groom"):
            assert word not in found.reason.lower()


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.0001, "less than 1 in 1,000"),
        (0.0105, "about 1 in 100"),
        (0.083, "about 1 in 12"),
        (0.5, "about even"),
        (0.72, "about 7 in 10"),
        (0.999, "about 9 in 10"),
    ],
)
def test_a_probability_is_told_in_words_and_never_as_certain(probability, words):
    assert chance(probability) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [(1 / 120, "about 1 person in 120 has it"), (1 / 4321, "about 1 person in 4,300 has it"), (1e-6, "very few people have it")],
)
def test_how_common_a_name_is_is_told_roughly(share, words):
    assert rarity(share) == words
