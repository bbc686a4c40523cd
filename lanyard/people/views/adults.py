"""One adult: what the register holds of them, changing it, their leaving and their coming back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.people import actions
from lanyard.people.forms.adults import CHANGES, ChangeForm, LeaveForm, ReturnForm
from lanyard.people.models import Adult, Role
from lanyard.people.queries.register import adult_numbered
from lanyard.people.queries.roles import leaves_nobody, may_give, roles_held
from lanyard.people.rights import ROLES, can, needs


@needs("see people")
@require_safe
def adult(request: HttpRequest, number: int) -> HttpResponse:
    """What is known of an adult, and their roles."""
    found = adult_or_404(request, number)
    on = request.scope.on
    may_manage, may_give_roles = can(request.scope, "manage people"), can(request.scope, "give roles")
    context = {
        "adult": found,
        "rows": _rows(found, changeable=bool(may_manage)),
        "roles": [_role(request, held) for held in roles_held(found)],
        "has_left": found.ends_on is not None and found.ends_on < on,
        "may_manage": may_manage,
        "may_give": may_give_roles and found.pk != request.scope.adult.pk and (found.ends_on is None or found.ends_on >= on),
        "may_sign_in": can(request.scope, "manage sign-ins"),
        "is_self": found.pk == request.scope.adult.pk,
        "done": request.session.pop("people_done", ""),
    }
    return render(request, "people/register/adult.html", context)


@needs("manage people")
@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """One question about an adult."""
    found = adult_or_404(request, number)
    if what not in CHANGES or (what == "last-day" and found.ends_on is None):
        raise Http404
    form = ChangeForm(request.POST if request.method == "POST" else None, scope=request.scope, adult=found, what=what)
    if request.method == "POST" and form.is_valid():
        if what == "last-day" and form.value is not None:
            return _leave(request, found, form, form.value)
        try:
            actions.change_adult(adult=found, by=request.user, at=timezone.now(), **{form.field: form.value})
        except ValidationError as error:
            add_errors(form, error, form.field)
        else:
            return _done(request, found, "The register was changed.")
    return render(request, "people/register/question.html", {"form": form, "adult": found, "save": "Save"})


@needs("manage people")
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, number: int) -> HttpResponse:
    """Record somebody's last day. Their roles and their sign-in end with it."""
    found = adult_or_404(request, number)

    def warns(day) -> bool:
        holds = roles_held(found).filter(role=Role.HEAD, held_until__isnull=True).exists()
        return holds and leaves_nobody(found, Role.HEAD, after=day)

    form = LeaveForm(request.POST if request.method == "POST" else None, adult=found, warns=warns)
    warning = False
    if request.method == "POST" and form.is_valid():
        warning = form.needs_warning
        if not warning:
            return _leave(request, found, form, form.cleaned_data["ends_on"])
        form = LeaveForm(_asking_about_head(request.POST), adult=found, warns=warns)
        form.is_valid()
    context = {"form": form, "adult": found, "save": "Record the last day", "warning": warning, "danger": True}
    return render(request, "people/register/question.html", context)


@needs("manage people")
@require_http_methods(["GET", "HEAD", "POST"])
def come_back(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody who left is here again: a new time begins, and the one before stays."""
    found = adult_or_404(request, number)
    if found.ends_on is None:
        raise Http404
    form = ReturnForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.bring_adult_back(
                adult=found, starts_on=form.cleaned_data["starts_on"], by=request.user, at=timezone.now()
            )
        except ValidationError as error:
            add_errors(form, error, "starts_on")
        else:
            return _done(request, new, "They are back. Give them their roles again where they have any.")
    return render(request, "people/register/question.html", {"form": form, "adult": found, "save": "Bring them back"})


def adult_or_404(request: HttpRequest, number: int) -> Adult:
    """The adult of that number at the person's own school; another school's is no more there than nobody's."""
    found = adult_numbered(request.scope, number)
    if found is None:
        raise Http404
    return found


def add_errors(form, error: ValidationError, field: str) -> None:
    """Say what an action refused beside the question that is on the page, whatever it was about."""
    for message in error.messages:
        form.add_error(field, message)


def _asking_about_head(post) -> Any:
    """What was posted, with the mark that the question about the head teacher stands on the page now."""
    told = post.copy()
    told["asked-about-head"] = "1"
    return told


def _leave(request: HttpRequest, found: Adult, form, day) -> HttpResponse:
    try:
        actions.end_adult(adult=found, ends_on=day, by=request.user, at=timezone.now())
    except ValidationError as error:
        add_errors(form, error, next(iter(form.fields)))
        return render(request, "people/register/question.html", {"form": form, "adult": found, "save": "Record the last day"})
    return _done(request, found, "The last day was recorded. Their roles and their sign-in end with it.")


def _done(request: HttpRequest, found: Adult, words: str) -> HttpResponse:
    request.session["people_done"] = words
    return redirect("people:adult", found.pk)


def _rows(found: Adult, *, changeable: bool) -> list[dict[str, Any]]:
    said = {
        "name": found.name,
        "group": found.get_group_display(),
        "employer": found.employer or "The school",
        "email": found.email or "None",
        "first-day": date_format(found.starts_on, "j F Y"),
        "last-day": date_format(found.ends_on, "j F Y") if found.ends_on else "",
        "contact": "Yes" if found.contact_with_pupils else "No",
        "manager": found.line_manager.name if found.line_manager else "Nobody, or not known",
    }
    rows = []
    for what, (_, label, _) in CHANGES.items():
        if not said[what]:
            continue
        row: dict[str, Any] = {"key": {"text": label}, "value": {"text": said[what]}}
        if changeable:
            href = reverse("people:change", args=[found.pk, what])
            row["actions"] = {"items": [{"href": href, "text": "Change", "visually_hidden_text": label.lower()}]}
        rows.append(row)
    return rows


def _role(request: HttpRequest, held) -> dict[str, Any]:
    on = request.scope.on
    open_ = held.held_until is None or held.held_until >= on
    return {
        "held": held,
        "name": ROLES[held.role].name,
        "does": ROLES[held.role].does,
        "is_open": open_,
        "may_end": open_ and can(request.scope, "give roles") and may_give(request.scope, held.role, held.adult),
    }
