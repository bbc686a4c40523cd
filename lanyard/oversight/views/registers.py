"""What stands beside the policy: law, platforms, lessons, and what Lanyard does for each clause."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lanyard.people.rights import needs
from lanyard.policy.pack import Clause
from lanyard.policy.platforms import CAPABILITIES
from lanyard.practice.registers import registers_of


@needs("use")
@require_safe
def law(request: HttpRequest) -> HttpResponse:
    """The register of the law behind the policy (1.1.3, Appendix A)."""
    register = registers_of(request.scope.school).law
    stale = {law.id for law in register.stale(request.scope.on)}
    return render(request, "oversight/law.html", {"laws": register.laws, "stale": stale})


@needs("use")
@require_safe
def law_entry(request: HttpRequest, id: str) -> HttpResponse:  # noqa: A002 - the name in the address
    """One Act in plain words: its status, what replaced it, where that was read and when."""
    register = registers_of(request.scope.school).law
    found = _get(register, id)
    context = {
        "law": found,
        "sentence": register.status_sentence(id),
        "replaced_by": [register.get(other) for other in found.replaced_by],
        "replaces": [other for other in register if id in other.replaced_by],
        "clauses": _clauses(request, found.clauses, law=id),
        "stale": found.is_stale(request.scope.on),
    }
    return render(request, "oversight/law-entry.html", context)


@needs("use")
@require_safe
def platforms(request: HttpRequest) -> HttpResponse:
    """Every platform the school knows, by the kind of channel it counts as (2.1.1)."""
    catalogue = registers_of(request.scope.school).platforms
    vocabulary = request.policy.engine.vocabulary
    labels = {value.id: value.label for value in vocabulary.fact("channel").values} if "channel" in vocabulary else {}
    shown = [
        {
            "platform": platform,
            "can": [CAPABILITIES[one] for one in platform.capabilities],
            "counts": labels.get(platform.otherwise or platform.channel, ""),
            "approved": labels.get(platform.channel, "") if platform.otherwise else "",
        }
        for platform in sorted(catalogue, key=lambda platform: platform.name.casefold())
    ]
    kinds: dict[str, list[dict]] = {label: [] for label in labels.values()}
    for one in shown:
        kinds.setdefault(one["counts"] or "Not placed yet", []).append(one)
    formers = [(former, catalogue.get(former.treated_as)) for former in catalogue.defunct()]
    context = {"kinds": [(kind, found) for kind, found in kinds.items() if found], "formers": formers}
    return render(request, "oversight/platforms.html", context)


@needs("use")
@require_safe
def lessons(request: HttpRequest) -> HttpResponse:
    """The short lessons."""
    return render(request, "oversight/lessons.html", {"lessons": registers_of(request.scope.school).lessons})


@needs("use")
@require_safe
def lesson(request: HttpRequest, id: str) -> HttpResponse:  # noqa: A002
    """One lesson, with the clauses it explains."""
    found = _get(registers_of(request.scope.school).lessons, id)
    return render(request, "oversight/lesson.html", {"lesson": found, "clauses": _clauses(request, found.clauses)})


@needs("use")
@require_safe
def features(request: HttpRequest) -> HttpResponse:
    """What Lanyard does for the policy, and what to do where it does not do it yet."""
    found = registers_of(request.scope.school).features
    context = {"live": [one for one in found if one.live], "later": [one for one in found if not one.live]}
    return render(request, "oversight/features.html", context)


@needs("use")
@require_safe
def feature(request: HttpRequest, id: str) -> HttpResponse:  # noqa: A002
    """One feature: what it does, and whom to tell until it is here."""
    found = _get(registers_of(request.scope.school).features, id)
    return render(request, "oversight/feature.html", {"feature": found, "clauses": _clauses(request, found.clauses)})


def _get(register, id_: str):
    try:
        return register.get(id_)
    except KeyError as error:
        raise Http404 from error


def _clauses(request: HttpRequest, numbers: tuple[str, ...], *, law: str = "") -> list[Clause]:
    """The clauses of the policy in force with these numbers, or that name this law."""
    return [clause for clause in request.policy.pack.clauses if clause.number in numbers or (law and law in clause.law)]
