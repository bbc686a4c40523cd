"""Checkpoints: Go and openssl accept ours, and neither they nor we accept one that was changed."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Callable
from email import policy
from email.message import EmailMessage

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import example, given
from hypothesis import strategies as st

from lanyard.proof.log.checkpoints import (
    LARGEST,
    Checkpoint,
    Keys,
    LogSigner,
    NotACheckpoint,
    find_note,
    for_openssl,
    read_checkpoint,
)
from lanyard.proof.log.proofs import prove_consistency, prove_inclusion
from tests.proof.log.growing import Grown, changed
from tests.repository import ROOT
from tests.support.oracles import build_go, program

SIGNER = LogSigner(b"k" * 32)
KEYS = SIGNER.keys
LOG = Grown(70)
NOTE = SIGNER.sign(70, LOG.roots[70])


def coded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


@pytest.fixture(scope="module")
def ask_go(tmp_path_factory) -> Callable[[dict], dict]:
    """Go's answer to a question, as JSON."""
    oracle = build_go(ROOT / "tests/proof/log/oracle.go", tmp_path_factory.mktemp("go"))

    def ask(question: dict) -> dict:
        done = subprocess.run([oracle], input=json.dumps(question), capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    return ask


def test_a_checkpoint_says_which_log_how_long_and_which_root_and_nothing_else():
    assert read_checkpoint(NOTE, KEYS) == Checkpoint(KEYS.origin, 70, LOG.roots[70])
    text, _, signatures = NOTE.partition("\n\n")
    assert text == f"{KEYS.origin}\n70\n{coded(LOG.roots[70])}"
    assert [line.rsplit(" ", 1)[0] for line in signatures.splitlines()] == [f"— {KEYS.origin}"] * 2


def test_keys_follow_from_the_secret_alone():
    assert LogSigner(b"k" * 32).keys == KEYS
    assert len({LogSigner(bytes([number]) * 32).keys.origin for number in range(20)}) == 20


def test_go_opens_our_checkpoints_and_refuses_changed_ones(ask_go):
    wrong = [NOTE.replace("\n70\n", "\n71\n"), NOTE.replace(coded(LOG.roots[70]), coded(LOG.roots[69]))]
    wrong += [LogSigner(b"l" * 32).sign(70, LOG.roots[70]), NOTE.partition("\n\n")[0] + "\n"]
    told = ask_go({"verifier": KEYS.verifier, "notes": [NOTE, SIGNER.sign(0, LOG.roots[0]), *wrong]})
    assert told["Notes"][:2] == ["", ""]
    assert told["Texts"][0] == Checkpoint(KEYS.origin, 70, LOG.roots[70]).text
    assert all(told["Notes"][2:])


def test_go_has_the_same_roots(ask_go):
    told = ask_go({"leaves": [coded(leaf) for leaf in LOG.leaves]})
    assert told["Roots"] == [coded(root) for root in LOG.roots[1:]]


def inclusion(index: int, size: int, **other) -> dict:
    proof = [coded(step) for step in prove_inclusion(index, size, LOG.node)]
    told = {"size": size, "index": index, "root": coded(LOG.roots[size]), "leaf": coded(LOG.leaves[index]), "proof": proof}
    return {**told, **other}


def consistency(old: int, new: int, **other) -> dict:
    proof = [coded(step) for step in prove_consistency(old, new, LOG.node)]
    return {"old": old, "new": new, "oldRoot": coded(LOG.roots[old]), "newRoot": coded(LOG.roots[new]), "proof": proof, **other}


def test_go_accepts_our_proofs(ask_go):
    entries = [inclusion(index, size) for size in (1, 2, 3, 7, 8, 33, 64, 70) for index in range(size)]
    grown = [consistency(old, new) for new in range(1, 35) for old in range(1, new + 1)]
    told = ask_go({"inclusions": entries, "consistencies": grown})
    assert set(told["Inclusions"]) == {""}
    assert set(told["Consistencies"]) == {""}


def test_go_refuses_an_altered_record_and_altered_proofs(ask_go):
    entries, grown = [], []
    for index in range(0, 70, 7):
        entries.append(inclusion(index, 70, leaf=coded(changed(LOG.leaves[index], index))))
        entries.append(inclusion(index, 70, root=coded(LOG.roots[69])))
        told = inclusion(index, 70)
        for at, step in enumerate(told["proof"]):
            turned = coded(changed(base64.b64decode(step), at))
            entries.append({**told, "proof": [*told["proof"][:at], turned, *told["proof"][at + 1 :]]})
    for old in range(1, 70, 7):
        grown.append(consistency(old, 70, oldRoot=coded(LOG.roots[old + 1])))
        grown.append(consistency(old, 70, proof=consistency(old, 70)["proof"][:-1]))
    said = ask_go({"inclusions": entries, "consistencies": grown})
    assert all(said["Inclusions"])
    assert all(said["Consistencies"])


def test_openssl_verifies_the_p256_signature_and_no_other_text(tmp_path):
    text, signature = for_openssl(NOTE, KEYS)
    (tmp_path / "key.pem").write_text(KEYS.p256_pem)
    (tmp_path / "checkpoint.sig").write_bytes(signature)
    command = [program("openssl"), "dgst", "-sha256", "-verify", "key.pem", "-signature", "checkpoint.sig", "checkpoint.txt"]

    def verify(told: bytes) -> tuple[int, str]:
        (tmp_path / "checkpoint.txt").write_bytes(told)
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.strip()

    assert verify(text) == (0, "Verified OK")
    for place in range(0, len(text), 5):
        assert verify(changed(text, place))[0] != 0


@given(place=st.integers(0, len(NOTE) - 1), letter=st.characters(codec="utf-8"))
@example(place=len(NOTE) - 2, letter="=")
def test_no_changed_letter_passes(place, letter):
    wrong = NOTE[:place] + letter + NOTE[place + 1 :]
    if wrong != NOTE:
        with pytest.raises(NotACheckpoint):
            read_checkpoint(wrong, KEYS)


@given(st.text(max_size=300))
def test_no_other_text_is_a_checkpoint(text):
    with pytest.raises(NotACheckpoint):
        read_checkpoint(text, KEYS)
    with pytest.raises(NotACheckpoint):
        for_openssl(text, KEYS)


def test_a_witness_may_sign_beside_us():
    other = f"— witness.example.org/w {coded(b'abcd' + b's' * 64)}\n"
    assert read_checkpoint(NOTE + other, KEYS).size == 70


def signed_anyway(text: str) -> str:
    """Both signatures of our keys over a text that we would never sign."""
    held = SIGNER._ed25519.sign(text.encode())
    first, second = NOTE.splitlines()[-2:]
    ours = base64.b64decode(first.rsplit(" ", 1)[1])[:4]
    return f"{text}\n— {KEYS.origin} {coded(ours + held)}\n{second}\n"


@pytest.mark.parametrize(
    "text",
    [
        "other/log\n70\n{root}\n",
        "{origin}\n070\n{root}\n",
        "{origin}\n-1\n{root}\n",
        "{origin}\n70\n{root}\nand more\n",
        "{origin}\n70\n\n",
        "{origin}\n70\nAAAA\n",
        "\n70\n{root}\n",
    ],
)
def test_another_shape_is_refused_whoever_signed_it(text):
    with pytest.raises(NotACheckpoint):
        read_checkpoint(signed_anyway(text.format(origin=KEYS.origin, root=coded(LOG.roots[70]))), KEYS)


def test_each_key_signs_once():
    text, _, signed = NOTE.partition("\n\n")
    first, second = signed.splitlines(keepends=True)
    for wrong in (first, second, first + first + second, first + second + second):
        with pytest.raises(NotACheckpoint, match="once by each"):
            read_checkpoint(f"{text}\n\n{wrong}", KEYS)
    with pytest.raises(NotACheckpoint, match="P-256"):
        for_openssl(f"{text}\n\n{first}", KEYS)


def test_another_logs_checkpoint_is_not_ours():
    with pytest.raises(NotACheckpoint, match="another log"):
        read_checkpoint(LogSigner(b"l" * 32).sign(70, LOG.roots[70]), KEYS)


@pytest.mark.parametrize("wrong", ["", "\n", "text\n", NOTE[:-1], NOTE + " ", NOTE.replace("\n", "\r\n"), "x" * LARGEST + NOTE])
def test_what_is_no_note_is_refused(wrong):
    with pytest.raises(NotACheckpoint):
        read_checkpoint(wrong, KEYS)


@pytest.mark.parametrize(
    "line", ["- name AAAA", "— name", "— na+me AAAAAAAA", "— name AAAA", "— name AAAAAAA", "— name A*AAAAAA", " "]
)
def test_a_signature_that_is_not_whole_is_refused(line):
    with pytest.raises(NotACheckpoint, match="not whole"):
        read_checkpoint(f"{NOTE}{line}\n", KEYS)


def mailed(**packing: str) -> bytes:
    mail = EmailMessage(policy=policy.SMTP)
    mail["Subject"] = "Please keep this"
    mail.set_content(f"Some words before.\n\n{NOTE}\nAnd after.\n", **packing)
    return mail.as_bytes()


PACKINGS = [mailed(cte=cte) for cte in ("8bit", "base64", "quoted-printable")]


@pytest.mark.parametrize("data", [NOTE.encode(), NOTE.strip().encode(), NOTE.replace("\n", "\r\n").encode(), *PACKINGS])
def test_a_checkpoint_is_found_in_a_file_and_in_the_mail_that_brought_it(data):
    assert find_note(data) == NOTE


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"some words\n", b"Content-Type: image/png\n\nwords", NOTE[:90].encode()])
def test_where_there_is_none_that_is_said(data):
    with pytest.raises(NotACheckpoint, match="no checkpoint in it"):
        find_note(data)


def test_only_what_a_log_can_be_is_signed():
    for size, root in [(-1, LOG.roots[1]), (1, b"short")]:
        with pytest.raises(ValueError, match="size and a root"):
            SIGNER.sign(size, root)


def test_the_p256_key_must_be_one():
    public = Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    with pytest.raises(ValueError, match="no P-256 key"):
        read_checkpoint(NOTE, Keys(KEYS.origin, KEYS.ed25519, public.decode()))
