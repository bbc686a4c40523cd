"""Comparing two versions of the policy by what they do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lanyard.oversight.comparison_page import build_comparison, named
from lanyard.oversight.computed import remember
from lanyard.oversight.forms import CompareForm
from lanyard.oversight.history import adopted, open_version, version_numbered
from lanyard.oversight.queries import versions
from lanyard.people.rights import needs


@needs("use")
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Which situations get another answer or another duty, and which clauses changed. Without a choice: the last two adopted."""
    school = request.scope.school
    choices = named(versions(school))
    asked = {name: request.GET[name] for name in ("old", "new") if name in request.GET}
    if not asked:
        recent = [adoption.version_id for adoption in adopted(school)][-2:]
        asked = {"old": str(recent[0]), "new": str(recent[1])} if len(recent) == 2 else {}
    form = CompareForm(choices, asked or None)
    context = {"form": form, "choices": choices}
    if asked and form.is_valid():
        old, new = (version_numbered(school, int(form.cleaned_data[name])) for name in ("old", "new"))
        before, after = open_version(old), open_version(new)
        page = remember(("compare", old.hash, new.hash), lambda: build_comparison(before.pack, after.pack))
        context |= {"old": old, "new": new, "page": page}
    return render(request, "oversight/compare.html", context)
