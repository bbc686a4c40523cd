"""Who had a file and when: read from the items of its case, which are kept for good."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from lanyard.concerns.models import ItemKind
from lanyard.concerns.opened import OpenCase, Opened
from lanyard.concerns.originals import OTHER, Kind, kinds_by_ending


class Act(StrEnum):
    """What somebody did with a file."""

    REVEAL = "reveal"
    COPY = "copy"
    EXPORT = "export"


DONE = {
    Act.REVEAL: "Took out the original, to look at it",
    Act.COPY: "Took out a clean copy, to look at it",
    Act.EXPORT: "Took it out in a bundle",
}
REPORTER_TOLD = "Whoever sent the report"


@dataclass(frozen=True)
class Line:
    """One line of the custody of a file."""

    at: datetime.datetime
    who: str
    what: str
    why: str = ""


@dataclass(frozen=True)
class File:
    """One file of a case as a holder sees it. ``body`` is empty where it was locked (2.7.4)."""

    number: int
    one: Opened
    body: dict[str, Any]
    lines: tuple[Line, ...] = field(default=())

    @property
    def id(self) -> str:
        """The id of its item."""
        return str(self.one.item.pk)

    @property
    def is_locked(self) -> bool:
        """Whether nobody at the school can open it."""
        return self.one.body is None

    @property
    def kind(self) -> Kind:
        """What it looks like by its first bytes."""
        return kinds_by_ending().get(self.body.get("ending", ""), OTHER)

    @property
    def taken(self) -> int:
        """How often it was taken out."""
        return len(self.lines) - 1

    @property
    def title(self) -> str:
        """What it is, in the words of whoever added it."""
        return self.body.get("origin", {}).get("what", "") or f"File {self.number}"


def files_of_case(opened: OpenCase) -> list[File]:
    """The files of a case in the order in which they came, each with its custody."""
    taken = list(_taken(opened))
    found = []
    for number, one in enumerate(opened.of(ItemKind.EVIDENCE), 1):
        came = Line(one.at, _who(one), "Sent it in: received, sealed and kept")
        lines = (came, *(line for ids, line in taken if str(one.item.pk) in ids))
        found.append(File(number, one, one.body or {}, lines))
    return found


def _taken(opened: OpenCase) -> Iterator[tuple[list[str], Line]]:
    for one in opened.of(ItemKind.CUSTODY):
        body = one.body or {}
        if body:
            yield body["files"], Line(one.at, _who(one), DONE[Act(body["act"])], _why(body))


def _why(body: dict[str, Any]) -> str:
    return f"{body['for']}: {body['words']}" if body.get("for") else body["words"]


def _who(one: Opened) -> str:
    return one.by.name if one.by else REPORTER_TOLD
