"""A person's own case key: made, changed, unlocked and locked."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from lanyard.concerns.actions.holders import change_key, make_key
from lanyard.concerns.forms.keys import PASSPHRASE, ChangeForm, LostForm, TwiceForm, UnlockForm
from lanyard.concerns.queries.holders import other_holders, own_holder
from lanyard.concerns.sessions import NotUnlocked, lock, safe_next, unlock, unlocked, unsealed
from lanyard.people.rights import needs
from lanyard.proof.holders import offer_passphrase

DONE = {
    "made": "Your case key is made. Reports that reach you from now on are sealed to it.",
    "changed": "Your case passphrase is changed. Your cases are locked wherever they were open.",
    "anew": "Your new case key is made. Ask another holder to hand your earlier cases on.",
}


@needs("handle cases", fresh=True)
@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: HttpRequest) -> HttpResponse:
    """One's own case key: make it, or see what can be done with it."""
    holder = own_holder(request.scope)
    if holder is not None:
        told = {"holder": holder, "is_unlocked": unlocked(request) is not None, "done": DONE.get(request.GET.get("done", ""))}
        return render(request, "concerns/keys/key.html", told)
    form = TwiceForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _make(request, form):
        return redirect(f"{reverse('concerns:key')}?done=made")
    return render(request, "concerns/keys/make.html", {"form": form, "offer": _offer(form)})


@needs("handle cases", fresh=True)
@sensitive_post_parameters()
@sensitive_variables("form", "told")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Guard the same key by another passphrase. Wherever it was unlocked, it is locked then."""
    holder = own_holder(request.scope)
    if holder is None:
        return redirect("concerns:key")
    form = ChangeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            unsealed(holder, told["old"])
            change_key(scope=request.scope, old=told["old"], new=told["passphrase"], by=request.user, at=timezone.now())
        except NotUnlocked as error:
            form.add_error("old", error)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _locked_to(request, "changed")
    return render(request, "concerns/keys/change.html", {"form": form, "offer": _offer(form)})


@needs("handle cases", fresh=True)
@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """What to do when the passphrase is lost: a new key, to which another holder hands the cases on."""
    if own_holder(request.scope) is None:
        return redirect("concerns:key")
    form = LostForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _make(request, form):
        return _locked_to(request, "anew")
    told = {"form": form, "offer": _offer(form), "others": other_holders(request.scope)}
    return render(request, "concerns/keys/lost.html", told)


@needs("handle cases")
@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def unlock_cases(request: HttpRequest) -> HttpResponse:
    """Unlock one's own cases with the case passphrase, and go on to where one was led from."""
    sent = request.POST if request.method == "POST" else None
    onward = safe_next(request, (sent or request.GET).get("next", ""))
    if own_holder(request.scope) is None:
        return redirect("concerns:key")
    if sent is None and unlocked(request) is not None:
        return redirect(onward)
    form = UnlockForm(sent)
    if sent is not None and form.is_valid():
        response = redirect(onward)
        try:
            unlock(request, response, form.cleaned_data[PASSPHRASE])
        except NotUnlocked as error:
            form.add_error(PASSPHRASE, error)
        else:
            return response
    return render(request, "concerns/keys/unlock.html", {"form": form, "carried": [("next", onward)], "is_carrying": False})


@needs("handle cases")
@require_POST
def lock_cases(request: HttpRequest) -> HttpResponse:
    """Lock one's own cases now."""
    response = redirect(f"{reverse('concerns:unlock')}?locked=1")
    lock(request, response)
    return response


def _make(request: HttpRequest, form: TwiceForm) -> bool:
    """Make the key; what is wrong with it is said on the form."""
    try:
        make_key(scope=request.scope, passphrase=form.cleaned_data["passphrase"], by=request.user, at=timezone.now())
    except ValidationError as error:
        form.add_error("passphrase", error)
        return False
    return True


def _locked_to(request: HttpRequest, done: str) -> HttpResponse:
    response = redirect(f"{reverse('concerns:key')}?done={done}")
    lock(request, response)
    return response


def _offer(form: TwiceForm) -> str:
    """Words by chance, while nobody has typed their own yet."""
    return "" if form.is_bound else offer_passphrase()
