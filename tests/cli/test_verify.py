"""`lanyard verify`: genuine files, changed ones, and files made to confuse."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from lanyard.cli import main
from lanyard.proof.canonical import canonical
from lanyard.proof.signing import Signer, check

SIGNER, OTHER = Signer(bytes(range(32))), Signer(bytes(32))
SAID = {
    "kind": "acknowledgement",
    "id": "8d4f0f1e-5d1c-4f0e-9d39-1a2b3c4d5e6f",
    "school": {"name": "Sample Primary School", "urn": ""},
    "adult": {"name": "Sam Whitcombe", "parts": ["teacher"], "number": 7},
    "policy": {"title": "A policy", "version": "2026", "hash": "ab" * 32, "in_force_from": "2026-10-13"},
    "clauses": [{"number": "1.1", "id": "one", "hash": "cd" * 32}],
    "response": "agree",
    "method": "paper",
    "witness": "Carol Whitlow",
    "said_at": "2026-11-22T09:00:00Z",
    "recorded_at": "2026-11-22T09:00:00Z",
}


def record(*certificates) -> dict:
    """A person's record with these certificates in it."""
    entries = [{"at": "2026-11-22T09:00:00Z", "words": "You agreed.", "statement": {"certificate": one}} for one in certificates]
    return {"kind": "record", "adult": {"name": "Sam Whitcombe", "number": 7}, "school": {"name": "A school"}, "entries": entries}


@pytest.fixture
def file(tmp_path):
    """Writes a document to a file and gives its name."""

    def write(document: object, name: str = "certificate.json") -> str:
        path = tmp_path / name
        path.write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
        return str(path)

    return write


def test_a_genuine_certificate(file, capsys):
    assert main(["verify", file(canonical(SIGNER.sign(SAID)))]) == 0
    told = capsys.readouterr().out
    for words in ("unchanged since it was signed", SIGNER.fingerprint, "Sam Whitcombe", "agrees to it", "Carol Whitlow"):
        assert words in told


def test_layout_does_not_matter(file):
    assert main(["verify", file(json.dumps(SIGNER.sign(SAID), indent=2).encode())]) == 0


def test_the_key_that_must_have_signed_it(file, capsys):
    name = file(SIGNER.sign(SAID))
    assert main(["verify", name, "--key", SIGNER.fingerprint.upper()]) == 0
    assert main(["verify", name, "--key", OTHER.fingerprint]) == 1
    assert "another key signed it" in capsys.readouterr().out
    assert main(["verify", name, "--key", "not a fingerprint"]) == 2


@pytest.mark.parametrize("part", [("response",), ("adult", "name"), ("policy", "hash"), ("said_at",), ("witness",)])
def test_a_changed_certificate(file, capsys, part):
    document = json.loads(json.dumps(SIGNER.sign(SAID)))
    at = document["statement"]
    for name in part[:-1]:
        at = at[name]
    at[part[-1]] = "else"
    assert main(["verify", file(document)]) == 1
    assert "not genuine" in capsys.readouterr().out


def test_every_changed_byte_is_found(file):
    """Any other byte at any place: the file is refused, or it states the same."""
    data = canonical(SIGNER.sign(SAID))
    for place in range(len(data)):
        for other in (data[place] ^ 1, data[place] ^ 32):
            changed = data[:place] + bytes([other]) + data[place + 1 :]
            try:
                found = check(json.loads(changed))
            except ValueError:
                continue
            raise AssertionError(f"byte {place} changed and {found.statement} passed")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"not json",
        b"\xff\xfe",
        b"null",
        b"[" * 100_000,
        b'{"statement": {}, "signature": 1}',
        b'{"statement": NaN, "signature": {}}',
    ],
    ids=range(9),
)
def test_what_is_no_signed_statement(file, data, capsys):
    assert main(["verify", file(data)]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_two_values_under_one_name_are_refused(file, capsys):
    signed = json.dumps(SIGNER.sign(SAID))
    assert (
        main(["verify", file(signed.replace('"response": "agree"', '"response": "disagree", "response": "agree"').encode())]) == 1
    )
    assert "two values under one name" in capsys.readouterr().out


@pytest.mark.parametrize(
    "odd", [{"kind": "acknowledgement", "adult": 1, "policy": [], "clauses": 3}, {"kind": "record", "entries": 7}]
)
def test_a_genuine_file_of_another_shape_breaks_nothing(file, odd):
    assert main(["verify", file(SIGNER.sign(odd))]) == 0


def test_control_characters_never_reach_the_terminal(file, capsys):
    assert main(["verify", file(SIGNER.sign({**SAID, "witness": "\x1b[2JCarol"}))]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_a_record_checks_what_is_inside(file, capsys):
    assert main(["verify", file(SIGNER.sign(record(SIGNER.sign(SAID)))), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"][0]["certificates_inside"] == 1
    broken = SIGNER.sign(SAID)
    broken["statement"] = {**SAID, "response": "disagree"}
    assert main(["verify", file(SIGNER.sign(record(broken)))]) == 1
    somebody_else = SIGNER.sign({**SAID, "adult": {"name": "Hannah Kowal", "number": 8}})
    assert main(["verify", file(SIGNER.sign(record(somebody_else)))]) == 1
    assert "about somebody else" in capsys.readouterr().out


def test_one_file_that_fails_fails_all(file):
    good, bad = file(SIGNER.sign(SAID), "good.json"), file({}, "bad.json")
    assert main(["verify", good, bad]) == 1


def test_a_file_that_is_not_there(capsys):
    assert main(["verify", "/nowhere/at/all.json"]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_it_starts_without_django(file):
    code = "import sys; from lanyard.cli import main; main(sys.argv[1:]); assert not any('django' in m for m in sys.modules)"
    subprocess.run([sys.executable, "-c", code, "verify", file(SIGNER.sign(SAID))], check=True, stdout=subprocess.DEVNULL)
