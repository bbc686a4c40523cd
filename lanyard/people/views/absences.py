"""Being away: one's own days, and those of whom one looks after."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lanyard.people.actions import absences as actions
from lanyard.people.forms.absences import AbsenceForm
from lanyard.people.models import Adult
from lanyard.people.queries import absences as queries
from lanyard.people.rights import needs

METHODS = ["GET", "HEAD", "POST"]


@needs("use")
@require_http_methods(METHODS)
def away(request: HttpRequest) -> HttpResponse:
    """I am away; and whose days I may record besides my own."""
    return _page(request, request.scope.adult)


@needs("use")
@require_http_methods(METHODS)
def away_adult(request: HttpRequest, adult: int) -> HttpResponse:
    """Somebody whom the person looks after is away."""
    found = queries.adult_to_look_after(request.scope, adult)
    if found is None:
        raise Http404
    return _page(request, found)


@needs("use")
@require_POST
def back(request: HttpRequest, absence: int) -> HttpResponse:
    """Somebody is back, or does not go after all."""
    found = queries.absence(request.scope, absence)
    if found is None:
        raise Http404
    actions.end_absence(absence=found, on=request.scope.on, by=request.user, at=timezone.now())
    return _leads_to(request, found.adult)


def _page(request: HttpRequest, adult: Adult) -> HttpResponse:
    scope = request.scope
    form = AbsenceForm(request.POST if request.method == "POST" else None, on=scope.on)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_absence(adult=adult, **form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _leads_to(request, adult)
    context = {
        "form": form,
        "adult": adult,
        "is_own": adult == scope.adult,
        "absences": queries.absences_ahead(adult, on=scope.on),
        "others": queries.adults_to_look_after(scope) if adult == scope.adult else [],
        "today": scope.on,
    }
    return render(request, "people/away.html", context)


def _leads_to(request: HttpRequest, adult: Adult) -> HttpResponse:
    if adult == request.scope.adult:
        return redirect("people:away")
    return redirect("people:away-adult", adult=adult.pk)
