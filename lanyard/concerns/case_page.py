"""What the page of one case shows: where it stands, what must happen now, what can be done, who can see it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from lanyard.concerns import case_words as words
from lanyard.concerns.case_words import Entry, Said
from lanyard.concerns.deadlines import deadlines_of
from lanyard.concerns.models import Case
from lanyard.concerns.opened import OpenCase
from lanyard.concerns.queries.desk import key_holders, names_of
from lanyard.concerns.queries.names import ReporterName, name_of
from lanyard.people.queries import Scope
from lanyard.policy.contacts import Contact
from lanyard.policy.routes.book import REPORTER, Route, Script, State, Step, Summary
from lanyard.policy.routes.deadlines import LONDON, Deadline
from lanyard.policy.routes.guards import GUARDS
from lanyard.policy.routes.history import CLOSE, ESCALATE, KEEP_OPEN, LEAVE_OUT, PROPOSE, REOPEN, SKIP
from lanyard.policy.routes.kinds import RouteId
from lanyard.policy.routes.receivers import LAST_CONTACT
from lanyard.policy.routes.steps import next_steps
from lanyard.practice.registers import registers_of
from lanyard.practice.templatetags.policy import day, moment

#: Steps about the case itself, which every route has: they come last.
ABOUT_THE_CASE = (PROPOSE, CLOSE, KEEP_OPEN, REOPEN, ESCALATE, LEAVE_OUT, SKIP)
WHY_LOCKED = (
    "Another body has this, or is about to. Nobody in school looks into it, speaks with the people concerned about it "
    "or opens anything. Only what helps them, and what keeps people safe, is offered here."
)
AT_ONCE = "At once"


@dataclass(frozen=True)
class Due:
    """Something that has to happen: until when in words, which steps meet it, and what is late."""

    title: str
    when: str
    why: str
    is_late: bool
    steps: tuple[Step, ...]
    certain: bool = True


@dataclass(frozen=True)
class Group:
    """Steps that are offered together under a heading; ``is_folded`` for those that are rarely needed."""

    id: str
    title: str
    steps: tuple[Step, ...]
    is_folded: bool = False


@dataclass(frozen=True)
class CasePage:
    """One case, as a page shows it to one holder."""

    case: Case
    route: Route
    state: State
    locked: str
    dues: tuple[Due, ...]
    met: tuple[Due, ...]
    contacts: tuple[Contact, ...]
    unknown_contacts: tuple[str, ...]
    scripts: tuple[Script, ...]
    summaries: tuple[Summary, ...]
    groups: tuple[Group, ...]
    rows: tuple[tuple[str, str], ...]
    reporter: ReporterName
    messages: tuple[Said, ...]
    course: tuple[Entry, ...]
    readings: tuple[Entry, ...]
    checklist: tuple[tuple[Step, str], ...]
    earlier_routes: tuple[str, ...]
    decider: str
    keys: tuple[str, ...]
    left_out: tuple[str, ...]
    left_out_roles: tuple[str, ...]
    has_incidents: bool


def case_page(opened: OpenCase, scope: Scope, *, at: datetime.datetime) -> CasePage:
    """Everything that the page of a case shows to this person now."""
    now, names = opened.standing, names_of(scope.school, words.people_in(opened))
    actor = opened.actor(scope.adult, scope.roles)
    offered = next_steps(opened.book, now, actor)
    dues = [_due(one, offered, at) for one in deadlines_of(opened)]
    is_open = opened.case.closed_at is None
    contacts = _contacts(opened, dues=[due for due, still in dues if still]) if is_open else []
    return CasePage(
        case=opened.case,
        route=now.route,
        state=now.state,
        locked=WHY_LOCKED if now.locked and is_open else "",
        dues=tuple(due for due, still in dues if still and is_open),
        met=tuple(due for due, still in dues if not still),
        contacts=tuple(contact for _, contact in contacts if contact is not None),
        unknown_contacts=tuple(title for title, contact in contacts if contact is None),
        scripts=tuple(opened.book.script(id_) for id_ in now.route.scripts) if is_open else (),
        summaries=tuple(opened.book.summary(id_) for id_ in now.route.summaries),
        groups=tuple(_groups(opened, offered)),
        rows=tuple((asked, said) for asked, said in opened.report.get("rows", ())),
        reporter=name_of(opened),
        messages=tuple(words.messages(opened)),
        course=tuple(words.course(opened, names)),
        readings=tuple(words.readings(opened)),
        checklist=tuple(words.checklist(opened)),
        earlier_routes=tuple(phase.route.title for phase in now.phases[:-1]),
        decider=words.role_words(now.receivers.decider) if now.receivers.decider else "",
        keys=tuple(adult.name for adult in key_holders(opened)),
        left_out=tuple(sorted(names[id_] for id_ in opened.left_out if id_ in names)),
        left_out_roles=tuple(words.role_words(role) for role in sorted(now.left_out)),
        has_incidents=now.route.id == RouteId.CYBERBULLYING,
    )


def why_not_yet(opened: OpenCase, step: Step) -> str:
    """What has to come before a step, where no answer could change it; an empty text when nothing has to."""
    return GUARDS[step.guard](opened.book, opened.standing, {}) if step.guard in ("closing", "wish") else ""


def by_when(due_at: datetime.date) -> str:
    """A day, meaning its end, or a moment, in words."""
    if isinstance(due_at, datetime.datetime):
        return moment(due_at)
    return f"the end of {due_at:%A} {day(due_at)}"


def _due(one: Deadline, offered: Iterable[Step], at: datetime.datetime) -> tuple[Due, bool]:
    """A deadline as it is shown, and whether somebody still has to meet it."""
    steps = tuple(step for step in offered if step.id in one.steps)
    if one.open:
        when = f"By {by_when(one.due.due_at)}" if one.clock else AT_ONCE
    elif one.met_at is not None:
        when = f"Done {moment(one.met_at)}"
    else:
        when = "Left out, for a reason"
    return Due(one.title, when, one.due.because, one.is_late(at), steps, one.due.certain), one.open


def _groups(opened: OpenCase, offered: Iterable[Step]) -> Iterable[Group]:
    now = opened.standing
    settled = now.done | now.skipped
    shown = [step for step in offered if step.who != (REPORTER,)]
    own = [step for step in shown if step.id in ABOUT_THE_CASE]
    todo = [step for step in shown if step not in own and step.compulsory and step.id not in settled]
    rest = [step for step in shown if step not in own and step not in todo]
    carried = [step for step in now.carried if step in rest]
    found = (
        Group("to-do", "To do next", (*carried, *todo)),
        Group("when-needed", "When it is needed", tuple(step for step in rest if step not in carried), is_folded=bool(todo)),
        Group("case", "About the case itself", tuple(sorted(own, key=lambda step: ABOUT_THE_CASE.index(step.id)))),
    )
    return (group for group in found if group.steps)


def _contacts(opened: OpenCase, *, dues: Iterable[Due]) -> list[tuple[str, Contact | None]]:
    """Whom to phone: first for what is due, then for the route; nothing beside a title whose number nobody told."""
    now, registers = opened.standing, registers_of(opened.case.school)
    due = [contact for one in dues for step in one.steps for contact in step.refers]
    listed = dict.fromkeys((*due, *now.route.contacts, *(() if now.receivers.roles else (LAST_CONTACT,))))
    titles = {contact.id: contact.title for contact in registers.contacts}
    return [(titles.get(id_, id_), registers.contact(id_, opened.case.school)) for id_ in listed]


def last_moment(due_at: datetime.datetime | None) -> str:
    """By when something is to be done in a case, from its row: the end of a day, or a moment."""
    if due_at is None:
        return ""
    local = due_at.astimezone(LONDON)
    return by_when(local.date() if local.time() == datetime.time.max else local)
