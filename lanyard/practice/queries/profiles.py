"""Exceptions for professional profiles: one's own, and those that wait for one's decision (2.3.11)."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from lanyard.people.models import School
from lanyard.people.queries import Scope, may_decide_about
from lanyard.practice.models import ProfileException, ProfileStanding
from lanyard.practice.sealed_words import unseal


@dataclass(frozen=True)
class Profile:
    """An exception with its words, as it stands on a day."""

    profile: ProfileException
    page: str
    shows: str
    why: str
    reason: str
    standing: ProfileStanding

    @property
    def may_end(self) -> bool:
        """Whether there is anything left to end."""
        return self.standing in (ProfileStanding.WAITING, ProfileStanding.AGREED, ProfileStanding.NOT_YET)


def own_profiles(scope: Scope) -> list[Profile]:
    """The exceptions that the person asked for, the latest first."""
    return [opened(each, scope.on) for each in ProfileException.objects.filter(adult=scope.adult, school=scope.school)]


def profiles_to_decide(scope: Scope) -> list[Profile]:
    """The exceptions about which the person may decide, those that wait first."""
    if not scope.can("answer judgements"):
        return []
    others = ProfileException.objects.filter(school=scope.school).exclude(adult=scope.adult).select_related("adult")
    found = [opened(each, scope.on) for each in others if may_decide_about(scope.adult, each.adult, on=scope.on)]
    return sorted(found, key=lambda each: (each.standing != ProfileStanding.WAITING, each.profile.asked_at))


def own_profile(scope: Scope, id_: uuid.UUID) -> Profile | None:
    """One of the person's own; ``None`` for anybody else's."""
    return next((each for each in own_profiles(scope) if each.profile.pk == id_), None)


def profile_to_decide(scope: Scope, id_: uuid.UUID) -> Profile | None:
    """One about which the person may decide; ``None`` for any other."""
    return next((each for each in profiles_to_decide(scope) if each.profile.pk == id_), None)


def count_agreed(school: School, on: datetime.date) -> int:
    """How many exceptions have effect at a school on a day."""
    return sum(each.standing(on) == ProfileStanding.AGREED for each in ProfileException.objects.filter(school=school))


def opened(held: ProfileException, on: datetime.date) -> Profile:
    """An exception with its words."""
    words = unseal(bytes(held.words), place=held.place)
    reason = unseal(bytes(held.reason), place=held.place).get("reason", "")
    return Profile(held, words["page"], words["shows"], words["why"], reason, held.standing(on))
