"""All pages of telling, in order, and the walk through them.

A page keeps its number for good: it is all that an address says of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lanyard.concerns.interview import Said, Telling, posted
from lanyard.concerns.words_only import Taken

from .report_base import ReportStep
from .report_name import NameStep
from .report_opening import OPENING, StopStep
from .report_story import DetailsStep, SawStep, WhatStep, WhenStep, WhereStep, WhoStep

STEPS: tuple[type[ReportStep], ...] = (
    OPENING["danger"],
    OPENING["files"],
    OPENING["shows_child"],
    StopStep,
    OPENING["about"],
    OPENING["keep_from"],
    OPENING["matter"],
    OPENING["harm"],
    OPENING["judgement"],
    WhoStep,
    WhatStep,
    WhenStep,
    WhereStep,
    SawStep,
    DetailsStep,
    NameStep,
)


@dataclass
class Page:
    """One step in somebody's telling: bound to what they said, or unbound when they were not asked yet."""

    number: int
    form: ReportStep
    is_done: bool


def walk(telling: Telling, said: Said, taken: Mapping[str, list[str]]) -> list[Page]:
    """The pages that are asked, in order, up to the first that is not answered well.

    ``telling.answers`` holds the answers of all that are. ``taken`` says out of which answers something
    was taken; they are shown again, so that whoever wrote them knows.
    """
    pages: list[Page] = []
    for number, step in enumerate(STEPS, 1):
        if not step.asked_if(telling):
            continue
        data = posted(said[step.slug]) if step.slug in said else None
        form = step(data, telling=telling)
        if data is not None and not form.was_asked(data):
            form = step(None, telling=telling)
        done = form.is_bound and form.is_valid()
        for kind in taken.get(step.slug, ()) if form.is_bound else ():
            form.say_what_was_taken(Taken(kind))
            done = False
        pages.append(Page(number, form, done))
        if not done:
            break
        telling.answers.update(form.cleaned_data)
    return pages
