"""A bundle is made whole or not at all, the same every time, in little memory, and by the rules of others."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import shutil
import subprocess
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.proof.bundles import Item, LogProof, NotAsReceived, Note, Proofs, Step, Timestamp, log_proof
from lanyard.proof.bundles.checker import proofs
from lanyard.proof.bundles.checker.checking import check
from lanyard.proof.bundles.contents import readable, spelled
from lanyard.proof.bundles.one_file import one_file
from lanyard.proof.bundles.pages.verify import verify_page
from lanyard.proof.signing import check as check_statement
from tests.proof.bundles.samples import (
    AT,
    COVER,
    CUSTODY,
    ENTRIES,
    ITEMS,
    OPENED,
    P256,
    PROOFS,
    SIGNER,
    contents,
    item,
    log_key_line,
    made,
    proof_of,
    unpack,
    zipped,
)

names = st.text(max_size=60) | st.sampled_from(["../x.png", "a/b\\c.txt", "<script>.html", "\u202egnp.exe", "\udc80", "con", ""])


def bag_faults(folder) -> list[str]:
    """What is wrong with a folder by BagIt 1.0 (RFC 8493), written from the standard alone."""
    faults = []
    if (folder / "bagit.txt").read_bytes() != b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n":
        faults.append("declaration")
    every = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    payload = {path for path in every if path.startswith("data/")}
    for name, wanted in (
        ("manifest-sha256.txt", payload),
        ("tagmanifest-sha256.txt", every - payload - {"tagmanifest-sha256.txt"}),
    ):
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        told = dict(reversed(re.fullmatch(r"([0-9a-f]{64})[ \t]+(\S.*)", line).groups()) for line in lines)
        if len(told) != len(lines) or set(told) != wanted:
            faults.append(f"{name} lists other files")
        faults += [path for path in told if hashlib.sha256((folder / path).read_bytes()).hexdigest() != told[path]]
    info = dict(line.split(": ", 1) for line in (folder / "bag-info.txt").read_text(encoding="utf-8").splitlines())
    octets = sum((folder / path).stat().st_size for path in payload)
    if info["Payload-Oxum"] != f"{octets}.{len(payload)}":
        faults.append("Payload-Oxum")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", info["Bagging-Date"]):
        faults.append("Bagging-Date")
    return faults


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return unpack(zipped(made()), tmp_path_factory.mktemp("bundle"))


def run(*command: str, cwd) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60)


def test_it_is_a_bag(folder):
    assert bag_faults(folder) == []
    assert [path.name for path in folder.parent.iterdir()] == ["case-7"]


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum is not installed")
def test_sha256sum_agrees_and_finds_a_change(folder, tmp_path):
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        assert run("sha256sum", "--strict", "-c", name, cwd=folder).returncode == 0
    shutil.copytree(folder, tmp_path / "copy")
    (tmp_path / "copy" / "data" / "0002-mail.eml").write_bytes(b"changed")
    assert run("sha256sum", "-c", "manifest-sha256.txt", cwd=tmp_path / "copy").returncode == 1


def test_openssl_verifies_both_signatures_as_the_read_me_says(folder, tmp_path):
    told = (folder / "READ-ME.txt").read_text(encoding="utf-8")
    (command,) = re.findall(r"^  (openssl dgst .*)$", told, re.MULTILINE)
    said = run(*command.split(), cwd=folder)
    assert (said.returncode, said.stdout) == (0, "Verified OK\n")
    (key,) = re.findall(r"^  (openssl pkey .*)$", told, re.MULTILINE)
    digest = run("sh", "-c", key, cwd=folder).stdout[:32]
    assert digest == P256.fingerprint.replace(" ", "")
    signed = json.loads((folder / "seal" / "signed.json").read_bytes())
    assert check_statement(signed, expected=SIGNER.fingerprint).statement["count"] == 22
    shutil.copytree(folder, tmp_path / "copy")
    statement = tmp_path / "copy" / "seal" / "statement.txt"
    statement.write_bytes(statement.read_bytes().replace(b'"count":22', b'"count":23'))
    assert run(*command.split(), cwd=tmp_path / "copy").returncode == 1


@pytest.mark.skipif(not shutil.which("unzip"), reason="unzip is not installed")
def test_unzip_reads_it(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped(made()))
    assert run("unzip", "-tq", "a.zip", cwd=tmp_path).returncode == 0


def test_the_same_input_makes_the_same_bytes():
    assert zipped(made()) == zipped(made())
    assert zipped(made(cover=COVER._replace(made_at=AT + timedelta(seconds=1)))) != zipped(made())
    elsewhere = AT.astimezone(timezone(timedelta(hours=5)))
    assert zipped(made(cover=COVER._replace(made_at=elsewhere))) == zipped(made())


def test_its_size_and_count_are_known_before_it_is_written():
    bundle, out = made(), io.BytesIO()
    bundle.write(out)
    assert len(out.getvalue()) == bundle.size and bundle.file_name == "case-7.zip"
    assert len(contents(out.getvalue())) == bundle.count == bundle.statement["count"] == 22


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(names, st.binary(max_size=300)), max_size=4), st.text(max_size=40))
def test_any_names_and_contents(tmp_path_factory, received, words):
    told = words.encode("utf-8", "replace").decode()
    items = tuple(item(name, data, said=told) for name, data in received)
    bundle = made(items, custody=[Step(AT, told, told)], cover=COVER._replace(title=words, school=words))
    path = tmp_path_factory.mktemp("any") / "a.zip"
    path.write_bytes(zipped(bundle))
    assert check(str(path), SIGNER.fingerprint).faults == []
    files = contents(path.read_bytes())
    kept = json.loads(files["case-7/data/items.json"])["items"]
    for (name, data), one in zip(received, kept, strict=True):
        assert files[f"case-7/{one['path']}"] == data
        assert one["name"] == name.encode("utf-8", "backslashreplace").decode() and one["about"] == {"said": told}
    assert bag_faults(unpack(path.read_bytes(), path.parent / "folder")) == []
    assert b"<script" not in files["case-7/index.html"]


def test_the_custody_log_is_kept_line_by_line(folder):
    lines = [json.loads(line) for line in (folder / "data" / "custody.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["number"], line["who"], line["what"], line["item"]) for line in lines] == [
        (number, step.who, step.what, step.item) for number, step in enumerate(CUSTODY, 1)
    ]
    assert lines[1]["more"] == {"ground": "request"} and lines[0]["at"] == "2026-11-22T09:00:00Z"


def test_the_index_says_what_there_is_and_no_more(folder):
    page = (folder / "index.html").read_text(encoding="utf-8")
    for words in (
        "chat from Sunday.png",
        ITEMS[0].sha256,
        "Each file listed here is unchanged since received at the time shown beside it.",
        "22 November 2026 at 09:00:00 UTC",
        "opened it, because the police asked (file 1)",
        SIGNER.fingerprint,
        "<dt>Posted at</dt><dd>not known</dd>",
        "<dt>Seen</dt><dd>yes</dd>",
        "<dt>People</dt><dd>one, two</dd>",
        "<dt>More</dt><dd>a: x; b: 1</dd>",
    ):
        assert words in page
    assert "http:" not in page and "https:" not in page and "<script" not in page


def test_an_empty_bundle_says_so():
    files = contents(zipped(made((), custody=(), proofs=None, cover=COVER._replace(made_for="", remarks=("A remark.",)))))
    page = files["case-7/index.html"].decode()
    for words in ("No files were received.", "Nothing is recorded.", "The two signatures only.", "<p>A remark.</p>"):
        assert words in page
    assert "Made for" not in page and "log/keys.txt" not in str(files.keys())


def test_what_is_not_as_it_was_received_makes_no_bundle():
    changed = ITEMS[1]._replace(open=lambda: io.BytesIO(b"something else"))
    with pytest.raises(NotAsReceived) as caught:
        made((ITEMS[0], changed))
    assert caught.value.number == 2 and "mail" not in str(caught.value)


@pytest.mark.parametrize("second", [b"other" * 72, b"x", b"longer" * 100])
def test_what_changes_between_measuring_and_writing_ends_the_zip(tmp_path, second):
    answers = [ITEMS[0].open().read(), second]
    shifting = ITEMS[0]._replace(open=lambda: io.BytesIO(answers.pop(0)))
    bundle, out = made((shifting,)), io.BytesIO()
    with pytest.raises(NotAsReceived):
        bundle.write(out)
    (tmp_path / "half.zip").write_bytes(out.getvalue())
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(tmp_path / "half.zip")


class Endless(io.RawIOBase):
    """A large stream that takes no memory, and says when it is closed."""

    opened: list[Endless] = []

    def __init__(self, size: int) -> None:
        self.left = size
        Endless.opened.append(self)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        given = bytes(min(size, self.left))
        self.left -= len(given)
        return given


def test_memory_stays_flat_and_streams_are_closed(monkeypatch):
    """100 MiB pass through in less than 8 MiB, and nothing is written to disk."""
    size = 100 * 2**20
    digest = hashlib.sha256()
    for _ in range(100):
        digest.update(bytes(2**20))
    large = Item("film.mp4", lambda: Endless(size), AT, digest.hexdigest())
    verify_page(), one_file()
    monkeypatch.setattr("builtins.open", lambda *told, **more: pytest.fail("a file was opened"))
    tracemalloc.start()
    try:
        bundle = made((large,))
        written = sum(len(piece) for piece in bundle.pieces())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        monkeypatch.undo()
    assert written == bundle.size > size and peak < 8 * 2**20
    assert len(Endless.opened) == 2 and all(stream.closed for stream in Endless.opened)


def test_items_may_come_one_at_a_time():
    def coming() -> Iterator[Item]:
        yield from ITEMS

    assert zipped(made(coming())) == zipped(made())


def test_a_proof_written_from_its_parts(tmp_path):
    lines = proof_of(4, ENTRIES).decode().partition("\n\n")
    path = [base64.b64decode(line) for line in lines[0].split("\n")[2:]]
    found = log_proof("received", entry=ENTRIES[4], index=4, path=path, checkpoint=lines[2], opened=OPENED)
    assert found == LogProof("received", ENTRIES[4], proof_of(4, ENTRIES), OPENED)


@pytest.mark.parametrize("size", range(1, 10))
def test_every_place_in_logs_of_every_size(tmp_path, size):
    entries = [f"entry {number}".encode() for number in range(size)]
    for index in range(size):
        assert proofs.log_proof(proof_of(index, entries), entries[index], log_key_line().encode()) == (
            "sample.example.org/log",
            size,
            index,
        )
        for other in {*range(size)} - {index}:
            with pytest.raises(ValueError, match="entry is not the one"):
                proofs.log_proof(proof_of(index, entries), entries[other], log_key_line().encode())


def test_a_stamp_is_for_the_manifest_and_may_fail():
    asked = []

    def stamp(digest: bytes) -> bytes | None:
        asked.append(digest)
        return None

    bundle = made(stamp=stamp)
    assert zipped(bundle) == zipped(made())
    assert asked == [hashlib.sha256(contents(zipped(bundle))["case-7/manifest-sha256.txt"]).digest()]


def test_a_stamp_is_explained():
    files = contents(zipped(made(stamp=lambda digest: b"reply")))
    assert files["case-7/timestamps/manifest.tsr"] == b"reply"
    command = "openssl ts -verify -in timestamps/manifest.tsr -data manifest-sha256.txt -CAfile AUTHORITY.pem"
    assert command in files["case-7/READ-ME.txt"].decode()
    assert "timestamps/manifest.tsr" in files["case-7/index.html"].decode()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"cover": COVER._replace(name="../up")}, "a bundle's name"),
        ({"cover": COVER._replace(name="")}, "a bundle's name"),
        ({"cover": COVER._replace(made_at=datetime(2026, 1, 1))}, "its zone"),  # noqa: DTZ001  what is refused
        ({"items": (ITEMS[0]._replace(received_at=datetime(2026, 1, 1)),)}, "its zone"),  # noqa: DTZ001  what is refused
        ({"custody": [Step(AT, "a", "b", 3)]}, "not in the bundle"),
        ({"custody": [Step(AT, "a", "b", -1)]}, "not in the bundle"),
        ({"proofs": Proofs(notes=(Note("../x", b""),))}, "not plain"),
        ({"proofs": Proofs(notes=(Note("a/b", b""),))}, "not plain"),
        ({"proofs": Proofs(notes=(Note("a", b""), Note("a", b"")))}, "another has"),
        ({"proofs": Proofs(log=(LogProof("a", b"", b""), LogProof("a", b"", b"")))}, "another has"),
        ({"proofs": PROOFS._replace(notes=(Note("keys.txt", b""),))}, "another has"),
        ({"proofs": Proofs(timestamps=(Timestamp("a.tsr", b"", "nothing"),))}, "not in the bundle"),
    ],
)
def test_what_cannot_stand_in_a_bundle(told, words):
    settings = {"items": ITEMS, **told}
    with pytest.raises(ValueError, match=words):
        made(**settings)


def test_times():
    assert spelled(AT) == "2026-11-22T09:00:00Z" and readable(AT) == "22 November 2026 at 09:00:00 UTC"
