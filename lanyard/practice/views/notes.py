"""A person's own notes, and one note as each who has a part in it sees it."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lanyard.people.actions import drafts
from lanyard.people.rights import needs
from lanyard.practice.actions import notes as actions
from lanyard.practice.forms.notes.answers import AnswerForm, PasteForm
from lanyard.practice.forms.notes.noted import WRITTEN, Noting
from lanyard.practice.models import Note
from lanyard.practice.note_states import CONFIRMATIONS, Kind, Part, Step
from lanyard.practice.note_words import ABOUT, CHOICES, stands, when_noted
from lanyard.practice.queries import notes as queries
from lanyard.practice.registers import registers_of
from lanyard.practice.written_notes import WrittenNote

#: What the printed form leaves room for.
PAPER = (
    "What happened",
    "Which day, and at about what time",
    "Who was involved (for a pupil, initials and class)",
    "How: in person, by e-mail, on which app",
    "Who else was there or saw it",
    "Your name, signature, and the day and time at which you write this",
)

#: What nobody needs to be a reader for.
PLAIN = (Step.CONFIRMS_DELETION, *CONFIRMATIONS)


@needs("use")
@require_safe
def notes(request: HttpRequest) -> HttpResponse:
    """What can be noted, and what the person has noted."""
    found = [(note, _stands(note)) for note in queries.own_notes(request.scope)]
    context = {"notes": found, "reads": request.scope.can("answer notes"), "sees_signals": request.scope.can("see pupil signals")}
    return render(request, "practice/notes/list.html", context)


@needs("use")
@require_safe
def note(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """One note: for who wrote it, who reads it, and who was named as the second adult."""
    held, part = _held(request, id)
    return _show(request, held, part, _form(request, held, part))


@needs("use")
@require_safe
def receipt(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """What a person gets for a note: its number and time, to keep or to print."""
    held, part = _held(request, id)
    if part != Part.WRITER:
        raise Http404
    told = queries.told_in(held)
    nobody = not queries.readers_of(held, queries.holders_at(request.scope.school, on=request.scope.on))
    context = {
        "note": held,
        "when": when_noted(held),
        "fingerprint": queries.fingerprint(held) if held.kind != Kind.PUPIL_TOLD else "",
        "nobody": nobody,
        "about": told.fact("about"),
        "contacts": _contacts(request, _to_speak_to(held, told, nobody=nobody)),
    }
    return render(request, "practice/notes/receipt.html", context)


@needs("answer notes")
@require_POST
def answer(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """Answer, countersign or take over a note."""
    held, part = _held(request, id)
    form = _form(request, held, part) if part == Part.READER else None
    if form is None:
        return redirect("practice:note", held.pk)
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.take_note_step(
                scope=request.scope,
                note=held,
                step=form.chosen,
                words=told.get("words", ""),
                more=form.more,
                after=told["seen"],
                by=request.user,
                at=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            request.session["note_done"] = CHOICES[form.chosen]
            return redirect("practice:note", held.pk)
    return _show(request, held, part, form)


@needs("use")
@require_POST
def confirm(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """Confirm that a number is deleted, or that one was there."""
    held, _ = _held(request, id)
    step = next((step for step in PLAIN if step.value == request.POST.get("step")), None)
    if step is None:
        raise Http404
    try:
        actions.take_note_step(scope=request.scope, note=held, step=step, by=request.user, at=timezone.now())
    except ValidationError:
        pass  # It was confirmed already, so the page shows it.
    return redirect("practice:note", held.pk)


@needs("use")
@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """A form to print, for where there is no computer."""
    return render(request, "practice/notes/paper.html", {"questions": PAPER})


@needs("use")
@require_http_methods(["GET", "HEAD", "POST"])
def written_before(request: HttpRequest) -> HttpResponse:
    """Take in a note that was written without the service, and show it for checking before it is sent."""
    form = PasteForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        return redirect(_begin(request, form.cleaned_data["text"]))
    return render(request, "practice/notes/written-before.html", {"form": form})


def _begin(request: HttpRequest, told: WrittenNote) -> str:
    """Begin “I want this noted” with everything that was written down, and lead to the first open question."""
    day = {f"happened_on-{part}": [str(getattr(told.day, part))] for part in ("day", "month", "year")}
    said = {
        "what": {"what": [told.what]},
        "circumstances": {
            **day,
            "happened_about": [told.about],
            "who": [told.who],
            "channel": [told.channel],
            "witnesses": [told.witnesses],
        },
    }
    body = {"given": {WRITTEN: told.written_at.isoformat()}, "said": said}
    draft = drafts.begin_draft(scope=request.scope, journey=Noting.name, body=body, at=timezone.now())
    return reverse(f"practice:{Noting.name}-check", args=[draft.pk])


def _posted(request: HttpRequest) -> QueryDict | None:
    """What a form sent, even if that is nothing."""
    return request.POST if request.method == "POST" else None


def _held(request: HttpRequest, id_: uuid.UUID) -> tuple[Note, Part]:
    found = queries.note_of(request.scope, id_)
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, held: Note, part: Part) -> AnswerForm | None:
    """The answers that the reader may give; ``None`` where there are none."""
    steps = queries.next_steps(held, part) if part == Part.READER else ()
    if not steps:
        return None
    seen = len(held.steps.all())
    return AnswerForm(steps, _posted(request), seen=seen, on=request.scope.on)


def _show(request: HttpRequest, held: Note, part: Part, form: AnswerForm | None) -> HttpResponse:
    can_do = queries.next_steps(held, part)
    told = queries.told_in(held) if part != Part.SECOND else queries.Told()
    context: dict[str, Any] = {
        "note": held,
        "part": part,
        "clause_id": ABOUT[Kind(held.kind)].clause,
        "what": held.get_kind_display() if part == Part.WRITER else ABOUT[Kind(held.kind)].what,
        "rows": [{"key": {"text": asked}, "value": {"text": said}} for asked, said in told.rows],
        "steps": queries.steps_told(held, part),
        "stands": _stands(held),
        "when": when_noted(held),
        "form": form,
        "confirms": [(step.value, CHOICES.get(step, "")) for step in can_do if step in PLAIN],
        "can_add": Step.ADDS in can_do,
        "done": request.session.pop("note_done", ""),
        "contacts": _contacts(request, ["dsl"]) if held.kind == Kind.PUPIL_TOLD and part == Part.WRITER else [],
    }
    return render(request, "practice/notes/note.html", context)


def _stands(held: Note) -> str:
    return stands(queries.state_of(held), queries.steps_so_far(held))


def _to_speak_to(held: Note, told: queries.Told, *, nobody: bool) -> list[str]:
    """Whom to speak to beside writing, by the ids of contacts, nearest first."""
    if nobody:
        return ["lado", "childrens-social-care"]
    if held.kind == Kind.PUPIL_TOLD:
        about = {"head": ["chair-of-governors", "lado"], "lead": ["head-teacher"], "adult": ["head-teacher", "dsl"]}
        return about.get(told.fact("about"), ["dsl"])
    return ["dsl"] if held.kind == Kind.PUPIL_REQUEST else []


def _contacts(request: HttpRequest, ids: list[str]) -> list:
    registers = registers_of(request.scope.school)
    found = [registers.contact(id_, request.scope.school) for id_ in ids]
    return [contact for contact in found if contact is not None]
