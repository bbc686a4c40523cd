"""Our age files are everybody's age files, and nothing that was changed or cut is taken for whole."""

from __future__ import annotations

import io
import subprocess

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from lanyard.proof.agefile import PIECE, Encryptor, decrypted
from lanyard.proof.identities import Identity, seal_to
from lanyard.proof.sealing import CannotOpen
from tests.support.oracles import program

KEY, OTHER = Identity.make(), Identity.make()
SIZES = (0, 1, 15, 16, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 5)
HEAD = len(Encryptor(KEY.recipient).header)


def encrypted(plain: bytes, *, by: int = 10_000, to: str = KEY.recipient) -> bytes:
    encryptor = Encryptor(to)
    made = [encryptor.header, *[encryptor.update(plain[at : at + by]) for at in range(0, len(plain), by)]]
    return b"".join([*made, encryptor.finish()])


def opened(sealed: bytes, by: Identity = KEY) -> bytes:
    return b"".join(decrypted(io.BytesIO(sealed), by=by))


def text(size: int) -> bytes:
    return bytes(number % 251 for number in range(size))


@pytest.mark.parametrize("size", SIZES)
def test_the_age_program_and_pyrage_open_ours_and_we_open_theirs(size, tmp_path):
    age, key, sealed, plain = program("age"), tmp_path / "key", tmp_path / "sealed", text(size)
    key.write_text(KEY.reveal())
    sealed.write_bytes(encrypted(plain))
    assert subprocess.run([age, "-d", "-i", key, sealed], capture_output=True, check=True).stdout == plain
    assert KEY.open(sealed.read_bytes()) == plain
    theirs = subprocess.run([age, "-r", KEY.recipient], input=plain, capture_output=True, check=True).stdout
    assert opened(theirs) == plain
    assert opened(seal_to(KEY.recipient, plain)) == plain
    assert len(sealed.read_bytes()) == HEAD + size + 16 * max(1, -(-size // PIECE))


def test_a_file_for_several_opens_for_each():
    recipients = [pyrage.x25519.Recipient.from_str(each.recipient) for each in (OTHER, KEY)]
    sealed = pyrage.encrypt(b"text", recipients)
    assert opened(sealed) == opened(sealed, OTHER) == b"text"
    with pytest.raises(CannotOpen):
        opened(sealed, Identity.make())


@pytest.mark.parametrize("make", [Ed25519PrivateKey.generate, lambda: generate_private_key(65537, 2048)])
def test_stanzas_of_other_kinds_are_passed_over(make):
    secure_shell = make().public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    recipients = [pyrage.ssh.Recipient.from_str(secure_shell), pyrage.x25519.Recipient.from_str(KEY.recipient)]
    assert opened(pyrage.encrypt(b"text", recipients)) == b"text"
    with pytest.raises(CannotOpen, match="this key does not open"):
        opened(pyrage.encrypt(b"text", recipients[:1]))


@given(st.lists(st.integers(0, 2 * PIECE), max_size=5))
def test_it_does_not_matter_in_what_pieces_a_file_arrives(sizes):
    encryptor = Encryptor(KEY.recipient)
    plain = [text(size) for size in sizes]
    made = [encryptor.header, *[encryptor.update(each) for each in plain]]
    assert opened(b"".join([*made, encryptor.finish()])) == b"".join(plain)


def test_no_more_than_one_piece_waits():
    encryptor, sealed = Encryptor(KEY.recipient), 0
    for number in range(1, 50):
        sealed += len(encryptor.update(bytes(20_000)))
        assert number * 20_000 - sealed <= PIECE


WHOLE = encrypted(text(2 * PIECE + 100))


@given(st.integers(0, len(WHOLE) * 8 - 1))
def test_no_change_of_a_single_bit_goes_unnoticed(bit):
    changed = bytearray(WHOLE)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(CannotOpen):
        opened(bytes(changed))


def test_no_change_of_any_bit_of_the_head_goes_unnoticed():
    small = encrypted(b"text")
    for bit in range(HEAD * 8):
        changed = bytearray(small)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(CannotOpen):
            opened(bytes(changed))


@given(st.integers(0, len(WHOLE) - 1))
def test_nothing_cut_short_is_taken_for_whole(kept):
    with pytest.raises(CannotOpen):
        opened(WHOLE[:kept])


PIECES = [WHOLE[HEAD + at : HEAD + at + PIECE + 16] for at in range(0, len(WHOLE) - HEAD, PIECE + 16)]


@pytest.mark.parametrize("order", [(0,), (0, 1), (0, 2), (1, 0, 2), (0, 0, 1, 2), (0, 1, 2, 2), (2,), (0, 1, 2, 1)])
def test_pieces_cannot_be_dropped_moved_or_added(order):
    with pytest.raises(CannotOpen):
        opened(WHOLE[:HEAD] + b"".join(PIECES[number] for number in order))


def test_the_heads_of_two_files_cannot_be_exchanged():
    with pytest.raises(CannotOpen):
        opened(encrypted(b"one")[:HEAD] + encrypted(b"two")[HEAD:])


def test_an_empty_piece_stands_alone_or_not_at_all():
    # What the format forbids, made by the format's own means: a full piece, and an empty one marked as the last.
    encryptor = Encryptor(KEY.recipient)
    sealed = encryptor.header + encryptor._pieces.seal(bytes(PIECE), last=False) + encryptor._pieces.seal(b"", last=True)
    with pytest.raises(CannotOpen, match="ends in a way"):
        opened(sealed)
    with pytest.raises(CannotOpen):
        KEY.open(sealed)


def test_another_key_opens_nothing():
    with pytest.raises(CannotOpen):
        opened(WHOLE, OTHER)


LINES = WHOLE[: HEAD - 16].split(b"\n")[:-1]


@pytest.mark.parametrize(
    "head",
    [
        [],
        [b"age-encryption.org/v2", *LINES[1:]],
        [LINES[0], b"-> X25519", LINES[2], LINES[3]],
        [LINES[0], b"-> X25519 " + b"A" * 43, LINES[2], LINES[3]],
        [LINES[0], b"-> X25519 !!", LINES[2], LINES[3]],
        [LINES[0], LINES[1] + b"=", LINES[2], LINES[3]],
        [LINES[0], LINES[1], LINES[2] + b"A", LINES[3]],
        [LINES[0], LINES[1], b"A" * 64, LINES[3]],
        [LINES[0], LINES[1], LINES[1], LINES[3]],
        [LINES[0], LINES[2], LINES[3]],
        [LINES[0], LINES[1], LINES[2], b"--- " + b"A" * 43],
        [LINES[0], LINES[1], LINES[2], b"---"],
        [LINES[0], *[LINES[1], LINES[2]] * 40, LINES[3]],
        [LINES[0], b"-> " + b"x" * 2000, b"", LINES[3]],
        [LINES[0], b"-> other", b"", LINES[3]],
    ],
)
def test_a_head_that_is_not_whole_is_refused(head):
    sealed = b"".join(line + b"\n" for line in head) + WHOLE[HEAD - 16 :]
    with pytest.raises(CannotOpen):
        opened(sealed)


@given(st.binary(max_size=300))
def test_anything_at_all_is_refused_in_words(told):
    for sealed in (told, b"age-encryption.org/v1\n" + told, WHOLE[: HEAD - 16] + told):
        with pytest.raises(CannotOpen):
            opened(sealed)
