"""Names as people write them come down to the same plain words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.checkup.match.names import digits_of, edge_spellings, fold, parts_of, words_of


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Katie Jones", ("katie", "jones")),
        ("KATIE  JONES", ("katie", "jones")),
        ("Katie-Jo O’Brien", ("katie", "jo", "obrien")),
        ("Liam O Brien", ("liam", "obrien")),
        ("KatieJones09", ("katie", "jones")),
        ("katie.jones_2009", ("katie", "jones")),
        ("🌸 Katie ✨ Jones 🌸", ("katie", "jones")),
        ("K4tie J0nes", ("katie", "jones")),
        ("K@tie Jone$x", ("katie", "jonesx")),
        ("𝓚𝓪𝓽𝓲𝓮 𝐉𝐨𝐧𝐞𝐬", ("katie", "jones")),
        ("🅺🅰🆃🅸🅴 Jones", ("katie", "jones")),
        ("ᴋᴀᴛɪᴇ jones", ("katie", "jones")),
        ("K a t i e Jones", ("katie", "jones")),
        ("Katieeee Jones", ("katie", "jones")),
        ("xx_Katie Jones_xx", ("katie", "jones")),
        ("Mr Mark Jones", ("mark", "jones")),
        ("Official Katie Jones", ("katie", "jones")),
        ("Zoë Müller", ("zoe", "muller")),
        ("Łukasz Wiśniewski", ("lukasz", "wisniewski")),
        ("Søren Đorđević", ("soren", "dordevic")),
        ("Анна Иванова", ("anna", "ivanova")),
        ("Νίκος Παππάς", ("nikos", "pappas")),
        ("Dafydd ap Rhys", ("dafydd", "rhys")),
        ("Angharad ferch Rhys", ("angharad", "rhys")),
        ("Ludo van den Berg", ("ludo", "berg")),
        ("Fiona McDonald", ("fiona", "mcdonald")),
        ("Fiona Mc Donald", ("fiona", "mcdonald")),
        ("Fiona MacDonald", ("fiona", "macdonald")),
    ],
)
def test_a_name_is_read_as_its_words(written, words):
    assert words_of(written) == words


@pytest.mark.parametrize("written", ["xx", "The Official", "Mr", "van"])
def test_a_name_of_nothing_but_additions_keeps_them(written):
    assert words_of(written)


def test_a_digit_at_the_edge_of_a_word_may_stand_for_a_letter():
    assert edge_spellings("3mma Jones") == ("emma", "jones")
    assert edge_spellings("Emma Jones") == ()


def test_digits_that_may_be_a_year_are_told():
    assert digits_of("katiejones09") == ("09",)
    assert digits_of("katie.2009.x7") == ("2009",)


def test_the_parts_of_a_surname_are_told_without_particles():
    assert parts_of("Smith-Penhaligon") == ("smith", "penhaligon")
    assert parts_of("de la Cruz") == ("cruz",)


@given(st.text(max_size=40))
def test_any_text_has_words_in_small_letters_without_digits_and_signs(text):
    for word in words_of(text):
        assert word.isalpha()
        assert word == word.lower()


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=8).filter(lambda word: len(set(word)) == len(word)))
def test_decoration_changes_no_name(name):
    assert words_of(f"✨ {name.title()} Penhaligon 🎸 42") == words_of(f"{name} Penhaligon")
