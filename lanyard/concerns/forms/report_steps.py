"""All pages of telling, in order. A page keeps its number for good: it is all that an address says of it."""

from __future__ import annotations

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
