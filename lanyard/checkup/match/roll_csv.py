"""Reading a roll from a CSV with whatever headings a school's system gives it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from .roll import BadRoll, Row

#: Headings, without spaces and signs, by the field that they mean; the first that is there is taken.
HEADINGS = {
    "given": "legalforename forename firstname givenname legalfirstname pupilforename studentfirstname forenames first",
    "known_as": "preferredforename preferredfirstname knownas chosenforename chosenname preferredname preferred",
    "middle": "middlename middlenames legalmiddlenames middle",
    "family": "legalsurname surname lastname familyname legallastname pupilsurname studentlastname last",
    "known_family": "preferredsurname preferredlastname chosensurname",
    "name": "name fullname pupilname studentname pupil student legalname displayname",
    "role": "role type status pupilstatus enrolmentstatus kind",
    "year": "yeargroup year ncyear ncyearactual nationalcurriculumyear curriculumyear yr",
    "born": "dateofbirth dob birthdate born",
    "school": "schoolname school establishment establishmentname academy",
    "place": "town city posttown",
    "email": "email emailaddress pupilemail studentemail schoolemail username primaryemail",
    "household": "householdid household familyid siblinggroup familylinkid homeid addressid",
    "address": "address fulladdress addressblock homeaddress addressline1 address1 postcode",
    "left": "leavingdate dateofleaving dol enddate dateleft",
}
_PARENT = re.compile(
    r"(?P<who>(?:parent|carer|parentcarer|parentguardian|guardian|contact|prioritycontact|mother|father)\d?)"
    r"(?P<what>forename|firstname|givenname|surname|lastname|familyname|name|fullname|email|emailaddress)?"
)
_GIVEN, _FAMILY = ("forename", "firstname", "givenname"), ("surname", "lastname", "familyname")
#: Rows before the headings that are looked through: systems print a title and a date first.
_BEFORE = 20
_LONGEST = 2_000


def read_csv(text: str) -> tuple[Iterator[Row], tuple[str, ...]]:
    """The rows of a CSV, and the headings that were not understood. Raises ``BadRoll``, also while rows are read."""
    lines = csv.reader(io.StringIO(text, newline=""), _dialect_of(text))
    for number in range(1, _BEFORE + 1):
        headings = _next(lines, number)
        if headings is None:
            break
        fields, parents = fields_of(headings)
        if "name" in fields or {"given", "family"} <= fields.keys():
            known = {*fields.values(), *(at for told in parents.values() for at in told.values())}
            unsure = tuple(each.strip() for at, each in enumerate(headings) if at not in known and each.strip())
            return _rows(lines, fields, parents, number), unsure
    raise BadRoll(
        "There are no columns for the first and the last name. Name them “Forename” and “Surname”, or give one column “Name”."
    )


def fields_of(headings: Sequence[str]) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """Which column means which field, and by parent which column is what of them."""
    plain = {re.sub(r"[^a-z0-9]", "", each.casefold()): at for at, each in reversed(list(enumerate(headings)))}
    fields: dict[str, int] = {}
    for field, words in HEADINGS.items():
        column = next((plain[word] for word in words.split() if word in plain), None)
        if column is not None and column not in fields.values():
            fields[field] = column
    parents: dict[str, dict[str, int]] = {}
    for heading, column in plain.items():
        found = _PARENT.fullmatch(heading)
        if found and column not in fields.values():
            parents.setdefault(found["who"], {})[_part(found["what"])] = column
    return fields, parents


def _part(what: str | None) -> str:
    if what in _GIVEN:
        return "given"
    if what in _FAMILY:
        return "family"
    return "email" if what and what.startswith("email") else "name"


def _dialect_of(text: str) -> type[csv.Dialect]:
    head = next((line for line in text.splitlines()[:_BEFORE] if re.search(r"name", line, re.IGNORECASE)), text[:1000])

    class Dialect(csv.excel):
        delimiter = max(",;\t|", key=head.count)

    return Dialect


def _next(lines: Iterator[list[str]], number: int) -> list[str] | None:
    try:
        return next(lines, None)
    except csv.Error:
        raise BadRoll("this row is not CSV; a quotation mark may be missing.", number) from None


def _rows(
    lines: Iterator[list[str]], fields: Mapping[str, int], parents: Mapping[str, Mapping[str, int]], number: int
) -> Iterator[Row]:
    while (cells := _next(lines, number := number + 1)) is not None:
        if not any(cell.strip() for cell in cells):
            continue
        if any(len(cell) > _LONGEST for cell in cells):
            raise BadRoll(f"a cell has more than {_LONGEST:,} letters; a quotation mark may be missing.", number)
        told = {field: cells[at].strip() for field, at in fields.items() if at < len(cells)}
        yield Row(number, told, tuple(_parent_of(cells, columns) for columns in parents.values()))


def _parent_of(cells: Sequence[str], columns: Mapping[str, int]) -> tuple[str, str, str]:
    told = {what: cells[at].strip() for what, at in columns.items() if at < len(cells)}
    given, family = told.get("given", ""), told.get("family", "")
    if not family and told.get("name"):
        family, comma, given = told["name"].partition(",")
        if not comma:
            given, _, family = told["name"].rpartition(" ")
    return given.strip(), family.strip(), told.get("email", "")
