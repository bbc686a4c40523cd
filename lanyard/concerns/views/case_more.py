"""What else is done about a case: messages to the reporter, their name, summaries to read out, incidents."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.concerns.actions.exchange import write_to_reporter
from lanyard.concerns.actions.incidents import note_incident
from lanyard.concerns.actions.names import LONGEST, act_on_name
from lanyard.concerns.carried import carried, carry
from lanyard.concerns.forms.steps import IncidentForm, WordsForm
from lanyard.concerns.models import ItemKind
from lanyard.concerns.opened import OpenCase, actor_id
from lanyard.concerns.queries.names import name_of
from lanyard.concerns.referrals import referral_of
from lanyard.people.rights import needs
from lanyard.policy.routes.history import CLOSED, moment
from lanyard.policy.routes.kinds import RouteId
from lanyard.policy.routes.names import NameAct, NameState
from lanyard.practice.registers import registers_of
from lanyard.practice.templatetags.policy import moment as in_words

from .cases import DONE, of_own_case

NAME_DONE = {
    NameAct.ASK: "Somebody else who handles this is asked to agree.",
    NameAct.AGREE: "The name is shown, and the reporter is told.",
    NameAct.REFUSE: "The name stays back.",
    NameAct.TAKE_BACK: "You no longer ask for the name.",
}


@needs("handle cases")
@require_http_methods(["GET", "HEAD", "POST"])
@of_own_case
def message(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Write to whoever holds the receipt."""
    form = _words(
        request,
        label="What do you want to say?",
        hint="They read it when they come back with their receipt. Name nobody whom they did not name themselves.",
        missing="Write what you want to say",
    )
    if request.method == "POST":
        if not form.is_valid():
            return _again(request, form)
        try:
            write_to_reporter(
                case=opened,
                words=form.cleaned_data["words"],
                adult=request.scope.adult,
                by=request.user,
                at=timezone.now(),
                after=_after(request),
            )
        except ValidationError as error:
            return _again(request, form, error.messages[0])
        return _done(request, opened, "Your message is kept for whoever sent the report.")
    context = {"case": opened.case, "form": form, "after": len(opened.items)}
    return render(request, "concerns/cases/message.html", context)


@needs("handle cases")
@require_http_methods(["GET", "HEAD", "POST"])
@of_own_case
def name(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Ask for a name that the reporter kept back, or answer somebody who asked."""
    known = name_of(opened)
    if not known.kept_back or known.is_shown:
        return redirect("concerns:case", opened.case.pk)
    asked = known.standing.state == NameState.ASKED
    is_own = asked and known.standing.asker == actor_id(request.scope.adult.pk)
    form = _words(
        request,
        label="Why?" if asked else "Why does the name have to be seen?",
        hint="" if asked else "The reporter reads this reason if somebody agrees.",
        missing="Say why",
        longest=LONGEST,
    )
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act not in {one.value for one in NameAct}:
            raise Http404
        if not form.is_valid():
            return _again(request, form)
        try:
            act_on_name(
                scope=request.scope,
                unlocked=request.unlocked,
                case=opened.case,
                act=NameAct(act),
                reason=form.cleaned_data["words"],
                after=_after(request),
                by=request.user,
                at=timezone.now(),
            )
        except ValidationError as error:
            return _again(request, form, error.messages[0])
        return _done(request, opened, NAME_DONE[NameAct(act)])
    context = {
        "case": opened.case,
        "form": form,
        "after": len(opened.items),
        "asked": asked,
        "is_own": is_own,
        "reason": known.reason,
    }
    return render(request, "concerns/cases/name.html", context)


@needs("handle cases")
@require_safe
@of_own_case
def summary(request: HttpRequest, opened: OpenCase, summary: str) -> HttpResponse:
    """What to say to an outside body, to read out or to copy."""
    routes = (phase.route for phase in opened.standing.phases)
    if summary not in {id_ for route in routes for id_ in route.summaries}:
        raise Http404
    found = opened.book.summary(summary)
    text = referral_of(opened, found, request.scope)
    context = {
        "case": opened.case,
        "summary": found,
        "text": text,
        "rows": text.count("\n") + 4,
        "contact": registers_of(request.scope.school).contact(found.contact, request.scope.school),
        "scripts": [opened.book.script(id_) for id_ in opened.standing.route.scripts],
    }
    return render(request, "concerns/cases/summary.html", context)


@needs("handle cases")
@require_http_methods(["GET", "HEAD", "POST"])
@of_own_case
def incident(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Write down one time that somebody was attacked."""
    if opened.standing.route.id != RouteId.CYBERBULLYING or opened.standing.state == CLOSED:
        return redirect("concerns:case", opened.case.pk)
    held = carried(request, request.unlocked, request.path)
    said = request.POST if request.method == "POST" else held and held.said
    form = IncidentForm(_earlier(opened), at=timezone.now(), data=said)
    if request.method == "POST":
        if not form.is_valid():
            return _again(request, form)
        told = form.cleaned_data
        occasion = "" if told["occasion"] == "own" else told["occasion"]
        try:
            note_incident(
                scope=request.scope,
                unlocked=request.unlocked,
                case=opened.case,
                told={"actor": told["actor"], "target": told["target"], "words": told["words"], "occasion": occasion},
                happened_at=told["happened_at"],
                after=_after(request),
                by=request.user,
                at=timezone.now(),
            )
        except ValidationError as error:
            return _again(request, form, error.messages[0])
        return _done(request, opened, "The incident is written down.")
    if held is not None and held.error and form.is_valid():
        form.add_error(None, held.error)
    return render(request, "concerns/cases/incident.html", {"case": opened.case, "form": form, "after": len(opened.items)})


def _earlier(opened: OpenCase) -> list[tuple[str, str]]:
    """The occasions that are written down in a case, each by its first incident."""
    found = []
    for one in opened.of(ItemKind.INCIDENT):
        body = one.body or {}
        when = moment(body.get("happened_at", ""))
        if not body.get("occasion") and when is not None:
            found.append((str(one.item.pk), f"{in_words(when)}: {' '.join(body['words'].split())[:60]}"))
    return found


def _words(request: HttpRequest, **told) -> WordsForm:
    held = carried(request, request.unlocked, request.path)
    form = WordsForm(data=request.POST if request.method == "POST" else held and held.said, **told)
    if request.method != "POST" and held is not None and held.error and form.is_valid():
        form.add_error(None, held.error)
    return form


def _after(request: HttpRequest) -> int:
    sent = request.POST.get("after", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


def _again(request: HttpRequest, form, error: str = "") -> HttpResponse:
    carry(request, request.unlocked, request.path, names=form.fields, error=error)
    return redirect(request.path)


def _done(request: HttpRequest, opened: OpenCase, words: str) -> HttpResponse:
    request.session[DONE] = words
    return redirect("concerns:case", opened.case.pk)
