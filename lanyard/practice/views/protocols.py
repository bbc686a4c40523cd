"""Protocols, approved routes and boundary cards (2.4.3, 2.5.1, 2.5.2, 2.5.5, 2.5.7): all read them, senior leaders keep them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lanyard.people.rights import needs
from lanyard.policy.decide import decide
from lanyard.practice.actions import protocols as actions
from lanyard.practice.approved_routes import approved_routes
from lanyard.practice.forms.declarations import channel_choices
from lanyard.practice.forms.protocols import ProtocolDecisionForm, RouteForm
from lanyard.practice.models import Protocol, Route
from lanyard.practice.queries import protocols as queries
from lanyard.practice.starters import starters_of

from .refusals import refuse, refused

#: What a card takes for granted: the school's own account and device, school matters, and nothing agreed beyond that.
AS_USUAL = {
    "act": "contact",
    "device_owner": "school",
    "account": "school",
    "purpose": "school",
    "emergency": "no",
    "protocol": "no",
}
WHOM = ("pupil", "parent")


@needs("use")
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Every protocol: in force, proposed, over."""
    context = {
        "live": queries.live_protocols(request.scope),
        "waiting": queries.waiting_protocols(request.scope),
        "past": queries.past_protocols(request.scope),
        "said": request.session.pop("protocol", ""),
    }
    return render(request, "practice/protocols/library.html", context)


