"""Which column of a sheet means what: guessed from its heading, or told by a person and kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .rows import ADULTS, PUPILS


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a column may tell. ``words`` are headings that mean it, without spaces and signs."""

    id: str
    label: str
    hint: str
    words: tuple[str, ...]


def _field(id_: str, label: str, words: str, hint: str = "") -> Field:
    return Field(id_, label, hint, tuple(words.split()))


_FIRST = "firstname forename forenames givenname legalforename preferredforename preferredfirstname knownas"
_LAST = "lastname surname familyname legalsurname preferredsurname"

FIELDS: dict[str, tuple[Field, ...]] = {
    ADULTS: (
        _field("name", "Whole name", "name fullname staffname displayname", "if first and last name are one column"),
        _field("given_name", "First name", _FIRST),
        _field("family_name", "Last name", _LAST),
        _field(
            "key",
            "Number in your staff system",
            "staffid staffcode sisid id employeeid employeenumber payrollnumber payrollno sourcedid externalid personid misid "
            "staffnumber staffno code",
            "a staff code, payroll number or the like, which never changes",
        ),
        _field("email", "Work e-mail address", "email emailaddress workemail schoolemail username mail"),
        _field(
            "group",
            "What they are",
            "role group stafftype post jobtitle job type category position staffcategory",
            "teacher, support staff, supply, governor, contractor or volunteer",
        ),
        _field("employer", "Employer", "employer agency company firm", "only if that is not the school"),
        _field("starts_on", "First day", "startdate start starts dateofarrival employmentstart joined datestarted from"),
        _field("ends_on", "Last day", "enddate end ends leavingdate dateofleaving employmentend left dateleft until"),
        _field("contact_with_pupils", "Contact with pupils", "contactwithpupils pupilcontact workswithchildren", "yes or no"),
    ),
    PUPILS: (
        _field(
            "key",
            "Unique pupil number (UPN) or admission number",
            "upn uniquepupilnumber admissionnumber admissionno adno pupilid sisid sourcedid id",
        ),
        _field("given_name", "First name", _FIRST),
        _field("family_name", "Last name", _LAST),
        _field("class_name", "Class", "class registrationgroup reg reggroup form tutorgroup regclass"),
        _field("year_group", "Year group", "year yeargroup ncyear ncyearactual nationalcurriculumyear grade"),
        _field("starts_on", "First day on roll", "entrydate dateofentry admissiondate doa startdate"),
        _field("ends_on", "Last day on roll", "leavingdate dateofleaving dol enddate"),
    ),
}

#: A heading with one of these words is never read, whatever anybody asks.
_NEVER = frozenset(
    "password passcode passwords pin nino ni salary pay wage bank sort account dob birth birthday birthdate gender sex "
    "ethnic ethnicity religion disability disabled sen send ehcp fsm premium health medical diet allergy postcode address "
    "phone telephone mobile tel sms kin dbs nationality passport visa photo photograph union absence sickness disciplinary "
    "language eal care looked service sexuality orientation marital parent carer guardian".split()
)
_NEVER_JOINED = (
    "nationalinsurance",
    "dateofbirth",
    "nextofkin",
    "pupilpremium",
    "freeschoolmeal",
    "accountnumber",
    "sortcode",
    "password",
)


def fields_of(kind: str) -> tuple[Field, ...]:
    """What a sheet about adults, or about pupils, may tell."""
    return FIELDS[kind]


def is_never_read(heading: str) -> bool:
    """Whether a column is dropped as soon as its heading is seen: passwords, birthdays, pay, health and the like."""
    words = {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", heading)}
    if "email" in words or "mail" in words:
        words -= {"address", "account"}
    return bool(words & _NEVER) or any(word in plain(heading) for word in _NEVER_JOINED)


def plain(heading: str) -> str:
    """A heading without capitals, spaces and signs."""
    return re.sub(r"[^a-z0-9]", "", heading.lower())


def guess_mapping(kind: str, headings: Sequence[str], kept: Mapping[str, str] | None = None) -> dict[str, str]:
    """Which heading means which field: as kept from the last time where those columns are there, else by the words used."""
    if kept and all(heading in headings and not is_never_read(heading) for heading in kept.values()):
        return dict(kept)
    readable = {plain(heading): heading for heading in headings if heading and not is_never_read(heading)}
    found: dict[str, str] = {}
    for field in FIELDS[kind]:
        heading = next((readable[word] for word in field.words if word in readable), None)
        if heading is not None and heading not in found.values():
            found[field.id] = heading
    if "given_name" in found and "family_name" in found:
        found.pop("name", None)
    return found


def faults_of(kind: str, mapping: Mapping[str, str], headings: Sequence[str]) -> dict[str, str]:
    """What is wrong with a mapping, by field; empty when it can be used."""
    faults: dict[str, str] = {}
    for field, heading in mapping.items():
        if heading not in headings or is_never_read(heading):
            faults[field] = "Choose a column of this file"
        elif list(mapping.values()).count(heading) > 1:
            faults[field] = f"“{heading}” is chosen twice. Choose another column, or none"
    both = "given_name" in mapping and "family_name" in mapping
    if kind == PUPILS and not both:
        faults["given_name"] = "Choose the columns with the first and the last name"
    elif kind == ADULTS and not both and "name" not in mapping:
        faults["name"] = "Choose the column with the name, or those with the first and the last name"
    return faults
