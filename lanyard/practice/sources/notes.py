"""What notes bring to desks, timelines and clause pages."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils import timezone

from lanyard.people import dues, timeline
from lanyard.people.dues import Due
from lanyard.people.models import School
from lanyard.people.queries import Scope
from lanyard.people.timeline import Entry
from lanyard.policy.bank_holidays import load_bank_holidays
from lanyard.policy.calendar import PROCLAIMED, Calendar
from lanyard.practice import desk, living
from lanyard.practice.living import Living
from lanyard.practice.models import Note, NoteKind
from lanyard.practice.note_states import CONFIRMATIONS, Kind, Part, State, Step, owes_deletion
from lanyard.practice.note_words import ABOUT, short_day
from lanyard.practice.queries import notes as queries

#: How long a question from the head teacher may wait, and HR's advice, in working days.
ANSWER_WITHIN = HR_WITHIN = 5
YEAR = datetime.timedelta(days=365)


@cache
def _calendar() -> Calendar:
    return Calendar(load_bank_holidays(PROCLAIMED))


def in_working_days(start: datetime.date, count: int) -> datetime.date:
    """The last day on which something is in time that may take so many working days; none means the same day."""
    return _calendar().add_working_days(start, count) if count else start


@dues.source
def notes_to_answer(scope: Scope) -> Iterator[Due]:
    """What others noted and this person reads, countersigns, answers or takes over."""
    for note in queries.notes_to(scope):
        state = queries.state_of(note)
        if state in (State.WAITING, State.WITH_HR):
            yield _due_to_read(note, state)


def _due_to_read(note: Note, state: State) -> Due:
    kind = Kind(note.kind)
    about = ABOUT[kind]
    steps = list(note.steps.all())
    since = timezone.localdate(steps[-1].taken_at if steps else note.noted_at)
    by = in_working_days(since, about.within)
    verb, why = about.done_by, f"{note.adult.name} {about.did} on {short_day(timezone.localdate(note.noted_at))}."
    if kind == Kind.JUDGEMENT and queries.told_in(note).fact("timing") == "planned":
        # What is planned is answered before it is done, if that is still ahead.
        by = min(by, max(note.happened_on, since))
    if state == State.WITH_HR:
        verb, why = "Record HR’s advice on", f"You asked Schools’ HR. {why}"
        by = in_working_days(since, HR_WITHIN)
    elif any(step.kind == Step.ADDS for step in steps):
        why = f"{why} They have added to it."
    return Due(
        kind=f"note-{kind.value.replace('_', '-')}",
        key=f"note:{note.pk}:{len(steps)}",
        title=f"{verb}: {about.what}",
        why=why,
        href=reverse("practice:note", args=[note.pk]),
        clause=about.clause,
        by=by,
        is_urgent=kind == Kind.PUPIL_TOLD,
    )


@dues.source
def own_notes_to_finish(scope: Scope) -> Iterator[Due]:
    """What the person still owes on what they noted: an answer to a question, or that a number is deleted."""
    for note in queries.own_notes(scope):
        steps = list(note.steps.all())
        href = reverse("practice:note", args=[note.pk])
        clause = ABOUT[Kind(note.kind)].clause
        if queries.state_of(note) == State.ASKED:
            asked = timezone.localdate(steps[-1].taken_at)
            by = in_working_days(asked, ANSWER_WITHIN)
            why = f"There is a question about what you noted on {short_day(timezone.localdate(note.noted_at))}."
            yield Due("note-question", f"note:{note.pk}:{len(steps)}", "Answer a question", why, href, clause, by)
        if owes_deletion(Kind(note.kind), queries.steps_so_far(note)):
            by = timezone.localdate(note.noted_at) + datetime.timedelta(days=1)
            day = short_day(note.happened_on)
            why = f"You used your own phone in an emergency on {day}, and have not said yet that the number is gone."
            yield Due("note-deletion", f"note:{note.pk}:deletion", "Delete the number, and say so", why, href, clause, by)


@dues.source
def notes_to_confirm(scope: Scope) -> Iterator[Due]:
    """Where the person was named as the second adult."""
    for note in queries.notes_beside(scope):
        if not set(CONFIRMATIONS).intersection(queries.steps_so_far(note)):
            since = timezone.localdate(note.noted_at)
            yield Due(
                "note-beside",
                f"note:{note.pk}:beside",
                "Confirm that you were there",
                "A safeguarding lead named you as the second adult.",
                reverse("practice:note", args=[note.pk]),
                ABOUT[Kind(note.kind)].clause,
                in_working_days(since, 1),
            )


@timeline.source
def what_was_noted(scope: Scope) -> Iterator[Entry]:
    """What the person noted, and what was answered."""
    for note in queries.own_notes(scope):
        label = note.get_kind_display()
        href = reverse("practice:note", args=[note.pk])
        clause = ABOUT[Kind(note.kind)].clause
        yield Entry(note.noted_at, "note", f"You noted: {label[0].lower()}{label[1:]}.", clause, href, _statement(note))
        for step in queries.steps_told(note, Part.WRITER):
            who = "You" if step.by.pk == scope.adult.pk else step.by.name
            words = f"{who} {step.label[0].lower()}{step.label[1:]}."
            statement: dict[str, Any] = {"receipt": note.number, "step": step.kind}
            if step.words and note.kind != NoteKind.PUPIL_TOLD:
                statement["words"] = step.words
            yield Entry(step.at, "note step", words, clause, href, statement)


def _statement(note: Note) -> dict[str, Any]:
    """What an export says of a note. A pupil's own words never leave in it."""
    said: dict[str, Any] = {
        "receipt": note.number,
        "kind": note.kind,
        "happened_on": note.happened_on.isoformat(),
        "noted_at": note.noted_at.astimezone(datetime.UTC).isoformat(),
    }
    if note.clause:
        said["clause"] = note.clause
    if note.kind != NoteKind.PUPIL_TOLD:
        said["fingerprint"] = queries.fingerprint(note)
        said["text"] = [{"asked": asked, "said": words} for asked, words in queries.told_in(note).rows]
    return said


LIVING = {
    NoteKind.JUDGEMENT: "professional judgements were noted in the last 12 months",
    NoteKind.OWN_PHONE: "emergencies on adults’ own phones were noted in the last 12 months",
    NoteKind.PUPIL_REQUEST: "requests from pupils were noted in the last 12 months",
    NoteKind.PUPIL_TOLD: "things that pupils said were passed on in the last 12 months",
    NoteKind.NOTED: "notes were made openly in the last 12 months",
}


@living.source
def how_notes_are_used(school: School, on: datetime.date) -> Iterable[Living]:
    """How often adults noted something: counts alone, and nothing that concerns an adult."""
    found = dict(queries.counted(school, since=on - YEAR, until=on))
    return [Living(ABOUT[Kind(kind.value)].clause, words, found.get(kind.value, 0)) for kind, words in LIVING.items()]


for _kind, _words in (
    ("own-phone", "Countersign several emergency calls at once"),
    ("noted", "Read several notes at once"),
    ("pupil-request", "Read several requests from pupils at once"),
):
    desk.together(f"note-{_kind}", words=_words, name="practice:notes-together", args=(_kind,))
