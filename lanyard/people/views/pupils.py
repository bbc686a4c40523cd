"""The roll of pupils, as references (1.2.2). There is nothing else about a pupil to look at."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lanyard.people import actions
from lanyard.people.forms.pupils import FindPupilForm, PupilForm, PupilLeaveForm
from lanyard.people.models import Pupil
from lanyard.people.paging import page_links
from lanyard.people.queries import register as queries
from lanyard.people.queries.register import Who
from lanyard.people.rights import can, needs

from .adults import add_errors

A_PAGE = 50
WORDS = "pupil_words"


@needs("manage people")
@require_safe
def pupils(request: HttpRequest) -> HttpResponse:
    """The pupils on roll, some at a time."""
    who = Who(request.GET["who"]) if request.GET.get("who") in list(Who) else Who.TODAY
    words = request.session.get(WORDS, "")
    page = Paginator(queries.pupils(request.scope, who=who, words=words), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "who": who,
        "tabs": list(Who),
        "words": words,
        "find": FindPupilForm(initial={"words": words}),
        "pagination": page_links(page, f"?who={who}&"),
        "may_import": can(request.scope, "import people"),
        "done": request.session.pop("people_done", ""),
    }
    return render(request, "people/pupils/list.html", context)


@needs("manage people")
@sensitive_post_parameters()
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Look for a name, a class or a reference: kept in the session, because a name has no place in an address."""
    form = FindPupilForm(request.POST)
    request.session[WORDS] = form.cleaned_data["words"] if form.is_valid() else ""
    return redirect("people:pupils")


@needs("manage people")
@require_safe
def pupil(request: HttpRequest, number: int) -> HttpResponse:
    """One reference."""
    found = _pupil_or_404(request, number)
    rows = [
        ("Reference", found.reference),
        ("Name", found.name),
        ("Class", found.class_name or "Not known"),
        ("Year group", found.year_group or "Not known"),
        ("First day on roll", date_format(found.starts_on, "j F Y")),
    ]
    if found.ends_on:
        rows.append(("Last day on roll", date_format(found.ends_on, "j F Y")))
    context = {
        "pupil": found,
        "rows": [{"key": {"text": key}, "value": {"text": said}} for key, said in rows],
        "done": request.session.pop("people_done", ""),
    }
    return render(request, "people/pupils/pupil.html", context)


@needs("manage people")
@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Put somebody on the roll by hand, until the pupil system lists them."""
    form = PupilForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_pupil(school=request.scope.school, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            request.session["people_done"] = "The pupil is on the roll."
            return redirect("people:pupil", made.pk)
    return render(request, "people/pupils/add.html", {"form": form})


@needs("manage people")
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, number: int) -> HttpResponse:
    """Record a pupil's last day on roll."""
    found = _pupil_or_404(request, number)
    form = PupilLeaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_pupil(pupil=found, ends_on=form.cleaned_data["ends_on"], by=request.user, at=timezone.now())
        except ValidationError as error:
            add_errors(form, error, "ends_on")
        else:
            request.session["people_done"] = "The last day was recorded. The reference stays."
            return redirect("people:pupil", found.pk)
    return render(request, "people/pupils/leave.html", {"form": form, "pupil": found})


def _pupil_or_404(request: HttpRequest, number: int) -> Pupil:
    found = queries.pupil_numbered(request.scope, number)
    if found is None:
        raise Http404
    return found
