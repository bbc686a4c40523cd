"""`lanyard verify` for bundles: ZIPs and folders, whole and damaged, and the timestamps in them."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from lanyard.cli import main
from lanyard.proof.bundles import Proofs, Timestamp
from lanyard.proof.timestamps import Stamp, ask, request_for
from tests.proof.authority import Authority
from tests.proof.bundles import damage
from tests.proof.bundles.samples import COVER, SIGNER, contents, made, pack, unpack, zipped


@pytest.fixture
def whole(tmp_path):
    """A ZIP as it was made."""
    path = tmp_path / "case-7.zip"
    path.write_bytes(zipped(made()))
    return path


def test_a_whole_bundle(whole, tmp_path, capsys):
    for path in (whole, unpack(whole.read_bytes(), tmp_path / "folder")):
        assert main(["verify", str(path)]) == 0
        told = " ".join(capsys.readouterr().out.split())
        for words in (
            "unchanged since it was signed",
            SIGNER.fingerprint,
            "data/0002-mail.eml: unchanged since received at 2026-11-22T09:00:00Z",
            "is entry 4 of the log",
            "give it with --key",
            "It does not say who made them",
        ):
            assert words in told


def test_the_key_that_must_have_signed_it(whole, capsys):
    assert main(["verify", str(whole), "--key", SIGNER.fingerprint.upper()]) == 0
    assert "give it with --key" not in capsys.readouterr().out
    assert main(["verify", str(whole), "--key", "0" * 32]) == 1
    assert "Another key signed it" in capsys.readouterr().out


@pytest.mark.parametrize("name", damage.CASES)
def test_every_kind_of_damage_is_found(name, tmp_path, capsys):
    case = damage.CASES[name]
    path = pack(damage.apply(case), tmp_path / "changed.zip")
    assert main(["verify", str(path), "--json"]) == 1
    (told,) = json.loads(capsys.readouterr().out)["files"]
    assert told["genuine"] is False and told["kind"] == "bundle"
    found = [(fault["kind"], fault["path"]) for fault in told["faults"]]
    assert len(found) == len(set(found))
    assert ("reason" in told) if case.kind is None else (case.kind, case.path) in found


@pytest.mark.parametrize("name", ["changed", "added-count", "statement-gone"])
def test_what_is_said_about_damage(name, tmp_path, capsys):
    assert main(["verify", str(pack(damage.apply(damage.CASES[name]), tmp_path / "a.zip"))]) == 1
    said = capsys.readouterr()
    words = " ".join(said.out.split())
    assert said.err == "" and ("not as it was signed" in words or "could not be checked" in words)
    assert "unchanged" not in said.out


@pytest.mark.parametrize("name", damage.RAW)
def test_zips_made_to_confuse(name, tmp_path, capsys):
    path = tmp_path / "odd.zip"
    path.write_bytes(damage.RAW[name](tmp_path))
    assert main(["verify", str(path)]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_a_bundle_beside_a_statement(whole, tmp_path):
    statement = tmp_path / "statement.json"
    statement.write_text(json.dumps(SIGNER.sign({"kind": "other"})))
    assert main(["verify", str(whole), str(statement)]) == 0
    # The signed list of a bundle is a statement by itself, too.
    assert main(["verify", str(unpack(whole.read_bytes(), tmp_path / "folder") / "seal" / "signed.json")]) == 0


def test_a_bundle_does_not_come_by_standard_input(whole, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(whole.read_bytes())))
    assert main(["verify", "-"]) == 1
    assert "not a signed statement" in capsys.readouterr().out


def test_a_folder_that_is_no_bundle(tmp_path, capsys):
    assert main(["verify", str(tmp_path)]) == 1
    assert "holds no signed list" in capsys.readouterr().out


def test_timestamps(tmp_path, capsys):
    """Without certificates only what a timestamp names is checked; with them, who signed it."""
    authority, stranger = Authority(tmp_path / "authority"), Authority(tmp_path / "stranger")
    plain = zipped(made(proofs=Proofs()))

    def stamp(digest: bytes) -> bytes:
        found = ask(digest, roots=[authority.root], transport=authority.reply, at=datetime.now(UTC))
        assert isinstance(found, Stamp)
        return found.reply

    bundle = tmp_path / "stamped.zip"
    bundle.write_bytes(zipped(made(proofs=Proofs(), stamp=stamp)))
    assert bundle.read_bytes() != plain
    assert main(["verify", str(bundle)]) == 0
    assert "timestamps/manifest.tsr names manifest-sha256.txt and the time" in " ".join(capsys.readouterr().out.split())
    assert main(["verify", str(bundle), "--authority", str(authority.folder / "ca.pem")]) == 0
    assert "as CN=Sample Time signed" in " ".join(capsys.readouterr().out.split())
    assert main(["verify", str(bundle), "--authority", str(stranger.folder / "ca.pem")]) == 1
    assert "timestamp: timestamps/manifest.tsr" in capsys.readouterr().out
    folder = unpack(bundle.read_bytes(), tmp_path / "folder")
    command = ["openssl", "ts", "-verify", "-in", "timestamps/manifest.tsr", "-data", "manifest-sha256.txt", "-CAfile"]
    assert subprocess.run([*command, authority.folder / "ca.pem"], cwd=folder, capture_output=True).returncode == 0
    assert subprocess.run([*command, stranger.folder / "ca.pem"], cwd=folder, capture_output=True).returncode == 1
    other = hashlib.sha256(b"something else").digest()
    right = hashlib.sha256(contents(zipped(made()))["case-7/bagit.txt"]).digest()
    of_another_hash = stamp(right).replace(bytes.fromhex("608648016503040201"), bytes.fromhex("608648016503040208"))
    for reply in (stamp(other), authority.reply(b"0\3\2\1\1"), of_another_hash):
        bundle.write_bytes(zipped(made(proofs=Proofs(timestamps=(Timestamp("a.tsr", reply, "bagit.txt"),)))))
        assert main(["verify", str(bundle)]) == 1
        assert "It is not a timestamp of bagit.txt" in " ".join(capsys.readouterr().out.split())
    bundle.write_bytes(zipped(made(proofs=Proofs(timestamps=(Timestamp("a.tsr", stamp(right), "bagit.txt"),)))))
    assert main(["verify", str(bundle)]) == 0


def test_a_timestamp_that_was_stamped_again_before_it_ended(tmp_path, capsys):
    """The first certificate has ended by now; the later timestamp was made while it still lasted."""
    later = Authority(tmp_path / "later")
    short = Authority(tmp_path / "short", until=datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=3))
    digest = hashlib.sha256(contents(zipped(made()))["case-7/bagit.txt"]).digest()
    first = short.reply(request_for(digest, nonce=5))
    again = later.reply(request_for(hashlib.sha256(first).digest(), nonce=6))
    while datetime.now(UTC) <= short.good_until + timedelta(seconds=1):
        time.sleep(0.2)
    late = later.reply(request_for(hashlib.sha256(first).digest(), nonce=7))
    roots = tmp_path / "roots.pem"
    roots.write_bytes((short.folder / "ca.pem").read_bytes() + (later.folder / "ca.pem").read_bytes())
    bundle = tmp_path / "stamped.zip"
    told = [Timestamp("a.tsr", first, "bagit.txt"), Timestamp("b.tsr", again, "timestamps/a.tsr")]
    for stamps, holds in ((told, True), (told[:1], False), (told[::-1], False), ([told[0], told[1]._replace(reply=late)], False)):
        bundle.write_bytes(zipped(made(proofs=Proofs(timestamps=tuple(stamps)))))
        assert (main(["verify", str(bundle), "--authority", str(roots)]) == 0) is holds
        said = " ".join(capsys.readouterr().out.split())
        assert ("was not stamped again before" in said) is not holds
        if holds:
            assert said.index("bagit.txt was there") < said.index("timestamps/a.tsr was there")
    (tmp_path / "a.tsr").write_bytes(first)
    command = ["openssl", "ts", "-verify", "-in", "a.tsr", "-digest", digest.hex(), "-CAfile", "roots.pem"]
    for more, code in (([], 1), (["-attime", str(int(short.good_until.timestamp()) - 1)], 0)):
        assert subprocess.run([*command, *more], cwd=tmp_path, capture_output=True).returncode == code


def test_certificates_that_are_none(whole, capsys):
    assert main(["verify", str(whole), "--authority", str(whole)]) == 1
    assert "holds no certificates" in capsys.readouterr().err
    assert main(["verify", str(whole), "--authority", "/nowhere.pem"]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_it_starts_without_django(whole):
    code = "import sys; from lanyard.cli import main; main(sys.argv[1:]); assert not any('django' in m for m in sys.modules)"
    subprocess.run([sys.executable, "-c", code, "verify", str(whole)], check=True, stdout=subprocess.DEVNULL)


def test_the_sample_is_named_as_the_paths_say():
    assert damage.TOP == f"{COVER.name}/"
