"""What is done with a file after it was kept: seen, copied, taken out. Each is written in the case, for good."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.concerns.commitments import keep_state
from lanyard.concerns.custody import Act
from lanyard.concerns.models import Case, Item, ItemKind
from lanyard.concerns.opened import OpenCase, Unlocked
from lanyard.people.models import Account
from lanyard.people.queries import Scope
from lanyard.policy.routes.files import may_open_files
from lanyard.records import events

from .exchange import recovery_of
from .items import write_item
from .steps import held_open

LONGEST = 1000


@transaction.atomic
def write_custody(
    *,
    scope: Scope,
    unlocked: Unlocked,
    case: Case,
    act: Act,
    files: Sequence[str],
    reason: str,
    made_for: str = "",
    by: Account,
    at: datetime.datetime,
) -> tuple[OpenCase, Item]:
    """Write down who takes which files out and why, before a byte of them is shown; the case as it stands then.

    ``files`` are ids of evidence items of this case. A bundle may hold none of them, only words. Raises
    ``NotYours``, and ``ValidationError`` where nobody may open a file now (2.7.4, 2.7.5).
    """
    opened = held_open(scope, unlocked, case)
    if not reason.strip():
        raise ValidationError("Say why.")
    if len(reason) > LONGEST:
        raise ValidationError(f"Use {LONGEST} characters or fewer.")
    if opened.actor(scope.adult, scope.roles).about_them:
        raise ValidationError("This is for somebody else to do.")
    if files and not (may := may_open_files(opened.standing)):
        raise ValidationError(may.reason)
    open_ids = {str(one.item.pk) for one in opened.of(ItemKind.EVIDENCE) if one.body is not None}
    if not open_ids.issuperset(files):
        raise ValidationError("There is no such file that can be taken out.")
    item = write_item(
        opened.case,
        kind=ItemKind.CUSTODY,
        body={"act": act.value, "files": list(files), "words": reason.strip(), "for": made_for},
        recovery=recovery_of(opened.case),
        by=scope.adult,
        account=by.pk,
        at=at,
    )
    if act == Act.EXPORT:
        events.append("bundle made", school=case.school_id, by=by.pk, at=at, case=case.pk, item=item.pk)
    keep_state(opened.case, at=at)
    return held_open(scope, unlocked, case), item
