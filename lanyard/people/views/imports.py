"""Bringing in a list: choose it, say what its columns mean, look at the plan, confirm it, see what was done."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lanyard.people import actions
from lanyard.people.actions.rolls import open_waiting
from lanyard.people.forms.imports import EVERYBODY, BringForm, ColumnsForm, ConfirmForm
from lanyard.people.imports.columns import guess_mapping
from lanyard.people.imports.formats import Asked, check_not_empty, format_named, formats, recognise
from lanyard.people.imports.planning import plan_roll
from lanyard.people.imports.plans import Plan, Sort
from lanyard.people.imports.refusal import ImportRefusal
from lanyard.people.imports.rows import Roll, roll_as_json, roll_from_json
from lanyard.people.imports.sheets import ENCODINGS
from lanyard.people.imports.tables import as_roll, read_table, table_as_json, table_from_json
from lanyard.people.imports.uploads import MOST_BYTES, take, too_large
from lanyard.people.models import RollImport, RollKind, WaitingImport
from lanyard.people.paging import page_links
from lanyard.people.plan_page import part_of, parts
from lanyard.people.queries import rolls as queries
from lanyard.people.receiving import receives_files
from lanyard.people.rights import needs

A_PAGE = 50


@needs("import people")
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """What can be brought in, and what was."""
    page = Paginator(queries.roll_imports(request.scope), A_PAGE).get_page(request.GET.get("page"))
    for done in page:
        done.title = _title(done.format)
    context = {
        "formats": formats(),
        "page": page,
        "pagination": page_links(page),
        "dropped": request.session.pop("import_dropped", False),
        "tokens": queries.provisioning_tokens(request.scope).filter(ended_at__isnull=True).count(),
    }
    return render(request, "people/imports/home.html", context)


@needs("import people")
@receives_files(MOST_BYTES)
@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, kind: str) -> HttpResponse:
    """Choose a file. It is read at once; nothing is changed by that."""
    if kind not in RollKind.values:
        raise Http404
    if request.method != "POST":
        return _bring_page(request, kind, BringForm(kind=kind))
    form = BringForm(request.POST, request.FILES, kind=kind)
    good = form.is_valid()
    if request.files_too_large():
        form.errors.pop("files", None)
        form.add_error("files", str(too_large()))
    elif good:
        try:
            return redirect(
                "people:import-columns" if (held := _read(request, kind, form)).is_mapped is False else "people:import-plan",
                held.pk,
            )
        except ImportRefusal as refusal:
            form.add_error("files", str(refusal))
    return _bring_page(request, kind, form)


@needs("import people")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """Say which column means what."""
    waiting = _waiting_or_404(request, id)
    if waiting.is_mapped:
        return redirect("people:import-plan", waiting.pk)
    table = table_from_json(open_waiting(waiting))
    kept = queries.kept_mapping(request.scope.school, waiting.kind)
    initial = guess_mapping(waiting.kind, table.headings, kept)
    form = ColumnsForm(request.POST if request.method == "POST" else None, table=table, kind=waiting.kind, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _map(request, waiting, table, form)
        except ImportRefusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("people:import-plan", waiting.pk)
    context = {"form": form, "waiting": waiting, "table": table, "encoding": ENCODINGS.get(waiting.encoding, waiting.encoding)}
    return render(request, "people/imports/columns.html", context)


@needs("import people")
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002
    """What the list would do, row by row; and doing it."""
    waiting = _waiting_or_404(request, id)
    if not waiting.is_mapped:
        return redirect("people:import-columns", waiting.pk)
    roll = roll_from_json(open_waiting(waiting))
    on = request.scope.on
    made = plan_roll(roll, queries.known_people(request.scope.school, roll.kind, format=roll.format, on=on), on=on)
    asking = {"leaving": made.counts[Sort.LEAVE], "current": made.current, "asks": made.ends_many}
    form = ConfirmForm(request.POST if request.method == "POST" else None, initial={"plan": made.hash}, **asking)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.apply_roll(
                school=request.scope.school,
                roll=roll,
                plan_hash=form.cleaned_data["plan"],
                file_hash=waiting.file_hash,
                mapping=waiting.mapping,
                on=on,
                many_may_leave=form.cleaned_data.get("many", False),
                waiting=waiting,
                by=request.user,
                at=timezone.now(),
            )
        except ValidationError as error:
            problem = " ".join(error.messages)
            form = ConfirmForm(initial={"plan": made.hash}, **asking)
        else:
            return redirect("people:import-done", done.pk)
    context = {"waiting": waiting, "form": form, "problem": problem, **_plan_context(request, waiting, roll, made)}
    return render(request, "people/imports/plan.html", context, status=409 if problem else 200)


@needs("import people")
@require_POST
def drop(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002
    """Forget the list. Nothing was changed."""
    actions.drop_import(waiting=_waiting_or_404(request, id), by=request.user, at=timezone.now())
    request.session["import_dropped"] = True
    return redirect("people:imports")


@needs("import people")
@require_safe
def done(request: HttpRequest, number: int) -> HttpResponse:
    """What an import did, and how to undo it by hand."""
    found = queries.roll_import(request.scope, number)
    if found is None:
        raise Http404
    context = {"done": found, "title": _title(found.format), "encoding": ENCODINGS.get(found.encoding, found.encoding)}
    context["groups"] = _touched(request, found)
    return render(request, "people/imports/done.html", context)


def _bring_page(request: HttpRequest, kind: str, form: BringForm) -> HttpResponse:
    context = {"form": form, "kind": kind, "formats": [each for each in formats() if kind in each.kinds]}
    return render(request, "people/imports/bring.html", context)


def _read(request: HttpRequest, kind: str, form: BringForm) -> WaitingImport:
    """Read what was brought and hold it for the person who brought it."""
    upload = take(form.cleaned_data["files"])
    format_ = recognise(upload, kind)
    school = request.scope.school
    complete = form.cleaned_data["complete"] == EVERYBODY
    options = {"complete": complete}
    if format_.is_mapped:
        table = read_table(upload.read(upload.names[0]))
        if not table.rows:
            raise ImportRefusal("This file has headings and no rows.", "Export it again and look at it before you bring it.")
        content, encoding = table_as_json(table), table.encoding
    else:
        roll = format_.read(upload, Asked(kind=kind, complete=complete, school_name=school.name, urn=school.urn))
        check_not_empty(roll)
        content, encoding = roll_as_json(roll), roll.encoding
    return actions.hold_import(
        school=school,
        kind=kind,
        format=format_.id,
        file_hash=upload.hash,
        encoding=encoding,
        content=content,
        options=options,
        is_mapped=not format_.is_mapped,
        by=request.user,
        at=timezone.now(),
    )


def _map(request: HttpRequest, waiting: WaitingImport, table, form: ColumnsForm) -> None:
    at = timezone.now()
    group = form.cleaned_data.get("everybody_is") or None
    complete = bool(waiting.mapping.get("complete"))
    roll = as_roll(table, kind=waiting.kind, format=waiting.format, mapping=form.mapping, complete=complete, group=group)
    check_not_empty(roll)
    options = {"complete": complete, "everybody_is": group or "", "columns": form.mapping}
    actions.map_import(waiting=waiting, content=roll_as_json(roll), options=options, by=request.user, at=at)
    actions.keep_mapping(school=waiting.school, kind=waiting.kind, mapping=form.mapping, by=request.user, at=at)


def _waiting_or_404(request: HttpRequest, id_: uuid.UUID) -> WaitingImport:
    found = queries.waiting_import(request.scope, id_)
    if found is None:
        raise Http404
    return found


def _plan_context(request: HttpRequest, waiting: WaitingImport, roll: Roll, made: Plan) -> dict[str, Any]:
    part = part_of(request.GET.get("show", ""), made)
    page = Paginator(part.steps, A_PAGE).get_page(request.GET.get("page"))
    return {
        "plan": made,
        "parts": parts(made),
        "part": part,
        "page": page,
        "rows": part.rows(page, roll.kind),
        "pagination": page_links(page, f"?show={part.id}&"),
        "kind": roll.kind,
        "unread": roll.unread,
        "title": _title(waiting.format),
        "encoding": ENCODINGS.get(roll.encoding, roll.encoding),
    }


def _title(format_: str) -> str:
    try:
        return format_named(format_).title
    except KeyError:
        return format_


def _touched(request: HttpRequest, found: RollImport) -> list[dict[str, Any]]:
    """Everybody whom an import touched, with what undoes it."""
    listed = queries.touched_people(request.scope, found)
    undo = {
        Sort.CREATE: ("Added", "Somebody added by mistake: record that they leave, on their first day."),
        Sort.RETURN: ("Brought back", "Somebody who is not back: record that they leave."),
        Sort.CHANGE: ("Changed", "Change back what is wrong, here and in the system that the list came from."),
        Sort.LEAVE: ("Left", "Somebody who is still here: change their last day, or empty it."),
    }
    return [
        {"title": title, "undo": how, "people": listed[sort.value]}
        for sort, (title, how) in undo.items()
        if listed.get(sort.value)
    ]
