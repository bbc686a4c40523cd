"""HateCheck (Röttger and others, ACL 2021; CC-BY-4.0), read from a file that the person gives: it is never kept here.

Templates with even and odd numbers are told apart. The odd ones were meant to be held out and are not: see README.md.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple


class Judged(NamedTuple):
    """A case: its functionality, its template, its text, the gold answer, the group, and ours."""

    functionality: str
    template: int
    text: str
    hateful: bool
    group: str
    said: bool


def judge(path: Path, hateful: Callable[[str], bool]) -> list[Judged]:
    """Every case of `test_suite_cases.csv`, with what ``hateful`` says of it."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Judged(
            row["functionality"],
            int(row["templ_id"]),
            row["test_case"],
            row["label_gold"] == "hateful",
            row["target_ident"],
            hateful(row["test_case"]),
        )
        for row in rows
    ]


class Figures(NamedTuple):
    """Accuracy in all, macro-F1, accuracy on the hateful and on the non-hateful part, and how many cases."""

    accuracy: float
    macro_f1: float
    hateful: float
    others: float
    cases: int


def figures(judged: Iterable[Judged]) -> Figures:
    """The figures of some cases."""
    counts = Counter((case.hateful, case.said) for case in judged)
    cases = sum(counts.values())
    yes, no = counts[True, True], counts[False, False]
    missed, wrongly = counts[True, False], counts[False, True]
    scores = [2 * right / (2 * right + missed + wrongly) if right else 0.0 for right in (yes, no)]
    return Figures((yes + no) / max(cases, 1), sum(scores) / 2, yes / max(yes + missed, 1), no / max(no + wrongly, 1), cases)


def by_functionality(judged: Iterable[Judged]) -> dict[str, float]:
    """Accuracy of each functionality."""
    right, every = Counter(), Counter()
    for case in judged:
        every[case.functionality] += 1
        right[case.functionality] += case.hateful == case.said
    return {name: right[name] / every[name] for name in every}
