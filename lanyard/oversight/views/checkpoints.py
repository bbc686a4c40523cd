"""The checkpoints of the transparency log: the newest one of a day, to print and keep, and where they go by themselves.

Only that of a day is shown, never how long the log is now: from two sizes close together somebody could
tell that something was written down in between (decision 91).
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lanyard.components.codes import qr
from lanyard.people import mail, stamps
from lanyard.people.actions import checkpoint_addresses as actions
from lanyard.people.forms.checkpoint_addresses import CheckpointAddressForm
from lanyard.people.queries import checkpoints as queries
from lanyard.people.rights import needs
from lanyard.records.log.checkpoints import last_daily
from lanyard.records.log.keys import log_keys
from lanyard.records.log.stamps import stamps_of
from lanyard.records.models import Checkpoint, CheckpointStamp


@needs("see checkpoints")
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The last checkpoint of a day with its code, the keys that check it, and where it was sent."""
    school, last = request.scope.school, last_daily()
    context = {
        "last": last,
        "code": qr(last.note) if last else None,
        "stamp": _stamp_of(last),
        "is_stamped": stamps.is_asked(),
        "keys": log_keys(),
        "addresses": queries.addresses_of(school),
        "sent": queries.sendings_of(school, last) if last else [],
        "is_mail_sent": mail.is_sent(),
        "may_confirm": request.scope.can("confirm checkpoint addresses"),
        "refused": request.session.pop("checkpoint_refused", ""),
        "may_choose": request.scope.can("set up school"),
    }
    return render(request, "oversight/checkpoints.html", context)


@needs("see checkpoints")
@require_safe
def note(request: HttpRequest) -> HttpResponse:
    """The same checkpoint as a file, for “lanyard log verify” and for other people's programs."""
    last = last_daily()
    if last is None:
        return redirect("oversight:checkpoints")
    response = HttpResponse(last.note, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="checkpoint-{last.size}.txt"'
    return response


@needs("see checkpoints")
@require_safe
def stamp(request: HttpRequest) -> HttpResponse:
    """The timestamp of the same checkpoint, as the authority sent it, for “openssl ts -verify”."""
    last = last_daily()
    found = _stamp_of(last)
    if last is None or found is None:
        return redirect("oversight:checkpoints")
    response = HttpResponse(bytes(found.reply), content_type="application/timestamp-reply")
    response["Content-Disposition"] = f'attachment; filename="checkpoint-{last.size}.tsr"'
    return response


@needs("set up school")
@require_http_methods(["GET", "HEAD", "POST"])
def addresses(request: HttpRequest) -> HttpResponse:
    """Where checkpoints are mailed, and one more address."""
    scope = request.scope
    form = CheckpointAddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_checkpoint_address(scope=scope, **form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("oversight:checkpoint-addresses")
    context = {"form": form, "addresses": queries.addresses_of(scope.school), "is_mail_sent": mail.is_sent()}
    return render(request, "oversight/checkpoint-addresses.html", context)


@needs("confirm checkpoint addresses")
@require_POST
def confirm_address(request: HttpRequest, address: int) -> HttpResponse:
    """Say, as a second person, that an address is outside the school."""
    found = queries.address_numbered(request.scope.school, address)
    if found is None:
        raise Http404
    try:
        actions.confirm_checkpoint_address(scope=request.scope, address=found, by=request.user, at=timezone.now())
    except ValidationError as error:
        request.session["checkpoint_refused"] = " ".join(error.messages)
    return redirect("oversight:checkpoints")


@needs("set up school")
@require_POST
def end_address(request: HttpRequest, address: int) -> HttpResponse:
    """Mail nothing there from now on."""
    found = queries.address_numbered(request.scope.school, address)
    if found is None:
        raise Http404
    actions.end_checkpoint_address(address=found, by=request.user, at=timezone.now())
    return redirect("oversight:checkpoint-addresses")


def _stamp_of(checkpoint: Checkpoint | None) -> CheckpointStamp | None:
    """The first timestamp of a checkpoint: the one that is for the checkpoint itself."""
    return next(iter(stamps_of(checkpoint)), None) if checkpoint else None
