"""What is written down after the records were put back from a backup."""

from __future__ import annotations

import datetime

from django.db import transaction

from lanyard.concerns.audit import LEFT_OUT
from lanyard.concerns.models import Evidence
from lanyard.concerns.store import is_absent
from lanyard.records import events
from lanyard.records.models import Event


@transaction.atomic
def tell_of_files_left_out(*, at: datetime.datetime) -> int:
    """Tell the log of each locked file that the backup did not hold and nobody was told of yet; how many.

    From then on the audit takes its absence for a remark, and for damage wherever the log tells nothing.
    """
    told = {str(about.get("evidence")) for about in Event.objects.filter(kind=LEFT_OUT).values_list("about", flat=True)}
    locked = Evidence.objects.filter(item__locked_at__isnull=False).select_related("place__case").order_by("pk")
    found = [each for each in locked if str(each.pk) not in told and is_absent(each.blob)]
    for each in found:
        case = each.place.case
        events.append(LEFT_OUT, school=case.school_id, at=at, case=case.pk, evidence=each.pk)
    return len(found)
