"""Cases: which a holder has a key to, and one of them opened."""

from __future__ import annotations

import uuid

from django.db.models import Prefetch, QuerySet

from lanyard.concerns.chain import check_chain
from lanyard.concerns.models import Case, CaseWrap, Item
from lanyard.concerns.opened import OpenCase, Opened, Unlocked, place_of, words_of
from lanyard.concerns.routes import book_of
from lanyard.people.queries import Scope
from lanyard.proof.casekeys import open_case
from lanyard.proof.identities import Identity
from lanyard.proof.items import Locked


def wraps_of(scope: Scope) -> QuerySet[CaseWrap]:
    """The person's own keys to cases, the newest case first. Nothing else says that there is a case."""
    found = CaseWrap.objects.filter(holder__adult=scope.adult, holder__ended_at__isnull=True, case__school=scope.school)
    return found.select_related("case").order_by("-case__opened_at", "case")


def wrap_of(scope: Scope, case: uuid.UUID, *, locked: bool = False) -> CaseWrap | None:
    """The person's key to one case; ``None`` for everybody else, as for a case that never was.

    ``locked`` holds the case for a step.
    """
    found = wraps_of(scope).filter(case=case)
    if locked and not Case.objects.select_for_update(no_key=True).filter(pk__in=found.values("case")).exists():
        return None
    return found.first()


def open_wrap(wrap: CaseWrap, unlocked: Unlocked) -> OpenCase:
    """A case opened with a holder's key, its chain checked. Raises ``CannotOpen`` and ``BrokenChain``."""
    case = wrap.case
    place = place_of(case)
    identity = open_case(
        bytes(wrap.wrapped), by=unlocked.identity, place=place, holder=str(wrap.holder_id), recipient=case.recipient
    )
    return opened(case, identity)


def opened(case: Case, identity: Identity) -> OpenCase:
    """A case with its key: every item in order, its words opened, the chain checked."""
    items = list(Item.objects.filter(case=case).select_related("case", "by", "evidence").order_by("number"))
    check_chain(case, items)
    return OpenCase(case, identity, tuple(_opened(item, identity) for item in items), book_of(case.school))


def _opened(item: Item, identity: Identity) -> Opened:
    try:
        return Opened(item, words_of(item, item.wrapped_case, by=identity))
    except Locked:
        return Opened(item, None)


def with_wraps(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with all their wraps, for handing on."""
    return cases.prefetch_related(Prefetch("wraps", CaseWrap.objects.select_related("holder")))
