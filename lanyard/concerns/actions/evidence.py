"""Keeping evidence: sealed as it comes in, whole on disk before its row, and only where the case may have any."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.concerns.commitments import keep_state
from lanyard.concerns.models import Case, CaseWrap, Evidence, EvidencePlace, Item, ItemKind
from lanyard.concerns.store import blobs
from lanyard.people.models import Adult
from lanyard.policy.routes.files import FilePermit
from lanyard.proof.blobs import Incoming, Stored

from .exchange import CLOSED, held_case, recovery_of
from .items import Prepared, prepare_item, write_item
from .reports import tell_holders

#: The largest original, in bytes: a long video from a phone.
MOST = 2 * 1024**3
#: How many files one case takes: more is a matter for the police’s own means.
MOST_FILES = 200
WORDS_ONLY = "No file can be kept in this case. Say in words what you know."
EMPTY = "The file is empty. Nothing was kept."


def place_for(case: Case) -> EvidencePlace:
    """Where files of a case may go. Raises ``ValidationError`` where the case may have none (2.7.4)."""
    place = EvidencePlace.objects.filter(case=case, closed_at__isnull=True).first()
    if place is None:
        raise ValidationError(WORDS_ONLY)
    return place


def begin_file(case: Case, permit: FilePermit) -> tuple[Prepared, Incoming]:
    """Begin to receive a file: what comes in is sealed at once under a key of its own.

    ``permit`` is the leave for these very files, which no answer but “no” at the gate can make
    (2.7.1, 2.7.4). Raises ``ValidationError``.
    """
    if permit.route.value != case.route:
        raise ValidationError(WORDS_ONLY)
    place = place_for(case)
    if case.closed_at is not None:
        raise ValidationError(CLOSED)
    if place.evidence.count() >= MOST_FILES:
        raise ValidationError(f"This case holds {MOST_FILES} files already. Say in words what else there is.")
    prepared = prepare_item(case, recovery=recovery_of(case))
    return prepared, blobs().begin(recipient=prepared.key.identity.recipient, most=MOST)


def take_file(
    *,
    case: Case,
    prepared: Prepared,
    incoming: Incoming,
    size: int,
    body: Mapping[str, Any],
    adult: Adult | None,
    account: int | None,
    at: datetime.datetime,
) -> Item:
    """Put a file that came in whole in its place, and name it as evidence. Where that fails nothing of it stays.

    ``size`` is how many bytes came. Raises ``ValidationError`` and ``NotStored``.
    """
    if size == 0:
        incoming.abandon()
        raise ValidationError(EMPTY)
    stored = incoming.finish()
    try:
        return keep_evidence(case=case, prepared=prepared, stored=stored, body=body, adult=adult, account=account, at=at)
    except ValidationError:
        # No row names it, and its name follows from its own key: nobody else's file can have the same.
        blobs().destroy(stored.name)
        raise


@transaction.atomic
def keep_evidence(
    *,
    case: Case,
    prepared: Prepared,
    stored: Stored,
    body: Mapping[str, Any],
    adult: Adult | None,
    account: int | None,
    at: datetime.datetime,
) -> Item:
    """Name a file that lies sealed on disk as evidence of a case, with what is known of where it comes from.

    Its plain hash stands only inside the sealed words. Raises ``ValidationError`` if the case turned
    out meanwhile to be one that may have no files; ``sweep_files`` puts the file aside then.
    """
    held = held_case(case)
    place = place_for(held)
    if held.closed_at is not None:
        raise ValidationError(CLOSED)
    if held.recipient != case.recipient:
        raise ValidationError("Somebody was left out of this case while the file came in. Send the file again.")
    told = {
        **body,
        "sha256": stored.plain_sha256,
        "size": stored.plain_size,
        "received_at": at.isoformat(),
    }
    item = write_item(
        held,
        kind=ItemKind.EVIDENCE,
        body=told,
        recovery=recovery_of(held),
        by=adult,
        account=account,
        at=at,
        prepared=prepared,
    )
    Evidence(place=place, item=item, blob=stored.name, sealed_size=stored.size).save()
    if adult is None:
        _show_holders(held, item, at=at)
    keep_state(held, at=at)
    return item


def sweep_files(*, at: datetime.datetime) -> int:
    """Put aside sealed files older than a day that no row names; how many. None is destroyed."""
    known = set(Evidence.objects.values_list("blob", flat=True))
    return len(blobs().sweep(known, before=at - datetime.timedelta(days=1)))


def _show_holders(case: Case, item: Item, *, at: datetime.datetime) -> None:
    """What the reporter added is new to everybody who handles the case."""
    CaseWrap.objects.filter(case=case).update(read_at=None)
    wraps = CaseWrap.objects.filter(case=case, holder__ended_at__isnull=True).select_related("holder__adult")
    tell_holders(case, wraps, of=item, at=at)
