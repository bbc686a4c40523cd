"""What an acknowledgement certifies, and how anybody checks it."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lanyard.people.keys import signer
from lanyard.people.rights import needs
from lanyard.practice import certificates, queries
from lanyard.practice.models import Acknowledgement, Extent, Method, Response
from lanyard.proof.signing import NotGenuine, check


def own(request: HttpRequest, id_: uuid.UUID) -> Acknowledgement:
    """The person's own acknowledgement, or a page that was never there."""
    found = queries.own_acknowledgement(request.scope, id_)
    if found is None:
        raise Http404
    return found


@needs("own record")
@require_safe
def certificate(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """One's own acknowledgement as a page to print. It says what was signed, not what is true today."""
    row = own(request, id)
    told = certificates.statement_of(row)
    try:
        signed_by = check(certificates.document_of(row)).fingerprint
    except NotGenuine:
        signed_by = ""
    context = {
        "row": row,
        "told": told,
        "response": Response(told["response"]).label,
        "method": Method(told["method"]).label,
        "extent": Extent(told["extent"]).label,
        "fingerprint": signed_by,
        "just_said": request.session.pop("just_said", False),
    }
    return render(request, "practice/acknowledge/certificate.html", context)


@needs("own record")
@require_safe
def certificate_file(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """The signed statement itself, byte for byte."""
    row = own(request, id)
    answer = HttpResponse(bytes(row.certificate), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="certificate-{row.pk}.json"'
    return answer


@login_not_required
@require_safe
def verification(request: HttpRequest) -> HttpResponse:
    """How anybody checks what this service signed, and the fingerprint of its key."""
    return render(request, "practice/acknowledge/verification.html", {"fingerprint": signer().fingerprint})
