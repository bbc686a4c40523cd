"""What an agreement on contact details is worth on a day (2.5.6): pure, from the steps that were taken.

Nothing about an agreement is stored but who asked, the window, and the steps, each of which is kept
for good. Everything else follows: two yeses make it effective inside its window, either side ends it
at once, and it ends by itself. A step that nobody may take has no effect even if it stands in the data.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Act(StrEnum):
    """What somebody does about an agreement."""

    LEADER_AGREES = "leader_agrees"
    LEADER_REFUSES = "leader_refuses"
    LEADER_WITHDRAWS = "leader_withdraws"
    PARENT_AGREES = "parent_agrees"
    PARENT_REFUSES = "parent_refuses"
    PARENT_WITHDRAWS = "parent_withdraws"
    ASKER_WITHDRAWS = "asker_withdraws"
    CLOSES = "closes"


DECISIONS = (Act.LEADER_AGREES, Act.LEADER_REFUSES)
BY_LEADER = (*DECISIONS, Act.LEADER_WITHDRAWS)
ANSWERS = (Act.PARENT_AGREES, Act.PARENT_REFUSES)
BY_PARENT = (*ANSWERS, Act.PARENT_WITHDRAWS)
WITHDRAWALS = (Act.LEADER_WITHDRAWS, Act.PARENT_WITHDRAWS, Act.ASKER_WITHDRAWS)


class State(StrEnum):
    """Where an agreement about one pupil stands on a day."""

    WAITING = "waiting"
    REFUSED = "refused"
    LAPSED = "lapsed"
    AGREED = "agreed"
    LIVE = "live"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    CLOSED = "closed"


#: States in which nothing can make the detail shareable any more.
OVER = (State.REFUSED, State.LAPSED, State.WITHDRAWN, State.EXPIRED, State.CLOSED)


@dataclass(frozen=True)
class Taken:
    """A step that was taken: ``by`` is an adult, or ``None`` for a parent who answered by themselves."""

    act: Act
    by: int | None
    on: datetime.date


@dataclass(frozen=True)
class History:
    """An agreement about one pupil: who asked, the window (both days count), and the steps in their order."""

    asker: int
    starts_on: datetime.date
    ends_on: datetime.date
    steps: tuple[Taken, ...] = ()

    def taken(self, *acts: Act) -> Taken | None:
        """The first step of these kinds that counts; ``None`` when none was taken."""
        return next((step for step in self.steps if step.act in acts and self._counts(step)), None)

    def _counts(self, step: Taken) -> bool:
        """Nobody approves their own: such a step is as if it had never been taken."""
        mine = step.by == self.asker
        return not (mine and step.act in (*BY_LEADER, *BY_PARENT)) and not (step.by is None and step.act not in BY_PARENT)

    @property
    def agreed_on(self) -> datetime.date | None:
        """The day on which the second of both yeses came; ``None`` unless both did."""
        leader, parent = self.taken(Act.LEADER_AGREES), self.taken(Act.PARENT_AGREES)
        if leader is None or parent is None or self.taken(Act.LEADER_REFUSES, Act.PARENT_REFUSES):
            return None
        return max(leader.on, parent.on)

    @property
    def was_live(self) -> bool:
        """Whether there was a day on which the detail could be shared, so that something may have to be deleted."""
        agreed, ended = self.agreed_on, self.taken(*WITHDRAWALS)
        until = min(self.ends_on, ended.on) if ended else self.ends_on
        return agreed is not None and max(agreed, self.starts_on) <= until


def state(history: History, on: datetime.date) -> State:
    """Where it stands on a day, all steps taken into account."""
    if history.taken(Act.CLOSES):
        return State.CLOSED
    if history.taken(Act.LEADER_REFUSES, Act.PARENT_REFUSES):
        return State.REFUSED
    if history.taken(*WITHDRAWALS):
        return State.WITHDRAWN
    if history.agreed_on is None:
        return State.LAPSED if on > history.ends_on else State.WAITING
    if on > history.ends_on:
        return State.EXPIRED
    return State.LIVE if on >= history.starts_on else State.AGREED


def is_effective(history: History, on: datetime.date) -> bool:
    """Whether the detail may be shared on that day."""
    return state(history, on) == State.LIVE


def needs_closing(history: History, on: datetime.date) -> bool:
    """Whether it is over, and whoever asked has yet to say that the details are deleted."""
    return history.was_live and state(history, on) in (State.WITHDRAWN, State.EXPIRED)


def why_not(history: History, step: Taken, *, deciders: Collection[int] = ()) -> str:
    """Why a step cannot be taken, in words for the person who tries; empty when it can.

    ``deciders`` are the adults who may decide about this asker on that day.
    """
    now = state(history, step.on)
    if step.act in BY_LEADER and (step.by == history.asker or step.by not in deciders):
        return "Nobody decides on their own request. Another senior leader has to."
    if step.act in BY_PARENT and step.by == history.asker:
        return "Whoever asks cannot answer for a parent."
    if step.act == Act.ASKER_WITHDRAWS and step.by != history.asker:
        return "Only whoever asked can take the request back."
    if step.act == Act.CLOSES:
        if step.by is None or (step.by != history.asker and step.by not in deciders):
            return "Whoever asked confirms this, or a senior leader in their place."
        return "" if needs_closing(history, step.on) else "There is nothing to close."
    if now in OVER:
        return "This request is over, and cannot be changed any more. A new one can be made."
    if step.act in DECISIONS and history.taken(*DECISIONS):
        return "A senior leader has decided already."
    if step.act in ANSWERS and history.taken(*ANSWERS):
        return "A parent has answered already."
    if step.act == Act.LEADER_WITHDRAWS and not history.taken(Act.LEADER_AGREES):
        return "A senior leader has not agreed yet, so there is nothing to withdraw."
    if step.act == Act.PARENT_WITHDRAWS and not history.taken(Act.PARENT_AGREES):
        return "A parent has not agreed yet, so there is nothing to withdraw."
    return ""


class NotNow(ValueError):
    """A step that cannot be taken; the message says why."""


def take(history: History, step: Taken, *, deciders: Collection[int] = ()) -> History:
    """The history with one step more; raises ``NotNow``. No step is ever changed or lost."""
    refused = why_not(history, step, deciders=deciders)
    if refused:
        raise NotNow(refused)
    return replace(history, steps=(*history.steps, step))


def for_pupil(steps: Iterable[tuple[object, Taken]], pupil: object) -> tuple[Taken, ...]:
    """The steps that concern one pupil of a group: those about the whole request (``None``) and their own."""
    return tuple(step for about, step in steps if about is None or about == pupil)
