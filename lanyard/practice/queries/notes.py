"""Which notes a person may read, and what part they have in each. Whoever a note concerns finds none of it."""

from __future__ import annotations

import datetime
import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from lanyard.people.models import Adult, Role, RoleHeld, School
from lanyard.people.queries import Scope
from lanyard.people.queries.days import bound, held
from lanyard.practice.models import Note, NoteKind, NoteStep
from lanyard.practice.note_readers import Desk, Holders, readers
from lanyard.practice.note_states import Kind, Part, State, Step, allowed, state
from lanyard.practice.sealed_words import unseal
from lanyard.proof.canonical import canonical
from lanyard.proof.sealing import Place


@dataclass(frozen=True)
class Told:
    """The text of a note, opened: questions with their answers as they were asked, and a few facts by name."""

    rows: tuple[tuple[str, str], ...] = ()
    facts: dict[str, Any] | None = None

    def fact(self, name: str) -> Any:
        """One of the facts; ``None`` when it was not told."""
        return (self.facts or {}).get(name)


@dataclass(frozen=True)
class StepTold:
    """A step about a note with its words, opened."""

    kind: str
    label: str
    by: Adult
    at: datetime.datetime
    words: str
    more: dict[str, str]


def holders_at(school: School, *, on: datetime.date) -> Holders:
    """Who reads notes at a school on a day."""
    roles = (Role.HEAD, Role.CHAIR, Role.DSL)
    found = RoleHeld.objects.filter(held(on), role__in=roles, adult__in=Adult.objects.filter(bound(on), school=school))
    by_role: dict[str, set[int]] = {role: set() for role in roles}
    for role, adult in found.values_list("role", "adult"):
        by_role[role].add(adult)
    return Holders(*(frozenset(by_role[role]) for role in roles))


def own_notes(scope: Scope) -> QuerySet[Note]:
    """What the person noted themselves, the newest first."""
    return _whole(Note.objects.filter(school=scope.school, adult=scope.adult))


def notes_beside(scope: Scope) -> QuerySet[Note]:
    """The notes that name the person as the second adult (2.3.6)."""
    return _whole(Note.objects.filter(school=scope.school, second=scope.adult).exclude(concerns__adult=scope.adult))


def notes_to(scope: Scope, *kinds: str) -> list[Note]:
    """The notes that the person reads and answers today, of these kinds or of all, the newest first."""
    holders = holders_at(scope.school, on=scope.on)
    me = scope.adult.pk
    if me not in holders.heads | holders.chairs | holders.leads:
        return []
    found = Note.objects.filter(school=scope.school, **({"kind__in": kinds} if kinds else {}))
    whole = _whole(found.exclude(adult=me).exclude(concerns__adult=me)).select_related("adult", "second")
    return [note for note in whole if me in readers_of(note, holders)]


def readers_of(note: Note, holders: Holders) -> frozenset[int]:
    """The adults who may read and answer a note."""
    concerned = frozenset(concern.adult_id for concern in note.concerns.all())
    return readers(Desk(note.desk), note.adult_id, concerned, holders)


def note_of(scope: Scope, id_: uuid.UUID, *, locked: bool = False) -> tuple[Note, Part] | None:
    """A note and the person's part in it; ``None`` for everybody else, as for one that never was.

    ``locked`` holds it for a step.
    """
    found = Note.objects.select_for_update(of=("self",)) if locked else Note.objects.all()
    note = _whole(found.filter(school=scope.school, pk=id_)).select_related("school", "adult").first()
    if note is None or any(concern.adult_id == scope.adult.pk for concern in note.concerns.all()):
        return None
    if note.adult_id == scope.adult.pk:
        return note, Part.WRITER
    if scope.adult.pk in readers_of(note, holders_at(scope.school, on=scope.on)):
        return note, Part.READER
    return (note, Part.SECOND) if note.second_id == scope.adult.pk else None


def steps_so_far(note: Note) -> tuple[Step, ...]:
    """What was done about a note, in order."""
    return tuple(Step(step.kind) for step in note.steps.all())


def state_of(note: Note) -> State:
    """Where a note stands."""
    return state(steps_so_far(note))


def next_steps(note: Note, part: Part) -> tuple[Step, ...]:
    """What somebody with this part may do about a note next."""
    return allowed(Kind(note.kind), part, steps_so_far(note))


def told_in(note: Note) -> Told:
    """The text of a note, opened; empty once it was passed on."""
    if note.removed_at is not None:
        return Told()
    body = unseal(note.body, place=place_of(note))
    return Told(tuple((asked, said) for asked, said in body["rows"]), body["facts"])


def steps_told(note: Note, part: Part) -> list[StepTold]:
    """The steps that somebody with this part may read: what passes between the head and HR stays there."""
    hidden = () if part == Part.READER else (Step.ASKS_HR, Step.LOGS_HR_ADVICE)
    found = []
    for step in note.steps.all():
        if step.kind not in hidden:
            body = unseal(step.body, place=place_of_step(note, step))
            words = body.pop("words", "")
            more = body if part == Part.READER else {}
            found.append(StepTold(step.kind, step.get_kind_display(), step.adult, step.taken_at, words, more))
    return found


def fingerprint(note: Note) -> str:
    """A short digest of everything that a note says, by which a printed receipt can be compared with it."""
    told = told_in(note)
    said = {
        "number": note.number,
        "kind": note.kind,
        "noted_at": note.noted_at.astimezone(datetime.UTC).isoformat(),
        "rows": [list(row) for row in told.rows],
    }
    return hashlib.sha256(canonical(said)).hexdigest()[:32]


def place_of(note: Note) -> Place:
    """Where the text of a note belongs: to everything that its row says."""
    return (
        "note",
        note.school_id,
        note.adult_id,
        str(note.pk),
        note.kind,
        note.number,
        note.desk,
        note.clause,
        note.second_id or 0,
        note.happened_on.isoformat(),
        note.noted_at.astimezone(datetime.UTC).isoformat(),
    )


def place_of_step(note: Note, step: NoteStep) -> Place:
    """Where the words of a step belong."""
    at = step.taken_at.astimezone(datetime.UTC).isoformat()
    return ("note step", note.school_id, str(note.pk), step.number, step.kind, step.adult_id, at)


def departures(scope: Scope, *, since: datetime.date) -> dict[str, int]:
    """How often each clause was departed from on judgement, by its id, the most frequent first (4.1.1)."""
    found = Note.objects.filter(school=scope.school, kind=NoteKind.JUDGEMENT, noted_at__date__gte=since, concerns=None)
    counts: dict[str, int] = {}
    for clause in found.exclude(clause="").values_list("clause", flat=True):
        counts[clause] = counts.get(clause, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def counted(school: School, *, since: datetime.date, until: datetime.date) -> Iterable[tuple[str, int]]:
    """The kinds of the notes of a school in a period, for counts that anybody may see.

    Notes that concern somebody are left out: a count would tell that person that there is one.
    """
    found = Note.objects.filter(school=school, noted_at__date__gte=since, noted_at__date__lte=until, concerns=None)
    kinds: dict[str, int] = {}
    for kind in found.values_list("kind", flat=True):
        kinds[kind] = kinds.get(kind, 0) + 1
    return kinds.items()


def _whole(found: QuerySet[Note]) -> QuerySet[Note]:
    steps = NoteStep.objects.select_related("adult").order_by("number")
    return found.prefetch_related("concerns", Prefetch("steps", queryset=steps))
