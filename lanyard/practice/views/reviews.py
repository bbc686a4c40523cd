"""Self-reviews: one's own, and for those who look after people whether they are done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lanyard.people.rights import needs
from lanyard.practice.queries import reviews as queries


@needs("use")
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """The person's own reviews: what is asked, and what is done."""
    asked = queries.my_occasion(request.scope)
    context = {
        "occasion": asked,
        "is_done": asked is not None and queries.is_done(request.scope, asked),
        "is_late": asked is not None and asked.due < request.scope.on,
        "done": queries.my_reviews(request.scope),
    }
    return render(request, "practice/reviews/list.html", context)


@needs("use")
@require_safe
def standings(request: HttpRequest) -> HttpResponse:
    """Whether the adults whom the person looks after have done theirs. Nothing else is to be seen."""
    return render(request, "practice/reviews/standings.html", {"standings": queries.standings(request.scope)})
