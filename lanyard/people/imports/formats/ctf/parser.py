"""Reading a common transfer file as it streams by: no tree is built, and nothing but a few texts is held."""

from __future__ import annotations

import re
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from lanyard.people.imports.reading import read_pupil
from lanyard.people.imports.refusal import ImportRefusal
from lanyard.people.imports.rows import PupilRow
from lanyard.people.imports.sheets import MOST_ROWS

MOST_DEPTH = 40
LONGEST = 1000

#: Elements of a pupil, or of its basic details, by the field each fills. The first that is filled wins.
FIELDS = {
    "UPN": "key",
    "Surname": "family_name",
    "LegalSurname": "family_name",
    "Forename": "given_name",
    "LegalForename": "given_name",
    "NCyearActual": "year_group",
    "NCYearActual": "year_group",
    "RegGroup": "class_name",
    "Class": "class_name",
    "EntryDate": "starts_on",
    "DateOfEntry": "starts_on",
    "LeavingDate": "ends_on",
    "DateOfLeaving": "ends_on",
}
#: Where these elements may stand inside a pupil. A school that the pupil attended before tells nothing here.
PLACES = ((), ("BasicDetails",), ("SchoolStatus",))


class PupilReader:
    """Takes the events of a parser and keeps one small mapping for each pupil."""

    def __init__(self) -> None:
        self.rows: list[PupilRow] = []
        self.is_ctf = False
        self._path: list[str] = []
        self._cells: dict[str, str] | None = None
        self._text: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition("}")[2]
        if not self._path:
            self.is_ctf = name.lower() == "ctfile"
        self._path.append(name)
        if len(self._path) > MOST_DEPTH:
            raise ImportRefusal("This XML is nested far deeper than any transfer file.", _HOW)
        if name == "Pupil" and self._cells is None:
            self._cells = {}
        elif self._cells is not None and name in FIELDS and self._inside() in PLACES:
            self._text = []

    def data(self, text: str) -> None:
        """Letters of an element that is read."""
        if self._text is not None:
            self._text.append(text)
            if sum(map(len, self._text)) > LONGEST:
                raise ImportRefusal(f"A text in this file is longer than {LONGEST} letters.", _HOW)

    def end(self, tag: str) -> None:
        """An element ends; at the end of a pupil their row is made."""
        name = self._path.pop()
        if self._text is not None and self._cells is not None and name in FIELDS:
            told = " ".join("".join(self._text).split())
            if told:
                self._cells.setdefault(FIELDS[name], told)
            self._text = None
        elif name == "Pupil" and "Pupil" not in self._path and self._cells is not None:
            self.rows.append(read_pupil(len(self.rows) + 1, self._cells))
            self._cells = None
            if len(self.rows) > MOST_ROWS:
                raise ImportRefusal(f"This file has more than {MOST_ROWS:,} pupils.", "Export one school only.")

    def close(self) -> None:
        """The document ends."""

    def _inside(self) -> tuple[str, ...]:
        return tuple(self._path[self._path.index("Pupil") + 1 : -1])


_HOW = "Export the common transfer file again from your pupil system, and do not change it by hand."


def read_pupils(content: bytes) -> tuple[str, tuple[PupilRow, ...]]:
    """The encoding and the pupils of a transfer file; raises ``ImportRefusal`` when it is none, or made to do harm."""
    reader = PupilReader()
    parser = DefusedXMLParser(target=reader, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        for start in range(0, len(content), 1 << 16):
            parser.feed(content[start : start + (1 << 16)])
        parser.close()
    except DefusedXmlException as error:
        raise ImportRefusal("This XML brings definitions of its own, which no transfer file does.", _HOW) from error
    except (ParseError, LookupError, ValueError) as error:
        raise ImportRefusal("This XML is damaged, or written in an encoding that is not known.", _HOW) from error
    if not reader.is_ctf:
        raise ImportRefusal("This XML is no common transfer file.", _HOW)
    told = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]{0,100}?encoding=[\"']([\w.-]{1,40})[\"']", content)
    return (told[1].decode("ascii").lower() if told else "utf-8"), tuple(reader.rows)
