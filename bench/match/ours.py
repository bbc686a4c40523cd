"""Our matcher, as one of the methods."""

from __future__ import annotations

from bench.match.measures import Answer
from bench.match.population import Someone
from bench.match.sets import Case
from lanyard.checkup.items import Contact, Ref, Relation
from lanyard.checkup.match import Matcher, read_roll
from lanyard.checkup.match.roll import Roll


def as_csv(roll: list[Someone]) -> str:
    """The roll as a school would hand it over."""
    rows = [f'{each.given},{each.middle},"{each.family}"' for each in roll]
    return "\n".join(["Forename,Middle name,Surname", *rows])


def as_contact(case: Case, row: int) -> Contact:
    """What a platform would give of a contact."""
    text = case.shown.text
    return Contact(Ref(0, "contacts", row), Relation.FRIEND, *(("", text) if case.shown.handle else (text, "")))


def prepare(roll: list[Someone]) -> Matcher:
    """Read the roll and make it ready."""
    read: Roll = read_roll(as_csv(roll))
    return Matcher(read)


def answer(matcher: Matcher, cases: list[Case]) -> list[Answer]:
    """Compare all contacts."""
    compared = matcher.compare(as_contact(case, row) for row, case in enumerate(cases))
    # The row of the file counts the headings and begins at 1.
    return [Answer([(each.person.row - 2, each.probability) for each in one.candidates]) for one in compared]
