"""Writing notes and the steps about them. Nothing that was written is ever changed; the DSL's transfer alone removes a text."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.people import mail
from lanyard.people.models import Account, Adult
from lanyard.people.queries import Scope
from lanyard.practice.models import Note, NoteConcern, NoteStep
from lanyard.practice.note_readers import desk_for
from lanyard.practice.note_states import NEED_WORDS, Kind, Step
from lanyard.practice.queries.notes import (
    holders_at,
    next_steps,
    note_of,
    place_of,
    place_of_step,
    readers_of,
    steps_so_far,
)
from lanyard.practice.sealed_words import seal
from lanyard.records import events, jobs

#: Letters and figures that nobody mistakes for one another on paper or aloud.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class NotYours(LookupError):
    """Somebody tried a step about a note in which they have no part."""


@transaction.atomic
def write_note(
    *,
    scope: Scope,
    kind: Kind,
    rows: Sequence[tuple[str, str]],
    happened_on: datetime.date,
    facts: Mapping[str, Any] | None = None,
    clause: str = "",
    concerned: Collection[Adult] = (),
    second: Adult | None = None,
    by: Account,
    at: datetime.datetime,
) -> Note:
    """Keep what a person noted, for good, and put it on the right desk.

    ``rows`` are the questions as they were asked, with the answers. Whoever is ``concerned`` never
    finds a trace of it. Nothing here weighs how serious it is (2.2.3).
    """
    left_out = frozenset(adult.pk for adult in concerned) - {scope.adult.pk}
    note = Note(
        school=scope.school,
        adult=scope.adult,
        kind=kind,
        number=_new_number(),
        desk=desk_for(kind, scope.adult.pk, left_out, holders_at(scope.school, on=scope.on)),
        clause=clause,
        second=second,
        happened_on=happened_on,
        noted_at=at,
    )
    body = {"rows": [[asked, said] for asked, said in rows], "facts": dict(facts or {})}
    note.body = seal(body, place=place_of(note))
    note.full_clean(exclude=["school", "adult", "second"])
    note.save()
    NoteConcern.objects.bulk_create(NoteConcern(note=note, adult_id=adult) for adult in sorted(left_out))
    events.append("note written", school=scope.school.pk, by=by.pk, at=at, note=note.pk, sort=str(kind.value))
    if kind == Kind.PUPIL_TOLD:
        _tell_readers_at_once(note, scope=scope, at=at)
    return note


@transaction.atomic
def take_note_step(
    *,
    scope: Scope,
    note: Note,
    step: Step,
    words: str = "",
    more: Mapping[str, str] | None = None,
    after: int | None = None,
    by: Account,
    at: datetime.datetime,
) -> NoteStep:
    """Take one step about a note, as the part of the person in it allows.

    ``after`` is how many steps the person had before their eyes: a step to something that has moved on
    meanwhile is refused, which also makes of two presses of a button one step. ``more`` holds what else
    belongs to the step, such as who advised and when.
    """
    found = note_of(scope, note.pk, locked=True)
    if found is None:
        raise NotYours
    held, part = found
    so_far = steps_so_far(held)
    if after is not None and after != len(so_far):
        raise ValidationError("Something was added to this while you were writing. Read it, then send yours again.")
    if step not in next_steps(held, part):
        raise ValidationError("This has been done already, or it is somebody else’s to do.")
    if step in NEED_WORDS and not words.strip():
        raise ValidationError("Write what you want to say.")
    taken = NoteStep(note=held, number=len(so_far) + 1, kind=step, adult=scope.adult, taken_at=at)
    body = {**(more or {}), "words": words.strip()}
    if any(body.values()):
        taken.body = seal(body, place=place_of_step(held, taken))
    taken.save()
    if step == Step.TRANSFERS:
        _remove_texts(held, but=taken, at=at)
    events.append("note step taken", school=scope.school.pk, by=by.pk, at=at, note=held.pk, step=str(step.value))
    return taken


def take_steps_together(
    *, scope: Scope, notes: Sequence[tuple[Note, int]], step: Step, by: Account, at: datetime.datetime
) -> int:
    """Take the same step about several notes that the person has read; how many it was taken for.

    Each stands alone: one that has moved on meanwhile is left for the person to look at again.
    """
    done = 0
    for note, after in notes:
        try:
            take_note_step(scope=scope, note=note, step=step, after=after, by=by, at=at)
        except (ValidationError, NotYours):
            continue
        done += 1
    return done


def _tell_readers_at_once(note: Note, *, scope: Scope, at: datetime.datetime) -> None:
    """Send the readers of what a pupil said a mail that says where to look, without waiting for the reminder of the day."""
    if not mail.is_sent():
        return
    found = Adult.objects.filter(pk__in=readers_of(note, holders_at(scope.school, on=scope.on)), account__isnull=False)
    for adult in found.order_by("pk"):
        told = {"adult": adult.pk, "account": adult.account_id, "school": scope.school.pk, "day": scope.on, "of": note.pk}
        jobs.enqueue("reminder mail", key=f"reminder-mail:{adult.pk}:{note.pk}", due_at=at, at=at, **told)


def _remove_texts(note: Note, *, but: NoteStep, at: datetime.datetime) -> None:
    """Empty a disclosure that now stands in the school's child-protection records (2.5.4); that it was made stays."""
    note.body, note.removed_at = b"", at
    note.save(update_fields=["body", "removed_at"])
    for step in note.steps.exclude(pk=but.pk):
        step.body = b""
        step.save(update_fields=["body"])


def _new_number() -> str:
    """A receipt's number, such as K7QM-2XWD: by chance, so that no other follows from it."""
    while True:
        signs = "".join(secrets.choice(ALPHABET) for _ in range(8))
        number = f"{signs[:4]}-{signs[4:]}"
        if not Note.objects.filter(number=number).exists():
            return number
