"""Filing a report: sealed and on disk before its row, whole or not at all, once however often it is sent."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.concerns.commitments import keep_state
from lanyard.concerns.deadlines import next_moment
from lanyard.concerns.models import Case, CaseCounter, CaseWrap, EvidencePlace, Item, ItemKind, ReportReceipt
from lanyard.concerns.opened import place_of
from lanyard.concerns.queries.cases import opened
from lanyard.concerns.queries.holders import holders_of, recovery_key
from lanyard.concerns.queries.receipts import kept_of
from lanyard.concerns.store import receipt_key
from lanyard.people.models import Account, Adult, School
from lanyard.policy.routes.files import FilePermit
from lanyard.policy.routes.opening import Opening
from lanyard.proof.casekeys import make_case
from lanyard.proof.identities import Identity
from lanyard.proof.receipts import Receipt, keep_receipt, make_receipt_from, matches
from lanyard.records import events, jobs

from .items import write_item

#: Letters and figures that nobody mistakes for one another on paper or aloud.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
NO_RECOVERY = "This school cannot take reports yet: the test of its recovery key has not been passed. Phone instead."


@dataclass(frozen=True)
class Reporter:
    """Who sends a report, as far as they want it known.

    ``adult`` is ``None`` for somebody without an account and for whoever does not give their name.
    A name that is ``kept_back`` is shown only once two people have agreed to that.
    """

    adult: Adult | None = None
    name: str = ""
    reached_by: str = ""
    kept_back: bool = False

    @property
    def is_named(self) -> bool:
        """Whether there is anything to say about who it was."""
        return bool(self.adult or self.name or self.reached_by)


@dataclass(frozen=True)
class Report:
    """What a person sends in. ``left_out`` are the adults whom it is about, and who must not know of it."""

    opening: Opening
    rows: Sequence[tuple[str, str]]
    facts: dict[str, str] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()
    reporter: Reporter = field(default_factory=Reporter)


@dataclass(frozen=True)
class Filed:
    """A report that is kept. ``receipt`` exists here and with the reporter, and nowhere else."""

    case: Case
    receipt: Receipt
    is_new: bool


@transaction.atomic
def file_report(*, school: School, report: Report, draft: bytes, by: Account | None, at: datetime.datetime) -> Filed:
    """Keep a report and make its case, for whoever receives it and for nobody whom it is about.

    ``draft`` is the secret of the draft: the same draft sent twice gives the same receipt and one
    case. ``by`` is ``None`` unless the reporter gives their name openly. Raises ``ValidationError``
    only while the school has no recovery key whose drill passed; a case that no holder may see is
    filed all the same, for recovery alone.
    """
    recovery = recovery_key(school)
    if recovery is None:
        raise ValidationError(NO_RECOVERY)
    receipt = make_receipt_from(draft, key=receipt_key())
    counter = _take_turn(school)
    if (known := _already_filed(receipt)) is not None:
        return Filed(known, receipt, is_new=False)
    counter.last += 1
    counter.save(update_fields=["last"])
    case, key, wraps = _make_case(school, report, sequence=counter.last, recovery=recovery.recipient, at=at)
    told = by.pk if by is not None and report.reporter.is_named and not report.reporter.kept_back else None
    events.append("report received", school=school.pk, by=told, at=at, case=case.pk)
    _make_receipt(case, receipt)
    common = {"recovery": recovery.recipient, "by": None, "account": told, "at": at}
    item = write_item(case, kind=ItemKind.REPORT, body=_report_body(report), **common)
    if report.reporter.is_named:
        write_item(case, kind=ItemKind.REPORTER, body=_reporter_body(report.reporter), **common)
    if isinstance(report.opening.files, FilePermit):
        EvidencePlace(case=case, is_sealed=report.opening.files.sealed, opened_at=at).save()
    case.due_at = next_moment(opened(case, key))
    case.save(update_fields=["due_at"])
    tell_holders(case, wraps, of=item, at=at)
    keep_state(case, at=at)
    return Filed(case, receipt, is_new=True)


def tell_holders(case: Case, wraps: Iterable[CaseWrap], *, of: Item, at: datetime.datetime) -> None:
    """Ask for a mail to each holder that says that there is something to look at, and nothing else.

    ``of`` is the item that is new to them.
    """
    for wrap in wraps:
        adult = wrap.holder.adult
        told = {"adult": adult.pk, "account": adult.account_id, "school": case.school_id, "day": at.astimezone(jobs.UK).date()}
        if adult.account_id is not None:
            jobs.enqueue("reminder mail", key=f"reminder-mail:{adult.pk}:{of.pk}", due_at=at, at=at, of=of.pk, **told)


def _make_case(
    school: School, report: Report, *, sequence: int, recovery: str, at: datetime.datetime
) -> tuple[Case, Identity, list[CaseWrap]]:
    """The case row with its key wrapped for each holder who receives it."""
    case = Case(school=school, sequence=sequence, reference=_new_reference(), route=report.opening.route.id.value, opened_at=at)
    on = at.astimezone(jobs.UK).date()
    holders = holders_of(school, report.opening.receivers.roles, but=report.left_out, but_roles=report.opening.left_out, on=on)
    made = make_case(place_of(case), holders={id_: holder.recipient for id_, holder in holders.items()}, recovery=recovery)
    case.recipient, case.wrapped_recovery = made.key.recipient, made.key.recovery
    case.save()
    wraps = [
        CaseWrap(case=case, holder=holders[id_], wrapped=wrapped, added_at=at)
        for id_, wrapped in sorted(made.key.holders.items())
    ]
    for wrap in wraps:
        wrap.save()
    return case, made.identity, wraps


def _make_receipt(case: Case, receipt: Receipt) -> None:
    """Keep the receipt's hash, and a key for answers that only the receipt opens."""
    kept = keep_receipt(receipt, key=receipt_key())
    answers = Identity.make()
    sealed = receipt.sealer(salt=kept.salt).seal(answers.raw(), place=("answers", case.school_id, str(case.pk)))
    ReportReceipt(
        case=case,
        look_up=kept.look_up,
        salt=kept.salt,
        digest=kept.digest,
        recipient=answers.recipient,
        sealed=sealed,
    ).save()


