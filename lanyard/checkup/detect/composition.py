"""Whom a text speaks against: every shape of sentence asked in turn."""

from __future__ import annotations

from itertools import chain

from lanyard.checkup.detect import denial, disdain, menace
from lanyard.checkup.detect.reading import Reading
from lanyard.checkup.detect.targets import Place

SHAPES = (
    disdain.slurs,
    disdain.sayings,
    disdain.hates,
    disdain.moves,
    disdain.copulas,
    disdain.insults_before,
    disdain.named_you,
    disdain.compared,
    disdain.scum_of,
    denial.worth_nothing,
    denial.no_room,
    menace.wishes,
    menace.harms,
    menace.made_lawful,
    menace.apart,
    menace.shuts,
    denial.denied_good,
    denial.dislikes,
    menace.says,
    menace.questions,
)


def find_places(text: Reading) -> list[Place]:
    """Every place in a text that speaks against a group, the surest first."""
    if not any(text.marks.get(kind) for kind in ("alone", "group", "single", "adjective", "slur", "slur_weak", "thing")):
        return []
    return sorted(chain.from_iterable(shape(text) for shape in SHAPES), key=lambda place: (not place.sure, place.start))
