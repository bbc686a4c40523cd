"""Sending mail to parents, after the fact that calls for it was kept. A job carries ids and no address."""

from __future__ import annotations

import datetime

from django.utils import timezone

from lanyard.practice import parent_mail
from lanyard.practice.actions.parents import make_code, make_link
from lanyard.practice.agreement_states import OVER
from lanyard.practice.models import AgreementPupil, ParentCode
from lanyard.practice.receipts import receipt_of
from lanyard.records import jobs


@jobs.handles("parent link due", in_transaction=False)
def send_parent_link(payload: dict, *, at: datetime.datetime) -> None:
    """Send the parents of one pupil their link. Called twice it sends another link, which works as well."""
    pupil = AgreementPupil.objects.select_related("agreement").get(pk=payload["pupil"])
    if pupil.state(timezone.localdate(at)) not in OVER:
        parent_mail.send_link(to=pupil.says["parent_email"], token=make_link(pupil=pupil, at=at))


@jobs.handles("parent code due", in_transaction=False)
def send_parent_code(payload: dict, *, at: datetime.datetime) -> None:
    """Send the code that somebody with the link asked for. Called twice it sends a new code, and only that one opens."""
    asked = ParentCode.objects.select_related("pupil").get(pk=payload["code"])
    code = make_code(asked=asked, at=at)
    if code is not None:
        parent_mail.send_code(to=asked.pupil.says["parent_email"], code=code, key=f"{asked.pk} {at.isoformat()}")


@jobs.handles("parent receipt due", in_transaction=False)
def send_parent_receipt(payload: dict, *, at: datetime.datetime) -> None:
    """Send the receipt of a parent's answer."""
    pupil = AgreementPupil.objects.select_related("agreement").get(pk=payload["pupil"])
    parent_mail.send_receipt(to=pupil.says["parent_email"], receipt=receipt_of(pupil))
