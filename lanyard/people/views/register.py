"""The register of adults: who is in scope today, who is coming, who has left; and the visitor desk."""

from __future__ import annotations

import csv
import io

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lanyard.people import actions
from lanyard.people.forms.adults import FindForm, VisitorForm
from lanyard.people.imports.sheets import escape_cell
from lanyard.people.models import Role
from lanyard.people.paging import page_links
from lanyard.people.queries.register import Who, register
from lanyard.people.queries.roles import roles_without_holder
from lanyard.people.rights import ROLES, can, needs

A_PAGE = 25
WORDS = "people_words"
SHEET = (
    "Name",
    "What they are",
    "Employer",
    "Work e-mail address",
    "First day",
    "Last day",
    "Contact with pupils",
    "Line manager",
    "Roles",
)


@needs("see people")
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The adults of the school, some at a time."""
    who = Who(request.GET["who"]) if request.GET.get("who") in list(Who) else Who.TODAY
    words = request.session.get(WORDS, "")
    pages = Paginator(register(request.scope, who=who, words=words), A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    for adult in page:
        adult.role_names = ", ".join(ROLES[each.role].name for each in adult.roles_today)
    context = {
        "page": page,
        "who": who,
        "tabs": list(Who),
        "words": words,
        "find": FindForm(initial={"words": words}),
        "pagination": page_links(page, f"?who={who}&"),
        "may_manage": can(request.scope, "manage people"),
        "may_import": can(request.scope, "import people"),
        "may_manage_sign_ins": can(request.scope, "manage sign-ins"),
        "may_set_up": can(request.scope, "set up school"),
        "missing": [ROLES[role].name for role in roles_without_holder(request.scope, roles=(Role.HEAD, Role.CHAIR, Role.DSL))],
        "done": request.session.pop("people_done", ""),
    }
    return render(request, "people/register/list.html", context)


@needs("see people")
@sensitive_post_parameters()
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Look for a name: kept in the session, because a name has no place in an address."""
    form = FindForm(request.POST)
    request.session[WORDS] = form.cleaned_data["words"] if form.is_valid() else ""
    return redirect("people:people")


@needs("manage people")
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Everybody who is here today as a sheet, in which no cell is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(SHEET)
    for adult in register(request.scope):
        writer.writerow(
            escape_cell(cell)
            for cell in (
                adult.name,
                adult.get_group_display(),
                adult.employer,
                adult.email,
                adult.starts_on.isoformat(),
                adult.ends_on.isoformat() if adult.ends_on else "",
                "yes" if adult.contact_with_pupils else "no",
                adult.line_manager.name if adult.line_manager else "",
                "; ".join(ROLES[each.role].name for each in adult.roles_today),
            )
        )
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="adults-{request.scope.on:%Y-%m-%d}.csv"'
    return response


@needs("manage people")
@sensitive_post_parameters()
@sensitive_variables("form", "told")
@require_http_methods(["GET", "HEAD", "POST"])
def visitor(request: HttpRequest) -> HttpResponse:
    """Somebody stands at the desk: bring them into scope in half a minute (1.2.2)."""
    form = VisitorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        at, today = timezone.now(), request.scope.on
        if told["ends_on"] < today:
            form.add_error("ends_on", "The last day must be today or later")
        else:
            try:
                with transaction.atomic():
                    adult = actions.add_adult(school=request.scope.school, starts_on=today, by=request.user, at=at, **told)
                    actions.open_account(adult=adult, by=request.user, at=at)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                request.session["people_done"] = (
                    "They are in scope of the policy now. Hand them the two-minute pack, or give them a sign-in."
                )
                return redirect("people:adult", adult.pk)
    return render(request, "people/register/visitor.html", {"form": form})
