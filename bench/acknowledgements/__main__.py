"""Who had agreed to what on a day, for 500 adults and 20 versions, as a ratio to counting the rows.

    .venv/bin/python -m bench.acknowledgements --runs 40

The rows are made on a database of the run's own. Every round asks each question once, in turn, so that a
busy moment of the machine falls on all of them.
"""

from __future__ import annotations

import argparse
import datetime
import os
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable

SINCE = datetime.datetime(2016, 9, 1, 9, 0, tzinfo=datetime.UTC)
#: A signed certificate of a teacher who is bound by all of Welton's policy is about this long.
CERTIFICATE = b"c" * 8_600


def start(folder: str) -> None:
    """Django on an empty database."""
    os.environ["LANYARD_DATA"] = folder
    os.environ["LANYARD_LOG"] = "quiet"
    os.environ["DJANGO_SETTINGS_MODULE"] = "lanyard.site.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def fill(adults: int, versions: int):
    """A school whose adults each agreed to every version, twice a year; every tenth took one yes back."""
    from lanyard.people.models import Account, Adult, School
    from lanyard.practice.models import Acknowledgement

    school = School.objects.create(name="Sample Primary School")
    account = Account.objects.create(sign_in_name="somebody@example.org", created_at=SINCE)
    people = Adult.objects.bulk_create(
        Adult(school=school, name=f"Person {number:03}", group="teacher", starts_on=SINCE.date()) for number in range(adults)
    )
    rows = []
    for place in range(versions):
        told = {"school": school, "policy_hash": f"{place:064}", "policy_version": str(2016 + place), "recorded_by": account}
        for number, adult in enumerate(people):
            at = SINCE + datetime.timedelta(days=182 * place, minutes=number)
            said = ["agree", "disagree"] if (number + place) % 10 == 0 else ["agree"]
            for minute, response in enumerate(said):
                moment = at + datetime.timedelta(seconds=minute)
                rows.append(
                    Acknowledgement(
                        id=uuid.uuid4(), adult=adult, response=response, extent="whole", method="web", parts=["teacher"],
                        check_done=True, said_at=moment, recorded_at=moment, certificate=CERTIFICATE, **told,
                    )
                )  # fmt: skip
    Acknowledgement.objects.bulk_create(rows, batch_size=500)
    return school, len(rows)


def questions(school, versions: int) -> dict[str, Callable[[], object]]:
    """What is measured, by name; the first is what the others are compared with."""
    from django.db import connection

    from lanyard.practice.queries import agreed_on

    last = SINCE.date() + datetime.timedelta(days=182 * (versions - 1) + 30)
    middle = SINCE.date() + datetime.timedelta(days=182 * (versions // 2) + 30)

    def count() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM practice_acknowledgement")
            return cursor.fetchone()[0]

    return {
        "SELECT COUNT(*), bare": count,
        "agreed on a day, after the last version": lambda: agreed_on(school, last),
        "agreed on a day, half-way": lambda: agreed_on(school, middle),
        "agreed on a day, before the first": lambda: agreed_on(school, SINCE.date() - datetime.timedelta(days=1)),
    }


def check(asked: dict[str, Callable[[], object]], adults: int, versions: int) -> None:
    """The answers are right before they are timed."""
    found = asked["agreed on a day, after the last version"]()
    assert len(found) == adults
    taken_back = sum((number + versions - 1) % 10 == 0 for number in range(adults))
    assert sum(one.version == str(2016 + versions - 1) for one in found) == adults - taken_back
    assert sum(one.response == "disagree" for one in found) == taken_back


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=40, help="rounds (40 unless you say)")
    parser.add_argument("--adults", type=int, default=500)
    parser.add_argument("--versions", type=int, default=20)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        start(f"{folder}/data")
        school, rows = fill(told.adults, told.versions)
        asked = questions(school, told.versions)
        check(asked, told.adults, told.versions)
        times: dict[str, list[float]] = {name: [] for name in asked}
        worked: dict[str, list[float]] = {name: [] for name in asked}
        for _ in range(told.runs):
            for name, ask in asked.items():
                began, busy = time.perf_counter(), time.process_time()
                ask()
                times[name].append((time.perf_counter() - began) * 1000)
                worked[name].append((time.process_time() - busy) * 1000)
        from django.db import connection, connections

        vendor = connection.vendor
        connections.close_all()
    base = statistics.median(times["SELECT COUNT(*), bare"])
    print(f"Python {sys.version.split()[0]}, {vendor}, {rows} rows, {told.runs} rounds")
    print("medians in ms: by the clock, of the processor; ratio of the medians by the clock")
    for name, found in times.items():
        middle = statistics.median(found)
        print(f"{name:<42} {middle:8.2f} {statistics.median(worked[name]):8.2f} {middle / base:8.0f}")


if __name__ == "__main__":
    main()
