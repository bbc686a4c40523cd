"""The files of a case: what is known of one, taking it out with a reason, and bundles. Nothing is ever shown in the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.concerns.actions.custody import write_custody
from lanyard.concerns.bundles import POLICE, bundle_of, plaintext, why_not_for
from lanyard.concerns.cleaning import clean_copy
from lanyard.concerns.custody import Act, File, files_of_case
from lanyard.concerns.forms.evidence import COPY, RECIPIENTS, BundleForm, TakeOutForm
from lanyard.concerns.opened import OpenCase
from lanyard.concerns.origins import origin_rows
from lanyard.people import stamps
from lanyard.people.keys import signer
from lanyard.people.rights import needs
from lanyard.policy.routes.files import may_open_files
from lanyard.practice.templatetags.policy import moment
from lanyard.proof.blobs import NotWhole
from lanyard.proof.bundles import NotAsReceived
from lanyard.proof.sealing import CannotOpen
from lanyard.records.log.checkpoints import sign_checkpoint

from .cases import of_own_case

NOT_WHOLE = (
    "This file is not as it was received: it is missing, or somebody changed it on the disk. Nothing was taken out. "
    "Tell whoever runs the service; a backup may hold it."
)
#: Kinds whose own ending would make a program fetch things or run them when it is opened.
AS_TEXT = {"eml": "txt"}


@needs("handle cases")
@require_safe
@of_own_case
def evidence(request: HttpRequest, opened: OpenCase, item) -> HttpResponse:
    """What is known of one file, and who had it when."""
    file = _file(opened, item)
    may = may_open_files(opened.standing)
    context = {
        "case": opened.case,
        "file": file,
        "rows": [] if file.is_locked else _rows(file),
        "why_not": "" if may else may.reason,
    }
    return render(request, "concerns/evidence/evidence.html", context)


@needs("handle cases")
@require_http_methods(["GET", "HEAD", "POST"])
@of_own_case
def take_out(request: HttpRequest, opened: OpenCase, item) -> HttpResponse:
    """Take one file out: written down first, then sent as a download and nothing else."""
    file = _file(opened, item)
    if file.is_locked or not may_open_files(opened.standing):
        raise Http404
    form = TakeOutForm(request.POST if request.method == "POST" else None, has_copy=file.kind.is_picture)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            return _taken_out(request, opened, file, told["form"], told["reason"])
        except ValidationError as error:
            form.add_error(None, error)
        except (NotWhole, CannotOpen):
            form.add_error(None, NOT_WHOLE)
    context = {"case": opened.case, "file": file, "form": form}
    return render(request, "concerns/evidence/take-out.html", context, status=422 if form.errors else 200)


@needs("handle cases")
@require_http_methods(["GET", "HEAD", "POST"])
@of_own_case
def bundle(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Choose what goes into a bundle and for whom, and save it."""
    may = may_open_files(opened.standing)
    files = [(file.id, f"File {file.number}: {file.title}") for file in files_of_case(opened) if may and not file.is_locked]
    form = BundleForm(request.POST if request.method == "POST" else None, files=files)
    if request.method == "POST" and form.is_valid():
        try:
            return _bundled(request, opened, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        except (NotWhole, CannotOpen, NotAsReceived):
            form.add_error(None, NOT_WHOLE)
    context = {
        "case": opened.case,
        "form": form,
        "why_not_police": why_not_for(opened, POLICE),
        "why_not_files": "" if may else may.reason,
        "fingerprint": signer().fingerprint,
        "is_stamped": stamps.is_asked(),
    }
    return render(request, "concerns/evidence/bundle.html", context, status=422 if form.errors else 200)


def as_download(pieces: Iterable[bytes], name: str, kind: str = "application/octet-stream") -> StreamingHttpResponse:
    """An answer that a browser saves and never shows: no type to go by, no name of a stranger's, nothing that runs."""
    response = StreamingHttpResponse(pieces, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store"
    return response


def _taken_out(request: HttpRequest, opened: OpenCase, file: File, form: str, reason: str) -> HttpResponse:
    """Look first whether it is whole, then write it down, then send it."""
    name = f"{opened.case.reference}-file-{file.number}"
    if form == COPY:
        data, ending = clean_copy(plaintext(opened, file))
        _write(request, opened, Act.COPY, [file.id], reason)
        return as_download(iter((data,)), f"{name}-clean.{ending}")
    pieces = _begun(plaintext(opened, file))
    _write(request, opened, Act.REVEAL, [file.id], reason)
    ending = file.kind.ending
    return as_download(pieces, f"{name}.{AS_TEXT.get(ending, ending)}")


def _bundled(request: HttpRequest, opened: OpenCase, told: dict) -> HttpResponse:
    if reason := why_not_for(opened, told["made_for"]):
        raise ValidationError(reason)
    files, at = told.get("files") or [], timezone.now()
    made_for = RECIPIENTS[told["made_for"]]
    common = {"files": files, "parts": told["parts"], "made_for": made_for, "made_by": _maker(request), "at": at}
    # Measured once without its own line of custody, so that nothing is written down that could not be made.
    _measure(opened, files)
    after, item = _write(request, opened, Act.EXPORT, files, told["reason"], made_for=made_for)
    checkpoint = sign_checkpoint(reason="hand", of=f"bundle {item.pk}", by=request.user.pk, at=at)
    # Outside of every transaction: nobody waits for the database while the authority is asked.
    stamp = stamps.asker_for_bundle(checkpoint, at=timezone.now())
    made = bundle_of(after, checkpoint=checkpoint, stamp=stamp, **common)
    return as_download(made.pieces(), made.file_name, "application/zip")


def _measure(opened: OpenCase, files: list[str]) -> None:
    """Look whether every file is there and opens. Raises ``NotWhole`` and ``CannotOpen``."""
    for file in files_of_case(opened):
        if file.id in files:
            _begun(plaintext(opened, file)).close()


def _write(request: HttpRequest, opened: OpenCase, act: Act, files: list[str], reason: str, *, made_for: str = ""):
    return write_custody(
        scope=request.scope,
        unlocked=request.unlocked,
        case=opened.case,
        act=act,
        files=files,
        reason=reason,
        made_for=made_for,
        by=request.user,
        at=timezone.now(),
    )


def _begun(pieces: Iterator[bytes]):
    """The same pieces, once the first is there: whether a file is whole is known from then on."""
    first = next(pieces, b"")

    def go_on() -> Iterator[bytes]:
        try:
            yield from chain((first,), pieces)
        finally:
            pieces.close()

    return go_on()


def _maker(request: HttpRequest) -> str:
    scope = request.scope
    return ", ".join([scope.adult.name, *scope.role_names[:1]])


def _file(opened: OpenCase, item) -> File:
    found = next((file for file in files_of_case(opened) if file.id == str(item)), None)
    if found is None:
        raise Http404
    return found


def _rows(file: File) -> list[tuple[str, str]]:
    body = file.body
    return [
        *origin_rows(body["origin"]),
        ("When received", moment(file.one.at)),
        ("Name it came with", body["name"]),
        ("Looks like", body["kind"]),
        ("Size", f"{filesizeformat(body['size'])} ({body['size']} bytes)"),
        ("SHA-256", body["sha256"]),
    ]
