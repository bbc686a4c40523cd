"""Who had agreed to what on a day (3.1.2): one question to the database, however many versions there were."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from lanyard.people.models import Adult, School
from lanyard.people.queries.days import bound
from lanyard.practice.models import Acknowledgement, Response

#: What is told of each word: all of it stands in the index ``acknowledgements_by_day``.
COLUMNS = ("adult", "policy_hash", "response", "policy_version", "method")


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
    words = last_words(school, before=ends)
    yes = {adult: word for adult, told in words.items() if (word := _last_yes(told))}
    times = _times(school, ends, {word[1] for word in yes.values()})
    found = []
    for adult in _adults(school, day):
        word, told = yes.get(adult[0]), words.get(adult[0])
        agreed = (word[3], word[1], word[4], times[adult[0], word[1]]) if word else ("", "", "", None)
        found.append(Agreed(*adult, *agreed, *((told[0][2], told[0][3]) if told else ("", ""))))
    return found


def _adults(school: School, day: datetime.date):
    return Adult.objects.filter(bound(day), school=school).order_by("name", "pk").values_list("pk", "name", "group")


def last_words(school: School, *, before: datetime.datetime | None = None) -> dict[int, list[tuple]]:
    """What each adult said last to each version (before a moment), the latest first: see ``COLUMNS``.

    Everything comes from one index in the order in which it was said, and a later word takes the place
    of an earlier one. That is quicker than asking the database which rows were superseded.
    """
    rows = _valid(school, before).order_by("said_at", "recorded_at", "pk").values_list(*COLUMNS)
    found: dict[int, dict[str, tuple]] = {}
    for row in rows.iterator(chunk_size=10_000):
        words = found.setdefault(row[0], {})
        words.pop(row[1], None)
        words[row[1]] = row
    return {adult: list(reversed(words.values())) for adult, words in found.items()}


def _valid(school: School, before: datetime.datetime | None) -> QuerySet[Acknowledgement]:
    corrected = Acknowledgement.objects.filter(corrects__isnull=False).values("corrects")
    rows = Acknowledgement.objects.filter(school=school).exclude(response=Response.MISTAKE).exclude(pk__in=corrected)
    return rows.filter(said_at__lt=before) if before else rows


def _last_yes(words: Sequence[tuple]) -> tuple | None:
    return next((word for word in words if word[2] == Response.AGREE), None)


def _times(school: School, before: datetime.datetime, hashes: Collection[str]) -> dict[tuple[int, str], datetime.datetime]:
    """When each adult said yes to each of a few versions, the last time."""
    rows = _valid(school, before).filter(policy_hash__in=hashes, response=Response.AGREE)
    told = rows.order_by("said_at", "recorded_at", "pk").values_list("adult", "policy_hash", "said_at")
    return {(adult, hash_): at for adult, hash_, at in told}
