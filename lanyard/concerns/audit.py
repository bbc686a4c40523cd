"""Holding the rows and files of concerns against what the log was told of them. Nothing is opened: it needs no key.

The log itself is held against checkpoints from outside (``lanyard.records.log.verifying``). The two
together find whatever was changed, deleted, put in, exchanged or put back: the events are what the
checkpoints count, and the rows are what the events say (decision 104).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Model

from lanyard.concerns.chain import BrokenChain, check_chain
from lanyard.concerns.commitments import ALONE, KEPT, row_hash, states_of
from lanyard.concerns.models import Case, CaseCounter, Evidence, Item
from lanyard.concerns.store import blobs, is_absent
from lanyard.people.models import School
from lanyard.proof.blobs import NotWhole
from lanyard.records.models import Event

RECEIVED, WRITTEN = "report received", "case item written"
#: A restore tells the log of each locked file that its backup had left out (``actions.restored``).
LEFT_OUT = "locked file left out"
#: Cases that are read at once, so that ten thousand do not stand in memory together.
BATCH = 200


class Finding(NamedTuple):
    """Something that is not as it was written. ``about`` is an id, or ``None`` for the whole; nobody is named.

    ``is_remark`` is set for what is worth saying and no damage, because the log tells how it came.
    """

    about: str | None
    words: str
    is_remark: bool = False


def audit(school: School, *, quick: bool = False) -> list[Finding]:
    """Everything about a school's cases that is not as the log was told; an empty list where all is whole.

    ``quick`` is for the start of the service: it counts cases, looks at keys, and sees that each file
    is there with its size, without reading items and files through. Nothing is locked meanwhile:
    what is found is looked at again, so that an action that came in between is not taken for damage.
    """
    found = _look(school, quick=quick)
    if not found:
        return []
    again = set(_look(school, quick=quick))
    return [one for one in found if one in again]


def _look(school: School, *, quick: bool) -> list[Finding]:
    told = _Told(school, quick=quick)
    found = [*_count(school, told), *_rows_alone(school, told)]
    if not quick:
        found += _cases(school, told)
    return found + list(_files(school, told, quick=quick))


class _Told:
    """What the events say, the latest last."""

    def __init__(self, school: School, *, quick: bool) -> None:
        self.received: list[str] = []
        self.states: dict[str, str] = {}
        self.links: dict[str, list[str]] = {}
        self.rows: dict[tuple[str, str], str] = {}
        self.left_out: set[str] = set()
        events = Event.objects.filter(school_id=school.pk).order_by("pk")
        if quick:
            # By far the most, and asked for only where cases are read.
            events = events.exclude(kind__in=(WRITTEN, KEPT))
        for kind, about in events.values_list("kind", "about").iterator():
            self._take(kind, about if isinstance(about, dict) else {})

    def _take(self, kind: str, about: dict) -> None:
        case = str(about.get("case"))
        if kind == RECEIVED:
            self.received.append(case)
        elif kind == WRITTEN:
            self.links.setdefault(case, []).append(str(about.get("link")))
        elif kind == KEPT:
            self.states[case] = str(about.get("state"))
        elif kind == LEFT_OUT:
            self.left_out.add(str(about.get("evidence")))
        elif "row" in about:
            for _, name in ALONE:
                if name in about:
                    self.rows[name, str(about[name])] = str(about["row"])


def _count(school: School, told: _Told) -> Iterator[Finding]:
    """Whether the cases are those that the log counts, without a gap, and the counter goes on from them."""
    numbers = dict(Case.objects.filter(school=school).order_by("sequence").values_list("sequence", "pk"))
    there, received = [str(case) for case in numbers.values()], set(told.received)
    for case in sorted(received - set(there)):
        yield Finding(case, "A case that the log tells of is missing.")
    for case in sorted(set(there) - received):
        yield Finding(case, "The log tells of no report that made this case.")
    if len(told.received) != len(received):
        yield Finding(None, "The log tells of one report twice.")
    if list(numbers) != list(range(1, len(numbers) + 1)) or there != told.received:
        yield Finding(None, "The cases are not numbered in the order in which they came in.")
    last = CaseCounter.objects.filter(school=school).values_list("last", flat=True).first() or 0
    if last != len(told.received):
        yield Finding(None, "The counter of cases is not where the log says.")


def _rows_alone(school: School, told: _Told) -> Iterator[Finding]:
    """Whether keys of holders, recovery keys, requests and the door are those of which the log was told."""
    expected = dict(told.rows)
    for model, name in ALONE:
        for row in model._default_manager.filter(school=school):
            if expected.pop((name, str(row.pk)), None) != row_hash(row):
                yield Finding(str(row.pk), f"{_named(model)} is not what the log was told of.")
    for _, id_ in sorted(expected):
        yield Finding(id_, "A key or a request that the log tells of is missing.")


def _cases(school: School, told: _Told) -> Iterator[Finding]:
    """Whether each case is as the last action left it, and each item as it was written."""
    ids = list(Case.objects.filter(school=school).order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(ids), BATCH):
        batch = ids[first : first + BATCH]
        states = states_of(batch)
        items: dict[uuid.UUID, list[Item]] = {}
        for item in Item.objects.filter(case__in=batch).order_by("case", "number"):
            items.setdefault(item.case_id, []).append(item)
        for case in Case.objects.filter(pk__in=batch):
            key = str(case.pk)
            if states[case.pk] != told.states.get(key):
                yield Finding(key, "Something in this case is not as the last action left it.")
            yield from _items(case, items.get(case.pk, []), told.links.get(key, []))


def _items(case: Case, items: list[Item], links: list[str]) -> Iterator[Finding]:
    try:
        check_chain(case, items)
    except BrokenChain as error:
        yield Finding(str(case.pk), f"{str(error)[:1].upper()}{str(error)[1:]}.")
    if [bytes(item.link).hex() for item in items] != links:
        yield Finding(str(case.pk), "The items of this case are not those that the log tells of.")


def _files(school: School, told: _Told, *, quick: bool) -> Iterator[Finding]:
    """Whether each sealed file is there and is what its name says.

    A locked file may be missing where the log tells that a restore did not bring it: no backup holds
    it (2.7.4). Whoever takes one away by themselves is found.
    """
    store = blobs()
    found = Evidence.objects.filter(item__case__school=school).order_by("pk")
    for pk, name, size, locked_at in found.values_list("pk", "blob", "sealed_size", "item__locked_at").iterator():
        if locked_at is not None and str(pk) in told.left_out and is_absent(name):
            yield Finding(name, "A locked file is not here. Backups leave locked files out (2.7.4).", is_remark=True)
            continue
        try:
            there = store.path(name).stat().st_size if quick else store.check(name)
        except (NotWhole, OSError):
            yield Finding(name, "A sealed file is missing or is not what its name says.")
            continue
        if there != size:
            yield Finding(name, "A sealed file is longer or shorter than it was.")


def _named(model: type[Model]) -> str:
    return f"This {model._meta.verbose_name}"
