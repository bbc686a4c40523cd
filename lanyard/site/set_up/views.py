"""The pages of the first run. Every one of them is gone as soon as there is a school."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.oversight.first_run import FirstRun, Person, Ready, problems_of, set_up_school
from lanyard.people import actions as people
from lanyard.people.details import OWN_CONTACTS, read_term_lines
from lanyard.people.imports.gias import find_schools
from lanyard.people.imports.refusal import ImportRefusal
from lanyard.people.queries import has_schools
from lanyard.policy.refusal import Refusal

from .forms import STEPS, TERMS_EXAMPLE, CodeForm, FindForm

SESSION = "set_up"
#: Where an operator may put the list of establishments, so that the school can be looked up.
ESTABLISHMENTS = "establishments.csv"
View = Callable[..., HttpResponse]


def only_at_first(view: View) -> View:
    """Let a page be there only while there is no school, and not in a demonstration."""

    @login_not_required
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.DEMONSTRATION or has_schools():
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def with_code(view: View) -> View:
    """Send back to the code whoever has not typed it."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.session.get(SESSION) or {}).get("digest"):
            return redirect("set-up:code")
        return view(request, *args, **kwargs)

    return guarded


@only_at_first
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code that only the operator's terminal shows."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        digest = people.try_set_up_code(words=form.cleaned_data["code"], by=None, at=timezone.now())
        if digest:
            request.session.cycle_key()
            request.session[SESSION] = {"digest": digest, "said": (request.session.get(SESSION) or {}).get("said", {})}
            return redirect("set-up:step", "school")
        form.add_error("code", "This is not the code, or it has run out. Start “lanyard serve” again to see a new one")
    return render(request, "set_up/code.html", {"form": form})


@only_at_first
@with_code
@sensitive_post_parameters()
@sensitive_variables("form", "said")
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, name: str) -> HttpResponse:
    """One page of questions."""
    if name not in STEPS:
        raise Http404
    said = request.session[SESSION]["said"]
    if request.method == "POST":
        form = STEPS[name](request.POST)
        if form.is_valid():
            said[name] = {key: request.POST.getlist(key) for key in request.POST if key != "csrfmiddlewaretoken"}
            request.session.modified = True
            return redirect(_next(said, name))
    else:
        form = STEPS[name](_posted(said[name])) if name in said else STEPS[name](initial=_initial(request, name))
    names = list(STEPS)
    place = names.index(name)
    context = {
        "form": form,
        "name": name,
        "back": reverse("set-up:step", args=[names[place - 1]]) if place else reverse("set-up:code"),
        "number": place + 1,
        "count": len(names) + 1,
        "example": TERMS_EXAMPLE,
        "find": FindForm() if name == "school" and (settings.DATA / ESTABLISHMENTS).is_file() else None,
    }
    return render(request, "set_up/step.html", context)


@only_at_first
@with_code
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Look the school up in the list of establishments that the operator put into the data folder."""
    path = settings.DATA / ESTABLISHMENTS
    if not path.is_file():
        raise Http404
    if "urn" in request.POST:
        chosen = next(iter(find_schools(path, request.POST["urn"])), None)
        if chosen is not None:
            request.session[SESSION]["found"] = {"name": chosen.name, "council": chosen.council, "urn": chosen.urn}
            request.session[SESSION]["said"].pop("school", None)
            request.session.modified = True
        return redirect("set-up:step", "school")
    form, found = FindForm(request.POST if request.method == "POST" else None), []
    if request.method == "POST" and form.is_valid():
        try:
            found = find_schools(path, form.cleaned_data["words"])
            if not found:
                form.add_error("words", "No school of this name or URN is in the list. Enter its details by hand instead")
        except ImportRefusal as refusal:
            form.add_error("words", str(refusal))
    return render(request, "set_up/find.html", {"form": form, "found": found})


@only_at_first
@with_code
@sensitive_variables("said", "ready")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check everything, and set the school up. The head teacher's code is on the page that answers, once."""
    said = request.session[SESSION]["said"]
    forms = {name: STEPS[name](_posted(said.get(name, {}))) for name in STEPS}
    missing = next((name for name in STEPS if name not in said or not forms[name].is_valid()), None)
    if missing:
        return redirect("set-up:step", missing)
    problems: list[str] = []
    if request.method == "POST":
        ready, problems = _set_up(request, {name: form.cleaned_data for name, form in forms.items()})
        if ready is not None:
            request.session.flush()
            return render(request, "set_up/ready.html", {"ready": ready, "sign_in_name": ready.head.account.sign_in_name})
    context = {"parts": [_part(name, form) for name, form in forms.items()], "problems": [{"text": each} for each in problems]}
    return render(request, "set_up/check.html", context, status=409 if problems else 200)


@only_at_first
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """What the first run asks, so that everything is to hand."""
    return render(request, "set_up/begin.html")


def _set_up(request: HttpRequest, told: Mapping[str, dict[str, Any]]) -> tuple[Ready | None, list[str]]:
    at, on = timezone.now(), timezone.localdate()
    try:
        with transaction.atomic():
            if not people.use_set_up_code(digest=request.session[SESSION]["digest"], by=None, at=at):
                return None, [
                    "The set-up code has run out. Start “lanyard serve” again to see a new one, and type it on the first page."
                ]
            return set_up_school(first_run_of(told, on=on), by=None, at=at, on=on), []
    except (ValidationError, Refusal) as error:
        return None, problems_of(error)


def first_run_of(told: Mapping[str, dict[str, Any]], *, on) -> FirstRun:
    """The answers of all pages as one."""
    school, contacts, decides, adoption = told["school"], told["contacts"], told["people"], told["adoption"]
    lines = {
        id_: {"phone": contacts[id_].strip(), "confirmed_on": on.isoformat()} for id_, _ in OWN_CONTACTS if contacts.get(id_)
    }
    return FirstRun(
        **school,
        contacts=lines,
        terms=read_term_lines(told["terms"]["terms"]),
        head=Person(decides["head"], decides["head_email"]),
        chair=Person(decides["chair"], decides["chair_email"]) if decides["chair"] else None,
        **adoption,
    )


def _next(said: Mapping[str, Any], name: str) -> str:
    names = list(STEPS)
    if all(each in said for each in names):
        return reverse("set-up:check")
    place = names.index(name)
    return reverse("set-up:step", args=[names[place + 1]]) if place + 1 < len(names) else reverse("set-up:check")


def _initial(request: HttpRequest, name: str) -> dict[str, Any]:
    return request.session[SESSION].get("found", {}) if name == "school" else {}


def _posted(said: Mapping[str, list[str]]) -> QueryDict:
    made = QueryDict(mutable=True)
    for key, texts in said.items():
        made.setlist(key, texts)
    return made


def _part(name: str, form) -> dict[str, Any]:
    rows = []
    for field in form:
        value = form.cleaned_data.get(field.name)
        if field.name == "rang" or (name == "contacts" and not value):
            continue
        said = f"{value.day} {value:%B %Y}" if hasattr(value, "day") else (value or "Not told")
        rows.append({"key": {"text": field.label}, "value": {"text": said}})
    if not rows:
        rows = [{"key": {"text": "Numbers"}, "value": {"text": "None told"}}]
    return {"title": getattr(form, "title", "Terms"), "href": reverse("set-up:step", args=[name]), "rows": rows}
