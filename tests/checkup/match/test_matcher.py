"""Who on a roll a contact may be, how likely that is, and why, in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.checkup.match import Facts, Incomparable, Matcher, read_roll, search
from lanyard.checkup.match.matcher import CAP, cap_for, estimate_share
from tests.checkup.match.people import FILLING, ROLL, compare, contact, likeliest, matcher

MATCHER = matcher()


@pytest.mark.parametrize(
    ("told", "pupil"),
    [
        (contact("Katherine Jones"), "Katherine Jones"),
        (contact("Katie Jones"), "Katherine Jones"),
        (contact("Jones, Kate"), "Katherine Jones"),
        (contact("Jones Kat"), "Katherine Jones"),
        (contact("🌸 K4tie J0nes 🌸"), "Katherine Jones"),
        (contact("K Jones"), "Katherine Jones"),
        (contact("Katherine Rose Jones"), "Katherine Jones"),
        (contact("Kathrine Jonse"), "Katherine Jones"),
        (contact(handle="katiejones09"), "Katherine Jones"),
        (contact(handle="kjones_x"), "Katherine Jones"),
        (contact(handle="its.katie.jones"), "Katherine Jones"),
        (contact(handle="xxolliesmithxx"), "Oliver Smith-Penhaligon"),
        (contact("Ollie Penhaligon"), "Oliver Smith-Penhaligon"),
        (contact("Oliver Smith Penhaligon"), "Oliver Smith-Penhaligon"),
        (contact(handle="oliversmithpenhaligon"), "Oliver Smith-Penhaligon"),
        (contact("Mo Ahmed"), "Muhammad Ahmed"),
        (contact("Mohammed Ahmed"), "Muhammad Ahmed"),
        (contact("David Rhys"), "Dafydd ap Rhys"),
        (contact("Dai ap-Rhys"), "Dafydd ap Rhys"),
        (contact("Siobhan OBrien"), "Siobhán O'Brien"),
        (contact("Shivaun O’Brien"), "Siobhán O'Brien"),
        (contact("Billie Trelawney"), "Billie Trelawney"),
        (contact("Mina Trelawny"), "Billie Trelawney"),
        (contact("Zosia Wisniewska"), "Zofia Wiśniewska"),
        (contact("Зофия Вишневска"), "Zofia Wiśniewska"),
    ],
    ids=lambda each: each if isinstance(each, str) else each.name or each.handle,
)
def test_a_pupil_is_recognised_however_they_write_their_name(told, pupil):
    assert likeliest(told, MATCHER) == pupil


@pytest.mark.parametrize("name", ["Gwendolyn Quill", "Bartholomew Quince", "Xanthippe Okonjo", "some-cycling-club"])
def test_a_stranger_is_likely_nobody(name):
    assert compare(contact(name), MATCHER).probability < 0.05


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (contact(id_="1234567890"), Incomparable.NUMBERS),
        (contact(handle="1234567890"), Incomparable.NUMBERS),
        (contact("李小龍"), Incomparable.SCRIPT),
        (contact(), Incomparable.NOTHING),
    ],
)
def test_who_cannot_be_compared_is_told_with_the_reason(told, why):
    matched = compare(told, MATCHER)
    assert (matched.why_not, matched.candidates, matched.comparable) == (why, (), False)


def test_the_same_address_outweighs_any_name():
    matched = compare(contact("Gwendolyn Quill", email="KJones@pupils.example.org"), MATCHER)
    first = matched.candidates[0]
    assert (first.person.shown, first.exact) == ("Katherine Jones", True)
    assert first.probability > 0.9
    assert first.words.startswith("The e-mail address is the same as on the roll")


def test_an_address_of_the_school_speaks_for_a_match():
    at_school = compare(contact("Kate Jones", email="someone.else@pupils.example.org"), MATCHER)
    elsewhere = compare(contact("Kate Jones", email="someone.else@example.net"), MATCHER)
    assert at_school.probability > elsewhere.probability


def test_a_first_name_alone_says_little():
    assert compare(contact("Katie"), MATCHER).probability < compare(contact("Katie Jones"), MATCHER).probability / 5


def test_another_surname_says_less_than_none():
    other = next(iter(compare(contact("Wilhelmina Thompson"), MATCHER).candidates)).probability
    assert other < compare(contact("Wilhelmina Trelawney"), MATCHER).probability / 5


def test_the_reason_names_the_short_form_and_how_common_the_names_are():
    words = compare(contact("Katie Jones"), MATCHER).candidates[0].words
    assert "Katie is short for Katherine" in words
    assert "Jones is the same, and about 1 person in " in words
    assert "nobody else on this roll has this name" in words
    assert "together about" in words


def test_people_of_one_name_share_the_probability_and_are_counted():
    made = matcher("Katherine,,Jones,,2,,\nKatherine,,Jones,,4,,\n")
    matched = compare(contact("Katie Jones"), made)
    assert [each.same_name for each in matched.candidates[:3]] == [3, 3, 3]
    assert "3 people on this roll have this name" in matched.candidates[0].words
    first, second, third = (each.probability for each in matched.candidates[:3])
    assert first == pytest.approx(second) == pytest.approx(third)
    assert matched.probability <= 1


def test_a_year_in_a_handle_speaks_for_a_pupil_of_that_year():
    roll = read_roll("Forename,Surname,DOB\nKatherine,Jones,03/05/2015\nKatherine,Jones,03/05/2009\n")
    made = Matcher(roll)
    first = compare(contact(handle="katiejones09"), made).candidates[0]
    assert first.person.born == 2009


def test_what_a_profile_shows_besides_names_counts():
    roll = read_roll(f"Forename,Surname,Town,School\n{_many('Bath', 'Welton')}Katherine,Jones,Bath,Welton\n")
    made, told = Matcher(roll), [contact("Katie Jones"), contact("Gwendolyn Quill")]
    plain = next(iter(made.compare(told))).probability
    for facts, is_more in (
        (Facts(place="bath"), True),
        (Facts(place="Leeds"), False),
        (Facts(school="Welton"), True),
        (Facts(shared=3), True),
    ):
        found = next(iter(made.compare(told, lambda each, facts=facts: facts if each.name == "Katie Jones" else None)))
        assert (found.probability > plain) is is_more


def _many(town: str, school: str) -> str:
    return "".join(f"{given},{family},{town},{school}\n" for given in ("Arthur", "Maisie") for family in ("Webb", "Pitman"))


def test_on_a_roll_of_many_schools_the_own_one_comes_first():
    roll = read_roll(
        "Forename,Surname,School\nKatherine,Jones,Far\nKatherine,Jones,Near\n"
        + "".join(f"Arthur{letter},Webb,Far\n" for letter in "abcdefgh")
    )
    near = next(iter(Matcher(roll, home="Near").compare([contact("Katie Jones")])))
    assert near.candidates[0].person.school == "Near"
    assert near.candidates[0].probability > near.candidates[1].probability * 50


def test_among_many_strangers_nobody_is_nearly_certain():
    strangers = [contact(f"{first} {last}") for first in ("Ulric", "Petra", "Odette", "Ansel") for last in _RARE]
    found = list(MATCHER.compare([contact("Katie Jones"), *strangers]))
    assert 0.05 < found[0].probability < 0.9
    assert max(each.probability for each in found[1:]) < 0.05


_RARE = ("Quill", "Fenwright", "Ostrander", "Blenkin", "Threlfall", "Yarwood", "Zeller", "Undery", "Kettlewell", "Imrie")


def test_typed_names_are_looked_for_without_a_roll():
    told = [contact("Katie Jones"), contact("Gwendolyn Quill"), contact(id_="99"), contact("M. Ahmed")]
    found = list(search(["Katherine Jones", "Ahmed, Muhammad", "", "Nobody"], told))
    names = [each.candidates[0].person.shown for each in found if each.candidates]
    assert names == ["Katherine Jones", "Muhammad Ahmed"]
    assert [each.contact.id for each in found if not each.comparable] == ["99"]


def test_without_typed_names_nothing_is_found():
    assert list(search(["", "Katie"], [contact("Katie Jones")])) == []


def test_nothing_that_is_printed_for_a_programmer_holds_a_name():
    matched = compare(contact("Katie Jones"), MATCHER)
    told = f"{matched!r} {matched.candidates[0]!r} {matched.candidates[0].person!r} {read_roll(ROLL)!r}"
    assert "Jones" not in told and "Katie" not in told


@settings(max_examples=60)
@given(st.lists(st.text(max_size=25), max_size=4))
def test_probabilities_are_probabilities_whatever_is_compared(names):
    for matched in MATCHER.compare([contact(name) for name in names]):
        told = [each.probability for each in matched.candidates]
        assert all(0 <= each <= 1 for each in told)
        assert sum(told) <= matched.probability + 1e-9 <= 1 + 2e-9
        assert told == sorted(told, reverse=True)
        assert len(told) <= 5


@settings(max_examples=60)
@given(st.sampled_from(FILLING.splitlines()), st.permutations(range(2)))
def test_everybody_on_the_roll_is_found_by_their_own_name(row, order):
    given_name, _, family, *_ = row.split(",")
    name = " ".join((given_name, family)[at] for at in order)
    assert likeliest(contact(name), MATCHER) == f"{given_name} {family}"


@given(st.lists(st.floats(0, 1e9), max_size=40))
def test_the_estimated_share_is_a_share(totals):
    assert 0 < estimate_share(totals) <= 0.95


def test_more_contacts_that_look_like_the_roll_raise_the_share():
    assert estimate_share([2.0**CAP] * 20 + [0.0] * 20) > estimate_share([2.0**CAP] * 2 + [0.0] * 38)


def test_what_names_can_tell_is_bounded_at_a_school_and_grows_with_a_longer_roll():
    assert cap_for(200) == cap_for(2_000) == CAP
    assert cap_for(8_000) == CAP + 2
