"""The register of what the school lends, for whoever keeps it (2.4.6)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.people.rights import needs
from lanyard.practice.actions import equipment as actions
from lanyard.practice.equipment_terms import TO_BEGIN_WITH
from lanyard.practice.forms.equipment import EquipmentForm, RetireForm
from lanyard.practice.forms.loans import free_words
from lanyard.practice.models import Equipment, RetiredWhy
from lanyard.practice.queries import equipment as queries
from lanyard.practice.queries import loans

from .loans import DONE
from .refusals import refuse, refused


@needs("manage equipment")
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Everything that the school lends and lent."""
    context = {
        "things": [(each, free_words(each)) for each in queries.register(request.scope)],
        "retired": queries.retired(request.scope),
        "late": len(loans.overdue(request.scope)),
        "to_look_over": len(loans.to_look_over(request.scope)),
        "done": request.session.pop(DONE, ""),
    }
    return render(request, "practice/equipment/register.html", context)


@needs("manage equipment")
@require_safe
def overdue(request: HttpRequest) -> HttpResponse:
    """What should be back, and what came back with something to put right."""
    context = {"late": loans.overdue(request.scope), "to_look_over": loans.to_look_over(request.scope)}
    return render(request, "practice/equipment/overdue.html", context)


@needs("manage equipment")
@require_safe
def entry(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """One entry: its terms, and who has borrowed it when."""
    item = _item(request, id)
    shown = queries.on_shelf(request.scope, id)
    context = {
        "item": item,
        "free": free_words(shown) if shown else "",
        "terms": queries.terms_of(item),
        "loans": loans.loans_of(request.scope, item),
        "done": request.session.pop(DONE, ""),
    }
    return render(request, "practice/equipment/entry.html", context)


@needs("manage equipment")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Put something into the register."""
    data = request.POST if request.method == "POST" else refused(request)
    form = EquipmentForm(data, initial={"terms": TO_BEGIN_WITH}, scope=request.scope)
    if request.method != "POST":
        return render(request, "practice/equipment/edit.html", {"form": form})
    if not form.is_valid():
        return refuse(request, form)
    return _do(request, actions.add_equipment, "It is in the register, and can be borrowed.", form.cleaned_data)


@needs("manage equipment")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002
    """Put an entry right, or write its terms anew."""
    item = _item_in_use(request, id)
    now = {"kind": item.kind, "name": item.name, "tag": item.tag, "terms": queries.terms_of(item).text}
    data = request.POST if request.method == "POST" else refused(request)
    form = EquipmentForm(data, initial=now, scope=request.scope, item=item)
    if request.method != "POST":
        return render(request, "practice/equipment/edit.html", {"form": form, "item": item})
    if not form.is_valid():
        return refuse(request, form)
    return _do(request, actions.change_equipment, "The entry is changed.", {"equipment": item, **form.cleaned_data})


@needs("manage equipment")
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002
    """Lend it no more."""
    item = _item_in_use(request, id)
    form = RetireForm(request.POST if request.method == "POST" else refused(request))
    if request.method != "POST":
        return render(request, "practice/equipment/retire.html", {"form": form, "item": item})
    if not form.is_valid():
        return refuse(request, form)
    why = RetiredWhy(form.cleaned_data["why"])
    return _do(request, actions.retire_equipment, "It is not lent any more.", {"equipment": item, "why": why})


def _item(request: HttpRequest, id_: uuid.UUID) -> Equipment:
    item = queries.entry_of(request.scope, id_)
    if item is None:
        raise Http404
    return item


def _item_in_use(request: HttpRequest, id_: uuid.UUID) -> Equipment:
    item = _item(request, id_)
    if item.retired_at is not None:
        raise Http404
    return item


def _do(request: HttpRequest, act: Callable[..., Equipment], done: str, told: Mapping[str, Any]) -> HttpResponse:
    """Write to the register, and show the entry with what came of it."""
    try:
        item = act(scope=request.scope, by=request.user, at=timezone.now(), **told)
    except ValidationError as error:
        item, done = told.get("equipment"), f"{error.messages[0]}."
    request.session[DONE] = done
    return redirect("practice:equipment-entry", item.pk) if item else redirect("practice:equipment-register")
