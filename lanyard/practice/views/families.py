"""The parents' pages: no sign-in, but a link and a code that was sent to the same address (2.5.6).

A link that never was, that is over, or that is opened by an adult who asked or decided answers as if
there were nothing. What the pages say never depends on anything but the link.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lanyard.practice import agreement_page as page
from lanyard.practice import policies
from lanyard.practice.actions import agreements as actions
from lanyard.practice.actions import parents
from lanyard.practice.agreement_states import BY_LEADER, Act, Taken, why_not
from lanyard.practice.forms.agreements import CodeForm, ParentForm
from lanyard.practice.models import AgreementPupil
from lanyard.practice.queries.agreements import hash_of, pupil_of_link
from lanyard.practice.receipts import receipt_of

from .refusals import refuse, refused

#: How long a page stays open after a code, in seconds.
OPEN_FOR = 30 * 60
KEY = "families"


def for_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the pupil that a link is about. The site’s own referrer policy keeps the link from other sites."""

    @wraps(view)
    def found(request: HttpRequest, token: str) -> HttpResponse:
        pupil = pupil_of_link(token, on=timezone.localdate())
        if pupil is None or _is_party(request, pupil):
            raise Http404
        return view(request, token, pupil)

    return found


@login_not_required
@require_safe
@for_link
def open_(request: HttpRequest, token: str, pupil: AgreementPupil) -> HttpResponse:
    """What is asked, once the code was typed; before that, how to get the code."""
    if not _is_open(request, token):
        return render(request, "practice/family/door.html", {"token": token, "said": request.session.pop("family", "")})
    on = timezone.localdate()
    history = pupil.history
    can_answer = not why_not(history, Taken(Act.PARENT_AGREES, None, on))
    can_withdraw = not why_not(history, Taken(Act.PARENT_WITHDRAWS, None, on))
    policy = policies.policy_of(pupil.agreement.school, on=on)
    context = {
        "token": token,
        "form": ParentForm(refused(request)) if can_answer else None,
        "can_withdraw": can_withdraw,
        "shown": page.pupil_shown(pupil, on),
        "asked": pupil.agreement,
        "rows": page.rows(pupil.agreement, policy.engine) if policy else [],
        "receipt": receipt_of(pupil),
        "answered": history.taken(Act.PARENT_AGREES, Act.PARENT_REFUSES),
        "said": request.session.pop("family", ""),
    }
    return render(request, "practice/family/asked.html", context)


@login_not_required
@require_POST
@for_link
def send_code(request: HttpRequest, token: str, pupil: AgreementPupil) -> HttpResponse:
    """Have a code sent. The page says the same whether one was sent or too many were."""
    parents.ask_for_code(pupil=pupil, at=timezone.now())
    return redirect("practice:family-code", token=token)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@for_link
def code(request: HttpRequest, token: str, pupil: AgreementPupil) -> HttpResponse:
    """Type the code. A wrong one, a used one and one that is over get the same words."""
    form = CodeForm(request.POST if request.method == "POST" else refused(request))
    if request.method == "POST":
        if not form.is_valid():
            return refuse(request, form)
        if parents.use_code(pupil=pupil, typed=form.cleaned_data["code"], at=timezone.now()):
            request.session.cycle_key()
            request.session[KEY] = {hash_of(token): int(timezone.now().timestamp())}
            return redirect("practice:family", token=token)
        request.session["family"] = "That is not the code, or it no longer works. Check it, or have a new one sent."
        return redirect("practice:family-code", token=token)
    context = {"token": token, "form": form, "said": request.session.pop("family", "")}
    return render(request, "practice/family/code.html", context)


@login_not_required
@require_POST
@for_link
def answer(request: HttpRequest, token: str, pupil: AgreementPupil) -> HttpResponse:
    """Agree, or not."""
    if not _is_open(request, token):
        return redirect("practice:family", token=token)
    form = ParentForm(request.POST)
    if not form.is_valid():
        return refuse(request, form, path=reverse("practice:family", args=[token]))
    agrees = form.cleaned_data["answer"] == "yes"
    try:
        actions.answer_as_parent(pupil=pupil, agrees=agrees, name=form.cleaned_data["name"], at=timezone.now())
        request.session["family"] = "Your answer is kept."
    except ValidationError as error:
        request.session["family"] = error.messages[0]
    return redirect("practice:family", token=token)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@for_link
def take_back(request: HttpRequest, token: str, pupil: AgreementPupil) -> HttpResponse:
    """Take a yes back; it takes effect at once."""
    if not _is_open(request, token) or why_not(pupil.history, Taken(Act.PARENT_WITHDRAWS, None, timezone.localdate())):
        return redirect("practice:family", token=token)
    if request.method == "POST":
        actions.withdraw_as_parent(pupil=pupil, at=timezone.now())
        request.session["family"] = "You took it back. It ended at once."
        return redirect("practice:family", token=token)
    return render(request, "practice/family/take-back.html", {"token": token})


def _is_open(request: HttpRequest, token: str) -> bool:
    """Whether a code was typed in this browser, for this link, a short while ago."""
    opened = (request.session.get(KEY) or {}).get(hash_of(token), 0)
    return timezone.now().timestamp() - opened < OPEN_FOR


def _is_party(request: HttpRequest, pupil: AgreementPupil) -> bool:
    """Whether somebody is signed in who asked for this, or decided it: they do not answer for a parent."""
    if request.scope is None:
        return False
    me = request.scope.adult.pk
    decided = {step.by_id for step in pupil.agreement.steps.all() if step.act in BY_LEADER}
    return me == pupil.agreement.asker_id or me in decided
