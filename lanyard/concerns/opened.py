"""A case as a holder sees it once it is unlocked: its texts, and where it stands on its route."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lanyard.concerns.models import Case, Holder, Item, ItemKind
from lanyard.people.models import Adult
from lanyard.policy.routes.book import Book
from lanyard.policy.routes.history import Event, History, Standing
from lanyard.policy.routes.kinds import RouteId
from lanyard.policy.routes.steps import Actor, standing
from lanyard.proof.casekeys import CasePlace
from lanyard.proof.identities import Identity
from lanyard.proof.items import ItemPlace, open_item, open_text

#: Who takes a step that comes from the holder of the receipt.
REPORTER = "reporter"
BODY = "body"


@dataclass(frozen=True)
class Unlocked:
    """A holder whose key is open for this request."""

    holder: Holder
    identity: Identity


@dataclass(frozen=True)
class Opened:
    """One item with its words; ``body`` is ``None`` for one that was locked (2.7.4)."""

    item: Item
    body: dict[str, Any] | None

    @property
    def at(self) -> datetime.datetime:
        """When it was written."""
        return self.item.written_at

    @property
    def by(self) -> Adult | None:
        """The holder who wrote it; nobody for what came from the reporter."""
        return self.item.by


@dataclass(frozen=True)
class OpenCase:
    """A case, its key, and its items in order with their words."""

    case: Case
    identity: Identity
    items: tuple[Opened, ...]
    book: Book

    @cached_property
    def report(self) -> dict[str, Any]:
        """What the report says: answers, rows of question and answer, and who is left out."""
        return self._first(ItemKind.REPORT) or {}

    @cached_property
    def left_out(self) -> frozenset[int]:
        """The adults who never see this case, as ids."""
        told = set(self.report.get("left_out_adults", ()))
        for one in self.of(ItemKind.STEP):
            told.update((one.body or {}).get("left_out_adults", ()))
        return frozenset(told)

    @cached_property
    def history(self) -> History:
        """The case as the policy's routes understand it."""
        told = self.report
        begun = Event("report", self.case.opened_at, REPORTER, told.get("opened_facts", {}))
        events = tuple(
            Event(one.item.step, one.at, actor_id(one.item.by_id), (one.body or {}).get("facts", {}))
            for one in self.of(ItemKind.STEP)
        )
        return History(RouteId(told["route"]), begun, events, frozenset(told["left_out_roles"]), tuple(told["also"]))

    @cached_property
    def standing(self) -> Standing:
        """Where it stands."""
        return standing(self.book, self.history)

    def of(self, *kinds: ItemKind) -> list[Opened]:
        """The items of these kinds, in order."""
        return [one for one in self.items if one.item.kind in kinds]

    def actor(self, adult: Adult, roles: frozenset[str]) -> Actor:
        """Somebody, as the routes see them in this case."""
        return Actor(actor_id(adult.pk), roles, about_them=adult.pk in self.left_out)

    def _first(self, kind: ItemKind) -> dict[str, Any] | None:
        return next((one.body for one in self.of(kind)), None)


def actor_id(adult: int | None) -> str:
    """How the routes know somebody: by number, or as the reporter."""
    return REPORTER if adult is None else str(adult)


def place_of(case: Case) -> CasePlace:
    """Where a case's key belongs."""
    return CasePlace(case.school_id, str(case.pk))


def place_of_item(item: Item) -> ItemPlace:
    """Where an item's key and words belong."""
    return ItemPlace(item.case.school_id, str(item.case_id), str(item.pk))


def words_of(item: Item, wrapped: bytes | None, *, by: Identity) -> dict[str, Any]:
    """The words of an item, opened by its case's key or the receipt's. Raises ``Locked`` and ``CannotOpen``."""
    place = place_of_item(item)
    key = open_item(None if wrapped is None else bytes(wrapped), by=by, place=place)
    return json.loads(open_text(key, bytes(item.body), place=place, field=BODY, version=item.number))
