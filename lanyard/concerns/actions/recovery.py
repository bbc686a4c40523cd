"""The recovery key: made once, its shares handed out and never kept, proved by a drill before anything rests on it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from lanyard.concerns.commitments import row_hash
from lanyard.concerns.models import RecoveryKey
from lanyard.concerns.queries.holders import recovery_key, recovery_under_way
from lanyard.concerns.queries.recovery import cases_nobody_opens
from lanyard.people.models import Account, School
from lanyard.proof.recovery import BadShares, Probe, Share, drill, make_probe, make_recovery, share_again
from lanyard.records import events


@transaction.atomic
def begin_recovery(
    *, school: School, keepers: Sequence[str], by: Account | None, at: datetime.datetime
) -> tuple[RecoveryKey, tuple[Share, ...]]:
    """Make a recovery key and its three shares, which are shown once. One that was not proved yet is given up.

    Raises ``ValidationError`` where the keepers are not three different ones, or a key is in use already.
    """
    if recovery_key(school) is not None:
        raise ValidationError("This school has a recovery key. Cases are sealed to it, so it stays.")
    if (waiting := recovery_under_way(school)) is not None:
        waiting.ended_at = at
        waiting.save(update_fields=["ended_at"])
    names = _different(keepers)
    made = make_recovery(names)
    probe = make_probe(made.recipient)
    key = RecoveryKey(
        school=school,
        recipient=made.recipient,
        keepers=names,
        probe_sealed=probe.sealed,
        probe_digest=probe.digest,
        made_at=at,
    )
    key.save()
    if waiting is not None:
        told = {"recovery": waiting.pk, "row": row_hash(waiting)}
        events.append("recovery key given up", school=school.pk, by=by.pk if by else None, at=at, **told)
    events.append("recovery key made", school=school.pk, by=by.pk if by else None, at=at, recovery=key.pk, row=row_hash(key))
    return key, made.shares


@transaction.atomic
def pass_drill(*, school: School, shares: Sequence[str], by: Account | None, at: datetime.datetime) -> RecoveryKey:
    """Prove that two shares bring the key back; from then on the school takes reports. The words are kept nowhere.

    Raises ``ValidationError`` in words for the keepers. It is done again each year, to see that the
    shares are still whole.
    """
    key = recovery_key(school) or recovery_under_way(school)
    if key is None:
        raise ValidationError("Make the recovery key first.")
    try:
        drill(shares, probe=Probe(bytes(key.probe_sealed), bytes(key.probe_digest)), recipient=key.recipient)
    except BadShares as error:
        raise ValidationError(str(error)) from error
    key.drilled_at = at
    key.save(update_fields=["drilled_at"])
    events.append("recovery drill passed", school=school.pk, by=by.pk if by else None, at=at, recovery=key.pk, row=row_hash(key))
    return key


@sensitive_variables("shares", "made")
@transaction.atomic
def share_key_again(
    *, school: School, keepers: Sequence[str], shares: Sequence[str], by: Account | None, at: datetime.datetime
) -> tuple[RecoveryKey, tuple[Share, ...]]:
    """Three new shares of the key in use, by two of the old ones: a sheet was lost, or a keeper has changed.

    Cases stay sealed to the same key. The test of the drill is made anew too. Raises ``ValidationError``.
    """
    key = recovery_key(school)
    if key is None:
        raise ValidationError("This school has no recovery key in use.")
    told = _different(keepers)
    try:
        made = share_again(shares, recipient=key.recipient, keepers=told)
    except BadShares as error:
        raise ValidationError(str(error)) from error
    probe = make_probe(key.recipient)
    key.keepers, key.probe_sealed, key.probe_digest = told, probe.sealed, probe.digest
    key.save(update_fields=["keepers", "probe_sealed", "probe_digest"])
    row = row_hash(key)
    events.append("recovery shared again", school=school.pk, by=by.pk if by else None, at=at, recovery=key.pk, row=row)
    return key, made.shares


def _different(keepers: Sequence[str]) -> list[str]:
    told = [keeper.strip() for keeper in keepers]
    if len(told) != 3 or len({keeper.casefold() for keeper in told}) != 3 or not all(told):
        raise ValidationError("Name three different keepers.")
    return told


def cases_without_holder(school: School, *, on: datetime.date) -> int:
    """How many open cases nobody but recovery can open; for whoever runs the service, from a terminal alone."""
    return cases_nobody_opens(school, on=on).filter(closed_at__isnull=True).count()
