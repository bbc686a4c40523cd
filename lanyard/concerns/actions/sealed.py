"""A report sealed before anybody waits for it: its case, its keys, its receipt and its first items, all unwritten."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from lanyard.concerns.chain import BEGINNING
from lanyard.concerns.deadlines import next_moment
from lanyard.concerns.models import Case, CaseWrap, EvidencePlace, Holder, Item, ItemKind, ReportReceipt
from lanyard.concerns.opened import OpenCase, Opened, place_of
from lanyard.concerns.routes import book_of
from lanyard.concerns.store import receipt_key
from lanyard.people.models import Adult, School
from lanyard.policy.routes.files import FilePermit
from lanyard.policy.routes.opening import Opening
from lanyard.proof.casekeys import make_case
from lanyard.proof.identities import Identity
from lanyard.proof.receipts import Receipt, keep_receipt

from .items import seal_item

#: Letters and figures that nobody mistakes for one another on paper or aloud.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


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
class SealedReport:
    """The rows of a report to come. Only the number that counts it is still to be given."""

    case: Case
    wraps: list[CaseWrap]
    receipt: ReportReceipt
    items: list[Item]
    place: EvidencePlace | None
    recovery: str

    def is_for(self, holders: Mapping[str, Holder], recovery: str) -> bool:
        """Whether it opens with exactly the keys of these holders, and with this recovery key."""
        mine = {wrap.holder_id: wrap.holder.recipient for wrap in self.wraps}
        return recovery == self.recovery and mine == {one.pk: one.recipient for one in holders.values()}

    def write(self, *, sequence: int) -> None:
        """Write every row, in the transaction of the caller."""
        self.case.sequence = sequence
        self.case.save()
        CaseWrap.objects.bulk_create(self.wraps)
        self.receipt.save(force_insert=True)
        Item.objects.bulk_create(self.items)
        if self.place is not None:
            self.place.save(force_insert=True)

    def rows(self) -> list[Model]:
        """Every row of it."""
        return [self.case, *self.wraps, self.receipt, *self.items, *([self.place] if self.place else [])]


def seal_report(
    school: School, report: Report, receipt: Receipt, *, holders: Mapping[str, Holder], recovery: str, at: datetime.datetime
) -> SealedReport:
    """Seal a report for whoever receives it. ``holders`` are theirs by id, ``recovery`` is the recipient of recovery."""
    case = Case(school=school, reference=_new_reference(), route=report.opening.route.id.value, opened_at=at)
    made = make_case(place_of(case), holders={id_: one.recipient for id_, one in holders.items()}, recovery=recovery)
    case.recipient, case.wrapped_recovery = made.key.recipient, made.key.recovery
    wraps = [
        CaseWrap(case=case, holder=holders[id_], wrapped=wrapped, added_at=at)
        for id_, wrapped in sorted(made.key.holders.items())
    ]
    bodies: dict[ItemKind, dict[str, Any]] = {ItemKind.REPORT: _report_body(report)}
    if report.reporter.is_named:
        bodies[ItemKind.REPORTER] = _reporter_body(report.reporter)
    items: list[Item] = []
    before = BEGINNING
    for number, (kind, body) in enumerate(bodies.items(), 1):
        items.append(seal_item(case, number=number, before=before, kind=kind, body=body, recovery=recovery, at=at))
        before = items[-1].link
    opened = tuple(Opened(item, bodies[ItemKind(item.kind)]) for item in items)
    case.due_at = next_moment(OpenCase(case, made.identity, opened, book_of(school)))
    files = report.opening.files
    place = EvidencePlace(case=case, is_sealed=files.sealed, opened_at=at) if isinstance(files, FilePermit) else None
    return SealedReport(case, wraps, _kept_receipt(case, receipt), items, place, recovery)


def _kept_receipt(case: Case, receipt: Receipt) -> ReportReceipt:
    """The receipt's hash, and a key for answers that only the receipt opens."""
    kept = keep_receipt(receipt, key=receipt_key())
    answers = Identity.make()
    return ReportReceipt(
        case=case,
        look_up=kept.look_up,
        salt=kept.salt,
        digest=kept.digest,
        recipient=answers.recipient,
        sealed=receipt.sealer(salt=kept.salt).seal(answers.raw(), place=("answers", case.school_id, str(case.pk))),
    )


def _new_reference() -> str:
    """A case's reference, such as K7QM-2XWD: by chance, so that no other follows from it."""
    while True:
        signs = "".join(secrets.choice(ALPHABET) for _ in range(8))
        if not Case.objects.filter(reference=(made := f"{signs[:4]}-{signs[4:]}")).exists():
            return made


def _report_body(report: Report) -> dict[str, Any]:
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


def _reporter_body(reporter: Reporter) -> dict[str, Any]:
    return {
        "adult": reporter.adult.pk if reporter.adult else None,
        "name": reporter.adult.name if reporter.adult else reporter.name,
        "reached_by": reporter.reached_by,
        "kept_back": reporter.kept_back,
    }
