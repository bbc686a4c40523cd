"""Turning the cells of a row into a record, with every problem said instead of guessed away."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from lanyard.people.models import Adult, Pupil

from .rows import AdultRow, PupilRow
from .values import join_name, read_day, read_email, read_flag, read_group, read_year


class Cells:
    """The cells of one row, read field by field; what cannot be read becomes a problem of the row."""

    def __init__(self, row: int, cells: Mapping[str, str]) -> None:
        self.row, self._cells = row, cells
        self.problems: list[str] = []

    def text(self, field: str) -> str:
        """A text; empty when the roll does not say."""
        return self._cells.get(field, "").strip()

    def optional(self, field: str) -> str | None:
        """A text, or ``None`` when the roll has no such column."""
        return self.text(field) if field in self._cells else None

    def read(self, field: str, how: Callable[[str], Any], what: str) -> Any:
        """A cell by a reader of ours; ``None`` when it is empty or cannot be read."""
        told = self.text(field)
        if not told:
            return None
        try:
            return how(told)
        except ValueError as error:
            self.problems.append(f"{what} cannot be read: {error}")
            return None

    def check_length(self, what: str, told: str | None, model: type, field: str) -> None:
        """Note a text that is longer than the register takes."""
        most = model._meta.get_field(field).max_length
        if told is not None and len(told) > most:
            self.problems.append(f"{what} is longer than {most} letters")


def read_adult(row: int, cells: Mapping[str, str], *, left: bool = False, group: str | None = None) -> AdultRow:
    """An adult from the cells of a row. ``group`` is what everybody is whom the row does not place."""
    told = Cells(row, cells)
    name = told.text("name") or join_name(told.text("given_name"), told.text("family_name"))
    if not name:
        told.problems.append("there is no name")
    told.check_length("the name", name, Adult, "name")
    told.check_length("the employer", told.text("employer"), Adult, "employer")
    told.check_length("the number", told.text("key"), Adult, "roll_key")
    starts_on, ends_on = _days(told)
    found = read_group(told.text("group")) or group
    if found is None and "group" in cells:
        told.problems.append("it is not clear whether this is a teacher, support staff, or one of the others")
    return AdultRow(
        row=row,
        key=told.text("key"),
        name=name,
        email=told.read("email", read_email, "the e-mail address"),
        group=found,
        employer=told.optional("employer"),
        starts_on=starts_on,
        ends_on=ends_on,
        contact_with_pupils=told.read("contact_with_pupils", read_flag, "contact with pupils"),
        left=left,
        problems=tuple(told.problems),
    )


def read_pupil(row: int, cells: Mapping[str, str], *, left: bool = False) -> PupilRow:
    """A pupil from the cells of a row."""
    told = Cells(row, cells)
    given, family = told.text("given_name"), told.text("family_name")
    if not given or not family:
        told.problems.append("the first or the last name is missing")
    for what, field in (("the first name", "given_name"), ("the last name", "family_name"), ("the class", "class_name")):
        told.check_length(what, told.text(field), Pupil, field)
    told.check_length("the number", told.text("key"), Pupil, "roll_key")
    starts_on, ends_on = _days(told)
    return PupilRow(
        row=row,
        key=told.text("key").upper(),
        given_name=given,
        family_name=family,
        class_name=told.optional("class_name"),
        year_group=read_year(told.text("year_group")) if "year_group" in cells else None,
        starts_on=starts_on,
        ends_on=ends_on,
        left=left,
        problems=tuple(told.problems),
    )


def _days(told: Cells) -> tuple[datetime.date | None, datetime.date | None]:
    starts_on = told.read("starts_on", read_day, "the first day")
    ends_on = told.read("ends_on", read_day, "the last day")
    if starts_on and ends_on and ends_on < starts_on:
        told.problems.append("the last day comes before the first")
    return starts_on, ends_on
