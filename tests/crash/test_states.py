"""The disks that a loss of power may leave are neither too few nor ones that an fsync rules out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.crash.states import FIRST_HALF, LENGTH_ONLY, SECOND_HALF, WHOLE, State, build, states
from tests.crash.trace import Cut, Disk, Entry, Receipt, Sync, Write

EMPTY = Disk({0: {}}, {})
NAME, TEXT = Entry(0, (("a", 1),)), Write(1, 0, b"x" * 2048)


def disks(steps, tmp_path, before=EMPTY):
    """Each different disk as its files, with what had been acknowledged."""
    found = set()
    for number, state in enumerate(states(steps)):
        root = tmp_path / str(number)
        root.mkdir()
        build(state, steps, before, root)
        there = [(str(path.relative_to(root)), path.read_bytes()) for path in sorted(root.rglob("*")) if path.is_file()]
        found.add((tuple(there), state.acknowledged))
    return found


def test_without_an_fsync_a_name_may_be_there_without_its_text_and_the_text_by_half(tmp_path):
    nothing = frozenset()
    half = b"x" * 1024
    assert disks([NAME, TEXT], tmp_path) == {
        ((), nothing),
        ((("a", b""),), nothing),
        ((("a", bytes(2048)),), nothing),
        ((("a", half + bytes(1024)),), nothing),
        ((("a", bytes(1024) + half),), nothing),
        ((("a", b"x" * 2048),), nothing),
    }


@pytest.mark.parametrize(("synced", "fewest"), [((), 7), ((Sync(1),), 3), ((Sync(0),), 7), ((Sync(1), Sync(0)), 1)])
def test_what_was_acknowledged_rests_on_both_fsyncs(tmp_path, synced, fewest):
    steps = [NAME, TEXT, *synced, Receipt(1)]
    whole = ((("a", b"x" * 2048),), frozenset({1}))
    found = {disk for disk in disks(steps, tmp_path) if disk[1]}
    assert whole in found
    assert (found == {whole}) == (fewest == 1)


def test_a_rename_between_folders_may_show_both_names_or_neither(tmp_path):
    before = Disk({0: {"one": 2, "two": 3}, 2: {"a": 1}, 3: {}}, {1: b"text"})
    moved = [Entry(3, (("b", 1),)), Entry(2, (("a", None),))]
    names = {tuple(name for name, _ in there) for there, _ in disks(moved, tmp_path, before)}
    assert names == {("one/a",), ("one/a", "two/b"), ("two/b",), ()}


def test_a_rename_within_a_folder_shows_one_name(tmp_path):
    before = Disk({0: {"a": 1}}, {1: b"text"})
    names = {tuple(name for name, _ in there) for there, _ in disks([Entry(0, (("b", 1), ("a", None)))], tmp_path, before)}
    assert names == {("a",), ("b",)}


def test_a_file_in_a_new_folder_is_there_only_if_the_folder_is(tmp_path):
    steps = [Entry(0, (("new", 2),), True), Entry(2, (("a", 1),)), TEXT, Sync(1), Sync(2), Receipt(1)]
    found = {there for there, told in disks(steps, tmp_path) if told}
    assert found == {(), (("new/a", b"x" * 2048),)}


def test_a_file_that_is_cut_or_made_longer(tmp_path):
    before = Disk({0: {"a": 1}}, {1: b"long"})
    texts = {there[0][1] for there, _ in disks([Cut(1, 2), Cut(1, 3)], tmp_path, before)}
    assert texts == {b"long", b"lo", b"lon", b"lo\0"}


some_steps = st.lists(
    st.builds(Write, st.integers(1, 2), st.integers(0, 9), st.binary(min_size=1, max_size=3))
    | st.builds(Sync, st.integers(0, 2))
    | st.builds(Receipt, st.integers(1, 3))
    | st.builds(lambda name, file: Entry(0, ((name, file),)), st.sampled_from("ab"), st.integers(1, 2)),
    max_size=12,
)


@settings(max_examples=60)
@given(some_steps)
def test_every_kill_is_among_the_states_and_what_is_safe_is_in_all_that_follow(steps):
    made = list(states(steps))
    assert len(made) == len(set(made))
    changes = [number for number, step in enumerate(steps) if not isinstance(step, Sync | Receipt)]
    for end in range(len(steps) + 1):
        told = frozenset(step.number for step in steps[:end] if isinstance(step, Receipt))
        assert State(tuple((number, WHOLE) for number in changes if number < end), told) in made
    everything = frozenset(step.number for step in steps if isinstance(step, Receipt))
    if isinstance(steps[-1] if steps else None, Receipt) and sum(isinstance(step, Receipt) for step in steps) == len(everything):
        for state in made:
            if state.acknowledged == everything:
                assert set(_safe(steps)) <= {number for number, how in state.reached if how == WHOLE}
    assert {how for state in made for _, how in state.reached} <= {WHOLE, FIRST_HALF, SECOND_HALF, LENGTH_ONLY}


def _safe(steps):
    """The steps that a later fsync of their file or folder covers, told a second time and more slowly."""
    for number, step in enumerate(steps):
        of = step.folder if isinstance(step, Entry) else step.file if isinstance(step, Write) else None
        # Named tuples of different kinds are equal where their parts are, so their kind is asked as well.
        if of is not None and any(isinstance(later, Sync) and later.file == of for later in steps[number + 1 :]):
            yield number