@needs("use")
@require_safe
def card(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """One protocol as a card to print."""
    protocol = _found(request, id)
    may_manage = bool(request.scope.can("manage protocols"))
    channels = dict(channel_choices(request.policy.engine))
    context = {
        "protocol": protocol,
        "channels": [channels.get(each, each) for each in protocol.channels],
        "is_live": queries.live_protocols(request.scope).filter(pk=protocol.pk).exists(),
        "may_decide": may_manage and protocol.is_waiting and protocol.proposed_by_id != request.scope.adult.pk,
        "may_end": may_manage
        and protocol.decision == "approved"
        and not protocol.ended_at
        and protocol.ends_on >= request.scope.on,
        "said": request.session.pop("protocol", ""),
    }
    return render(request, "practice/protocols/card.html", context)


@needs("manage protocols")
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """Approve a protocol, or not; one’s own is decided by somebody else."""
    protocol = _found(request, id)
    if not protocol.is_waiting or protocol.proposed_by_id == request.scope.adult.pk:
        request.session["protocol"] = (
            "It is decided already." if not protocol.is_waiting else "Somebody else decides about yours."
        )
        return redirect("practice:protocol", id=id)
    form = ProtocolDecisionForm(request.POST if request.method == "POST" else refused(request))
    if request.method == "POST":
        if not form.is_valid():
            return refuse(request, form)
        approves, reason = form.cleaned_data["answer"] == "yes", form.cleaned_data["reason"]
        return _doing(
            request,
            lambda: actions.decide_protocol(
                scope=request.scope, protocol=protocol, approves=approves, reason=reason, by=request.user, at=timezone.now()
            ),
            done="Your decision is kept.",
            to=("practice:protocol", id),
        )
    return render(request, "practice/protocols/decision.html", {"protocol": protocol, "form": form})


@needs("manage protocols")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """End a protocol before its last day, after a page that asks whether it is meant."""
    protocol = _found(request, id)
    if request.method == "POST":
        return _doing(
            request,
            lambda: actions.end_protocol(scope=request.scope, protocol=protocol, by=request.user, at=timezone.now()),
            done="It ended at once.",
            to=("practice:protocol", id),
        )
    return render(request, "practice/protocols/end.html", {"protocol": protocol})


@needs("use")
@require_safe
def routes(request: HttpRequest) -> HttpResponse:
    """The ways of being in touch that the school has approved."""
    context = {
        "routes": approved_routes(request.scope.school),
        "is_own": queries.keeps_own_register(request.scope.school),
        "may_manage": request.scope.can("manage protocols"),
        "said": request.session.pop("protocol", ""),
    }
    return render(request, "practice/protocols/routes.html", context)


@needs("manage protocols")
@require_http_methods(["GET", "HEAD", "POST"])
def add_route(request: HttpRequest) -> HttpResponse:
    """Add an approved route."""
    return _route(request, None)


@needs("manage protocols")
@require_http_methods(["GET", "HEAD", "POST"])
def change_route(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """Put another route in place of one; the old one is kept as retired."""
    route = queries.route_for(request.scope, id)
    if route is None:
        raise Http404
    return _route(request, route)


@needs("manage protocols")
@require_POST
def retire_route(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """Take a route off the register."""
    route = queries.route_for(request.scope, id)
    if route is None:
        raise Http404
    return _doing(
        request,
        lambda: actions.retire_route(scope=request.scope, route=route, by=request.user, at=timezone.now()),
        done="It is off the register.",
        to=("practice:routes",),
    )


@needs("manage protocols")
@require_POST
def keep_routes(request: HttpRequest) -> HttpResponse:
    """Make the list that the service begins with the school’s own, so that it can be changed."""
    _keep_starters(request)
    request.session["protocol"] = "The list is the school’s own now."
    return redirect("practice:routes")


@needs("use")
@require_safe
def boundaries(request: HttpRequest) -> HttpResponse:
    """A card for every way of being in touch."""
    return render(request, "practice/protocols/boundaries.html", {"cards": starters_of(request.scope.school).cards})


@needs("use")
@require_safe
def boundary(request: HttpRequest, channel: str) -> HttpResponse:
    """One card: what to do, what never to do, and what the policy says by the hour."""
    found = starters_of(request.scope.school).card(channel)
    engine = request.policy.engine
    if found is None:
        raise Http404
    context = {
        "card": found,
        "hours": _by_hour(engine, channel),
        "whom": [engine.vocabulary.fact("other").value(one).label for one in WHOM] if "other" in engine.vocabulary else [],
        "routes": [route for route in approved_routes(request.scope.school) if route.channel == channel],
        "protocols": [each for each in queries.live_protocols(request.scope) if channel in each.channels],
    }
    return render(request, "practice/protocols/boundary.html", context)


def _by_hour(engine: Any, channel: str) -> list[tuple[str, list[str]]]:
    """What the policy says about a channel, hour by hour, to a pupil and to a parent, all else being as usual."""
    if "hours" not in engine.vocabulary or "channel" not in engine.vocabulary:
        return []
    usual = {fact: value for fact, value in AS_USUAL.items() if fact in engine.vocabulary}
    return [
        (
            hour.label,
            [decide(engine, {**usual, "channel": channel, "hours": hour.id, "other": one}).verdict for one in WHOM],
        )
        for hour in engine.vocabulary.fact("hours").values
    ]


def _route(request: HttpRequest, old: Route | None) -> HttpResponse:
    before = None
    if old is not None:
        whom = [name for name, so in (("pupils", old.for_pupils), ("parents", old.for_parents)) if so]
        before = {"channel": old.channel, "name": old.name, "how": old.how, "whom": whom}
    said = request.POST if request.method == "POST" else refused(request)
    form = RouteForm(said, initial=before, engine=request.policy.engine)
    if request.method == "POST":
        if not form.is_valid():
            return refuse(request, form)

        def do() -> None:
            with transaction.atomic():
                _keep_starters(request)
                actions.add_route(scope=request.scope, told=form.told, replaces=old, by=request.user, at=timezone.now())

        return _doing(request, do, done="The register is changed.", to=("practice:routes",))
    return render(request, "practice/protocols/route.html", {"form": form, "route": old})


def _keep_starters(request: HttpRequest) -> None:
    starters = starters_of(request.scope.school).routes
    actions.keep_starting_routes(scope=request.scope, starters=starters, by=request.user, at=timezone.now())


def _found(request: HttpRequest, id_: uuid.UUID) -> Protocol:
    protocol = queries.protocol_for(request.scope, id_)
    if protocol is None:
        raise Http404
    return protocol


def _doing(request: HttpRequest, do: Callable[[], Any], *, done: str, to: tuple) -> HttpResponse:
    """Do it and say so, or say why it cannot be done."""
    try:
        do()
        request.session["protocol"] = done
    except ValidationError as error:
        request.session["protocol"] = error.messages[0]
    return redirect(to[0], *to[1:])
