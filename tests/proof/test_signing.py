"""A signed statement is checked without the service, and any change is found."""

from __future__ import annotations

import base64
import copy
import json
import subprocess

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lanyard.proof.canonical import canonical
from lanyard.proof.signing import CONTEXT, NotGenuine, Signer, check
from tests.proof.test_canonical import plain, texts

SIGNER = Signer(bytes(range(32)))
statements = st.dictionaries(texts, plain, max_size=4)


@given(statements)
def test_a_signed_statement_is_genuine_after_travelling_as_text(statement):
    found = check(json.loads(json.dumps(SIGNER.sign(statement))), expected=SIGNER.fingerprint)
    assert found == (statement, SIGNER.fingerprint)


@given(statements, statements)
def test_a_signature_fits_no_other_statement(statement, other):
    assume(canonical(statement) != canonical(other))
    with pytest.raises(NotGenuine, match="changed after it was signed"):
        check({**SIGNER.sign(statement), "statement": other})


def test_another_signer_is_told_apart():
    document = Signer(bytes(32)).sign({"a": 1})
    assert check(document).fingerprint != SIGNER.fingerprint
    with pytest.raises(NotGenuine, match="another key signed it"):
        check(document, expected=SIGNER.fingerprint)


def test_a_fingerprint_may_be_typed_without_its_spaces():
    assert check(SIGNER.sign({"a": 1}), expected=SIGNER.fingerprint.replace(" ", "").upper())


def spoil(change):
    document = copy.deepcopy(SIGNER.sign({"a": 1}))
    change(document)
    return document


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {},
        {"statement": [], "signature": {}},
        {**SIGNER.sign({"a": 1}), "more": 1},
        spoil(lambda document: document["signature"].update(algorithm="none")),
        spoil(lambda document: document["signature"].update(more=1)),
        spoil(lambda document: document["signature"].update(value="")),
        spoil(lambda document: document["signature"].update(value="*")),
        spoil(lambda document: document["signature"].update(value=7)),
        spoil(lambda document: document["signature"].update(key=base64.b64encode(bytes(31)).decode())),
        spoil(lambda document: document["signature"].update(key=base64.b64encode(bytes(32)).decode())),
        spoil(lambda document: document["statement"].update(a=1.0)),
    ],
)
def test_what_is_no_signed_statement_is_refused(document):
    with pytest.raises(NotGenuine):
        check(document)


def test_openssl_agrees(tmp_path):
    """The ordinary tool, which shares no code with ours, accepts the signature and refuses a changed one."""
    statement = {"said": "a", "number": 7}
    signed = SIGNER.sign(statement)["signature"]
    # The fixed beginning of an Ed25519 public key as a file (RFC 8410).
    der = bytes.fromhex("302a300506032b6570032100") + base64.b64decode(signed["key"])
    pem = b"-----BEGIN PUBLIC KEY-----\n" + base64.b64encode(der) + b"\n-----END PUBLIC KEY-----\n"
    (tmp_path / "key.pem").write_bytes(pem)
    (tmp_path / "value").write_bytes(base64.b64decode(signed["value"]))
    for text, code in ((CONTEXT + canonical(statement), 0), (CONTEXT + canonical({**statement, "number": 8}), 1)):
        (tmp_path / "text").write_bytes(text)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key.pem", "-rawin", "-in", "text", "-sigfile", "value"]
        assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == code
