"""The vault of phones: only ever the person's own (2.4.4)."""

from __future__ import annotations

import uuid

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.people.rights import needs
from lanyard.practice.actions import phones as actions
from lanyard.practice.forms.phones import PassphraseForm, PhoneForm
from lanyard.practice.imei import spoken
from lanyard.practice.models import Phone
from lanyard.practice.queries import phones as queries
from lanyard.practice.queries.phones import PhoneDetails, WrongPassphrase

#: How often wrong words may be tried within ten minutes: opening one takes the machine a while.
MOST_TRIES = 10
TRIES_FOR = 10 * 60


@needs("use")
@require_safe
def phones(request: HttpRequest) -> HttpResponse:
    """The person's own phones."""
    found = [(held, None if held.has_passphrase else queries.details_of(held)) for held in queries.phones(request.scope)]
    return render(request, "practice/phones/list.html", {"phones": found, "done": request.session.pop("phone_done", "")})


@needs("use")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Put a phone into the vault."""
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {"details": form.details, "passphrase": form.cleaned_data["passphrase"]}
        try:
            actions.add_phone(scope=request.scope, **told, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _done(request, "The phone is in your vault.")
    return render(request, "practice/phones/form.html", {"form": form, "heading": "Add a phone", "save": "Put it into my vault"})


@needs("use")
@sensitive_post_parameters()
@sensitive_variables("details")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """Replace what is kept about a phone. A locked one is told anew, because nothing can be read to start from."""
    held = _own(request, id)
    if request.method == "POST":
        form = PhoneForm(request.POST)
        if form.is_valid():
            told = {"details": form.details, "passphrase": form.cleaned_data["passphrase"]}
            actions.change_phone(held=held, **told, by=request.user, at=timezone.now())
            return _done(request, "The phone is changed.")
    else:
        form = PhoneForm(initial={} if held.has_passphrase else _initial(queries.details_of(held)))
    context = {"form": form, "heading": "Change a phone", "save": "Save the changes", "locked": held.has_passphrase}
    return render(request, "practice/phones/form.html", context)


@needs("use")
@sensitive_post_parameters()
@sensitive_variables("details", "passphrase")
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002
    """The sheet for a phone that is lost or stolen: what to do, in order, and the numbers to read out."""
    held = _own(request, id)
    details: PhoneDetails | None = None
    form = PassphraseForm(request.POST or None) if held.has_passphrase else None
    if form is None:
        details = queries.details_of(held)
    elif request.method == "POST" and form.is_valid():
        details = _opened(request, held, form)
    context = {
        "held": held,
        "form": form,
        "details": details,
        "numbers": [spoken(number) for number in details.numbers] if details else [],
    }
    return render(request, "practice/phones/sheet.html", context)


@needs("use")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002
    """Delete a phone from the vault, after a page that asks whether it is meant."""
    held = _own(request, id)
    if request.method == "POST":
        actions.delete_phone(held=held, by=request.user, at=timezone.now())
        return _done(request, "The phone is deleted. Nothing of it is kept.")
    return render(request, "practice/phones/delete.html", {"held": held})


def _own(request: HttpRequest, id_: uuid.UUID) -> Phone:
    held = queries.phone(request.scope, id_)
    if held is None:
        raise Http404
    return held


def _opened(request: HttpRequest, held: Phone, form: PassphraseForm) -> PhoneDetails | None:
    """The entry that the words open; a wrong word is an error on the form."""
    key = f"vault-tries-{held.pk}"
    cache.add(key, 0, TRIES_FOR)
    if cache.incr(key) > MOST_TRIES:
        form.add_error("passphrase", "You have tried often. Wait ten minutes and try again")
        return None
    try:
        details = queries.details_of(held, passphrase=form.cleaned_data["passphrase"])
    except WrongPassphrase:
        form.add_error("passphrase", "These words do not open it. Check capitals and spaces")
        return None
    cache.delete(key)
    return details


def _initial(details: PhoneDetails) -> dict[str, str]:
    first, second = ([*details.numbers, ""])[:2]
    return {"name": details.name, "first": first, "second": second, "network": details.network, "telephone": details.telephone}


def _done(request: HttpRequest, words: str) -> HttpResponse:
    request.session["phone_done"] = words
    return redirect("practice:phones")
