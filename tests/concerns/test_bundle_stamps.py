"""Timestamps in the bundle of a case: of its checkpoints and of itself, where an authority is named and answers."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from django.utils import timezone

from lanyard.cli import main
from lanyard.people import checkpoints, stamps
from lanyard.people.keys import signer
from lanyard.records import jobs
from lanyard.records.models import Checkpoint, CheckpointStamp
from tests.concerns.desk import Holder
from tests.concerns.files import Adder, attack, picture, saved
from tests.concerns.test_bundles import bundle
from tests.proof.authority import DAY, Authority, served
from tests.support.oracles import program
from tests.support.stamping import stamping

pytestmark = pytest.mark.django_db
SENTENCE, NONE = "An outside authority is asked for a timestamp of it", "because none is set up for this service"


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    program("openssl")
    return Authority(tmp_path_factory.mktemp("time") / "authority")


@pytest.fixture
def asked(settings, authority):
    with stamping(settings, authority) as held:
        yield held


@pytest.fixture
def head(cast) -> Holder:
    return Holder(cast, "head")


@pytest.fixture
def case(cast, head):
    filed = attack(cast)
    Adder.with_receipt(filed.receipt).add(picture(), "chat.jpg")
    checkpoints.send(school=cast.school, report=str(filed.case.pk), at=timezone.now())
    head.read(filed.case)
    return filed.case


def made(head, case, folder: Path) -> Path:
    """The bundle, as it was saved."""
    path = folder / "bundle.zip"
    path.write_bytes(saved(bundle(head, case, made_for="hr")))
    return path


def inside(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as held:
        return {name.partition("/")[2]: held.read(name) for name in held.namelist()}


def stamped(path: Path) -> list[tuple[str, str]]:
    """Which timestamps the signed list names, and for what."""
    told = json.loads(inside(path)["seal/signed.json"])["statement"]["timestamps"]
    return [(one["path"].removeprefix("timestamps/"), one["of"]) for one in told]


def test_without_an_authority_it_carries_none_and_says_so(head, case, tmp_path):
    assert NONE in head.open(f"/cases/{case.pk}/bundle/").text
    assert stamped(made(head, case, tmp_path)) == []


def test_it_carries_those_of_both_checkpoints_and_its_own(asked, head, case, authority, tmp_path, capsys):
    jobs.run_due(at=timezone.now(), worker="tests")
    assert SENTENCE in head.open(f"/cases/{case.pk}/bundle/").text
    path = made(head, case, tmp_path)
    assert stamped(path) == [
        ("checkpoint.tsr", "log/checkpoint.txt"),
        ("checkpoint-of-report.tsr", "log/checkpoint-of-report.txt"),
        ("manifest.tsr", "manifest-sha256.txt"),
    ]
    files, roots = inside(path), authority.folder / "ca.pem"
    for name, of in stamped(path):
        assert authority.openssl_accepts(files[f"timestamps/{name}"], sha256(files[of]).digest())
    then = files["log/checkpoint-of-report.txt"].decode()
    early = [data.decode() for name, data in files.items() if name.startswith("log/at-report-") and name.endswith(".tlog-proof")]
    assert early and all(proof.endswith(then) for proof in early)
    assert files["log/at-report-0001.entry"] == files["log/entry-0001.entry"]
    assert main(["verify", str(path), "--key", signer().fingerprint, "--authority", str(roots)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "log/checkpoint-of-report.txt was there at" in said
    (tmp_path / "verify.py").write_bytes(files["verify.py"])
    done = subprocess.run([sys.executable, "-I", str(tmp_path / "verify.py"), str(path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert CheckpointStamp.objects.count() == 2


def test_one_that_was_stamped_again_comes_with_its_chain(settings, head, case, authority, tmp_path, capsys):
    ending = Authority(tmp_path / "ending", until=timezone.now().replace(microsecond=0) + 30 * DAY)
    with stamping(settings, ending, authority) as asked:
        first = Checkpoint.objects.get(reason="report")
        assert stamps.stamp_now(first, at=timezone.now())
        asked.authority = authority
        stamps.stamp_again(at=timezone.now())
        path = made(head, case, tmp_path)
    assert ("checkpoint-of-report-again-1.tsr", "timestamps/checkpoint-of-report.tsr") in stamped(path)
    roots = tmp_path / "roots.pem"
    roots.write_bytes((ending.folder / "ca.pem").read_bytes() + (authority.folder / "ca.pem").read_bytes())
    assert main(["verify", str(path), "--authority", str(roots)]) == 0
    assert "as CN=Sample Time signed" in " ".join(capsys.readouterr().out.split())


def test_an_authority_that_is_down_is_asked_once_and_the_bundle_is_made(asked, head, case, tmp_path):
    asked.is_up = False
    path = made(head, case, tmp_path)
    assert len(asked.asked) == 1
    assert stamped(path) == []
    assert not [name for name in inside(path) if "report" in name]
    assert main(["verify", str(path), "--key", signer().fingerprint]) == 0


def test_it_goes_down_in_the_middle(asked, head, case, tmp_path, monkeypatch):
    answer = asked.answer

    def once(handler, request):
        asked.is_up = not asked.asked
        answer(handler, request)

    monkeypatch.setattr(asked, "answer", once)
    assert stamped(made(head, case, tmp_path)) == [("checkpoint.tsr", "log/checkpoint.txt")]


def test_nobody_waits_long_for_one_that_does_not_answer(settings, head, case, authority, tmp_path, monkeypatch):
    monkeypatch.setattr(stamps, "SHORT_PATIENCE", 0.3)
    with stamping(settings, authority), served(lambda handler, request: time.sleep(2)) as slow:
        settings.TIMESTAMPS = slow
        before = time.monotonic()
        assert stamped(made(head, case, tmp_path)) == []
    assert time.monotonic() - before < 60
