"""A holder's key opens by its passphrase, or by cookie and session together, and by nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.proof.holders import (
    SHORTEST,
    HolderPlace,
    SwappedKey,
    WeakPassphrase,
    WrongPassphrase,
    change_passphrase,
    make_holder,
    open_for_session,
    seal_for_session,
    unlock,
)
from lanyard.proof.identities import Identity
from lanyard.proof.sealing import CannotOpen

PLACE = HolderPlace(1, 5)
WORDS = "kettle orbit velvet ferry"
KEY, IDENTITY = make_holder(WORDS, place=PLACE)


@pytest.mark.parametrize("typed", [WORDS, f"  {WORDS} \n", WORDS.replace(" ", "  "), WORDS.replace(" ", "\u00a0")])
def test_a_passphrase_opens_its_key_however_the_spaces_fell(typed):
    assert unlock(KEY, typed, place=PLACE).reveal() == IDENTITY.reveal()


def test_a_letter_with_an_accent_is_one_letter_on_every_keyboard():
    key, identity = make_holder("caf\u00e9 orbit velvet", place=PLACE)
    assert unlock(key, "cafe\u0301 orbit velvet", place=PLACE).reveal() == identity.reveal()


@pytest.mark.parametrize("wrong", ["", WORDS.title(), WORDS[:-1], WORDS.replace(" ", "")])
def test_a_wrong_passphrase_opens_nothing_and_is_not_repeated(wrong):
    with pytest.raises(WrongPassphrase) as caught:
        unlock(KEY, wrong, place=PLACE)
    assert str(caught.value) == "That is not your case passphrase."


@pytest.mark.parametrize("other", [HolderPlace(1, 6), HolderPlace(2, 5), HolderPlace("15", "")])
def test_a_key_moved_to_another_holder_opens_nothing(other):
    with pytest.raises(WrongPassphrase):
        unlock(KEY, WORDS, place=other)


def test_a_recipient_that_somebody_put_there_is_found():
    with pytest.raises(SwappedKey, match="not yours"):
        unlock(KEY._replace(recipient=Identity.make().recipient), WORDS, place=PLACE)


@pytest.mark.parametrize("weak", ["", "x" * (SHORTEST - 1), "a" + " " * 30 + "b"])
def test_a_short_passphrase_is_refused_and_the_words_say_what_to_do(weak):
    with pytest.raises(WeakPassphrase, match="four words"):
        make_holder(weak, place=PLACE)


def test_another_passphrase_keeps_the_key_and_ends_the_old_one():
    changed = change_passphrase(KEY, WORDS, "another four words here", place=PLACE)
    assert changed.recipient == KEY.recipient and changed.salt != KEY.salt
    assert unlock(changed, "another four words here", place=PLACE).reveal() == IDENTITY.reveal()
    with pytest.raises(WrongPassphrase):
        unlock(changed, WORDS, place=PLACE)
    with pytest.raises(WrongPassphrase):
        change_passphrase(KEY, "not the old one at all", "another four words here", place=PLACE)
    with pytest.raises(WeakPassphrase):
        change_passphrase(KEY, WORDS, "short", place=PLACE)


def test_what_is_stored_shows_neither_key_nor_passphrase():
    stored = KEY.recipient.encode() + KEY.salt + KEY.sealed
    for secret in (IDENTITY.reveal().encode(), IDENTITY.raw(), *WORDS.encode().split()):
        assert secret not in stored


def test_a_session_opens_with_the_cookie_and_in_its_place():
    session = seal_for_session(IDENTITY, place=("session 1", 5))
    assert open_for_session(session.sealed, session.secret, place=("session 1", 5)).reveal() == IDENTITY.reveal()
    assert IDENTITY.raw() not in session.sealed and len(session.secret) == 43
    another = seal_for_session(IDENTITY, place=("session 1", 5))
    assert another.secret != session.secret
    for sealed, secret, place in (
        (session.sealed, another.secret, ("session 1", 5)),
        (session.sealed, session.secret, ("session 2", 5)),
        (session.sealed, session.secret, ("session 1", 6)),
        (session.sealed[:-1], session.secret, ("session 1", 5)),
        (b"", session.secret, ("session 1", 5)),
    ):
        with pytest.raises(CannotOpen):
            open_for_session(sealed, secret, place=place)


@given(st.text() | st.text("ABCdef012-_=", min_size=42, max_size=44) | st.just("\ud800"))
def test_whatever_stands_in_the_cookie_opens_nothing(secret):
    with pytest.raises(CannotOpen):
        open_for_session(seal_for_session(IDENTITY, place=(1,)).sealed, secret, place=(1,))
