"""The words that everything about raising a concern shares: answers, subjects, matters, routes, roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """An answer to a question of fact. “Not sure” is always allowed, and never makes anything milder."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


class About(StrEnum):
    """Whom a matter is about. Several may be named."""

    SELF = "self"
    ADULT = "adult"
    HEAD = "head"
    CHAIR = "chair"
    DSL = "dsl"
    PUPIL = "pupil"
    OUTSIDER = "outsider"
    UNKNOWN = "unknown"


class Matter(StrEnum):
    """What somebody wants to raise, which decides the procedure that owns it (1.2.3)."""

    MATERIAL = "material"
    ALLEGATION = "allegation"
    CONDUCT = "conduct"
    ATTACK = "attack"
    PASSWORD = "password"
    DATA = "data"
    PUPIL_CONTACT = "pupil_contact"
    CHILD = "child"
    OTHER_PROCEDURE = "other_procedure"
    NOT_SURE = "not_sure"


class RouteId(StrEnum):
    """The routes. Each is a machine of its own, described in ``routes.toml``."""

    INDECENT_IMAGES = "indecent-images"
    OTHER_MATERIAL = "other-material"
    ALLEGATION = "allegation"
    SAFEGUARDING = "safeguarding"
    LOW_LEVEL = "low-level-concern"
    CYBERBULLYING = "cyberbullying"
    PASSWORD = "password-compromise"
    DATA_BREACH = "data-breach"
    PUPIL_CONTACT = "pupil-contact"
    OTHER_PROCEDURE = "other-procedure"


#: Roles that may be named by routes, with the id of the contact that reaches whoever holds it.
ROLE_CONTACTS: Mapping[str, str] = {
    "head": "head-teacher",
    "chair": "chair-of-governors",
    "dsl": "dsl",
    "lado_contact": "lado",
    "hr_contact": "schools-hr",
    "it_lead": "it-lead",
    "data_protection_lead": "data-protection-lead",
}

#: Roles outside the school, whose lines anybody can phone.
OUTSIDE_ROLES = ("lado_contact", "hr_contact")

#: Adults in school, as far as anybody can tell: an unknown person may be one.
ADULTS_IN_SCHOOL = frozenset({About.SELF, About.ADULT, About.HEAD, About.CHAIR, About.DSL, About.UNKNOWN})

#: The answers that count as “yes” wherever a child could be harmed by a “no”.
MAYBE = (Answer.YES, Answer.NOT_SURE)


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something may be done, and why not, in words for the person who tries. True when it may."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


def refuse(reason: str) -> Decision:
    """A decision against, with its reason."""
    return Decision(False, reason)


ALLOWED = Decision(True)
