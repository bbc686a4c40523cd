"""Agreements on contact details: one's own requests, deciding about others', and a parent's word on paper (2.5.6)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.people import mail
from lanyard.people.rights import needs
from lanyard.practice import agreement_page as page
from lanyard.practice.actions import agreements as actions
from lanyard.practice.agreement_states import OVER, Act, State, Taken, why_not
from lanyard.practice.forms.agreements import CloseForm, DecisionForm, LeaderWithdrawForm, PaperForm
from lanyard.practice.models import Agreement, AgreementPupil
from lanyard.practice.queries import agreements as queries
from lanyard.practice.receipts import receipt_of
from lanyard.practice.starters import starters_of

from .agreements_together import mark_as_read, waiting_ones
from .refusals import refuse, refused

ON_PAPER = (
    (Act.PARENT_AGREES, "They agree"),
    (Act.PARENT_REFUSES, "They do not agree"),
    (Act.PARENT_WITHDRAWS, "They take it back"),
)


@needs("use")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What one has asked for, and where it stands."""
    agreements = queries.own_agreements(request.scope)
    context = {
        "shown": _listed(agreements, request),
        "can_decide": request.scope.can("decide agreements"),
        "can_witness": request.scope.can("witness paper"),
    }
    return render(request, "practice/agreements/mine.html", context)


@needs("use")
@require_safe
def four_questions(request: HttpRequest) -> HttpResponse:
    """The four questions by themselves, for anybody who wants to think: there is nothing to fill in."""
    return render(request, "practice/reasonable-person.html", {"questions": starters_of(request.scope.school).reasonable})


