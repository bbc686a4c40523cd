"""The systems that may tell of joiners and leavers by themselves."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lanyard.people import actions
from lanyard.people.forms.imports import SystemForm
from lanyard.people.queries.rolls import provisioning_tokens
from lanyard.people.rights import needs


@needs("import people")
@require_safe
def systems(request: HttpRequest) -> HttpResponse:
    """Which systems may, and since when."""
    found = provisioning_tokens(request.scope)
    context = {"live": found.filter(ended_at__isnull=True), "ended": found.filter(ended_at__isnull=False)}
    return render(request, "people/imports/systems.html", context)


@needs("import people")
@sensitive_variables("made")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Let one more. Its token is shown on the answer to this form, once, and never again."""
    form = SystemForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = actions.make_provisioning_token(
            school=request.scope.school, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        address = settings.ADDRESS + reverse("people:scim-users").removesuffix("Users")
        return render(request, "people/imports/token.html", {"made": made, "address": address.rstrip("/")})
    return render(request, "people/imports/system.html", {"form": form})


@needs("import people")
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Stop one at once."""
    token = provisioning_tokens(request.scope).filter(pk=number).first()
    if token is None:
        raise Http404
    actions.end_provisioning_token(token=token, by=request.user, at=timezone.now())
    return redirect("people:systems")
