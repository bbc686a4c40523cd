"""What a person must do: duties, to whom they are owed, how soon, and which cannot stand together."""

from __future__ import annotations

from lanyard.policy.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

#: How soon, most urgent first.
URGENCIES = ("now", "same_day", "one_working_day", "within_72_hours", "one_week", "before", "when_asked", "routine")

URGENCY_WORDS = {
    "now": "now",
    "same_day": "the same day",
    "one_working_day": "within one working day",
    "within_72_hours": "within 72 hours",
    "one_week": "within a week",
    "before": "before you act",
    "when_asked": "when you want it, or are asked",
    "routine": "as part of your normal work",
}


@record
class Who:
    """Somebody a duty is owed to. ``is_role`` names the role whose holder it is, when it is an adult in school."""

    id: str
    label: str
    is_role: str = ""


@record
class Duty:
    """Something a person must do, or must leave alone, because of what happened.

    ``addressees`` are ids of ``Who``; with several, ``choose`` says how to choose between them.
    ``procedure`` names the linked procedure that takes the matter over (1.2.3).
    """

    id: str
    wording: str
    addressees: tuple[str, ...]
    urgency: str
    how: str = ""
    feature: str = ""
    contact: str = ""
    procedure: str = ""
    choose: str = ""


@record
class Incompatible:
    """Duties that nobody can meet together, and why."""

    duties: tuple[str, ...]
    why: str


@record
class Linked:
    """Another policy or procedure that this one is read with (1.3.1, 3.1.1) or gives way to (1.2.3)."""

    id: str
    title: str


def more_urgent(one: str, other: str) -> str:
    """The sooner of two urgencies."""
    return min(one, other, key=URGENCIES.index)


def unite(duties: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Duties from several rules as one set; where two rules set the same duty, the sooner urgency holds."""
    united: dict[str, str] = {}
    for duty, urgency in duties:
        united[duty] = more_urgent(urgency, united[duty]) if duty in united else urgency
    return tuple(sorted(united.items(), key=lambda item: (URGENCIES.index(item[1]), item[0])))
