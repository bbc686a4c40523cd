"""What a roll says about people: one record for each row, whatever the file looked like."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass, fields
from typing import Any

ADULTS, PUPILS = "adults", "pupils"


@dataclass(frozen=True, slots=True)
class AdultRow:
    """An adult as a roll tells them. ``None`` means that the roll does not say, and nothing is changed by it.

    ``left`` says that the roll itself marks them as gone. ``problems`` say why the row cannot be used.
    """

    row: int
    key: str = ""
    name: str = ""
    email: str | None = None
    group: str | None = None
    employer: str | None = None
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    contact_with_pupils: bool | None = None
    left: bool = False
    problems: tuple[str, ...] = ()

    kind = ADULTS


@dataclass(frozen=True, slots=True)
class PupilRow:
    """A pupil as a roll tells them, in as few words as an agreement needs."""

    row: int
    key: str = ""
    given_name: str = ""
    family_name: str = ""
    class_name: str | None = None
    year_group: str | None = None
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    left: bool = False
    problems: tuple[str, ...] = ()

    kind = PUPILS

    @property
    def name(self) -> str:
        """The name as people say it."""
        return f"{self.given_name} {self.family_name}".strip()


Row = AdultRow | PupilRow


@dataclass(frozen=True, slots=True)
class Roll:
    """Everything that a file says.

    ``complete`` says that whoever is missing from it has left. ``warnings`` concern the whole
    file; ``unread`` are the headings of columns that are never read, such as passwords.
    """

    kind: str
    format: str
    rows: tuple[Row, ...]
    encoding: str
    complete: bool = True
    warnings: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def roll_as_json(roll: Roll) -> dict[str, Any]:
    """A roll as plain values, to be sealed until somebody confirms it."""
    told = {field.name: getattr(roll, field.name) for field in fields(Roll)}
    told["rows"] = [{key: _plain(value) for key, value in asdict(row).items()} for row in roll.rows]
    return told


def roll_from_json(told: dict[str, Any]) -> Roll:
    """The roll that ``roll_as_json`` wrote down."""
    made = AdultRow if told["kind"] == ADULTS else PupilRow
    rows = tuple(made(**_rich(row)) for row in told["rows"])
    listed = {name: tuple(told[name]) for name in ("warnings", "unread")}
    return Roll(**{**told, **listed, "rows": rows})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


def _rich(row: dict[str, Any]) -> dict[str, Any]:
    dates = {name: datetime.date.fromisoformat(row[name]) for name in ("starts_on", "ends_on") if row[name]}
    return {**row, **dates, "problems": tuple(row["problems"])}
