"""The answers that a person kept: their own list, and deleting from it."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.components.paging import links, page_of
from lanyard.people.rights import needs
from lanyard.practice import actions, queries, summary


@needs("use")
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """The person's own kept answers, the newest first, so many to a page."""
    page = page_of(queries.kept_answers(request.scope), request.GET.get("page"))
    vocabulary = request.policy.engine.vocabulary
    for one in page:
        one.about = summary.about(vocabulary, one.facts)
    pages = links(page, reverse("practice:answers"), what="Pages of answers")
    context = {"kept": page, "pages": pages, "deleted": request.session.pop("answer_deleted", False)}
    return render(request, "practice/kept.html", context)


@needs("use")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """Delete one's own kept answer, after a page that asks whether it is meant."""
    found = queries.kept_answer(request.scope, id)
    if found is None:
        raise Http404
    if request.method == "POST":
        actions.delete_kept_answer(kept=found, by=request.user, at=timezone.now())
        request.session["answer_deleted"] = True
        return redirect("practice:answers")
    return render(request, "practice/delete.html", {"kept": found})
