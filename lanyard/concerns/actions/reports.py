"""Filing a report: sealed before anybody waits, then written whole or not at all, once however often it is sent."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from lanyard.concerns.commitments import kept
from lanyard.concerns.models import Case, CaseCounter, CaseWrap, Holder, Item, ReportReceipt
from lanyard.concerns.queries.holders import holders_of, recovery_key
from lanyard.concerns.queries.receipts import kept_of
from lanyard.concerns.store import receipt_key
from lanyard.people.models import Account, School
from lanyard.proof.receipts import Receipt, make_receipt_from, matches
from lanyard.records import events, jobs
from lanyard.records.events import Happening
from lanyard.records.models import Job
from lanyard.records.turns import written_in_turn

from .items import told_of
from .sealed import Report, Reporter, SealedReport, seal_report

__all__ = ["NO_RECOVERY", "Filed", "Report", "Reporter", "file_report", "tell_holders"]

NO_RECOVERY = "This school cannot take reports yet: the test of its recovery key has not been passed. Phone instead."


@dataclass(frozen=True)
class Filed:
    """A report that is kept. ``receipt`` exists here and with the reporter, and nowhere else."""

    case: Case
    receipt: Receipt
    is_new: bool


def file_report(*, school: School, report: Report, draft: bytes, by: Account | None, at: datetime.datetime) -> Filed:
    """Keep a report and make its case, for whoever receives it and for nobody whom it is about.

    ``draft`` is the secret of the draft: the same draft sent twice gives the same receipt and one
    case. ``by`` is ``None`` unless the reporter gives their name openly. Raises ``ValidationError``
    only while the school has no recovery key whose drill passed; a case that no holder may see is
    filed all the same, for recovery alone.
    """
    receipt = make_receipt_from(draft, key=receipt_key())
    if (known := _already_filed(receipt)) is not None:
        return Filed(known, receipt, is_new=False)
    try:
        return Filed(_file(school, report, receipt, by=by, at=at), receipt, is_new=True)
    except IntegrityError:
        # The other press of the same button was first: a receipt is unique, so nothing of this one was written.
        if (known := _already_filed(receipt)) is None:
            raise
        return Filed(known, receipt, is_new=False)


def _file(school: School, report: Report, receipt: Receipt, *, by: Account | None, at: datetime.datetime) -> Case:
    """Seal a report, then write it whole. Raises ``IntegrityError`` if the same draft was filed meanwhile."""
    sealed = _seal(school, report, receipt, at=at)
    with written_in_turn():
        counter = _take_turn(school)
        # Whoever came or went while it was sealed has to count: then it is sealed once more.
        if not sealed.is_for(_receivers(school, report, at=at), _recovery(school)):
            sealed = _seal(school, report, receipt, at=at)
        counter.last += 1
        counter.save(update_fields=["last"])
        sealed.write(sequence=counter.last)
        jobs.enqueue_all([*_mails(sealed.case, sealed.wraps, of=sealed.items[0], at=at), _checkpoint(sealed.case, at=at)])
        openly = report.reporter.is_named and not report.reporter.kept_back
        _tell_log(sealed, account=by.pk if by and openly else None, at=at)
    return sealed.case


def _seal(school: School, report: Report, receipt: Receipt, *, at: datetime.datetime) -> SealedReport:
    told = {"holders": _receivers(school, report, at=at), "recovery": _recovery(school)}
    return seal_report(school, report, receipt, **told, at=at)


def _recovery(school: School) -> str:
    """The recipient of the recovery key in use. Raises ``ValidationError`` where there is none."""
    found = recovery_key(school)
    if found is None:
        raise ValidationError(NO_RECOVERY)
    return found.recipient


def _receivers(school: School, report: Report, *, at: datetime.datetime) -> dict[str, Holder]:
    """The keys of whoever receives the report, by id."""
    opening, on = report.opening, at.astimezone(jobs.UK).date()
    return holders_of(school, opening.receivers.roles, but=report.left_out, but_roles=opening.left_out, on=on)


def _tell_log(sealed: SealedReport, *, account: int | None, at: datetime.datetime) -> None:
    """Tell the log of the report, each of its items, and the case as it now is."""
    case = sealed.case
    received = Happening("report received", account, {"case": case.pk})
    items = [told_of(item, account=account) for item in sealed.items]
    events.append_all([received, *items, kept(case, sealed.rows())], school=case.school_id, at=at)


def tell_holders(case: Case, wraps: Iterable[CaseWrap], *, of: Item, at: datetime.datetime) -> None:
    """Ask for a mail to each holder that says that there is something to look at, and nothing else.

    ``of`` is the item that is new to them.
    """
    jobs.enqueue_all(_mails(case, wraps, of=of, at=at))


def _mails(case: Case, wraps: Iterable[CaseWrap], *, of: Item, at: datetime.datetime) -> list[Job]:
    told = {"school": case.school_id, "day": at.astimezone(jobs.UK).date(), "of": of.pk}
    adults = [wrap.holder.adult for wrap in wraps]
    return [
        jobs.asked(
            "reminder mail", key=f"reminder-mail:{one.pk}:{of.pk}", due_at=at, at=at, adult=one.pk, account=one.account_id, **told
        )
        for one in adults
        if one.account_id is not None
    ]


def _checkpoint(case: Case, *, at: datetime.datetime) -> Job:
    """Has the log signed once the report stands in it, and mailed outside (decision 92), whatever becomes of the reporter."""
    told = {"school": case.school_id, "case": case.pk}
    return jobs.asked("report checkpoint", key=f"report-checkpoint:{case.pk}", due_at=at, at=at, **told)


def _already_filed(receipt: Receipt) -> Case | None:
    """The case that this draft made already; a look-up part that another report has by chance is no such case."""
    held = next(iter(ReportReceipt.objects.filter(look_up=receipt.look_up)), None)
    return held.case if held is not None and matches(receipt, kept_of(held), key=receipt_key()) else None


def _take_turn(school: School) -> CaseCounter:
    """The counter of the school's cases; whoever files waits here for whoever filed just before."""
    held = CaseCounter.objects.select_for_update(no_key=True).filter(school=school)
    if not (found := list(held)):
        CaseCounter.objects.bulk_create([CaseCounter(school=school)], ignore_conflicts=True)
        found = list(held.all())
    return found[0]
