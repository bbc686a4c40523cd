"""What a cell means: days, kinds of adult, years, yes and no. A cell that means nothing is a problem, never a guess."""

from __future__ import annotations

import datetime
import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from lanyard.people.models import Group

_DAYS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ].*)?"),
    re.compile(r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})(?: .*)?"),
)

#: Words that rolls use, by the group each means. Of the first four any word decides.
_PLAIN = {
    "supply": Group.SUPPLY,
    "substitute": Group.SUPPLY,
    "agency": Group.SUPPLY,
    "cover": Group.SUPPLY,
    "governor": Group.GOVERNOR,
    "trustee": Group.GOVERNOR,
    "contractor": Group.CONTRACTOR,
    "contracted": Group.CONTRACTOR,
    "volunteer": Group.VOLUNTEER,
    "helper": Group.VOLUNTEER,
}
_SUPPORT = (
    "support|teaching assistant|teacherassistant|assistant|aide|ta|hlta|paraprofessional|admin|administrator|administration|"
    "office|officestaff|staff|non-teaching|clerical|caretaker|site|cleaner|midday|lunchtime|catering|kitchen|technician|nurse|"
    "librarian|counselor|counsellor|bursar|business manager|itadmin|siteadministrator|systemadministrator|"
    "districtadministrator|specialservices|other"
).split("|")
_TEACHER = (
    "teacher|teaching|teaching staff|head|headteacher|head teacher|deputy|principal|senco|qts|nqt|ect|faculty|instructor|"
    "lecturer|leadership|classroom teacher"
).split("|")
#: Of the others the longest that occurs decides: a teaching assistant does not teach.
_WORDS = sorted(
    [(word, Group.SUPPORT) for word in _SUPPORT] + [(word, Group.TEACHER) for word in _TEACHER], key=lambda pair: -len(pair[0])
)

_YES = {"y", "yes", "true", "t", "1"}
_NO = {"n", "no", "false", "f", "0"}


def read_day(text: str) -> datetime.date:
    """A day as British rolls write it; raises ``ValueError`` for anything else, two-digit years included."""
    for form in _DAYS:
        if found := form.fullmatch(text.strip()):
            return datetime.date(int(found["year"]), int(found["month"]), int(found["day"]))
    raise ValueError("write it as 3/9/2026 or 2026-09-03")


def read_group(text: str) -> str | None:
    """The group that a word of a roll means (1.2.1), or ``None``."""
    said = " ".join(re.findall(r"[a-z-]+", text.lower()))
    for value in Group.values:
        if said == value:
            return value
    for word in said.split():
        if group := _PLAIN.get(word) or _PLAIN.get(word.removesuffix("s")):
            return group.value
    padded = f" {said} "
    for word, group in _WORDS:
        if f" {word} " in padded or f" {word}s " in padded:
            return group.value
    return None


def read_flag(text: str) -> bool:
    """Yes or no; raises ``ValueError`` for anything else."""
    said = text.strip().lower()
    if said in _YES or said in _NO:
        return said in _YES
    raise ValueError("write yes or no")


def read_email(text: str) -> str:
    """An e-mail address in lower case; raises ``ValueError`` when it is none."""
    told = text.strip().lower()
    try:
        validate_email(told)
    except ValidationError as error:
        raise ValueError("it is no e-mail address") from error
    if len(told) > 254:
        raise ValueError("it is too long for an e-mail address")
    return told


def read_year(text: str) -> str:
    """A year group in short: ``R``, ``N2``, ``4``. What is not known stays as it was, in ten letters at most."""
    said = re.sub(r"[^a-z0-9]", "", text.lower())
    said = re.sub(r"^(ncyear|yeargroup|year|yr|grade|y)(?=[a-z0-9])", "", said)
    if said in ("reception", "rec", "r", "kg", "k"):
        return "R"
    if found := re.fullmatch(r"(nursery|n)(\d?)", said):
        return f"N{found[2]}"
    if said.isdigit():
        return str(int(said))
    return said.upper()[:10]


def fold(name: str) -> str:
    """A name for comparing: without capitals, accents, dots and apostrophes."""
    bare = unicodedata.normalize("NFKD", name).casefold()
    return " ".join(re.sub(r"[^\w]+", " ", "".join(sign for sign in bare if not unicodedata.combining(sign))).split())


def join_name(*parts: str) -> str:
    """The parts of a name that are there, one space between."""
    return " ".join(part for part in (" ".join(each.split()) for each in parts) if part)
