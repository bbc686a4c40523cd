"""What comes to those who read notes: the list, several at once, and what notes show together."""

from __future__ import annotations

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.people.rights import needs
from lanyard.practice import note_patterns
from lanyard.practice.actions import notes as actions
from lanyard.practice.forms.notes.answers import TogetherForm
from lanyard.practice.models import Note, NoteKind
from lanyard.practice.note_patterns import Request
from lanyard.practice.note_states import SETTLES, Kind, State
from lanyard.practice.note_words import ABOUT, CHOICES, stands, when_noted
from lanyard.practice.queries import notes as queries

YEAR = datetime.timedelta(days=365)

#: The kinds of which several may be settled at once, after reading them all on one page. Answers to
#: judgements and what pupils say are each for themselves.
TOGETHER = {
    "own-phone": (Kind.OWN_PHONE, "Countersign emergency calls", "Countersign the selected ones"),
    "noted": (Kind.NOTED, "Read notes", "I have read the selected ones"),
    "pupil-request": (Kind.PUPIL_REQUEST, "Read requests from pupils", "I have read the selected ones"),
}


@needs("answer notes")
@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """Every note that this person reads: what waits first, then the answered ones of a year."""
    since = request.scope.on - YEAR
    found = [(note, queries.state_of(note)) for note in queries.notes_to(request.scope)]
    waiting = [_line(note) for note, state in found if state in (State.WAITING, State.WITH_HR)]
    others = [
        _line(note)
        for note, state in found
        if state not in (State.WAITING, State.WITH_HR) and timezone.localdate(note.noted_at) >= since
    ]
    several = [
        (slug, title)
        for slug, (kind, title, _) in TOGETHER.items()
        if sum(note.kind == kind and state == State.WAITING for note, state in found) > 1
    ]
    can = {name: request.scope.can(name) for name in ("answer judgements", "countersign calls", "see pupil signals")}
    context = {
        "waiting": waiting,
        "others": others,
        "several": several,
        "judges": can["answer judgements"],
        "calls": can["countersign calls"],
        "signals": can["see pupil signals"],
    }
    return render(request, "practice/notes/received.html", context)


@needs("answer notes")
@require_http_methods(["GET", "HEAD", "POST"])
def together(request: HttpRequest, kind: str) -> HttpResponse:
    """Read several notes of one kind on one page, and settle those that are selected."""
    if kind not in TOGETHER:
        raise Http404
    sort, title, button = TOGETHER[kind]
    waiting = [note for note in queries.notes_to(request.scope, sort) if queries.state_of(note) == State.WAITING]
    by_value = {f"{note.pk}:{len(note.steps.all())}": note for note in waiting}
    choices = [(value, _named(note)) for value, note in by_value.items()]
    form = TogetherForm(choices, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen = [(by_value[value], int(value.rpartition(":")[2])) for value in form.cleaned_data["notes"]]
        done = actions.take_steps_together(
            scope=request.scope, notes=chosen, step=SETTLES[sort], by=request.user, at=timezone.now()
        )
        request.session["together_done"] = done
        return redirect("practice:notes-together", kind)
    shown = [(note, _named(note), queries.told_in(note).rows, when_noted(note)) for note in waiting]
    context = {
        "form": form,
        "notes": shown,
        "title": title,
        "button": button,
        "done": request.session.pop("together_done", 0),
        "step": CHOICES[SETTLES[sort]],
    }
    return render(request, "practice/notes/together.html", context)


@needs("countersign calls")
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """How often own phones were used in emergencies, and where a trip phone is needed (2.4.7, 2.4.2)."""
    since = request.scope.on - YEAR
    found = [note for note in queries.notes_to(request.scope, NoteKind.OWN_PHONE) if note.happened_on >= since]
    opened = [(note, queries.told_in(note)) for note in found]
    months = note_patterns.by_month(note.happened_on for note in found)
    trips = note_patterns.by_trip(told.fact("trip") or "" for _, told in opened)
    context = {
        "calls": [(_line(note), told) for note, told in opened],
        "months": months,
        "trips": trips,
        "needing": note_patterns.needs_phone(trips),
        "often": note_patterns.needs_phone(months),
        "from": note_patterns.PHONE_FROM,
    }
    return render(request, "practice/notes/calls.html", context)


@needs("see pupil signals")
@require_safe
def signals(request: HttpRequest) -> HttpResponse:
    """What requests from pupils show together: care for a child, never a fault of staff (2.3.6)."""
    since = request.scope.on - YEAR
    found = queries.notes_to(request.scope, NoteKind.PUPIL_REQUEST)
    opened = [(note, queries.told_in(note)) for note in found if timezone.localdate(note.noted_at) >= since]
    by_pk = {note.pk: note for note, _ in opened}
    grouped = note_patterns.patterns(
        Request(note.pk, note.adult_id, *(told.fact(name) or "" for name in ("platform", "handle", "pupil")))
        for note, told in opened
    )
    context = {
        "patterns": [(pattern, [_line(by_pk[pk]) for pk in pattern.notes]) for pattern in grouped],
        "requests": [(_line(note), told) for note, told in opened],
    }
    return render(request, "practice/notes/signals.html", context)


@needs("answer judgements")
@require_safe
def judgements(request: HttpRequest) -> HttpResponse:
    """How often each clause was departed from, and which ones governors might look at (1.1.2, 4.1.1)."""
    counts = queries.departures(request.scope, since=request.scope.on - YEAR)
    suggested = set(note_patterns.to_review(counts))
    clauses = {clause.id: clause for clause in request.policy.pack.clauses}
    rows = [(clauses.get(id_), id_, count, id_ in suggested) for id_, count in counts.items()]
    context = {
        "rows": rows,
        "from": note_patterns.REVIEW_FROM,
        "notes": [_line(note) for note in queries.notes_to(request.scope, NoteKind.JUDGEMENT)],
    }
    return render(request, "practice/notes/judgements.html", context)


def _line(note: Note) -> tuple[Note, str, str, str]:
    """A note in a list: where it stands, whether it came late, and what it is."""
    return note, stands(queries.state_of(note), queries.steps_so_far(note)), when_noted(note), ABOUT[Kind(note.kind)].what


def _named(note: Note) -> str:
    day = timezone.localdate(note.noted_at)
    return f"{note.adult.name}, {day.day} {day:%B %Y} ({note.number})"
