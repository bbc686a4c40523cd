"""Reading a roll from a common transfer file (XML), with Python's own parser and nothing that a stranger's XML could do with it.

A document type, an entity or a processing instruction is refused as soon as it begins; nothing outside the file is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn
from xml.parsers.expat import ExpatError, ParserCreate

from .roll import BadRoll, Row

_FIELDS = {
    "Surname": "family",
    "LegalSurname": "family",
    "Forename": "given",
    "LegalForename": "given",
    "MiddleNames": "middle",
    "PreferredSurname": "known_family",
    "PreferredForename": "known_as",
    "NCyearActual": "year",
    "NCYearActual": "year",
    "DOB": "born",
    "LeavingDate": "left",
}
#: Where these may stand inside a pupil: a school attended before, or a sibling, tells nothing about this pupil.
_PLACES = ((), ("BasicDetails",), ("SchoolStatus",))
_MOST_DEPTH, _LONGEST = 40, 1000


def read_ctf(text: str) -> Iterator[Row]:
    """A row for each pupil of the file, numbered from 1. Raises ``BadRoll`` for XML that is refused or damaged."""
    reader = _Reader()
    parser = ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.take
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.ExternalEntityRefHandler = _refuse
    parser.ProcessingInstructionHandler = _refuse
    try:
        # An encoding that the file declares was left behind when it became text.
        parser.Parse(text.partition("?>")[2] if text.lstrip().startswith("<?xml") else text, True)
    except ExpatError as error:
        raise BadRoll("The XML of this file is damaged.", error.lineno) from None
    yield from reader.rows


def _refuse(*_: Any) -> NoReturn:
    raise BadRoll("The XML of this file holds declarations that a roll has no need of, so it was not read.")


class _Reader:
    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._path: list[str] = []
        self._pupil: int | None = None
        self._told: dict[str, str] = {}
        self._address: list[str] = []
        self._parents: list[dict[str, str]] = []
        self._text: list[str] = []

    def start(self, name: str, _: dict[str, str]) -> None:
        self._path.append(name)
        if len(self._path) > _MOST_DEPTH:
            raise BadRoll("The XML of this file is nested too deeply for a roll.")
        self._text = []
        if name == "Pupil" and self._pupil is None:
            self._pupil, self._told, self._address, self._parents = len(self._path), {}, [], []
        elif name == "Contact" and self._inside() == ("Contacts", "Contact"):
            self._parents.append({})

    def take(self, text: str) -> None:
        if self._pupil is not None and sum(map(len, self._text)) < _LONGEST:
            self._text.append(text)

    def end(self, name: str) -> None:
        text = "".join(self._text).strip()[:_LONGEST]
        inside = self._inside()
        if self._pupil is not None and not inside:
            self._close()
        elif text and inside:
            self._keep(name, text, inside[:-1])
        self._text = []
        self._path.pop()

    def _inside(self) -> tuple[str, ...]:
        return tuple(self._path[self._pupil :]) if self._pupil is not None else ()

    def _keep(self, name: str, text: str, place: tuple[str, ...]) -> None:
        if place in _PLACES and name in _FIELDS:
            self._told.setdefault(_FIELDS[name], text)
        elif place[:1] == ("Address",) or place[:2] == ("BasicDetails", "Address"):
            self._address.append(text)
        elif place == ("Contacts", "Contact") and self._parents:
            self._parents[-1].setdefault(name, text)

    def _close(self) -> None:
        told = {**self._told, "address": " ".join(self._address)}
        parents = tuple((each.get("Forename", ""), each.get("Surname", ""), each.get("Email", "")) for each in self._parents)
        self.rows.append(Row(len(self.rows) + 1, told, parents))
        self._pupil = None
