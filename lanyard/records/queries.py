"""What happened at one school, and how its queue is doing: kinds and numbers, never what a job is about."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from .jobs import quiet_kinds
from .models import Event, Job
from .models.job import WAITING


@dataclass(frozen=True)
class Health:
    """The queue at one moment."""

    waiting: int
    due: int
    in_hand: int
    done_today: int
    tried_again: int
    oldest_due: datetime.timedelta
    kinds: list[tuple[str, int]]

    @property
    def is_late(self) -> bool:
        """Whether something has been due for so long that no worker seems to run."""
        return self.oldest_due > datetime.timedelta(minutes=15)


def events_since(school: int, kind: str, *, since: datetime.datetime) -> QuerySet[Event]:
    """What happened at a school from a moment on, of one kind, the latest first."""
    return Event.objects.filter(school_id=school, kind=kind, at__gte=since).order_by("-pk")


def jobs_of(school: int) -> QuerySet[Job]:
    """The jobs of a school and of the installation as a whole."""
    return Job.objects.filter(Q(school_id=school) | Q(school_id__isnull=True))


def health(school: int, *, at: datetime.datetime) -> Health:
    """How a school's part of the queue is doing, without the kinds whose number could tell something."""
    jobs, day = jobs_of(school).exclude(kind__in=quiet_kinds()), at - datetime.timedelta(days=1)
    waiting = jobs.filter(WAITING)
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=at)
    counts = waiting.aggregate(
        waiting=Count("pk"),
        due=Count("pk", filter=Q(due_at__lte=at) & free),
        in_hand=Count("pk", filter=Q(leased_until__gte=at)),
        tried_again=Count("pk", filter=Q(attempts__gt=0) & free),
    )
    oldest = waiting.filter(free, due_at__lte=at).order_by("due_at").values_list("due_at", flat=True).first()
    return Health(
        **counts,
        done_today=jobs.filter(done_at__gte=day).count(),
        oldest_due=at - oldest if oldest else datetime.timedelta(0),
        kinds=list(waiting.order_by("kind").values_list("kind").annotate(Count("pk"))),
    )


def given_up(school: int) -> QuerySet[Job]:
    """The jobs of a school that were given up, the latest first."""
    return jobs_of(school).filter(dead_at__isnull=False).order_by("-dead_at", "pk")
