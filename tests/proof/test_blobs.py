"""Evidence is stored whole, sealed and for the service's own account only, or not at all."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.proof.agefile import PIECE
from lanyard.proof.blobs import BlobStore, NotStored, NotWhole, TooLarge
from lanyard.proof.identities import Identity
from lanyard.proof.sealing import CannotOpen
from tests.repository import ROOT
from tests.support.oracles import program

KEY, OTHER = Identity.make(), Identity.make()
MOST = 10_000_000
TEXT = b"what somebody photographed " * 20_000
LATER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def blobs(tmp_path):
    return BlobStore(tmp_path / "new" / "blobs")


def put(blobs, text=TEXT, **changed):
    return blobs.put(io.BytesIO(text), **{"recipient": KEY.recipient, "most": MOST, **changed})


def files(blobs):
    """Every file of the store, wherever it lies."""
    return sorted(path for path in blobs.root.rglob("*") if not path.is_dir())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.integers(0, 3 * PIECE))
def test_what_was_put_comes_back_and_is_named_by_its_ciphertext(blobs, size):
    text = bytes(number % 253 for number in range(size))
    stored = put(blobs, text)
    assert b"".join(blobs.read(stored.name, by=KEY)) == text
    sealed = blobs.path(stored.name).read_bytes()
    assert b"".join(blobs.fetch(stored.name)) == sealed
    assert stored == (hashlib.sha256(sealed).hexdigest(), hashlib.sha256(text).hexdigest(), len(sealed), size)
    assert blobs.check(stored.name) == len(sealed)


def test_the_age_program_opens_a_blob_by_its_key(blobs, tmp_path):
    key = tmp_path / "key"
    key.write_text(KEY.reveal())
    opened = subprocess.run([program("age"), "-d", "-i", key, blobs.path(put(blobs).name)], capture_output=True, check=True)
    assert opened.stdout == TEXT


def test_the_same_file_twice_is_two_blobs_that_nobody_can_compare(blobs):
    one, two = put(blobs), put(blobs)
    assert one.name != two.name and list(blobs.names()) == sorted([one.name, two.name])


def test_nobody_else_on_the_machine_looks_in_and_the_plaintext_is_nowhere(blobs):
    put(blobs)
    for path in (blobs.root, *blobs.root.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert [path for path in files(blobs) if b"photographed" in path.read_bytes()] == []


@pytest.mark.parametrize("piece", [1, 100, PIECE, PIECE + 1])
def test_an_upload_that_is_pushed_is_the_same(blobs, piece):
    text = TEXT[:200_000] if piece > 1 else TEXT[:3000]
    with blobs.begin(recipient=KEY.recipient, most=MOST) as incoming:
        for at in range(0, len(text), piece):
            incoming.write(text[at : at + piece])
        stored = incoming.finish()
    assert b"".join(blobs.read(stored.name, by=KEY)) == text


def test_the_largest_file_is_stored_and_one_byte_more_is_not(blobs):
    assert put(blobs, bytes(100_000), most=100_000).plain_size == 100_000
    before = files(blobs)
    with pytest.raises(TooLarge, match="Nothing of it was kept"):
        put(blobs, bytes(100_001), most=100_000)
    assert files(blobs) == before


@pytest.mark.parametrize(
    ("most", "words"), [(10, "10 bytes"), (2048, "2 kB"), (3 * 1024**2, "3 MB"), (2 * 1024**3, "2 GB"), (1536, "1.5 kB")]
)
def test_the_limit_is_told_in_a_unit_that_people_use(blobs, most, words):
    incoming = blobs.begin(recipient=KEY.recipient, most=most)
    with pytest.raises(TooLarge, match=f"than {words}"):
        incoming.write(bytes(most + 1))


class BreaksOff:
    """A sender whose line goes down."""

    def __init__(self, error):
        self.left, self.error = 5, error

    def read(self, size):
        self.left -= 1
        if not self.left:
            raise self.error
        return bytes(size)


@pytest.mark.parametrize("error", [ConnectionResetError("gone"), ValueError("broken"), KeyboardInterrupt()])
def test_an_upload_that_breaks_off_leaves_nothing_and_its_own_error(blobs, error):
    with pytest.raises(type(error)) as caught:
        blobs.put(BreaksOff(error), recipient=KEY.recipient, most=MOST)
    assert caught.value is error and files(blobs) == []


def test_senders_that_come_at_once_do_not_get_in_each_others_way(blobs):
    texts = [bytes([number]) * 1000 for number in range(80)]
    with ThreadPoolExecutor(8) as senders:
        stored = list(senders.map(lambda text: put(blobs, text), texts))
    assert [b"".join(blobs.read(each.name, by=KEY)) for each in stored] == texts
    assert sorted(each.name for each in stored) == list(blobs.names()) and len(files(blobs)) == 80


def test_an_upload_that_was_abandoned_or_finished_takes_no_more(blobs):
    incoming = blobs.begin(recipient=KEY.recipient, most=MOST)
    incoming.write(b"text")
    incoming.abandon()
    incoming.abandon()
    with pytest.raises(ValueError, match="finished or abandoned"):
        incoming.write(b"text")
    assert files(blobs) == []
    incoming = blobs.begin(recipient=KEY.recipient, most=MOST)
    incoming.finish()
    with pytest.raises(ValueError, match="finished or abandoned"):
        incoming.finish()
    assert len(files(blobs)) == 1


CALLS = {"open": 3, "write": 3, "fsync": 3, "close": 3, "rename": 1, "mkdir": 1}
FULL_WORDS, BROKEN_WORDS = "There is no room", "could not be stored"


@pytest.mark.parametrize(("call", "number"), [(call, number) for call, most in CALLS.items() for number in range(1, most + 1)])
@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, FULL_WORDS), (errno.EDQUOT, FULL_WORDS), (errno.EFBIG, FULL_WORDS), (errno.EIO, BROKEN_WORDS)],
)
def test_a_disk_that_fails_at_any_step_leaves_nothing_and_says_so(blobs, monkeypatch, call, number, code, words):
    real, left = getattr(os, call), number

    def failing(*given, **named):
        nonlocal left
        left -= 1
        if left == 0:
            raise OSError(code, "the disk")
        return real(*given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(os, call, failing)
        with pytest.raises(NotStored, match=words) as caught:
            put(blobs)
    assert left <= 0 and caught.value.errno == code
    assert files(blobs) == []
    assert b"".join(blobs.read(put(blobs).name, by=KEY)) == TEXT


def test_a_disk_that_takes_a_little_at_a_time_is_served(blobs, monkeypatch):
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, text: write(file, text[:1000]))
    assert b"".join(blobs.read(put(blobs).name, by=KEY)) == TEXT


def test_a_blob_that_was_changed_cut_or_removed_is_not_read(blobs):
    name = put(blobs).name
    path = blobs.path(name)
    whole = path.read_bytes()
    for spoiled in (whole[:-1], whole + b"\0", whole[:1000] + bytes([whole[1000] ^ 1]) + whole[1001:], b""):
        path.write_bytes(spoiled)
        for use in (lambda: blobs.check(name), lambda: next(blobs.read(name, by=KEY)), lambda: next(blobs.fetch(name))):
            with pytest.raises(NotWhole, match="not what its name says"):
                use()
    path.unlink()
    with pytest.raises(NotWhole, match="missing"):
        blobs.check(name)


def test_another_key_reads_nothing(blobs):
    with pytest.raises(CannotOpen):
        next(blobs.read(put(blobs).name, by=OTHER))


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "a" * 63, "A" * 64, "g" * 64, "a" * 64 + "\n", "held"])
def test_what_is_no_name_leads_nowhere(blobs, name):
    for use in (blobs.path, blobs.check, blobs.bring_back, blobs.destroy):
        with pytest.raises(NotWhole, match="not the name"):
            use(name)


def test_blobs_that_no_row_knows_are_held_and_can_be_brought_back(blobs):
    known, orphan = put(blobs), put(blobs, b"orphan")
    left_over = blobs.begin(recipient=KEY.recipient, most=MOST)
    left_over.write(b"cut off by a kill")
    assert blobs.sweep({known.name}, before=datetime.now(UTC) - timedelta(days=1)) == []
    assert len(files(blobs)) == 3
    assert blobs.sweep({known.name}, before=LATER) == [orphan.name]
    assert list(blobs.names()) == [known.name] and list(blobs.held()) == [orphan.name]
    assert len(files(blobs)) == 2
    with pytest.raises(NotWhole):
        blobs.check(orphan.name)
    blobs.bring_back(orphan.name)
    assert b"".join(blobs.read(orphan.name, by=KEY)) == b"orphan" and list(blobs.held()) == []
    with pytest.raises(NotWhole, match="holding area"):
        blobs.bring_back(orphan.name)
    assert blobs.sweep({known.name, orphan.name}, before=LATER) == []


def test_what_goes_while_the_sweep_looks_is_passed_over(blobs, monkeypatch):
    orphan = put(blobs)
    names = list(blobs.names())
    blobs.destroy(orphan.name)
    monkeypatch.setattr(blobs, "names", lambda: iter(names))
    assert blobs.sweep(set(), before=LATER) == []


def test_a_blob_is_destroyed_wherever_it_lies(blobs):
    one, two = put(blobs), put(blobs)
    blobs.sweep({one.name}, before=LATER)
    for name in (one.name, two.name, two.name):
        blobs.destroy(name)
    assert files(blobs) == []


FLAT = """
import hashlib, resource, sys
from pathlib import Path
from lanyard.proof.blobs import BlobStore
from lanyard.proof.identities import Identity

class Zeros:
    left = int(sys.argv[2])
    def read(self, size):
        size = min(size, self.left)
        self.left -= size
        return bytes(size)

def put(size):
    stream = Zeros()
    stream.left = size
    return blobs.put(stream, recipient=key.recipient, most=2**32)

blobs, key = BlobStore(Path(sys.argv[1])), Identity.make()
put(2**20)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
stored = put(int(sys.argv[2]))
digest = hashlib.sha256()
for piece in blobs.read(stored.name, by=key):
    digest.update(piece)
assert digest.hexdigest() == stored.plain_sha256
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_300_megabytes_go_in_and_out_with_the_memory_of_one(tmp_path):
    command = [sys.executable, "-c", FLAT, str(tmp_path / "blobs"), str(300 * 2**20)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True)
    assert int(done.stdout) * (1 if sys.platform == "linux" else 1 / 1024) < 8 * 1024
    for path in (tmp_path / "blobs").rglob("*"):
        if path.is_file():
            path.unlink()
