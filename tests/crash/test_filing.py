"""Whatever the power leaves of the disk while real reports are filed, each that was acknowledged is there, with its file."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

from tests.crash import trace
from tests.crash.states import State, build, states
from tests.repository import ROOT
from tests.support.oracles import program

REPORTS = 2
#: There are some 46,000 states; so many are tried here. ``TRIED=5000`` in the environment tries more.
TRIED = int(os.environ.get("TRIED", "160"))
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def filing(*arguments: object, **more) -> subprocess.Popen:
    command = [sys.executable, "-m", "tests.crash.filing", *map(str, arguments)]
    return subprocess.Popen(command, env=ENVIRONMENT, cwd=ROOT, stdout=subprocess.PIPE, text=True, **more)


def chosen(found: list[State], most: int) -> list[State]:
    """So many of the states, by chance and the same each time, half of them with everything acknowledged."""
    chance = random.Random(20261130)
    last = [each for each in found if len(each.acknowledged) == REPORTS]
    rest = [each for each in found if 0 < len(each.acknowledged) < REPORTS]
    return [each for some in (last, rest) for each in chance.sample(some, min(len(some), most // 2))]


def bad(found: list[State], before: trace.Disk, steps: list[trace.Step], place: Path, elsewhere: Path) -> dict[str, int]:
    """How many states are bad, by what is wrong with them."""
    told: dict[str, int] = {}
    with filing("open", elsewhere, stdin=subprocess.PIPE) as opener:
        assert opener.stdin and opener.stdout
        for state in found:
            root = place / "disk"
            root.mkdir()
            build(state, steps, before, root)
            opener.stdin.write(json.dumps({"folder": str(root), "acknowledged": sorted(state.acknowledged)}) + "\n")
            opener.stdin.flush()
            said = opener.stdout.readline().strip()
            if said != "whole":
                told[said] = told.get(said, 0) + 1
            shutil.rmtree(root)
        opener.stdin.close()
        assert opener.wait(timeout=60) == 0
    return told


def test_no_power_cut_loses_a_real_report(tmp_path, place):
    root, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    elsewhere.mkdir()
    root.mkdir()
    with filing("prepare", root) as process:
        assert process.wait(timeout=120) == 0
    before = trace.read_disk(root)
    command = [sys.executable, "-m", "tests.crash.filing", "file", str(root), str(REPORTS)]
    lines = trace.trace(program("strace"), root, *command, log=tmp_path / "trace")
    steps = trace.Reader(root, before).read(lines)
    assert [step.number for step in steps if isinstance(step, trace.Receipt)] == list(range(1, REPORTS + 1))
    found = chosen(list(states(steps)), TRIED)
    assert len(found) >= 100
    assert bad(found, before, steps, place, elsewhere) == {}
    # The same harness finds what is wrong where nothing was synced at all.
    loose = [step for step in steps if not isinstance(step, trace.Sync)]
    assert bad(chosen(list(states(loose)), 40), before, loose, place, elsewhere) != {}
