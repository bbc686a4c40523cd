"""Handing one's cases on: to whoever lost their passphrase, and to whoever takes over."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lanyard.concerns.actions.holders import hand_on_cases
from lanyard.concerns.forms.recovery import HandOverForm
from lanyard.concerns.queries.cases import wraps_of
from lanyard.concerns.queries.holders import other_holders
from lanyard.concerns.sessions import needs_unlocked
from lanyard.people.rights import needs


@needs("handle cases", fresh=True)
@needs_unlocked
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """Give a colleague a key to each of one's cases that may come to them."""
    colleagues, cases = other_holders(request.scope), wraps_of(request.scope).count()
    form = HandOverForm(request.POST if request.method == "POST" else None, colleagues=colleagues)
    if form.is_bound and form.is_valid():
        told = {"scope": request.scope, "unlocked": request.unlocked, "to": form.to}
        try:
            given = hand_on_cases(**told, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return render(request, "concerns/keys/handed-over.html", {"to": form.to, "given": given})
    return render(request, "concerns/keys/hand-over.html", {"form": form, "colleagues": colleagues, "cases": cases})
