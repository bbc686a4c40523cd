"""What is done on paper: sheets to sign, the two-minute pack with its code, and recording what was signed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.components.codes import qr
from lanyard.people.models import Group
from lanyard.people.rights import needs
from lanyard.practice import actions, queries, scenarios
from lanyard.practice.standing import BRIEF, essentials


@needs("witness paper")
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """What was recorded from paper, and the sheets to print."""
    found = list(queries.paper_acknowledgements(request.scope)[:200])
    context = {"found": found, "groups": brief_groups(request), "corrected": request.session.pop("corrected", False)}
    return render(request, "practice/acknowledgements/papers.html", context)


def brief_groups(request: HttpRequest) -> list[Group]:
    """The groups for whom the policy has a two-minute pack."""
    return [group for group in Group if group in BRIEF and essentials(request.policy.pack, (group,))]


@needs("witness paper")
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """A sheet to sign for everybody who has still to answer."""
    found = queries.places(request.scope.school, request.policy, on=request.scope.on)
    return render(
        request, "practice/acknowledgements/sheet.html", {"places": [place for place in found if place.standing.is_open]}
    )


@needs("witness paper")
@require_safe
def poster(request: HttpRequest) -> HttpResponse:
    """The printed code for the school's entrance. It holds the address and nothing else."""
    address = pack_address(request)
    return render(request, "practice/acknowledgements/poster.html", {"address": address, "code": qr(address)})


@needs("witness paper")
@require_safe
def paper_pack(request: HttpRequest, group: str) -> HttpResponse:
    """The two-minute pack of one group on paper, with the situations and their answers."""
    if group not in brief_groups(request):
        raise Http404
    pack, engine = request.policy.pack, request.policy.engine
    ids = essentials(pack, (group,))
    roles = scenarios.role_values(engine, (group,))
    seed = f"{pack.hash}:paper:{group}"
    asked = scenarios.first_scenarios(pack, engine, roles=roles, clauses=ids, seed=seed, most=scenarios.BRIEF)
    address = pack_address(request)
    context = {
        "group": Group(group).label,
        "clauses": [pack.clause(id_) for id_ in ids],
        "situations": [(one, [pack.clause(id_) for id_ in one.clauses]) for one in asked],
        "address": address,
        "code": qr(address),
    }
    return render(request, "practice/acknowledgements/paper-pack.html", context)


def pack_address(request: HttpRequest) -> str:
    """Where the two-minute pack is found, in full."""
    path = reverse("practice:two-minutes")
    return f"{settings.ADDRESS}{path}" if settings.SECURE else request.build_absolute_uri(path)


@needs("witness paper")
@require_http_methods(["GET", "HEAD", "POST"])
def mistake(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """Mark something as recorded by mistake, after a page that asks whether it is meant."""
    row = queries.paper_acknowledgement(request.scope, id)
    if row is None:
        raise Http404
    if request.method == "POST":
        actions.correct_paper(scope=request.scope, policy=request.policy, acknowledgement=row, at=timezone.now())
        request.session["corrected"] = True
        return redirect("practice:paper")
    return render(request, "practice/acknowledgements/mistake.html", {"row": row})
