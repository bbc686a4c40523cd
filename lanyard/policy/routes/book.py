"""The book of routes: questions, scripts, facts, and each route with its people, states, steps and clocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lanyard.policy.registers import pick
from lanyard.policy.routes.kinds import RouteId

#: Who may take a step, besides the roles: whoever handles the matter, decides about it, agrees that it is
#: closed, raised it, or was attacked.
HANDLER, DECIDER, CLOSER, REPORTER, ATTACKED = "handler", "decider", "closer", "reporter", "attacked"

#: Whether a route takes files: never, sealed until advice has come, or yes once the question gate is passed.
FILES = ("never", "sealed", "yes")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. ``leads_to`` is the route that must be taken when it is chosen; mostly empty."""

    id: str
    label: str
    leads_to: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the opening, in the order in which it is asked. ``several`` allows more than one answer."""

    id: str
    asks: str
    hint: str
    several: bool
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a step writes down. ``kind`` is “text”, “moment”, “choice” or “person”.

    What nobody knows is written as “not known” and never left out, where ``may_be_unknown`` allows it.
    """

    id: str
    label: str
    kind: str
    may_be_unknown: bool
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """What to do and say, and what not to, in words to read aloud.

    One that is ``for_handlers`` is for whoever handles the matter, and not shown to whoever raises it.
    """

    id: str
    title: str
    do: tuple[str, ...]
    do_not: tuple[str, ...]
    say: tuple[str, ...]
    do_not_say: tuple[str, ...]
    for_handlers: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """What to say to an outside body, as lines to fill in: each a label and the name of what stands there."""

    id: str
    title: str
    contact: str
    opening: str
    lines: tuple[tuple[str, str], ...]
    closing: str


@dataclass(frozen=True, slots=True)
class State:
    """Where a matter can stand. It is reached when every step of ``reached_by`` was taken.

    ``locked`` means that the school itself does nothing about the matter: another body has it.
    """

    id: str
    label: str
    locked: bool
    reached_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that a person does about a matter. Nothing in Lanyard ever takes one by itself.

    ``who`` are roles, or handler, decider, closer, reporter, attacked. ``facts`` must be given with it, ``may_give``
    can be. ``after`` are steps that come first. ``compulsory`` puts it on the checklist, and ``never_skip``
    allows no reason for leaving it. ``different_from`` are steps that another person must have taken.
    ``undoes`` are steps that it takes back. ``starts`` and ``stops`` are clocks, ``refers`` contacts
    outside, ``guard`` a rule of ``guards``. ``at_once`` means that no delay is allowed.
    """

    id: str
    label: str
    who: tuple[str, ...]
    facts: tuple[str, ...]
    may_give: tuple[str, ...]
    after: tuple[str, ...]
    compulsory: bool
    never_skip: bool
    repeats: bool
    at_once: bool
    while_locked: bool
    while_closing: bool
    different_from: tuple[str, ...]
    undoes: tuple[str, ...]
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    refers: tuple[str, ...]
    guard: str

    @property
    def two_people(self) -> bool:
        """Whether it takes a second person, who did not take the step before it."""
        return bool(self.different_from)


@dataclass(frozen=True, slots=True)
class Route:
    """A way for a matter to go: when it fits, who receives it, what is done, by when, and in what words."""

    id: RouteId
    title: str
    fits: str
    clauses: tuple[str, ...]
    receives: tuple[str, ...]
    files: str
    procedure: str
    contacts: tuple[str, ...]
    law: tuple[str, ...]
    scripts: tuple[str, ...]
    summaries: tuple[str, ...]
    starts: tuple[str, ...]
    states: tuple[State, ...]
    steps: tuple[Step, ...]

    def step(self, id_: str) -> Step:
        """The step of that id; an unknown id is a ``KeyError`` that suggests others."""
        return pick(self.steps, id_, "step")

    def has(self, id_: str) -> bool:
        """Whether the route has such a step."""
        return any(step.id == id_ for step in self.steps)

    @property
    def checklist(self) -> tuple[Step, ...]:
        """The steps that must be done, or left for a reason, before it can be closed."""
        return tuple(step for step in self.steps if step.compulsory)


@dataclass(frozen=True, slots=True)
class Escalation:
    """A way from one route to another. ``when_unlocked`` means that the outside body must have let go first."""

    source: RouteId
    target: RouteId
    why: str
    when_unlocked: bool


@dataclass(frozen=True)
class Book:
    """Everything that a school's routes say."""

    questions: tuple[Question, ...]
    scripts: tuple[Script, ...]
    facts: tuple[Fact, ...]
    routes: tuple[Route, ...]
    escalations: tuple[Escalation, ...]
    summaries: tuple[Summary, ...]

    def __iter__(self) -> Iterator[Route]:
        return iter(self.routes)

    def get(self, id_: str) -> Route:
        """The route of that id; an unknown id is a ``KeyError`` that suggests others."""
        return pick(self.routes, id_, "route")

    def question(self, id_: str) -> Question:
        """The question of that id; an unknown id is a ``KeyError`` that suggests others."""
        return pick(self.questions, id_, "question")

    def script(self, id_: str) -> Script:
        """The script of that id; an unknown id is a ``KeyError`` that suggests others."""
        return pick(self.scripts, id_, "script")

    def summary(self, id_: str) -> Summary:
        """The summary of that id; an unknown id is a ``KeyError`` that suggests others."""
        return pick(self.summaries, id_, "summary")

    def fact(self, id_: str) -> Fact:
        """The fact of that id; an unknown id is a ``KeyError`` that suggests others."""
        return pick(self.facts, id_, "fact")

    def escalations_from(self, source: RouteId) -> tuple[Escalation, ...]:
        """Where a matter may go from a route."""
        return tuple(one for one in self.escalations if one.source == source)
