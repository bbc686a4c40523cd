"""Whatever the power leaves of the disk, each report that was acknowledged is there and opens."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash import trace, writer
from tests.crash.recovery import fault
from tests.crash.states import State, build, states
from tests.support.oracles import program

BLOB, RECEIPT = "a row or a name without its blob", "acknowledged and lost"
#: The ways to break the writer, and by what each shows.
DEFECTS = {
    "no fsync of the file": BLOB,
    "no fsync of the folder": BLOB,
    "no fsync of the folder above": BLOB,
    "rename before write": BLOB,
    "row before blob": BLOB,
    "receipt before commit": RECEIPT,
    "synchronous=NORMAL": RECEIPT,
    "synchronous=OFF": RECEIPT,
}


def traced(tmp_path: Path, defect: str) -> tuple[trace.Disk, list[trace.Step]]:
    """A real run of the writer, and the disk before it."""
    root = tmp_path / "data" / "of the school"
    root.mkdir(parents=True)
    writer.prepare(root)
    before = trace.read_disk(root)
    command = [sys.executable, "-m", "tests.crash.writer", str(root), defect]
    lines = trace.trace(program("strace"), root, *command, log=tmp_path / "trace")
    return before, trace.Reader(root, before).read(lines)


def faults(before: trace.Disk, steps: list[trace.Step], place: Path, counted: list[int]) -> Iterator[tuple[State, str]]:
    """Each bad state; ``counted`` grows by one for every state tried."""
    for state in states(steps):
        counted.append(1)
        root = place / "disk"
        root.mkdir()
        build(state, steps, before, root)
        if said := fault(root, state.acknowledged):
            yield state, said
        shutil.rmtree(root)


def test_no_power_cut_loses_an_acknowledged_report(tmp_path, place):
    before, steps = traced(tmp_path, writer.NOTHING)
    assert [step.number for step in steps if isinstance(step, trace.Receipt)] == [1, 2, 3, 4, 5]
    counted: list[int] = []
    assert [said for _, said in faults(before, steps, place, counted)] == []
    assert len(counted) > 1000


@pytest.mark.parametrize(("defect", "words"), list(DEFECTS.items()))
def test_each_seeded_defect_is_found(tmp_path, place, defect, words):
    before, steps = traced(tmp_path, defect)
    _, said = next(faults(before, steps, place, []))
    assert said.startswith(words)


@pytest.mark.parametrize(
    "line",
    [
        '7 openat(AT_FDCWD, "/data/a", O_WRONLY|O_APPEND) = 3</data/a>',
        '7 fallocate(3</data/a>, 0, 0, 10) = 0',
        '7 mmap(NULL, 10, PROT_READ|PROT_WRITE, MAP_SHARED, 3</data/a>, 0) = 0x7f00',
        '7 fcntl(3</data/a>, F_DUPFD, 0) = 4</data/a>',
        '7 syncfs(3</data>) = 0',
        '7 write(3</data/a>, "\\x61"..., 100) = 100',
        '7 rename("/data/none/a", "/data/b") = 0',
        '7 write(3</data/a>, <unfinished ...>',
    ],
)  # fmt: skip
def test_a_trace_that_is_not_understood_proves_nothing(line):
    reader = trace.Reader(Path("/data"), trace.Disk({0: {"a": 1}}, {1: b""}))
    opened = '7 openat(AT_FDCWD, "/data/a", O_RDWR) = 3</data/a>'
    with pytest.raises(trace.Unread):
        reader.read([_hex(opened), _hex(line)])


def _hex(line: str) -> str:
    """A line with its paths as strace writes them with -xx."""
    return re.sub(r'"(/[^"]*)"', lambda found: '"' + "".join(f"\\x{each:02x}" for each in found[1].encode()) + '"', line)
