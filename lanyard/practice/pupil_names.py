"""Which pupils somebody means: one on each line, by name or reference where the roll is known (1.2.2)."""

from __future__ import annotations

from collections import defaultdict

from django.core.exceptions import ValidationError

from lanyard.people.models import Pupil
from lanyard.people.queries import Scope
from lanyard.practice.actions.agreements import MOST_PUPILS, PupilAsked
from lanyard.practice.queries.agreements import pupils_on_roll

#: How much of a free reference is kept.
LONGEST = 60


def read_pupils(scope: Scope, text: str) -> list[PupilAsked]:
    """The pupils that some lines name.

    Where the person may refer to the roll, each line has to be a pupil on it: a reference, or a name,
    with the class behind a comma where two share it. Elsewhere a line is kept as it is: initials and class.
    """
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if not lines:
        raise ValidationError("Name at least one pupil")
    if len(lines) > MOST_PUPILS:
        raise ValidationError(f"Name {MOST_PUPILS} pupils or fewer")
    roll = list(pupils_on_roll(scope))
    if not roll:
        return _free(lines)
    known = _by_words(roll)
    found = [_found(known, number, line) for number, line in enumerate(lines, 1)]
    if len({pupil.pk for pupil in found}) < len(found):
        raise ValidationError("Name each pupil once")
    return [PupilAsked(called_of(pupil), pupil) for pupil in found]


def called_of(pupil: Pupil) -> str:
    """How a pupil on the roll is referred to: name and class."""
    return f"{pupil.name}, {pupil.class_name}" if pupil.class_name else pupil.name


def _free(lines: list[str]) -> list[PupilAsked]:
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST:
            raise ValidationError(f"Line {number}: initials and class are enough, such as “A F, 3K”")
    if len({line.lower() for line in lines}) < len(lines):
        raise ValidationError("Name each pupil once. Where two have the same initials and class, add a letter")
    return [PupilAsked(line) for line in lines]


def _by_words(roll: list[Pupil]) -> dict[str, list[Pupil]]:
    known: dict[str, list[Pupil]] = defaultdict(list)
    for pupil in roll:
        ways = {pupil.reference, pupil.name, f"{pupil.name}, {pupil.class_name}", f"{pupil.family_name} {pupil.given_name}"}
        for way in ways:
            known[_plain(way)].append(pupil)
    return known


def _found(known: dict[str, list[Pupil]], number: int, line: str) -> Pupil:
    found = known.get(_plain(line), [])
    if not found:
        raise ValidationError(f"Line {number} is nobody on the roll. Check the spelling, or use the reference")
    if len(found) > 1:
        raise ValidationError(f"Line {number} could be more than one pupil. Add a comma and the class, or use the reference")
    return found[0]


def _plain(text: str) -> str:
    return " ".join(text.replace(",", " , ").split()).casefold()
