"""Who had agreed to what on a day (3.1.2): one question to the database, however many versions there were."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from lanyard.people.models import Adult, School
from lanyard.people.queries.days import bound
from lanyard.practice.models import Acknowledgement, Response


class Agreed(NamedTuple):
    """One adult on a day: what they last agreed to by its end, and what they said later, if anything.

    ``version`` and ``hash`` are empty where they had agreed to nothing. ``response`` is their last word
    by then, to whichever version; empty where there is none.
    """

    adult: int
    name: str
    group: str
    version: str
    hash: str
    method: str
    agreed_at: datetime.datetime | None
    response: str
    about: str


def agreed_on(school: School, day: datetime.date) -> list[Agreed]:
    """Every adult whom the policy bound on ``day``, with what they had agreed to by its end.

    A yes that somebody took back by a later answer to the same version no longer counts. What a
    witness recorded by mistake never counted.
    """
    ends = timezone.make_aware(datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time.min))
    words = _last_words(school, ends)
    return [_agreed(adult, words.get(adult[0], ())) for adult in _adults(school, day)]


def _adults(school: School, day: datetime.date):
    return Adult.objects.filter(bound(day), school=school).order_by("name", "pk").values_list("pk", "name", "group")


def _last_words(school: School, ends: datetime.datetime) -> dict[int, list[tuple]]:
    """Each adult's last yes that they did not take back and their last word, the latest first.

    The database drops what was said again later to the same version, and then keeps of each adult the
    latest of each answer: three rows at most, however many versions there were.
    """
    rows = Acknowledgement.objects.filter(school=school, said_at__lt=ends, corrects__isnull=True, correction__isnull=True)
    same = rows.filter(adult=OuterRef("adult"), policy_hash=OuterRef("policy_hash"))
    later = same.filter(said_at__gt=OuterRef("said_at")) | same.filter(
        said_at=OuterRef("said_at"), recorded_at__gt=OuterRef("recorded_at")
    )
    latest = Window(RowNumber(), partition_by=["adult", "response"], order_by=["-said_at", "-recorded_at"])
    found: dict[int, list[tuple]] = {}
    for row in (
        rows.filter(~Exists(later))
        .annotate(place=latest)
        .filter(place=1)
        .order_by("adult", "-said_at", "-recorded_at", "-pk")
        .values_list("adult", "response", "policy_version", "policy_hash", "method", "said_at")
    ):
        found.setdefault(row[0], []).append(row)
    return found


def _agreed(adult: tuple[int, str, str], words) -> Agreed:
    yes = next((row for row in words if row[1] == Response.AGREE), None)
    _, response, about, *_ = words[0] if words else (0, "", "")
    version, hash_, method, at = yes[2:] if yes else ("", "", "", None)
    return Agreed(*adult, version, hash_, method, at, response, about)
