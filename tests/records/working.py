"""A process to be killed: it migrates, fills a queue, or works on it with handlers that take their time.

``python -m tests.records.working prepare|work N``: started by ``test_killed_workers``.
"""

from __future__ import annotations

import datetime
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanyard.site.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from lanyard.records import jobs  # noqa: E402
from lanyard.records.models import Event, Job  # noqa: E402
from lanyard.records.worker import Worker  # noqa: E402

LEASE = datetime.timedelta(seconds=0.4)
WORLD = Path(os.environ["LANYARD_DATA"]) / "world"


@jobs.handles("write twice", lease=LEASE)
def write_twice(payload: dict, *, at: datetime.datetime) -> None:
    """Two rows that belong together, with a moment between them in which to be killed."""
    Event(kind="first half", at=at, about=payload).save()
    time.sleep(0.015)
    Event(kind="second half", at=at, about=payload).save()


@jobs.handles("tell the world", in_transaction=False, lease=LEASE)
def tell_the_world(payload: dict, *, at: datetime.datetime) -> None:
    """A line outside the database."""
    with WORLD.open("a") as file:
        file.write(f"{payload['number']}\n")
    time.sleep(0.015)


def prepare(number: int) -> None:
    """An empty database with jobs of both kinds."""
    call_command("migrate", "records", verbosity=0)
    Job.objects.all().delete()
    Event.objects.all().delete()
    now = timezone.now()
    with transaction.atomic():
        for each in range(number):
            jobs.enqueue("write twice", key=f"write:{each}", due_at=now, at=now, number=each)
            jobs.enqueue("tell the world", key=f"tell:{each}", due_at=now, at=now, number=each)


if __name__ == "__main__":
    jobs._dailies.clear()
    if sys.argv[1] == "prepare":
        prepare(int(sys.argv[2]))
    else:
        sys.stdout.write("working\n")
        sys.stdout.flush()
        Worker(pause=0.05).run()
