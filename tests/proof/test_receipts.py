"""A receipt is read however it was written down, errors are found, and what is stored gives nothing away."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lanyard.proof.receipts import (
    ALPHABET,
    CHECK,
    LENGTH,
    LOOK_UP,
    PRIME,
    SECRET,
    NotAReceipt,
    Receipt,
    keep_receipt,
    make_receipt,
    make_receipt_from,
    matches,
    read_receipt,
)
from lanyard.proof.sealing import CannotOpen

KEY = bytes(32)
receipts = st.builds(
    Receipt, st.text(ALPHABET, min_size=LOOK_UP, max_size=LOOK_UP), st.text(ALPHABET, min_size=SECRET, max_size=SECRET)
)


def test_the_secret_part_alone_has_at_least_128_bits():
    assert SECRET * math.log2(len(ALPHABET)) >= 128
    assert len(set(ALPHABET)) == 23 and not set(ALPHABET) & set("AEIOU01LSBZGV")
    assert all(PRIME % divisor for divisor in range(2, PRIME)) and PRIME <= len(ALPHABET) ** CHECK


@given(receipts, st.sampled_from(["", " ", "-", " - ", "\n", "."]), st.booleans())
def test_a_receipt_is_read_however_it_was_written_down(receipt, between, small):
    said = str(receipt).replace("-", between)
    for there, taken_for in zip("5826", "SBZG", strict=True):
        said = said.replace(there, taken_for, 1)
    assert read_receipt(said.lower() if small else said) == receipt
    assert [len(group) for group in str(receipt).split("-")] == [5] * 8


@given(receipts, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_every_wrong_sign_is_found(receipt, at, sign):
    signs = str(receipt).replace("-", "")
    assume(signs[at] != sign)
    with pytest.raises(NotAReceipt, match="wrong, or two changed places"):
        read_receipt(signs[:at] + sign + signs[at + 1 :])


def test_every_wrong_sign_of_one_receipt_and_every_exchange_of_neighbours_is_found():
    signs = str(make_receipt()).replace("-", "")
    wrong = {signs[:at] + sign + signs[at + 1 :] for at in range(LENGTH) for sign in ALPHABET}
    wrong |= {signs[:at] + signs[at + 1] + signs[at] + signs[at + 2 :] for at in range(LENGTH - 1)}
    for told in wrong - {signs}:
        with pytest.raises(NotAReceipt):
            read_receipt(told)


@given(receipts, st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_two_signs_that_changed_places_are_found_wherever_they_stand(receipt, one, other):
    signs = list(str(receipt).replace("-", ""))
    assume(signs[one] != signs[other])
    signs[one], signs[other] = signs[other], signs[one]
    with pytest.raises(NotAReceipt):
        read_receipt("".join(signs))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("", "40 signs, and this has 0"),
        ("2345", "40 signs, and this has 4"),
        ("2" * 41, "40 signs, and this has 41"),
        ("2" * 39 + "A", "never has the sign A"),
        ("2" * 39 + "²", "never has the sign ²"),
    ],
)
def test_what_is_no_receipt_is_refused_in_words(told, words):
    with pytest.raises(NotAReceipt, match=words):
        read_receipt(told)


@given(st.text())
def test_anything_typed_is_a_receipt_or_refused(told):
    with pytest.raises(NotAReceipt):
        read_receipt(told)


def test_receipts_are_all_different_and_their_signs_are_spread_evenly():
    made = [make_receipt() for _ in range(2000)]
    assert len({receipt.secret for receipt in made}) == len({receipt.look_up for receipt in made}) == 2000
    counts = [sum(receipt[part].count(sign) for receipt in made) for sign in ALPHABET for part in (0, 1)]
    for part, size in ((0, LOOK_UP), (1, SECRET)):
        expected = 2000 * size / len(ALPHABET)
        assert all(abs(count - expected) < 6 * math.sqrt(expected) for count in counts[part::2])


@given(receipts, receipts)
def test_a_kept_receipt_is_known_again_and_no_other_is(receipt, other):
    kept = keep_receipt(receipt, key=KEY)
    assert matches(receipt, kept, key=KEY)
    assert not matches(receipt, kept, key=bytes([1]) * 32)
    assert not matches(receipt, kept._replace(salt=bytes(16)), key=KEY)
    assert not matches(receipt, None, key=KEY)
    assert matches(other, kept, key=KEY) == (other == receipt)
    moved = Receipt("2" * LOOK_UP, receipt.secret)
    assert matches(moved, kept, key=KEY) == (moved == receipt)
    assert not matches(receipt, kept._replace(look_up="x"), key=KEY)


def test_nothing_kept_is_not_taken_for_something_made_of_zeros():
    nothing = keep_receipt(make_receipt(), key=KEY)._replace(digest=bytes(32))
    assert not matches(make_receipt(), nothing, key=KEY)


@given(receipts)
def test_what_is_stored_holds_no_part_of_the_secret_and_each_its_own_salt(receipt):
    one, two = keep_receipt(receipt, key=KEY), keep_receipt(receipt, key=KEY)
    assert one.salt != two.salt and one.digest != two.digest
    assert receipt.secret not in repr(one) and receipt.secret not in repr(receipt)


def test_a_draft_that_is_sent_twice_has_one_receipt():
    drafts = [bytes([number]) * 16 for number in range(50)]
    made = {make_receipt_from(draft, key=key) for draft, key in itertools.product(drafts, (KEY, bytes([1]) * 32))}
    assert len(made) == 100
    assert make_receipt_from(drafts[0], key=KEY) == make_receipt_from(drafts[0], key=KEY)
    assert read_receipt(str(make_receipt_from(drafts[0], key=KEY))) == make_receipt_from(drafts[0], key=KEY)
    with pytest.raises(ValueError, match="16 bytes"):
        make_receipt_from(b"short", key=KEY)


def test_a_receipt_seals_what_only_it_opens():
    receipt, other = make_receipt(), make_receipt()
    sealed = receipt.sealer(salt=b"a" * 16).seal(b"key", place=("reporter",))
    assert receipt.sealer(salt=b"a" * 16).unseal(sealed, place=("reporter",)) == b"key"
    for wrong in (other.sealer(salt=b"a" * 16), receipt.sealer(salt=b"b" * 16)):
        with pytest.raises(CannotOpen):
            wrong.unseal(sealed, place=("reporter",))