def _already_filed(receipt: Receipt) -> Case | None:
    """The case that this draft made already; a look-up part that another report has by chance is no such case."""
    held = ReportReceipt.objects.filter(look_up=receipt.look_up).select_related("case").first()
    return held.case if held is not None and matches(receipt, kept_of(held), key=receipt_key()) else None


def _take_turn(school: School) -> CaseCounter:
    """The counter of the school's cases; whoever files waits here for whoever filed just before."""
    CaseCounter.objects.get_or_create(school=school)
    return CaseCounter.objects.select_for_update(no_key=True).get(school=school)


def _new_reference() -> str:
    """A case's reference, such as K7QM-2XWD: by chance, so that no other follows from it."""
    while True:
        signs = "".join(secrets.choice(ALPHABET) for _ in range(8))
        if not Case.objects.filter(reference=(made := f"{signs[:4]}-{signs[4:]}")).exists():
            return made


def _report_body(report: Report) -> dict:
    opening = report.opening
    return {
        "route": opening.route.id.value,
        "also": list(opening.also),
        "left_out_roles": sorted(opening.left_out),
        "left_out_adults": sorted(report.left_out),
        "about_reporter": opening.about_reporter,
        "rows": [[asked, said] for asked, said in report.rows],
        "opened_facts": dict(report.facts),
    }


def _reporter_body(reporter: Reporter) -> dict:
    return {
        "adult": reporter.adult.pk if reporter.adult else None,
        "name": reporter.adult.name if reporter.adult else reporter.name,
        "reached_by": reporter.reached_by,
        "kept_back": reporter.kept_back,
    }
