"""Where notes stand, and who may take which step: every history up to a length, and every cast."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from lanyard.practice.note_readers import Desk, Holders, desk_for, readers
from lanyard.practice.note_states import (
    ANSWERS,
    CONFIRMATIONS,
    SETTLES,
    SETTLING,
    Kind,
    Part,
    State,
    Step,
    allowed,
    owes_deletion,
    state,
)

LENGTH = 5
READING = (*SETTLING, Step.ASKS, Step.ASKS_HR, Step.LOGS_HR_ADVICE)


def histories(kind: Kind, length: int = LENGTH) -> Iterator[tuple[Step, ...]]:
    """Every history that allowed steps can make."""
    found: list[tuple[Step, ...]] = [()]
    while found:
        steps = found.pop()
        yield steps
        if len(steps) < length:
            found += [(*steps, step) for part in Part for step in allowed(kind, part, steps)]


@pytest.mark.parametrize("kind", list(Kind))
def test_each_step_belongs_to_one_part(kind):
    for steps in histories(kind):
        by_part = [set(allowed(kind, part, steps)) for part in Part]
        assert all(not (one & other) for one, other in itertools.combinations(by_part, 2))
        assert not set(allowed(kind, Part.WRITER, steps)) & set(READING), "nobody answers their own"
        assert not set(allowed(kind, Part.SECOND, steps)) - set(CONFIRMATIONS)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_note_is_settled_by_its_last_word_alone(kind):
    for steps in histories(kind):
        turns = [step for step in steps if step not in (Step.CONFIRMS_DELETION, *CONFIRMATIONS)]
        assert (state(steps) == State.SETTLED) == bool(turns and turns[-1] in SETTLING)


@pytest.mark.parametrize("kind", list(Kind))
def test_what_waits_can_always_be_settled_by_its_reader(kind):
    for steps in histories(kind):
        if state(steps) in (State.WAITING, State.ASKED):
            can = set(allowed(kind, Part.READER, steps))
            assert can & (set(ANSWERS) if kind == Kind.JUDGEMENT else {SETTLES[kind]})


def test_a_judgement_waits_for_advice_that_was_asked_for_unless_it_must_stop():
    for steps in histories(Kind.JUDGEMENT):
        can = set(allowed(Kind.JUDGEMENT, Part.READER, steps))
        assert Step.STOPS in can
        if state(steps) == State.WITH_HR:
            assert can == {Step.LOGS_HR_ADVICE, Step.STOPS}
        else:
            assert Step.LOGS_HR_ADVICE not in can


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.PUPIL_TOLD])
def test_the_writer_can_always_add(kind):
    assert all(Step.ADDS in allowed(kind, Part.WRITER, steps) for steps in histories(kind))


def test_what_was_passed_on_is_closed_to_everybody():
    for steps in histories(Kind.PUPIL_TOLD):
        assert not (Step.TRANSFERS in steps and any(allowed(Kind.PUPIL_TOLD, part, steps) for part in Part))
        assert steps.count(Step.TRANSFERS) <= 1


def test_adding_to_what_was_answered_puts_it_before_the_reader_again():
    for kind, settling in SETTLES.items():
        if kind != Kind.PUPIL_TOLD:
            assert state((settling, Step.ADDS)) == State.WAITING
    assert state((Step.ASKS, Step.ADDS)) == State.WAITING
    assert state((Step.ASKS_HR, Step.ADDS)) == State.WITH_HR


def test_a_number_is_owed_until_it_is_confirmed_as_deleted():
    for kind in Kind:
        for steps in histories(kind, 3):
            expected = kind == Kind.OWN_PHONE and Step.CONFIRMS_DELETION not in steps
            assert owes_deletion(kind, steps) == expected


def test_a_second_adult_speaks_once_and_only_about_a_page():
    for kind in Kind:
        for steps in histories(kind, 4):
            can = allowed(kind, Part.SECOND, steps)
            assert bool(can) == (kind == Kind.PUPIL_PAGE and not set(CONFIRMATIONS) & set(steps))


SETS = [frozenset(chosen) for size in range(4) for chosen in itertools.combinations((1, 2, 3), size)]


def casts() -> Iterator[Holders]:
    """Every way in which three adults can hold three roles."""
    return (Holders(*each) for each in itertools.product(SETS, repeat=3))


def test_nobody_reads_their_own_or_one_that_concerns_them():
    for holders, concerned, writer, desk in itertools.product(casts(), SETS, (1, 2, 3), Desk):
        found = readers(desk, writer, concerned, holders)
        assert writer not in found and not found & concerned
        assert found <= holders.heads | holders.chairs | holders.leads
        if desk == Desk.CHAIR:
            assert found <= holders.chairs
        if writer in holders.heads and desk != Desk.DSL:
            assert found <= holders.chairs, "no head answers another head"


def test_somebody_reads_wherever_somebody_could():
    for holders, concerned, writer, desk in itertools.product(casts(), SETS, (1, 2, 3), Desk):
        if holders.chairs - concerned - {writer}:
            assert readers(desk, writer, concerned, holders)


def test_a_note_about_a_head_is_at_the_chairs_desk_whoever_is_head_later():
    for holders, concerned, writer, kind in itertools.product(casts(), SETS, (1, 2, 3), Kind):
        desk = desk_for(kind, writer, concerned, holders)
        if concerned & holders.heads:
            assert desk == Desk.CHAIR
        for later in (
            Holders(frozenset({1}), frozenset({2}), frozenset({3})),
            Holders(frozenset({3}), frozenset(), holders.heads),
        ):
            assert not readers(desk, writer, concerned, later) & concerned


def test_where_everybody_is_concerned_nobody_reads():
    everybody = frozenset({1, 2, 3})
    assert readers(Desk.HEAD, 1, everybody, Holders(everybody, everybody, everybody)) == frozenset()
