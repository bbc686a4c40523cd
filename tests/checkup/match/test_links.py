"""Which names a word may be, and how much that tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.checkup.match.links import Level, Vocabulary, distance
from lanyard.checkup.match.sounds import sound_of
from lanyard.checkup.match.tables import load_forenames, load_nicknames, load_surnames

WORDS = st.text(alphabet="abcdeij", min_size=1, max_size=7)


def level(word: str, name: str) -> Level | None:
    vocabulary = Vocabulary([name])
    link = vocabulary.links(word).get(0)
    return link.level if link else None


@pytest.mark.parametrize(
    ("word", "name", "expected"),
    [
        ("katherine", "katherine", Level.EXACT),
        ("catherine", "katherine", Level.SPELLING),
        ("katie", "katherine", Level.NICKNAME),
        ("bex", "rebecca", Level.NICKNAME),
        ("mo", "muhammad", Level.NICKNAME),
        ("dai", "dafydd", Level.NICKNAME),
        ("katherne", "katherine", Level.EDIT),
        ("kahterine", "katherine", Level.EDIT),
        ("wilhelm", "wilhelmina", Level.PREFIX),
        ("marshs", "marshall", Level.PREFIX),
        ("k", "katherine", Level.INITIAL),
        ("xavier", "katherine", None),
    ],
)
def test_a_word_and_a_name_agree_in_the_closest_way(word, name, expected):
    assert level(word, name) == expected


def test_a_rare_name_tells_more_than_a_common_one():
    surnames = Vocabulary(["smith", "trelawney"], surnames=True)
    rare, common = surnames.links("trelawney")[1], surnames.links("smith")[0]
    assert rare.bits > common.bits + 5


def test_closer_agreement_tells_more():
    names = Vocabulary(["trelawney"], surnames=True)
    exact, edit = (names.links(word)[0].bits for word in ("trelawney", "trelawny"))
    assert exact > edit > 0


def test_a_word_that_is_a_name_of_its_own_is_hardly_a_slip():
    names = Vocabulary(["jade"])
    slip, other = names.links("jaade")[0], names.links("jane").get(0)
    assert other is None or other.bits < slip.bits - 5


def test_a_surname_that_many_on_the_roll_have_tells_less():
    once = Vocabulary(["padfield", *("webb",) * 500], surnames=True)
    often = Vocabulary([*("padfield",) * 60, *("webb",) * 440], surnames=True)
    one, other = (each.links("padfield")[each.names.index("padfield")] for each in (once, often))
    assert one.bits > other.bits + 2


@given(WORDS, WORDS)
def test_distance_is_the_same_both_ways(one, other):
    assert distance(one, other, 3) == distance(other, one, 3)


@given(WORDS, st.integers(0, 6), st.sampled_from("abcxyz"))
def test_one_changed_letter_is_a_distance_of_at_most_one(word, at, letter):
    changed = word[:at] + letter + word[at + 1 :]
    assert distance(word, changed, 2) <= 1


@pytest.mark.parametrize(
    ("one", "other"), [("stephen", "steven"), ("catherine", "katherine"), ("geoffrey", "jeffrey"), ("llewellyn", "lewelyn")]
)
def test_names_of_one_sound_have_one_key(one, other):
    assert sound_of(one) == sound_of(other)


def test_the_tables_are_there_and_plausible():
    nicknames, forenames, surnames = load_nicknames(), load_forenames(), load_surnames()
    assert len(nicknames.short) > 900
    assert 0.5 < sum(forenames.values()) < 1.1
    assert 0.25 < sum(surnames.values()) < 0.9
    assert 1 / 130 < surnames["smith"] < 1 / 60
    assert all(name.isascii() and name.isalpha() for table in (forenames, surnames, nicknames.short) for name in table)
