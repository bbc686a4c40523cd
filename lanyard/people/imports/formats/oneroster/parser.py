"""Reading the files of a OneRoster export: whoever is not asked for is dropped row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lanyard.people.imports.columns import is_never_read
from lanyard.people.imports.formats import Asked
from lanyard.people.imports.orgs import Orgs
from lanyard.people.imports.reading import read_adult, read_pupil
from lanyard.people.imports.refusal import ImportRefusal
from lanyard.people.imports.rows import PUPILS, Row
from lanyard.people.imports.sheets import Sheet
from lanyard.people.imports.uploads import Upload
from lanyard.people.imports.upns import looks_like_upn

PUPIL_ROLES = {"student"}
#: Adults who do not work at the school. The policy binds none of them as such.
OTHER_ROLES = {"parent", "guardian", "relative"}
GONE = {"tobedeleted", "inactive"}


class Found(NamedTuple):
    """What the users file says of those who were asked for."""

    rows: tuple[Row, ...]
    encoding: str
    unread: tuple[str, ...]


class Part(NamedTuple):
    """One role of a user: as what, at which school, from when until when, and whether it was taken away."""

    role: str
    org: str
    begins: str
    ends: str
    gone: bool


def read_manifest(upload: Upload) -> dict[str, str]:
    """The properties that the manifest gives."""
    sheet = Sheet(upload.read("manifest.csv"))
    name, value = _column(sheet, "propertyName", "manifest.csv"), _column(sheet, "value", "manifest.csv")
    return {record[name]: record[value] for _, record in sheet.records(name, value)}


def read_people(upload: Upload, asked: Asked) -> Found:
    """The staff, or the pupils, of the school that is asked about."""
    orgs = Orgs.read(upload, asked)
    parts = _parts(upload) if upload.has("roles.csv") else {}
    sheet = Sheet(upload.read("users.csv"))
    _column(sheet, "sourcedId", "users.csv")
    _column(sheet, "familyName", "users.csv")
    held = [heading for heading in sheet.headings if heading and not is_never_read(heading)]
    rows: list[Row] = []
    for number, record in sheet.records(*held):
        mine = [part for part in parts.get(record["sourcedId"]) or _own_parts(record) if _is_asked(part.role, asked.kind)]
        mine = [part for part in mine if orgs.is_ours(part.org)]
        if mine:
            rows.append(_row(number, record, mine, asked))
    return Found(tuple(rows), sheet.encoding, tuple(heading for heading in sheet.headings if is_never_read(heading)))


def _parts(upload: Upload) -> dict[str, list[Part]]:
    """The roles of everybody, from the file that 1.2 keeps them in."""
    sheet = Sheet(upload.read("roles.csv"))
    needed = [_column(sheet, name, "roles.csv") for name in ("userSourcedId", "role", "orgSourcedId")]
    others = [name for name in ("status", "beginDate", "endDate") if name in sheet.headings]
    found: dict[str, list[Part]] = {}
    for _, record in sheet.records(*needed, *others):
        gone = record.get("status", "").lower() in GONE
        part = Part(record["role"], record["orgSourcedId"], record.get("beginDate", ""), record.get("endDate", ""), gone)
        found.setdefault(record["userSourcedId"], []).append(part)
    return found


def _own_parts(record: dict[str, str]) -> Iterator[Part]:
    """The roles that 1.1 writes beside the user."""
    for org in record.get("orgSourcedIds", "").replace(";", ",").split(","):
        yield Part(record.get("role", ""), org.strip(), "", "", gone=False)


def _is_asked(role: str, kind: str) -> bool:
    said = role.lower()
    return said in PUPIL_ROLES if kind == PUPILS else bool(said) and said not in PUPIL_ROLES | OTHER_ROLES


def _row(number: int, record: dict[str, str], parts: list[Part], asked: Asked) -> Row:
    left = (
        record.get("status", "").lower() in GONE
        or record.get("enabledUser", "").lower() in ("false", "0")
        or all(part.gone for part in parts)
    )
    live = [part for part in parts if not part.gone] or parts
    first = min(live, key=lambda part: (part.role.lower() != "teacher", part.role, part.org))
    cells = {
        "key": record["sourcedId"],
        "given_name": record.get("preferredGivenName") or record.get("preferredFirstName") or record.get("givenName", ""),
        "family_name": record.get("preferredFamilyName") or record.get("preferredLastName") or record["familyName"],
        "starts_on": min((part.begins for part in live), default="") if all(part.begins for part in live) else "",
        "ends_on": max((part.ends for part in live), default="") if all(part.ends for part in live) else "",
    }
    if asked.kind == PUPILS:
        # The number that other pupil lists know, where this one has it.
        if looks_like_upn(record.get("identifier", "")):
            cells["key"] = record["identifier"]
        return read_pupil(number, {**cells, "year_group": record.get("grades", "").split(",")[0]}, left=left)
    return read_adult(number, {**cells, "email": record.get("email", ""), "group": first.role}, left=left)


def _column(sheet: Sheet, name: str, file: str) -> str:
    if name not in sheet.headings:
        raise ImportRefusal(f"{file} has no column “{name}”.", "Export it again as OneRoster CSV, without changing the headings.")
    return name
