"""The service's own work: whether it is done, and what failed. Kinds and numbers only."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lanyard.people.rights import needs
from lanyard.records import queries, work

MOST_SHOWN = 100


@needs("read jobs")
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """How the queue is doing, and the jobs that were given up."""
    school = request.scope.school.pk
    given_up = queries.given_up(school)
    context = {
        "health": queries.health(school, at=timezone.now()),
        "given_up": given_up[:MOST_SHOWN],
        "more": max(0, given_up.count() - MOST_SHOWN),
        "done": request.session.pop("job_tried", None),
    }
    return render(request, "oversight/jobs.html", context)


@needs("read jobs")
@require_POST
def try_again(request: HttpRequest, job: int) -> HttpResponse:
    """Put a job that was given up back into the queue."""
    found = queries.given_up(request.scope.school.pk).filter(pk=job).first()
    if found is None:
        raise Http404
    if work.retry(job=found, by=request.user.pk, at=timezone.now()):
        request.session["job_tried"] = found.pk
    return redirect("oversight:jobs")
