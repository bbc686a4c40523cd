"""Self-reviews: a person's own, and for those who look after people only whether they are done."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from lanyard.people.models import Adult, Role
from lanyard.people.queries import Scope, adults_in_scope
from lanyard.policy.self_review import Occasion, occasion
from lanyard.policy.terms import Terms
from lanyard.practice.models import ReviewDone
from lanyard.practice.registers import registers_of


@dataclass(frozen=True)
class Standing:
    """How it stands with one adult's review: which, by when, and whether it is done. Nothing else is known here."""

    adult: Adult
    occasion: Occasion
    is_done: bool
    is_late: bool


def my_occasion(scope: Scope) -> Occasion | None:
    """The review that the person is asked for today."""
    return asked_of(scope.adult, registers_of(scope.school).terms, on=scope.on)


def asked_of(adult: Adult, terms: Terms, *, on: datetime.date) -> Occasion | None:
    """The review that an adult is asked for on a day; nobody is late for what was due before they could sign in."""
    since = timezone.localdate(adult.account.created_at) if adult.account else None
    return occasion(terms, starts_on=adult.starts_on, on=on, since=since)


def my_reviews(scope: Scope) -> QuerySet[ReviewDone]:
    """The reviews that the person has done, the latest first."""
    return ReviewDone.objects.filter(adult=scope.adult, school=scope.school)


def is_done(scope: Scope, asked: Occasion) -> bool:
    """Whether the person has done this review."""
    return my_reviews(scope).filter(occasion=asked.key).exists()


def standings(scope: Scope) -> list[Standing]:
    """How it stands with the adults whom the person looks after: those they manage; for a head, everybody but themself."""
    terms = registers_of(scope.school).terms
    everybody = adults_in_scope(scope).select_related("account").exclude(pk=scope.adult.pk)
    adults = everybody if scope.holds(Role.HEAD) else everybody.filter(Q(line_manager=scope.adult))
    done = set(ReviewDone.objects.filter(school=scope.school).values_list("adult_id", "occasion"))
    found = []
    for adult in adults:
        asked = asked_of(adult, terms, on=scope.on)
        if asked is not None:
            is_done_ = (adult.pk, asked.key) in done
            found.append(Standing(adult, asked, is_done_, not is_done_ and asked.due < scope.on))
    return sorted(found, key=lambda each: (each.is_done, each.occasion.due, each.adult.name, each.adult.pk))


def done_this_term(school, on: datetime.date) -> tuple[int, int]:
    """How many adults of a school have done the review that they are asked for, and how many are asked."""
    terms = registers_of(school).terms
    adults = (
        Adult.objects.select_related("account")
        .filter(school=school, starts_on__lte=on)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    )
    done = set(ReviewDone.objects.filter(school=school).values_list("adult_id", "occasion"))
    asked = [(adult.pk, each.key) for adult in adults if (each := asked_of(adult, terms, on=on))]
    return sum(each in done for each in asked), len(asked)
