"""What a school told of itself beside its policy: whom to phone, and when its terms are.

Both live in ``School.settings`` as plain values: live data, which anybody responsible may correct
at once (decision 10).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError

from lanyard.policy.contacts import OwnLine
from lanyard.policy.refusal import Refusal
from lanyard.policy.terms import SchoolYear, Term, Terms, read_terms

from .imports.values import read_day
from .models import School

#: The contacts that only a school itself knows, by id, in the order in which they are asked.
OWN_CONTACTS = (
    ("dsl", "Designated safeguarding lead"),
    ("head-teacher", "Head teacher"),
    ("chair-of-governors", "Chair of governors"),
    ("lado", "Local authority designated officer (LADO)"),
    ("childrens-social-care", "Children’s social care"),
    ("data-protection-lead", "Data-protection lead"),
    ("it-lead", "IT lead"),
)
#: All that a school may tell, the first run's and those that can wait.
ASKED_CONTACTS = (
    *OWN_CONTACTS,
    ("schools-hr", "Schools’ HR"),
    ("union", "Unions and professional associations"),
    ("employee-counselling", "The employer’s counselling line"),
)

_TERM = re.compile(
    r"(?P<name>[^:]{1,40}):\s*(?P<first>\S+)\s+to\s+(?P<last>\S+?),?\s+half\s*term\s+(?P<from>\S+)\s+to\s+(?P<until>\S+)",
    re.IGNORECASE,
)
_TRAINING = re.compile(r"(?:training|inset)[^:]*:\s*(?P<days>.*)", re.IGNORECASE)
EXAMPLE = (
    "Autumn: 1/9/2026 to 18/12/2026, half term 26/10/2026 to 30/10/2026\n"
    "Spring: 4/1/2027 to 25/3/2027, half term 15/2/2027 to 19/2/2027\n"
    "Summer: 12/4/2027 to 21/7/2027, half term 31/5/2027 to 4/6/2027\n"
    "Training days: 1/9/2026, 2/9/2026, 4/1/2027"
)


def own_lines(school: School) -> dict[str, OwnLine]:
    """The contacts that the school filled in, by id."""
    told: Mapping[str, Any] = school.settings.get("contacts") or {}
    return {
        id_: OwnLine(
            each.get("phone", ""), each.get("email", ""), each.get("hours", ""), datetime.date.fromisoformat(each["confirmed_on"])
        )
        for id_, each in told.items()
    }


def own_terms(school: School) -> Terms | None:
    """The terms that the school told; ``None`` when it told none."""
    text = school.settings.get("terms") or ""
    return _terms(text) if text else None


@lru_cache(maxsize=64)
def _terms(text: str) -> Terms:
    return read_terms(text)


def read_term_lines(text: str) -> str:
    """Term dates as a person writes them, one term a line (``EXAMPLE``), as the register's own text.

    Raises ``ValidationError`` that names the line and what to write instead.
    """
    if not text.strip():
        return ""
    if "[[year]]" in text:
        return _checked(text)
    years: dict[int, dict[str, list]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            _read_line(line.strip(), number, years)
    return _checked(_written(_year(start, told) for start, told in sorted(years.items())))


def term_lines(text: str) -> str:
    """The register's own text as a person writes it, where that says the same; else the text itself."""
    if not text:
        return ""
    lines = "\n".join(line for year in _terms(text).years for line in _lines(year))
    try:
        same = _terms(read_term_lines(lines)) == _terms(text)
    except ValidationError:
        same = False
    return lines if same else text


def keep_past_years(text: str, before: str, *, on: datetime.date) -> str:
    """New terms with the school years of the old that were over by a day, unless the new ones tell of them as well.

    A deadline is counted by the days on which it ran, so what was true stays known.
    """
    new = _terms(text) if text else Terms()
    past = [
        year
        for year in (_terms(before).years if before else ())
        if year.last < on and not any(one.first <= year.last and year.first <= one.last for one in new.years)
    ]
    return _checked(_written(sorted([*past, *new.years], key=lambda year: year.first))) if past else text


def _read_line(line: str, number: int, years: dict[int, dict[str, list]]) -> None:
    try:
        if training := _TRAINING.fullmatch(line):
            for told in re.split(r"[,;\s]+", training["days"].strip()):
                day = read_day(told)
                _in_year(years, day)["inset"].append(day)
            return
        if term := _TERM.fullmatch(line):
            first, last, begins, ends = (read_day(term[part]) for part in ("first", "last", "from", "until"))
            _in_year(years, first)["term"].append(Term(term["name"].strip(), first, last, (begins, ends)))
            return
    except ValueError as error:
        raise ValidationError(f"Line {number} holds a date that cannot be read: {error}") from error
    raise ValidationError(f"Line {number} cannot be read. Write it like this: {EXAMPLE.splitlines()[0]}")


def _in_year(years: dict[int, dict[str, list]], day: datetime.date) -> dict[str, list]:
    """The school year that a day belongs to: from September to August."""
    return years.setdefault(day.year if day.month >= 9 else day.year - 1, {"term": [], "inset": []})


def _year(start: int, told: Mapping[str, Sequence]) -> SchoolYear:
    return SchoolYear(
        f"{start}/{(start + 1) % 100:02}",
        datetime.date(start, 9, 1),
        datetime.date(start + 1, 8, 31),
        tuple(sorted(told["term"], key=lambda each: each.first)),
        tuple(sorted(told["inset"])),
    )


def _lines(year: SchoolYear) -> Iterator[str]:
    def said(day: datetime.date) -> str:
        return f"{day.day}/{day.month}/{day.year}"

    for term in year.terms:
        begins, ends = term.half_term
        yield f"{term.name}: {said(term.first)} to {said(term.last)}, half term {said(begins)} to {said(ends)}"
    if year.inset:
        yield f"Training days: {', '.join(said(day) for day in year.inset)}"


def _written(years: Iterable[SchoolYear]) -> str:
    """School years as the register's own text."""
    return "\n".join(
        f'[[year]]\nname = "{_plain(year.name)}"\nfrom = {year.first}\nuntil = {year.last}\n'
        f"inset = [{', '.join(str(day) for day in year.inset)}]\nterm = [\n{_terms_of(year)}\n]\n"
        for year in years
    )


def _terms_of(year: SchoolYear) -> str:
    return ",\n".join(
        f'  {{ name = "{_plain(term.name)}", first = {term.first}, last = {term.last}, '
        f"half_term = [{term.half_term[0]}, {term.half_term[1]}] }}"
        for term in year.terms
    )


def _plain(name: str) -> str:
    return re.sub(r'[\\"\x00-\x1f]', "", name)


def _checked(text: str) -> str:
    try:
        read_terms(text)
    except Refusal as refusal:
        raise ValidationError(
            [f"{problem.message[0].upper()}{problem.message[1:]} {problem.suggestion}".strip() for problem in refusal.problems]
        ) from refusal
    return text
