"""Figures from ranked answers: recall, recall at so many false alarms, precision, calibration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bench.match.sets import Case, MadeSet

#: False alarms per 1,000 contacts at which recall is told.
ALARMS = (5, 10, 20)
BINS = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 1.01)


class Answer(NamedTuple):
    """What a method says of a contact: places on the roll, the likeliest first, each with a score that grows with likelihood."""

    ranked: Sequence[tuple[int, float]]


class Figures(NamedTuple):
    """Recall at rank 1 and among 5, of full names and all; and by false alarms: recall full, recall all, precision."""

    first_full: float
    first_all: float
    five_full: float
    five_all: float
    at: dict[int, tuple[float, float, float]]


def measure(made: MadeSet, answers: Sequence[Answer]) -> Figures:
    """Hold answers against the truth. Somebody of the same name counts as right: a name cannot tell the two apart."""
    names = made.same_name()

    def right(case: Case, place: int) -> bool:
        return case.truth is not None and names[place] == names[case.truth]

    true = [(case, answer) for case, answer in zip(made.cases, answers, strict=True) if case.truth is not None]
    full = [each for each in true if each[0].shown.full]

    def recall(group: list[tuple[Case, Answer]], most: int) -> float:
        return sum(any(right(case, at) for at, _ in answer.ranked[:most]) for case, answer in group) / max(1, len(group))

    tops = [(a.ranked[0][1], right(c, a.ranked[0][0]), c) for c, a in zip(made.cases, answers, strict=True) if a.ranked]
    return Figures(
        recall(full, 1),
        recall(true, 1),
        recall(full, 5),
        recall(true, 5),
        {most: _at(tops, most, len(made.cases), len(full), len(true)) for most in ALARMS},
    )


def _at(tops: list[tuple[float, bool, Case]], most: int, contacts: int, full: int, true: int) -> tuple[float, float, float]:
    allowed = most * contacts / 1000
    found = wrong = found_full = 0
    best = (0.0, 0.0, 0.0)
    ordered = sorted(tops, key=lambda each: -each[0])
    for place, (score, is_right, case) in enumerate(ordered):
        wrong += not is_right
        found += is_right
        found_full += is_right and case.shown.full
        if wrong > allowed:
            break
        if place + 1 == len(ordered) or ordered[place + 1][0] < score:
            best = (found_full / max(1, full), found / max(1, true), found / max(1, found + wrong))
    return best


def calibrate(made: MadeSet, answers: Sequence[Answer]) -> list[tuple[float, float, int]]:
    """By bin of probability: the mean that was said, the part that was right, and how many candidates were in it.

    Each candidate counts by itself, and exactly: of two people of one name one is right.
    """
    told = [
        (probability, case.truth == place)
        for case, answer in zip(made.cases, answers, strict=True)
        for place, probability in answer.ranked[:5]
    ]
    rows = []
    for low, high in zip(BINS, BINS[1:], strict=False):
        inside = [each for each in told if low <= each[0] < high]
        if inside:
            rows.append((sum(p for p, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside), len(inside)))
    return rows


def from_threshold(made: MadeSet, answers: Sequence[Answer], least: float) -> tuple[float, float, float]:
    """Where everybody is shown whose candidates have so much probability together: recall of full names, recall of all,
    and strangers who are shown for each 1,000 contacts."""
    shown = [sum(score for _, score in answer.ranked) >= least for answer in answers]
    full = [each for case, each in zip(made.cases, shown, strict=True) if case.truth is not None and case.shown.full]
    true = [each for case, each in zip(made.cases, shown, strict=True) if case.truth is not None]
    strangers = [each for case, each in zip(made.cases, shown, strict=True) if case.truth is None]
    return sum(full) / max(1, len(full)), sum(true) / max(1, len(true)), 1000 * sum(strangers) / len(made.cases)
