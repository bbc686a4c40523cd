"""Keeping evidence: sealed as it comes in, whole on disk before its row, and only where the case may have any."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.concerns.commitments import keep_state
from lanyard.concerns.models import Case, Evidence, EvidencePlace, Item, ItemKind
from lanyard.concerns.store import blobs
from lanyard.people.models import Adult
from lanyard.proof.blobs import Incoming, Stored

from .exchange import held_case, recovery_of
from .items import Prepared, prepare_item, write_item

#: The largest original, in bytes: a long video from a phone.
MOST = 2 * 1024**3
WORDS_ONLY = "No file can be kept in this case. Say in words what you know."


def place_for(case: Case) -> EvidencePlace:
    """Where files of a case may go. Raises ``ValidationError`` where the case may have none (2.7.4)."""
    place = EvidencePlace.objects.filter(case=case, closed_at__isnull=True).first()
    if place is None:
        raise ValidationError(WORDS_ONLY)
    return place


def begin_file(case: Case) -> tuple[Prepared, Incoming]:
    """Begin to receive a file: what comes in is sealed at once under a key of its own. Raises ``ValidationError``."""
    place_for(case)
    prepared = prepare_item(case, recovery=recovery_of(case))
    return prepared, blobs().begin(recipient=prepared.key.identity.recipient, most=MOST)


@transaction.atomic
def keep_evidence(
    *,
    case: Case,
    prepared: Prepared,
    stored: Stored,
    origin: Mapping[str, str],
    adult: Adult | None,
    account: int | None,
    at: datetime.datetime,
) -> Item:
    """Name a file that lies sealed on disk as evidence of a case, with what is known of where it comes from.

    Its plain hash stands only inside the sealed words. Raises ``ValidationError`` if the case turned
    out meanwhile to be one that may have no files; the file is then swept.
    """
    held = held_case(case)
    place = place_for(held)
    if held.recipient != case.recipient:
        raise ValidationError("Somebody was left out of this case while the file came in. Send the file again.")
    body = {
        "origin": dict(origin),
        "sha256": stored.plain_sha256,
        "size": stored.plain_size,
        "received_at": at.isoformat(),
    }
    item = write_item(
        held,
        kind=ItemKind.EVIDENCE,
        body=body,
        recovery=recovery_of(held),
        by=adult,
        account=account,
        at=at,
        prepared=prepared,
    )
    Evidence(place=place, item=item, blob=stored.name, sealed_size=stored.size).save()
    keep_state(held, at=at)
    return item


def sweep_files(*, at: datetime.datetime) -> int:
    """Put aside sealed files older than a day that no row names; how many. None is destroyed."""
    known = set(Evidence.objects.values_list("blob", flat=True))
    return len(blobs().sweep(known, before=at - datetime.timedelta(days=1)))
