"""Who reads a note: pure, from who wrote it, whom it concerns and who holds which role on the day.

Nobody reads a note about themselves, and nobody answers their own. Where the head teacher wrote it or
is concerned, the chair of governors takes their place; where the safeguarding lead is, the head does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .note_states import Kind

People = frozenset[int]
NOBODY: People = frozenset()


class Desk(StrEnum):
    """Whose desk a note goes to."""

    HEAD = "head"
    CHAIR = "chair"
    DSL = "dsl"


@dataclass(frozen=True)
class Holders:
    """Who holds the roles that read notes, at one school on one day, as ids of adults."""

    heads: People = NOBODY
    chairs: People = NOBODY
    leads: People = NOBODY


def first_desk(kind: Kind) -> Desk:
    """Where a note goes when nothing speaks against it: pupils' matters to the DSL, all else to the head."""
    return Desk.DSL if kind in (Kind.PUPIL_REQUEST, Kind.PUPIL_TOLD) else Desk.HEAD


def readers(desk: Desk, writer: int, concerned: People, holders: Holders) -> People:
    """The adults who may read and answer a note on this day; nobody, where all of them are out of the question.

    A desk at which nobody is left hands over to the next: safeguarding lead, head teacher, chair. A head
    never answers the other half of a shared headship.
    """
    left = concerned | {writer}
    if desk == Desk.DSL and (leads := holders.leads - left):
        return leads
    heads = NOBODY if desk == Desk.CHAIR or writer in holders.heads else holders.heads - left
    return heads or holders.chairs - left


def desk_for(kind: Kind, writer: int, concerned: People, holders: Holders) -> Desk:
    """The desk at which a new note is kept for good, so that a later change of roles shows it to nobody it concerns."""
    if concerned & holders.heads:
        return Desk.CHAIR
    desk = first_desk(kind)
    return Desk.HEAD if desk == Desk.DSL and concerned & holders.leads else desk
