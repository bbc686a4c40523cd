"""Calendar feeds: the page that makes and ends them, and the file that a calendar reads."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.people.actions import feeds as actions
from lanyard.people.calendar_file import calendar_of
from lanyard.people.models import Role
from lanyard.people.queries import feeds as queries
from lanyard.people.rights import in_a_sentence, needs


@needs("use")
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """The person's feeds: make one, make a new address for it, end it.

    A new address is shown in the answer to the form itself and never again, because its secret is not kept.
    """
    scope, made = request.scope, None
    if request.method == "POST":
        role, act = request.POST.get("role", ""), request.POST.get("act", "")
        if (role and role not in scope.roles) or act not in {"make", "end"}:
            raise Http404
        if act == "end":
            actions.end_feed(scope=scope, role=role, by=request.user, at=timezone.now())
            return redirect("people:calendar")
        secret = actions.make_feed(scope=scope, role=role, by=request.user, at=timezone.now())
        made = {"role": role, "address": settings.ADDRESS + reverse("people:calendar-feed", args=[secret])}
    working = {feed.role: feed for feed in queries.feeds_of(scope)}
    choices = [("", "Everything that is due for you")]
    choices += [(role.value, f"What you have as {in_a_sentence(role.label)}") for role in Role if role in scope.roles]
    feeds = [{"role": role, "words": words, "feed": working.get(role)} for role, words in choices]
    return render(request, "people/calendar.html", {"feeds": feeds, "made": made})


@login_not_required
@sensitive_variables()
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The file. Whoever has its address may read it: days on which something is due, and nothing else."""
    now = timezone.now()
    found = queries.feed_with(secret, on=timezone.localdate())
    if found is None:
        raise Http404
    feed, scope = found
    file = calendar_of(queries.dues_in(feed, scope), feed=feed.pk, address=settings.ADDRESS, at=now)
    return HttpResponse(file, content_type="text/calendar; charset=utf-8")
