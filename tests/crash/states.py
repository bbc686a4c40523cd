"""Every disk that a loss of power may leave behind, from what a program did before it.

Safe is only what an fsync of that very file or folder covers. Of everything else the disk may hold
any part in any order: a write may be missing, or stand there by half, or as nothing but length;
a name may be missing while a later one is there.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.crash.trace import Cut, Disk, Entry, Receipt, Step, Sync, Write

#: Up to so many unsafe steps every combination is tried; above, the telling ones and some by chance.
EVERY = 7
BY_CHANCE = 24
SECTOR = 512
WHOLE, FIRST_HALF, SECOND_HALF, LENGTH_ONLY = "whole", "first half", "second half", "length only"


class State(NamedTuple):
    """One disk after a loss of power: which steps reached it and how, and which reports had been acknowledged."""

    reached: tuple[tuple[int, str], ...]
    acknowledged: frozenset[int]


def states(steps: list[Step]) -> Iterator[State]:
    """Each different state once, in the order of the moments at which the power may go."""
    seen: set[State] = set()
    acknowledged: set[int] = set()
    for end in range(len(steps) + 1):
        if end and isinstance(steps[end - 1], Receipt):
            acknowledged.add(steps[end - 1].number)
        safe, unsafe = _split(steps[:end])
        for chosen in _choices(steps, unsafe):
            state = State(tuple(sorted([*((number, WHOLE) for number in safe), *chosen])), frozenset(acknowledged))
            if state not in seen:
                seen.add(state)
                yield state


def build(state: State, steps: list[Step], before: Disk, root: Path) -> None:
    """Write a state to an empty folder."""
    folders = {folder: dict(names) for folder, names in before.folders.items()}
    files = {file: bytearray(text) for file, text in before.files.items()}
    for number, how in state.reached:
        step = steps[number]
        if isinstance(step, Entry):
            for name, file in step.names:
                if file is None:
                    folders.setdefault(step.folder, {}).pop(name, None)
                else:
                    folders.setdefault(step.folder, {})[name] = file
        elif isinstance(step, Cut):
            text = files.setdefault(step.file, bytearray())
            del text[step.size :]
            text.extend(bytes(step.size - len(text)))
        else:
            _write(files.setdefault(step.file, bytearray()), step, how)
    made = {file for step in steps if isinstance(step, Entry) and step.is_new_folder for _, file in step.names}
    # A folder of which no name is there is an empty folder, and a file without bytes an empty file.
    _lay_out(0, root, folders, files, made)


def _lay_out(folder: int, place: Path, folders: dict[int, dict[str, int]], files: dict[int, bytearray], made: set[int]) -> None:
    for name, number in folders.get(folder, {}).items():
        if number in folders or number in made:
            (place / name).mkdir()
            _lay_out(number, place / name, folders, files, made)
        else:
            (place / name).write_bytes(files.get(number, b""))


def _write(text: bytearray, step: Write, how: str) -> None:
    half = len(step.text) // 2 // SECTOR * SECTOR
    end = step.at + len(step.text)
    text.extend(bytes(max(0, end - len(text))))
    if how in (WHOLE, FIRST_HALF):
        size = len(step.text) if how == WHOLE else half
        text[step.at : step.at + size] = step.text[:size]
    elif how == SECOND_HALF:
        text[step.at + half : end] = step.text[half:]


def _split(steps: list[Step]) -> tuple[list[int], list[int]]:
    """The numbers of the steps that an fsync covers, and of those that none covers."""
    safe, unsafe, covered = [], [], set()
    for number, step in reversed(list(enumerate(steps))):
        if isinstance(step, Sync):
            covered.add(step.file)
        elif isinstance(step, Write | Cut | Entry):
            of = step.folder if isinstance(step, Entry) else step.file
            (safe if of in covered else unsafe).append(number)
    return safe, unsafe[::-1]


def _choices(steps: list[Step], unsafe: list[int]) -> Iterator[list[tuple[int, str]]]:
    if len(unsafe) <= EVERY:
        sets = [set(chosen) for size in range(len(unsafe) + 1) for chosen in itertools.combinations(unsafe, size)]
    else:
        chance = random.Random(len(unsafe))
        names = {number for number in unsafe if isinstance(steps[number], Entry)}
        sets = [set(), set(unsafe), names, set(unsafe) - names]
        sets += [{number} for number in unsafe] + [set(unsafe) - {number} for number in unsafe]
        sets += [set(unsafe[:size]) for size in range(len(unsafe))] + [set(unsafe[size:]) for size in range(len(unsafe))]
        sets += [{number for number in unsafe if chance.random() < 0.5} for _ in range(BY_CHANCE)]
    for chosen in sets:
        yield [(number, WHOLE) for number in chosen]
    for number in unsafe:
        if isinstance(steps[number], Write):
            others = [(other, WHOLE) for other in unsafe if other != number]
            for how in (FIRST_HALF, SECOND_HALF, LENGTH_ONLY):
                yield [*others, (number, how)]
