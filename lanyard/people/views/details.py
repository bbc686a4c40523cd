"""What a school tells of itself after its first run: whom to phone, when its terms are, and how both changed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lanyard.people import actions
from lanyard.people.actions.details import last_change
from lanyard.people.details import ASKED_CONTACTS, EXAMPLE, read_term_lines, term_lines
from lanyard.people.forms.details import ContactForm, Seen, TermsForm
from lanyard.people.models import DetailsChange, School
from lanyard.people.models.details_change import TERMS
from lanyard.people.paging import page_links
from lanyard.people.queries.details import details_change, details_changes
from lanyard.people.rights import needs

TITLES = {**dict(ASKED_CONTACTS), TERMS: "Terms"}
#: A number that nobody rang for a year may be a wrong one by now.
STALE_AFTER = datetime.timedelta(days=365)
A_PAGE = 10
DONE = "school_details_done"


@needs("set up school")
@require_safe
def details(request: HttpRequest) -> HttpResponse:
    """Whom to phone and when the terms are, as it stands today, and what was changed."""
    school, on = request.scope.school, request.scope.on
    pages = Paginator(details_changes(request.scope), A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "contacts": [_row(id_, title, _line(school, id_), on) for id_, title in ASKED_CONTACTS],
        "terms": term_lines(school.settings.get(TERMS) or ""),
        "changes": [_told(change) for change in page],
        "pagination": page_links(page, "?"),
        "page": page,
        "done": request.session.pop(DONE, ""),
    }
    return render(request, "people/details/details.html", context)


@needs("set up school")
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, id: str) -> HttpResponse:
    """Change how one contact is reached, or say that it was checked."""
    if id not in dict(ASKED_CONTACTS):
        raise Http404
    school, on = request.scope.school, request.scope.on
    line = _line(school, id)

    def save(form: ContactForm) -> object:
        return actions.change_contact(school=school, contact=id, **form.told(on), by=request.user, at=timezone.now())

    form, done = _form(request, ContactForm, id, {name: line.get(name, "") for name in ("phone", "email", "hours")}, save)
    if done:
        return _saved(request, f"Saved: {TITLES[id]}.")
    context = {"form": form, "title": TITLES[id], "now": _said(line or None), "is_told": bool(line)}
    return render(request, "people/details/contact.html", context)


@needs("set up school")
@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: HttpRequest) -> HttpResponse:
    """Change when pupils attend. School years that are over stay."""
    school, on = request.scope.school, request.scope.on
    now = term_lines(school.settings.get(TERMS) or "")

    def save(form: TermsForm) -> object:
        told = {"terms": read_term_lines(form.cleaned_data["terms"]), "seen": form.cleaned_data["seen"]}
        return actions.change_terms(school=school, on=on, **told, by=request.user, at=timezone.now())

    form, done = _form(request, TermsForm, TERMS, {"terms": now}, save)
    if done:
        return _saved(request, "Saved: terms.")
    return render(request, "people/details/terms.html", {"form": form, "now": now, "example": EXAMPLE})


@needs("set up school")
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Put back what stood there before the last change of a part."""
    found = details_change(request.scope, number)
    if found is None:
        raise Http404
    try:
        actions.take_details_back(change=found, by=request.user, at=timezone.now())
    except ValidationError as error:
        return _saved(request, f"Nothing was changed. {error.messages[0]}.")
    return _saved(request, f"Put back as it was before: {TITLES.get(found.part, found.part)}.")


def _form(
    request: HttpRequest, kind: type[Seen], part: str, initial: Mapping[str, Any], save: Callable[[Any], object]
) -> tuple[Seen, bool]:
    """The form of a part, and whether it was saved. Whoever was overtaken sees what stands there now, and may go on."""
    last = last_change(request.scope.school, part)
    if request.method != "POST":
        return kind(initial={**initial, "seen": last}), False
    form = kind(request.POST)
    if not form.is_valid():
        return form, False
    try:
        save(form)
    except ValidationError as error:
        again = request.POST.copy()
        again["seen"] = str(last)
        form = kind(again)
        form.add_error(None, error)
        return form, False
    return form, True


def _saved(request: HttpRequest, words: str) -> HttpResponse:
    request.session[DONE] = words
    return redirect("people:details")


def _line(school: School, id_: str) -> dict[str, str]:
    return (school.settings.get("contacts") or {}).get(id_) or {}


def _row(id_: str, title: str, line: Mapping[str, str], on: datetime.date) -> dict[str, Any]:
    """A contact as a line of a summary list."""
    said = _said(line or None)
    if line and on - datetime.date.fromisoformat(line["confirmed_on"]) > STALE_AFTER:
        said += ". Nobody has rung or checked it for a year: please do"
    action = {"href": reverse("people:details-contact", args=[id_]), "text": "Change", "visually_hidden_text": title}
    return {"key": {"text": title}, "value": {"text": said}, "actions": {"items": [action]}}


def _said(line: Mapping[str, str] | None) -> str:
    """A contact's line in words."""
    if line is None:
        return "Not told"
    parts = [line.get(name, "") for name in ("phone", "email", "hours")]
    checked = date_format(datetime.date.fromisoformat(line["confirmed_on"]), "j F Y")
    return f"{', '.join(part for part in parts if part)}; checked on {checked}"


def _said_terms(text: str | None) -> str:
    return term_lines(text or "") or "None told"


def _told(change: DetailsChange) -> dict[str, Any]:
    """A change in words: which part, what stood there before and what after it."""
    is_terms = change.part == TERMS
    said = _said_terms if is_terms else _said
    return {
        "pk": change.pk,
        "title": TITLES.get(change.part, change.part),
        "is_terms": is_terms,
        "before": said(change.before),
        "after": said(change.after),
        "at": change.changed_at,
        "who": getattr(getattr(change.changed_by, "adult", None), "name", ""),
        "is_last": change.is_last,
    }
