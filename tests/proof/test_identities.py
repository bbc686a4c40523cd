"""Keys open what was sealed to them, in its place, and show themselves nowhere."""

from __future__ import annotations

import json
import pickle
import subprocess

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lanyard.proof.identities import Identity, NotAKey, raw_recipient, seal_to, unwrap, wrap
from lanyard.proof.sealing import CannotOpen, spelled
from tests.support.oracles import program

ONE, OTHER = Identity.make(), Identity.make()
places = st.lists(st.text(max_size=4) | st.integers(0, 99), min_size=1, max_size=4).map(tuple)


@given(st.binary(min_size=32, max_size=32))
def test_32_bytes_and_their_spelling_are_the_same_key(raw):
    identity = Identity.of_bytes(raw)
    assert identity.raw() == raw
    again = Identity(identity.reveal())
    assert (again.raw(), again.recipient) == (raw, identity.recipient)
    assert len(raw_recipient(identity.recipient)) == 32


def test_the_age_program_knows_our_spelling_of_a_key(tmp_path):
    identity = Identity.of_bytes(bytes(range(32)))
    path = tmp_path / "key"
    path.write_text(identity.reveal())
    done = subprocess.run([program("age-keygen"), "-y", path], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == identity.recipient


@given(places)
def test_a_wrap_opens_for_its_key_in_its_place(place):
    inner = Identity.make()
    wrapped = wrap(inner, to=ONE.recipient, place=place)
    assert unwrap(wrapped, by=ONE, place=place).reveal() == inner.reveal()
    assert inner.reveal().encode() not in wrapped and inner.raw() not in wrapped
    with pytest.raises(CannotOpen):
        unwrap(wrapped, by=OTHER, place=place)


@given(places, places)
def test_a_wrap_opens_in_no_other_place(place, other):
    assume([str(part) for part in place] != [str(part) for part in other])
    with pytest.raises(CannotOpen):
        unwrap(wrap(OTHER, to=ONE.recipient, place=place), by=ONE, place=other)


@given(places, places)
def test_a_place_inside_another_is_another_place(place, more):
    wrapped = wrap(OTHER, to=ONE.recipient, place=place + more)
    with pytest.raises(CannotOpen):
        unwrap(wrapped, by=ONE, place=place)


WRAPPED = wrap(OTHER, to=ONE.recipient, place=("a",))


@given(st.integers(0, len(WRAPPED) - 1), st.integers(0, 7))
def test_a_wrap_that_was_changed_or_cut_opens_nothing(at, bit):
    changed = WRAPPED[:at] + bytes([WRAPPED[at] ^ 1 << bit]) + WRAPPED[at + 1 :]
    for spoiled in (changed, WRAPPED[:at]):
        with pytest.raises(CannotOpen):
            unwrap(spoiled, by=ONE, place=("a",))


@pytest.mark.parametrize(
    "inside", ["no key", b"\xff\xfe".decode("latin-1"), OTHER.recipient], ids=["words", "bytes", "a recipient"]
)
def test_what_is_wrapped_and_is_no_key_is_refused(inside):
    with pytest.raises(CannotOpen, match="no key"):
        unwrap(seal_to(ONE.recipient, spelled(("a", inside))), by=ONE, place=("a",))


def test_bytes_that_are_no_text_are_no_key():
    with pytest.raises(CannotOpen, match="no key"):
        unwrap(seal_to(ONE.recipient, spelled(("a",)) + b"\0\0\0\1\xff"), by=ONE, place=("a",))


@pytest.mark.parametrize(
    "wrong",
    ["", "age1", "AGE-SECRET-KEY-1", OTHER.recipient[:-1], OTHER.recipient[:-1] + "b", "é"],
    ids=["nothing", "a start", "another start", "cut short", "a sign changed", "a letter of no key"],
)
def test_a_text_that_is_no_key_is_refused(wrong):
    with pytest.raises(NotAKey):
        Identity(wrong)
    for use in (raw_recipient, lambda told: seal_to(told, b"")):
        with pytest.raises(NotAKey):
            use(wrong)


def test_a_key_shows_itself_in_no_log_job_or_session():
    for shown in (repr(ONE), str(ONE), f"{ONE}", repr([ONE]), repr({"key": ONE})):
        assert ONE.reveal() not in shown and ONE.recipient in shown
    with pytest.raises(TypeError):
        pickle.dumps(ONE)
    with pytest.raises(TypeError):
        json.dumps(ONE)


def test_the_error_for_a_wrong_key_does_not_repeat_it():
    with pytest.raises(NotAKey) as caught:
        Identity(ONE.reveal()[:-1])
    assert ONE.reveal()[:-1] not in str(caught.value) and caught.value.__cause__ is None


def test_texts_sealed_for_one_purpose_open_for_no_other():
    sealed = ONE.sealer("a").seal(b"text", place=("x",))
    assert ONE.sealer("a").unseal(sealed, place=("x",)) == b"text"
    for other in (ONE.sealer("b"), OTHER.sealer("a")):
        with pytest.raises(CannotOpen):
            other.unseal(sealed, place=("x",))
