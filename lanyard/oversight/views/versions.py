"""Comparing two versions of the policy by what they do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lanyard.oversight.comparison_page import build_comparison, named
from lanyard.oversight.computed import remember
from lanyard.oversight.history import adopted, open_version, version_numbered
from lanyard.oversight.models import PolicyVersion
from lanyard.oversight.queries import versions


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Which situations get another answer or another duty, and which clauses changed. Without a choice: the last two adopted."""
    school = request.scope.school
    held = list(versions(school))
    old, new = _chosen(request, "old"), _chosen(request, "new")
    if old is None and new is None:
        recent = [adoption.version for adoption in adopted(school)][-2:]
        old, new = (recent[0], recent[1]) if len(recent) == 2 else (None, None)
    page = None
    if old is not None and new is not None and old.pk != new.pk:
        before, after = open_version(old), open_version(new)
        page = remember(("compare", old.hash, new.hash), lambda: build_comparison(before.pack, after.pack))
    choices = named(held)
    context = {
        "choices": choices,
        "old": old,
        "new": new,
        "page": page,
        "asked": bool(request.GET),
        "old_label": {"text": "Older version"},
        "new_label": {"text": "Newer version"},
        "old_items": _items(choices, old),
        "new_items": _items(choices, new),
    }
    return render(request, "oversight/compare.html", context)


def _items(choices: dict[int, str], chosen: PolicyVersion | None) -> list[dict]:
    return [
        {"value": str(number), "text": words, "selected": chosen is not None and chosen.pk == number}
        for number, words in choices.items()
    ]


def _chosen(request: HttpRequest, name: str) -> PolicyVersion | None:
    told = request.GET.get(name, "")
    usable = told.isascii() and told.isdigit() and len(told) < 19
    return version_numbered(request.scope.school, int(told)) if usable else None
