"""The map of the policy, the decision table of an act, and the search."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lanyard.oversight.computed import remember
from lanyard.oversight.policy_map import build_map
from lanyard.oversight.search import build_index
from lanyard.oversight.table_page import build_table
from lanyard.people.rights import needs
from lanyard.practice.registers import registers_of
from lanyard.practice.wording import LOOKS, RANGE_ORDER

MOST_LETTERS = 200


@needs("use")
@require_safe
def whole(request: HttpRequest) -> HttpResponse:
    """The map: what somebody might do, with whom, and the verdict."""
    engine = request.policy.engine
    shown = remember(("map", engine.hash), lambda: build_map(engine))
    legend = [(verdict, LOOKS[verdict].sign) for verdict in RANGE_ORDER]
    return render(request, "oversight/map.html", {"map": shown, "legend": legend, "verdicts": RANGE_ORDER})


@needs("use")
@require_safe
def table(request: HttpRequest, act: str) -> HttpResponse:
    """Everything that the policy decides about one act, row by row."""
    engine = request.policy.engine
    fact = engine.vocabulary.facts[0]
    if act not in fact.value_ids():
        raise Http404
    shown = remember(("table", engine.hash, act), lambda: build_table(engine, act))
    return render(request, "oversight/table.html", {"act": fact.value(act), "fact": fact, "table": shown})


@needs("use")
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What fits the words given, among what can be asked, the clauses, the lessons and the platforms."""
    asked = request.GET.get("q", "").strip()[:MOST_LETTERS]
    pack, school = request.policy.pack, request.scope.school
    index = remember(("search", pack.hash, school.settings.get("pack")), lambda: build_index(pack, registers_of(school)))
    context = {"asked": asked, "found": index.search(asked) if asked else None, "act": pack.vocabulary.facts[0]}
    return render(request, "oversight/search.html", context)
