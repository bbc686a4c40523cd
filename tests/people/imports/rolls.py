"""Invented rolls for tests, in the shapes that real systems write."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Iterable, Mapping

from lanyard.people.imports.formats import Asked, read_roll
from lanyard.people.imports.planning import plan_roll
from lanyard.people.imports.plans import Plan
from lanyard.people.imports.rows import ADULTS, Roll
from lanyard.people.imports.uploads import take
from lanyard.people.models import School
from lanyard.people.queries.rolls import known_people
from tests.people.cast import TODAY

STAFF = (
    ("1001", "Sam", "Whitcombe", "sam.whitcombe@example.org", "Teacher"),
    ("1002", "Hannah", "Kowal", "hannah.kowal@example.org", "Teacher"),
    ("1003", "Leah", "Morrow", "leah.morrow@example.org", "Teaching assistant"),
)
SECRET = "Autumn-Term-1"


def sheet(rows: Iterable[Iterable[object]], encoding: str = "utf-8") -> bytes:
    """Rows as a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as a zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def staff_sheet(staff=STAFF) -> bytes:
    """A list of a school's own."""
    return sheet([("Staff code", "First name", "Surname", "Email address", "Post"), *staff])


def data_sync_2() -> dict[str, bytes]:
    """School Data Sync 2.1, with a pupil, a parent and plain passwords."""
    users = [("sourcedId", "username", "givenName", "familyName", "password", "activeDirectoryMatchId", "email", "phone", "sms")]
    users += [(key, email, given, family, SECRET, "", "", "07700 900123", "") for key, given, family, email, _ in STAFF]
    users += [("2001", "pupil@example.org", "Ada", "Field", SECRET, "", "", "", "")]
    users += [("3001", "parent@example.org", "Joan", "Field", SECRET, "", "", "", "")]
    roles = [("userSourcedId", "orgSourcedId", "role", "sessionSourcedId", "grade", "isPrimary", "roleStartDate", "roleEndDate")]
    roles += [("1001", "500", "teacher", "", "", "True", "2024-09-02", ""), ("1002", "500", "principal", "", "", "", "", "")]
    roles += [("1003", "500", "teacherAssistant", "", "", "True", "", ""), ("2001", "500", "student", "", "4", "", "", "")]
    roles += [("3001", "500", "parent", "", "", "", "", "")]
    orgs = [("sourcedId", "name", "type", "parentSourcedId"), ("500", "Sample Primary School", "school", "")]
    return {"users.csv": sheet(users), "roles.csv": sheet(roles), "orgs.csv": sheet(orgs)}


def data_sync_1() -> dict[str, bytes]:
    """School Data Sync 1."""
    rows = [("SIS ID", "School SIS ID", "First Name", "Last Name", "Username", "Password", "Teacher Number")]
    rows += [(key, "500", given, family, email.split("@")[0], SECRET, "") for key, given, family, email, _ in STAFF]
    return {"teacher.csv": sheet(rows), "student.csv": sheet([("SIS ID", "Username"), ("2001", "ada")])}


def oneroster(version: str, *, delta: bool = False) -> dict[str, bytes]:
    """OneRoster 1.1 or 1.2."""
    manifest = [("propertyName", "value"), ("manifest.version", "1.0"), ("oneroster.version", version)]
    manifest += [("file.users", "delta" if delta else "bulk"), ("file.orgs", "bulk")]
    orgs = [("sourcedId", "status", "dateLastModified", "name", "type", "identifier", "parentSourcedId")]
    orgs += [
        ("o-1", "active", "", "A Trust", "district", "", ""),
        ("o-2", "active", "", "Sample Primary School", "school", "123456", ""),
    ]
    people = [(f"t-{key}", "active", given, family, email, "teacher") for key, given, family, email, _ in STAFF]
    people += [("t-9", "tobedeleted", "Gone", "Longago", "gone@example.org", "aide")]
    people += [("s-1", "active", "Ada", "Field", "", "student"), ("p-1", "active", "Joan", "Field", "", "parent")]
    head = ["sourcedId", "status", "dateLastModified", "enabledUser"]
    tail = [
        "username",
        "userIds",
        "givenName",
        "familyName",
        "middleName",
        "identifier",
        "email",
        "sms",
        "phone",
        "grades",
        "password",
    ]
    files = {"manifest.csv": sheet(manifest), "orgs.csv": sheet(orgs)}
    users: list[list[str]] = []
    roles = [
        ["sourcedId", "status", "dateLastModified", "userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId"]
    ]
    for key, status, given, family, email, role in people:
        rest = [
            email,
            "",
            given,
            family,
            "",
            "A801200005001" if role == "student" else "",
            email,
            "",
            "",
            "04" if role == "student" else "",
        ]
        own = ["o-2", role] if version == "1.1" else []
        users.append([key, status, "", "true", *own, *rest, SECRET])
        roles.append([f"r-{key}", "active", "", key, "primary", role, "2024-09-02", "", "o-2"])
    files["users.csv"] = sheet([[*head, *(["orgSourcedIds", "role"] if version == "1.1" else []), *tail], *users])
    if version != "1.1":
        files["roles.csv"] = sheet(roles)
    return files


def transfer_file(version: str = "25.0", sex: str = "Sex", pupils: Iterable[str] = ()) -> bytes:
    """A common transfer file."""
    told = "".join(pupils) or pupil("A801200005001", "Field", "Ada") + pupil("B801200005001", "O’Neill", "Zoë")
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<CTfile><Header><DocumentName>Common Transfer File</DocumentName>'
        f"<CTFversion>{version}</CTFversion></Header><CTFpupilData>{told.replace('@sex', sex)}</CTFpupilData></CTfile>"
    ).encode()


def pupil(upn: str, surname: str, forename: str) -> str:
    """One pupil of a transfer file, with much that is none of our business."""
    return (
        f"<Pupil><UPN>{upn}</UPN><Surname>{surname}</Surname><Forename>{forename}</Forename><DOB>2017-03-04</DOB><@sex>F</@sex>"
        "<BasicDetails><Ethnicity>WBRI</Ethnicity><NCyearActual>4</NCyearActual></BasicDetails>"
        "<SEN><SENprovision>K</SENprovision></SEN><Contacts><Contact><Surname>Stranger</Surname></Contact></Contacts>"
        "<SchoolHistory><School><SchoolName>Before</SchoolName><EntryDate>2021-09-06</EntryDate></School></SchoolHistory></Pupil>"
    )


def read(files: Mapping[str, bytes] | bytes, kind: str = ADULTS, **asked: object) -> Roll:
    """Read what was brought, whatever its format."""
    upload = take(files.items() if isinstance(files, Mapping) else [("list.csv", files)])
    return read_roll(upload, Asked(kind=kind, **asked))


def plan(school: School, roll: Roll, on: datetime.date = TODAY) -> Plan:
    """What a roll would do to a school today."""
    return plan_roll(roll, known_people(school, roll.kind, format=roll.format, on=on), on=on)
