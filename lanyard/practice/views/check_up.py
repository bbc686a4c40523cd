"""The private check-up in the browser: the page, the program that it runs, and saying that one did it (2.3 to 2.6)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.people.rights import needs
from lanyard.practice import check_up_page
from lanyard.practice.actions.check_ups import record_check_up
from lanyard.practice.check_up_program import program_of
from lanyard.practice.queries.check_ups import my_check_ups


@needs("use")
@require_safe
def check_up(request: HttpRequest) -> HttpResponse:
    """The page in which a check-up runs. Nothing of it comes back here: it has no form that could carry anything."""
    return render(request, "practice/check-up/page.html", check_up_page.context(request.scope.school))


@needs("use")
@require_safe
@cache_control(private=True, max_age=365 * 24 * 60 * 60, immutable=True)
def program(request: HttpRequest, mark: str) -> HttpResponse:
    """The program that the page runs, under an address that changes with it."""
    found = program_of(request.scope.school)
    if mark != found.mark:
        raise Http404
    return HttpResponse(found.content, content_type="application/zip")


@needs("use")
@require_http_methods(["GET", "HEAD", "POST"])
def done(request: HttpRequest) -> HttpResponse:
    """Say that one did a check-up, and see when one said so. Nothing else can be told here."""
    if request.method == "POST":
        record_check_up(scope=request.scope, by=request.user, at=timezone.now())
        return redirect("practice:check-up-done")
    found = my_check_ups(request.scope)
    context = {"done": found, "is_said": found.filter(day=request.scope.on).exists()}
    return render(request, "practice/check-up/done.html", context)
