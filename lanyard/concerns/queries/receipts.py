"""What the holder of a receipt may see: where their report stands, and what was written to them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from lanyard.concerns.models import Case, EvidencePlace, Item, ItemKind, ReportReceipt
from lanyard.concerns.opened import REPORTER, Opened, words_of
from lanyard.concerns.routes import book_of
from lanyard.concerns.store import receipt_key
from lanyard.policy.routes.book import Step
from lanyard.policy.routes.history import ESCALATE, Event, Phase, Standing
from lanyard.policy.routes.kinds import RouteId
from lanyard.policy.routes.steps import Actor, next_steps
from lanyard.proof.identities import Identity
from lanyard.proof.receipts import KeptReceipt, Receipt, matches

#: The reporter, as the routes know them. Whether they are the one who was attacked stands in sealed words alone, so
#: the page asks nobody but that person to say their wishes, and the case shows that it came with the receipt.
AS_REPORTER = Actor(REPORTER, is_reporter=True, is_attacked=True)
#: What the reporter may say without a step of the route: adding words has a way of its own.
ADDING = "add-words"


class Stage(StrEnum):
    """How far a report has come, as its reporter is told: nothing of who handles it."""

    RECEIVED = "received"
    HANDLED = "handled"
    CLOSED = "closed"


@dataclass(frozen=True)
class Returned:
    """A reporter who came back with their receipt."""

    case: Case
    held: ReportReceipt
    identity: Identity


def kept_of(held: ReportReceipt) -> KeptReceipt:
    """A kept receipt as ``lanyard.proof`` knows it."""
    return KeptReceipt(held.look_up, bytes(held.salt), bytes(held.digest))


def returned_with(receipt: Receipt) -> Returned | None:
    """The report of a receipt; ``None`` for a wrong one, which takes as long."""
    held = ReportReceipt.objects.filter(look_up=receipt.look_up).select_related("case__school").first()
    if not matches(receipt, kept_of(held) if held else None, key=receipt_key()) or held is None:
        return None
    sealer = receipt.sealer(salt=bytes(held.salt))
    raw = sealer.unseal(bytes(held.sealed), place=("answers", held.case.school_id, str(held.case_id)))
    return Returned(held.case, held, Identity.of_bytes(raw))


def exchanged(returned: Returned) -> list[Opened]:
    """What passed between the reporter and the school since the report, in order."""
    kinds = (ItemKind.MESSAGE, ItemKind.ADDITION)
    found = Item.objects.filter(case=returned.case, kind__in=kinds, wrapped_reporter__isnull=False).order_by("number")
    return [
        Opened(item, words_of(item, item.wrapped_reporter, by=returned.identity)) for item in found.select_related("case", "by")
    ]


def stage_of(returned: Returned) -> Stage:
    """Received, being handled once somebody at the school has done anything about it, or closed."""
    if returned.case.closed_at is not None:
        return Stage.CLOSED
    done = Item.objects.filter(case=returned.case, by__isnull=False).exists()
    return Stage.HANDLED if done else Stage.RECEIVED


def standing_for_reporter(case: Case) -> Standing:
    """Where a case stands as far as anybody without its key can know: its route, and the steps taken on it.

    What the steps say stays sealed. It is enough to judge whether the reporter may take one, because only
    steps that could be taken were ever written.
    """
    route = book_of(case.school).get(RouteId(case.route))
    done: frozenset[str] = frozenset()
    takers: dict[str, str] = {}
    for step_id, by in Item.objects.filter(case=case, kind=ItemKind.STEP).order_by("number").values_list("step", "by"):
        if step_id == ESCALATE:
            done, takers = frozenset(), {}
        elif route.has(step_id):
            done = (done - set(route.step(step_id).undoes)) | {step_id}
            takers[step_id] = REPORTER if by is None else str(by)
    began = Event("report", case.opened_at, REPORTER)
    return Standing((Phase(route, began),), frozenset(), (), done=done, takers=takers)


def reporters_steps(returned: Returned) -> list[Step]:
    """What the holder of the receipt may say now, step by step of the route: their wishes, whom they phoned."""
    if returned.case.closed_at is not None:
        return []
    now = standing_for_reporter(returned.case)
    return [step for step in next_steps(book_of(returned.case.school), now, AS_REPORTER) if step.id != ADDING]


def last_said(returned: Returned, step: str) -> tuple[datetime.datetime, dict[str, str]] | None:
    """What the holder of the receipt said last in a step, and when; ``None`` where they have not."""
    found = Item.objects.filter(
        case=returned.case, kind=ItemKind.STEP, step=step, by__isnull=True, wrapped_reporter__isnull=False
    )
    item = found.select_related("case").order_by("-number").first()
    if item is None:
        return None
    return item.written_at, words_of(item, item.wrapped_reporter, by=returned.identity).get("facts", {})


def files_added(returned: Returned) -> list[datetime.datetime]:
    """When the holder of the receipt added each of their files."""
    found = Item.objects.filter(case=returned.case, kind=ItemKind.EVIDENCE, by__isnull=True).order_by("number")
    return list(found.values_list("written_at", flat=True))


def takes_files(case: Case) -> bool:
    """Whether a case has a place for files at all, which says nothing yet about any file (2.7.4)."""
    return case.closed_at is None and EvidencePlace.objects.filter(case=case, closed_at__isnull=True).exists()