@needs("use")
@require_safe
def one(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """One's own request: what was asked, where it stands for each pupil, and every step."""
    agreement = _own(request, id)
    pupils = page.pupils_shown(agreement, request.scope.on)
    context = {
        **_told(request, agreement),
        "to_close": any(each.to_close for each in pupils),
        "is_over": all(each.state in OVER for each in pupils),
        "by_mail": mail.is_sent(),
    }
    return render(request, "practice/agreements/one.html", context)


@needs("use")
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """End one's own request, after a page that asks whether it is meant."""
    agreement = _own(request, id)
    if request.method == "POST":
        return _doing(
            request,
            lambda: actions.take_request_back(scope=request.scope, agreement=agreement, by=request.user, at=timezone.now()),
            done="You took the request back. It ended at once.",
            to=("practice:agreement", id),
        )
    return render(request, "practice/agreements/take-back.html", {"agreement": agreement})


@needs("use")
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """Confirm that the details are deleted on both sides."""
    agreement = _own(request, id)
    shown = [each for each in page.pupils_shown(agreement, request.scope.on) if each.to_close]
    if not shown:
        return redirect("practice:agreement", id=id)
    form = CloseForm(request.POST if request.method == "POST" else refused(request))
    if request.method == "POST":
        if not form.is_valid():
            return refuse(request, form)
        words = {"more": form.cleaned_data["more"]}
        return _doing(
            request,
            lambda: actions.close_agreement(
                scope=request.scope, agreement=agreement, words=words, by=request.user, at=timezone.now()
            ),
            done="It is closed.",
            to=("practice:agreement", id),
        )
    return render(request, "practice/agreements/close.html", {"agreement": agreement, "form": form, "shown": shown})


@needs("use")
@require_safe
def slips(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """A slip for each pupil’s parents, to print and sign."""
    agreement = _own(request, id)
    shown = [each for each in page.pupils_shown(agreement, request.scope.on) if each.state not in OVER]
    context = {
        "agreement": agreement,
        "slips": [(each, receipt_of(each.pupil)) for each in shown],
        "rows": page.rows(agreement, request.policy.engine),
    }
    return render(request, "practice/agreements/slips.html", context)


@needs("decide agreements")
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """The requests about which a senior leader decides: by their first day."""
    found = queries.decidable_agreements(request.scope)
    waiting = waiting_ones(found, request.scope)
    context = {
        "several": len(waiting) > 1,
        "done": request.session.pop("agreed", ""),
        "waiting": _listed(waiting, request),
        "decided": _listed([each for each in found if each not in waiting], request),
    }
    return render(request, "practice/agreements/decisions.html", context)


@needs("decide agreements")
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """Decide about somebody else's request; a request of one's own is not to be found here."""
    agreement = _decidable(request, id)
    is_waiting = queries.is_waiting_for_leader(agreement, request.scope.on)
    form = DecisionForm(request.POST if request.method == "POST" else refused(request))
    if request.method == "POST":
        if not form.is_valid():
            return refuse(request, form)
        told = form.cleaned_data
        return _doing(
            request,
            lambda: actions.decide_agreement(
                scope=request.scope,
                agreement=agreement,
                agrees=told["answer"] == "yes",
                reason=told["reason"],
                conditions=told["conditions"],
                by=request.user,
                at=timezone.now(),
            ),
            done="Your decision is kept.",
            to=("practice:agreement-decision", id),
        )
    says = agreement.says
    if is_waiting:
        mark_as_read(request, agreement)
    context = {
        **_told(request, agreement),
        "form": form if is_waiting else None,
        "is_waiting": is_waiting,
        "reasonable": says.get("reasonable", []),
        "addresses": page.parents_of(agreement),
        "can_end": _endable(request, agreement),
    }
    return render(request, "practice/agreements/decision.html", context)


@needs("decide agreements")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """End an agreement at once, as a senior leader, for one pupil or for all."""
    agreement = _decidable(request, id)
    pupils = _endable(request, agreement)
    if not pupils:
        return redirect("practice:agreement-decision", id=id)
    form = LeaderWithdrawForm(request.POST if request.method == "POST" else refused(request), pupils=pupils)
    if request.method == "POST":
        if not form.is_valid():
            return refuse(request, form)
        told = form.cleaned_data
        about = next((pupil for pupil in pupils if str(pupil.pk) == told["about"]), None)
        return _doing(
            request,
            lambda: actions.withdraw_as_leader(
                scope=request.scope, agreement=agreement, pupil=about, reason=told["reason"], by=request.user, at=timezone.now()
            ),
            done="It ended at once.",
            to=("practice:agreement-decision", id),
        )
    return render(request, "practice/agreements/end.html", {"agreement": agreement, "form": form})


@needs("witness paper")
@require_safe
def paper_list(request: HttpRequest) -> HttpResponse:
    """The pupils for whom a parent’s word on paper may be recorded."""
    shown = [page.pupil_shown(pupil, request.scope.on) for pupil in queries.witnessed_pupils(request.scope)]
    context = {"shown": [(each, receipt_of(each.pupil)) for each in shown], "done": request.session.pop("agreed", "")}
    return render(request, "practice/agreements/papers.html", context)


@needs("witness paper")
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """Record, as a witness, what a parent signed or said. Whoever asked finds nothing here."""
    pupil = queries.witnessed_pupil(request.scope, id)
    if pupil is None:
        raise Http404
    on = request.scope.on
    acts = [(act, said) for act, said in ON_PAPER if not why_not(pupil.history, Taken(act, request.scope.adult.pk, on))]
    form = PaperForm(request.POST if request.method == "POST" else refused(request), acts=acts, on=on)
    if request.method == "POST":
        if not form.is_valid():
            return refuse(request, form)
        told = dict(form.cleaned_data)
        act = Act(told.pop("act"))
        words = {**told, "said_on": told["said_on"].isoformat()}
        return _doing(
            request,
            lambda: actions.record_parents_word(
                scope=request.scope, pupil=pupil, act=act, words=words, by=request.user, at=timezone.now()
            ),
            done="It is recorded, with you as the witness.",
            to=("practice:agreement-papers",),
        )
    context = {
        "form": form,
        "shown": page.pupil_shown(pupil, on),
        "receipt": receipt_of(pupil),
        "rows": page.rows(pupil.agreement, request.policy.engine),
        "agreement": pupil.agreement,
    }
    return render(request, "practice/agreements/paper.html", context)


def _own(request: HttpRequest, id_: uuid.UUID) -> Agreement:
    agreement = queries.own_agreement(request.scope, id_)
    if agreement is None:
        raise Http404
    return agreement


def _decidable(request: HttpRequest, id_: uuid.UUID) -> Agreement:
    agreement = queries.decidable_agreement(request.scope, id_)
    if agreement is None:
        raise Http404
    return agreement


def _endable(request: HttpRequest, agreement: Agreement) -> list[AgreementPupil]:
    """The pupils for whom a senior leader's yes can still be taken back."""
    open_ = (State.WAITING, State.AGREED, State.LIVE)
    return [
        pupil
        for pupil in agreement.pupils.all()
        if pupil.state(request.scope.on) in open_ and pupil.history.taken(Act.LEADER_AGREES)
    ]


def _told(request: HttpRequest, agreement: Agreement) -> dict[str, Any]:
    """What every page about one request shows."""
    return {
        "agreement": agreement,
        "rows": page.rows(agreement, request.policy.engine),
        "pupils": page.pupils_shown(agreement, request.scope.on),
        "steps": page.steps_shown(agreement),
        "done": request.session.pop("agreed", ""),
    }


def _listed(agreements: list[Agreement], request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "agreement": each,
            "purpose": each.says.get("purpose", ""),
            "pupils": page.pupils_shown(each, request.scope.on),
        }
        for each in agreements
    ]


def _doing(request: HttpRequest, do: Callable[[], Any], *, done: str, to: tuple) -> HttpResponse:
    """Do it and say so, or say why it cannot be done."""
    try:
        do()
        request.session["agreed"] = done
    except ValidationError as error:
        request.session["agreed"] = error.messages[0]
    return redirect(to[0], *to[1:])
