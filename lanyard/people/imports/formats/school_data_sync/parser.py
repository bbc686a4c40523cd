"""Reading the files of School Data Sync."""

from __future__ import annotations

from lanyard.people.imports.columns import is_never_read, plain
from lanyard.people.imports.formats import Asked
from lanyard.people.imports.orgs import Orgs
from lanyard.people.imports.reading import read_adult
from lanyard.people.imports.refusal import ImportRefusal
from lanyard.people.imports.rows import Row
from lanyard.people.imports.sheets import Sheet
from lanyard.people.imports.uploads import Upload
from lanyard.people.models import Group

#: Roles of people who do not work at the school.
NOT_STAFF = {"student", "alumni", "parent", "guardian", "relative", "other"}

Read = tuple[tuple[Row, ...], Sheet, tuple[str, ...]]


def read_users(upload: Upload, asked: Asked) -> Read:
    """Versions 2 and 2.1: users, and in another file the roles that each has at a school."""
    orgs = Orgs.read(upload, asked)
    roles = _roles(upload, orgs)
    sheet = Sheet(upload.read("users.csv"))
    held = _columns(sheet, "users.csv", ("sourcedId", "username"), ("givenName", "familyName", "email"))
    rows: list[Row] = []
    for number, record in sheet.records(*held):
        mine = roles.get(record["sourcedId"])
        if mine:
            rows.append(_user(number, record, mine))
    return tuple(rows), sheet, _unread(sheet)


def _roles(upload: Upload, orgs: Orgs) -> dict[str, list[dict[str, str]]]:
    sheet = Sheet(upload.read("roles.csv"))
    held = _columns(sheet, "roles.csv", ("userSourcedId", "orgSourcedId", "role"), ("roleStartDate", "roleEndDate"))
    found: dict[str, list[dict[str, str]]] = {}
    for _, record in sheet.records(*held):
        if record["role"].lower() not in NOT_STAFF and orgs.is_ours(record["orgSourcedId"]):
            found.setdefault(record["userSourcedId"], []).append(record)
    return found


def _user(number: int, record: dict[str, str], roles: list[dict[str, str]]) -> Row:
    first = min(roles, key=lambda each: (each["role"].lower() != "teacher", each["role"]))
    starts = [each.get("roleStartDate", "") for each in roles]
    ends = [each.get("roleEndDate", "") for each in roles]
    cells = {
        "key": record["sourcedId"],
        "given_name": record.get("givenName", ""),
        "family_name": record.get("familyName", ""),
        "email": _address(record.get("email", ""), record["username"]),
        "group": first["role"],
        "starts_on": min(starts) if all(starts) else "",
        "ends_on": max(ends) if all(ends) else "",
    }
    return read_adult(number, cells)


def read_teachers(upload: Upload, asked: Asked) -> Read:
    """Version 1: one file of teachers, in which everybody counts as a teacher."""
    sheet = Sheet(upload.read("teacher.csv"))
    known = {plain(heading): heading for heading in sheet.headings if heading and not is_never_read(heading)}
    fields = {"key": "sisid", "given_name": "firstname", "family_name": "lastname", "username": "username", "email": "email"}
    fields |= {"school": "schoolsisid"}
    mapping = {field: known[word] for field, word in fields.items() if word in known}
    if not {"key", "family_name"} <= set(mapping):
        raise ImportRefusal("teacher.csv has no columns “SIS ID” and “Last Name”.", _AGAIN)
    if len({record[mapping["school"]] for _, record in sheet.records(mapping["school"])} if "school" in mapping else ()) > 1:
        raise ImportRefusal("This export holds the teachers of several schools.", "Export your school alone.")
    rows: list[Row] = []
    for number, record in sheet.records(*mapping.values()):
        cells = {field: record[heading] for field, heading in mapping.items()}
        cells["email"] = _address(cells.get("email", ""), cells.get("username", ""))
        rows.append(read_adult(number, cells, group=Group.TEACHER.value))
    return tuple(rows), sheet, _unread(sheet)


def _address(email: str, username: str) -> str:
    """The e-mail address; a user name stands for it where it is one."""
    return email or (username if "@" in username else "")


def _columns(sheet: Sheet, file: str, needed: tuple[str, ...], others: tuple[str, ...]) -> list[str]:
    missing = [name for name in needed if name not in sheet.headings]
    if missing:
        raise ImportRefusal(f"{file} has no column “{missing[0]}”.", _AGAIN)
    return [*needed, *(name for name in others if name in sheet.headings)]


def _unread(sheet: Sheet) -> tuple[str, ...]:
    return tuple(heading for heading in sheet.headings if is_never_read(heading))


_AGAIN = "Export it again for School Data Sync, without changing the headings."
