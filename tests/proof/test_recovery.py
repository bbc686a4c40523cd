"""Any two of the three shares bring the key back; one, or two wrong ones, say why they do not."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shamir_mnemonic import generate_mnemonics
from shamir_mnemonic.share import Share as Words
from shamir_mnemonic.wordlist import WORDLIST

from lanyard.proof.identities import Identity, seal_to
from lanyard.proof.recovery import BadShares, combine, drill, make_probe, make_recovery, share_again

KEEPERS = ("chair of governors", "local authority", "safe")
MADE, OTHER = make_recovery(KEEPERS), make_recovery(KEEPERS)
SHARES = [share.words for share in MADE.shares]
PAIRS = list(itertools.permutations(SHARES, 2))
PROBE = make_probe(MADE.recipient)


def test_each_keeper_gets_33_words_of_their_own():
    assert [share.keeper for share in MADE.shares] == list(KEEPERS)
    assert [len(words.split()) for words in SHARES] == [33] * 3 and len(set(SHARES)) == 3


@pytest.mark.parametrize("keepers", [(), KEEPERS[:2], (*KEEPERS, "head"), ("safe", "safe", "chair")])
def test_there_are_three_different_keepers(keepers):
    with pytest.raises(ValueError, match="3 different keepers"):
        make_recovery(keepers)


@pytest.mark.parametrize("pair", PAIRS)
def test_every_two_shares_in_either_order_bring_the_key_back(pair):
    assert combine(pair, recipient=MADE.recipient).recipient == MADE.recipient
    drill(pair, probe=PROBE, recipient=MADE.recipient)


@pytest.mark.parametrize("three", list(itertools.permutations(SHARES)))
def test_all_three_bring_it_back_too(three):
    assert combine(three, recipient=MADE.recipient).recipient == MADE.recipient


def test_words_are_read_as_people_type_them():
    numbered = "\n".join(f"{number}. {word.upper()}" for number, word in enumerate(SHARES[0].split(), 1))
    assert combine([numbered, f"  {SHARES[2]} "], recipient=MADE.recipient)


@pytest.mark.parametrize("told", [[], SHARES[:1], [SHARES[1]] * 2, [SHARES[1], SHARES[1].upper(), SHARES[1]]])
def test_one_share_is_not_enough_however_often_it_is_typed(told):
    with pytest.raises(BadShares, match="One share is not enough"):
        combine(told, recipient=MADE.recipient)


def test_shares_of_two_keys_do_not_go_together():
    with pytest.raises(BadShares, match="not made together"):
        combine([SHARES[0], OTHER.shares[1].words], recipient=MADE.recipient)


def test_shares_of_another_key_are_refused_here():
    with pytest.raises(BadShares, match="another recovery key"):
        combine([share.words for share in OTHER.shares[:2]], recipient=MADE.recipient)


@given(st.integers(0, 32), st.sampled_from(SHARES[2].split()), st.sampled_from([0, 1]))
def test_a_wrong_word_is_found_and_the_share_is_named(at, word, which):
    words = SHARES[which].split()
    if words[at] == word:
        return
    told = [SHARES[0], SHARES[1]]
    told[which] = " ".join([*words[:at], word, *words[at + 1 :]])
    with pytest.raises(BadShares, match=f"Share {which + 1} has a wrong, missing or extra word"):
        combine(told, recipient=MADE.recipient)


#: Words of the refusals themselves that shares may be made of as well.
OUR_OWN = {"extra", "paper", "spelling", "that"}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda w: w[:-1], "has 32 words here"),
        (lambda w: w[:10], "has 10 words here"),
        (lambda w: [*w, w[0]], "has 34 words here"),
        (lambda w: ["zzz", *w[1:]], "word 1 is not on the list"),
        (lambda w: ["zzz", *w[1:8], "yyy", *w[9:]], "words 1, 9 are not on the list"),
        (lambda w: [], "has a wrong, missing or extra word"),
    ],
)
def test_missing_extra_and_unknown_words_are_found(spoil, said):
    with pytest.raises(BadShares, match=f"Share 2 .*{said}") as refusal:
        combine([SHARES[0], " ".join(spoil(SHARES[1].split()))], recipient=MADE.recipient)
    repeated = set(re.findall("[a-z]+", str(refusal.value))) & set(WORDLIST)
    assert repeated <= OUR_OWN, "no word of a share is repeated"


def test_two_shares_make_three_new_ones_of_the_same_key():
    made = share_again(SHARES[1:], recipient=MADE.recipient, keepers=("A", "B", "C"))
    new = [share.words for share in made.shares]
    assert made.recipient == MADE.recipient and [share.keeper for share in made.shares] == ["A", "B", "C"]
    assert not set(new) & set(SHARES)
    assert combine(new[:2], recipient=MADE.recipient).raw() == combine(SHARES[:2], recipient=MADE.recipient).raw()
    with pytest.raises(BadShares, match="not made together"):
        combine([new[0], SHARES[1]], recipient=MADE.recipient)
    with pytest.raises(BadShares, match="One share"):
        share_again(SHARES[:1], recipient=MADE.recipient, keepers=("A", "B", "C"))
    with pytest.raises(ValueError, match="3 different keepers"):
        share_again(SHARES[:2], recipient=MADE.recipient, keepers=("A", "A", "C"))


@pytest.mark.parametrize("split", [(1, [(3, 5)], 32), (2, [(2, 3), (2, 3)], 32), (1, [(2, 3)], 16)])
def test_shares_of_something_else_are_refused(split):
    threshold, groups, size = split
    told = generate_mnemonics(threshold, groups, bytes(size))[0]
    with pytest.raises(BadShares, match="Share 1 was not made by Lanyard"):
        combine(told, recipient=MADE.recipient)


def forged(words: str) -> str:
    """A share whose check words are right and whose content is not."""
    share = Words.from_mnemonic(words)
    value = bytes([share.value[0] ^ 1]) + share.value[1:]
    return Words(*[getattr(share, name) if name != "value" else value for name in share.__dataclass_fields__]).mnemonic()


def test_a_forged_share_brings_nothing_back():
    for told in ([SHARES[0], forged(SHARES[1])], [SHARES[0], SHARES[1], forged(SHARES[2])]):
        with pytest.raises(BadShares, match="do not fit together"):
            combine(told, recipient=MADE.recipient)


def test_the_drill_finds_a_test_that_was_changed_or_made_for_another():
    with pytest.raises(BadShares, match="does not open"):
        drill(SHARES[:2], probe=make_probe(OTHER.recipient), recipient=MADE.recipient)
    with pytest.raises(BadShares, match="was changed"):
        drill(SHARES[:2], probe=PROBE._replace(sealed=seal_to(MADE.recipient, b"other")), recipient=MADE.recipient)
    with pytest.raises(BadShares, match="One share"):
        drill(SHARES[:1], probe=PROBE, recipient=MADE.recipient)


def test_what_is_stored_of_recovery_holds_no_secret():
    secret = combine(SHARES[:2], recipient=MADE.recipient)
    stored = MADE.recipient.encode() + PROBE.sealed + PROBE.digest
    assert secret.raw() not in stored and secret.reveal().encode() not in stored
    assert isinstance(secret, Identity)
