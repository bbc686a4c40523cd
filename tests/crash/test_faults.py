"""A kill, a full disk and a broken disk at every step: all of a report or nothing of it, and never a false receipt."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash import writer
from tests.crash.recovery import fault
from tests.repository import ROOT
from tests.support.oracles import program

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def acknowledged(told: str) -> set[int]:
    return {int(number) for number in re.findall(r"stored (\d+)\n", told)}


def test_a_kill_at_any_step_leaves_all_or_nothing(place):
    command = [sys.executable, "-m", "tests.crash.writer", str(place), "kill everywhere"]
    subprocess.run(command, env=ENVIRONMENT, cwd=ROOT, check=True)
    told = {int(path.stem): acknowledged(path.read_text()) for path in place.glob("*.told")}
    assert len(told) > 50 and told[max(told)] == {1, 2, 3, 4, 5}
    # No run was ended before its time: each came at least as far as the one before it.
    assert [len(told[step]) for step in sorted(told)] == sorted(len(each) for each in told.values())
    assert {step: said for step in told if (said := fault(place / str(step), told[step]))} == {}


def run_with(injected: str, root: Path) -> subprocess.CompletedProcess[str]:
    """The writer, with one call of the system going wrong."""
    writer.prepare(root)
    command = [sys.executable, "-m", "tests.crash.writer", str(root), writer.NOTHING]
    call = injected.partition(":")[0]
    options = ["-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={injected}"]
    return subprocess.run(
        [program("strace"), *options, *command], env=ENVIRONMENT, cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("call", ["pwrite64", "fdatasync"])
@pytest.mark.parametrize("when", [1, 2, 3, 4, 6])
def test_a_kill_inside_the_commit_leaves_all_or_nothing(tmp_path, call, when):
    done = run_with(f"{call}:signal=SIGKILL:when={when}", tmp_path)
    told = acknowledged(done.stdout)
    assert done.returncode != 0 and len(told) < 5
    assert fault(tmp_path, told) is None


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("call", ["pwrite64", "fdatasync", "fsync"])
@pytest.mark.parametrize("when", ["1", "5+"])
def test_a_disk_that_fails_gives_no_receipt_for_what_it_lost(tmp_path, error, call, when):
    done = run_with(f"{call}:error={error}:when={when}", tmp_path)
    told = acknowledged(done.stdout)
    assert done.returncode != 0 and len(told) < 5
    assert re.search("NotStored|OperationalError", done.stderr)
    assert fault(tmp_path, told) is None


FULL = """
import io, resource, sys
from pathlib import Path
from lanyard.proof.blobs import BlobStore, NotStored
from lanyard.proof.identities import Identity

blobs = BlobStore(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    blobs.put(io.BytesIO(bytes(1_000_000)), recipient=Identity.make().recipient, most=2_000_000)
except NotStored as error:
    print(error.strerror)
blobs.put(io.BytesIO(bytes(1_000)), recipient=Identity.make().recipient, most=2_000_000)
"""


def test_a_real_limit_of_the_system_leaves_nothing_and_says_so(tmp_path):
    command = [sys.executable, "-c", FULL, str(tmp_path / "blobs")]
    done = subprocess.run(command, env=ENVIRONMENT, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "There is no room to store the file. Nothing of it was kept.\n"
    left = [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()]
    assert len(left) == 1 and left[0].stat().st_size < 2_000
