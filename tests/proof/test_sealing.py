"""What is sealed opens in its own place only."""

from __future__ import annotations

import secrets
import subprocess
import sys

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lanyard.proof.sealing import CannotOpen, Sealer, new_salt, sealer_of_passphrase

KEY = bytes(range(32))
places = st.lists(st.text(max_size=6) | st.integers(0, 999), min_size=1, max_size=4).map(tuple)


@given(st.binary(max_size=200), places)
def test_it_opens_in_its_place_and_shows_nothing_meanwhile(text, place):
    sealed = Sealer(KEY).seal(text, place=place)
    assert Sealer(KEY).unseal(sealed, place=place) == text
    assert len(text) < 4 or text not in sealed


@given(st.binary(min_size=1, max_size=50), places, places)
def test_it_does_not_open_in_another_place(text, place, other):
    assume([str(part) for part in place] != [str(part) for part in other])
    with pytest.raises(CannotOpen):
        Sealer(KEY).unseal(Sealer(KEY).seal(text, place=place), place=other)


@given(st.binary(max_size=50), st.data())
def test_no_change_of_a_single_bit_goes_unnoticed(text, data):
    sealed = bytearray(Sealer(KEY).seal(text, place=("a",)))
    at = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[at // 8] ^= 1 << at % 8
    with pytest.raises(CannotOpen):
        Sealer(KEY).unseal(bytes(sealed), place=("a",))


@given(st.binary(max_size=50), st.integers(0, 60))
def test_nothing_cut_short_opens(text, kept):
    sealed = Sealer(KEY).seal(text, place=("a",))
    assume(kept < len(sealed))
    with pytest.raises(CannotOpen):
        Sealer(KEY).unseal(sealed[:kept], place=("a",))


def test_the_same_text_is_never_sealed_alike():
    assert len({Sealer(KEY).seal(b"same", place=("a",)) for _ in range(100)}) == 100


@pytest.mark.parametrize("other", [Sealer(secrets.token_bytes(32)), Sealer(KEY).for_purpose("other"), Sealer(KEY)])
def test_another_key_and_another_purpose_open_nothing(other):
    sealed = Sealer(KEY).for_purpose("drafts").seal(b"text", place=("a",))
    with pytest.raises(CannotOpen):
        other.unseal(sealed, place=("a",))


def test_a_passphrase_opens_with_its_own_salt_only():
    salt = new_salt()
    sealed = sealer_of_passphrase("green door", salt=salt).seal(b"text", place=("a",))
    assert sealer_of_passphrase("green door", salt=salt).unseal(sealed, place=("a",)) == b"text"
    for wrong in (sealer_of_passphrase("green Door", salt=salt), sealer_of_passphrase("green door", salt=new_salt())):
        with pytest.raises(CannotOpen):
            wrong.unseal(sealed, place=("a",))


def test_a_guess_at_a_passphrase_costs_what_rfc_9106_advises_for_little_memory():
    """Asked of a process of its own: the tests themselves guess cheaply."""
    told = subprocess.run(
        [sys.executable, "-c", "from lanyard.proof.sealing import WORK; print(*WORK)"], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["3", "4", str(64 * 1024)]
