"""How long a holder waits for the list of 10,000 cases, and for the page of a case with 200 items.

    .venv/bin/python -m bench.cases --runs 40

The school is made in a folder of the run's own. Pages go through the whole stack of the site.
"""

from __future__ import annotations

import argparse
import datetime
import os
import statistics
import sys
import tempfile
import time
from typing import Any

#: Pages of the list that are asked for: the first, one in the middle, and a choice of what is open on one route.
LISTS = ("", "?page=200", "?route=low-level-concern&state=open")


def start(folder: str) -> None:
    """Django on an empty database."""
    os.environ["LANYARD_DATA"] = folder
    os.environ["LANYARD_LOG"] = "quiet"
    os.environ["DJANGO_SETTINGS_MODULE"] = "lanyard.site.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from django.conf import settings

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]


def fill(items: int, cases: int) -> tuple[Any, Any]:
    """A head teacher in front of a browser, unlocked, with one long case and many that are rows alone."""
    from django.db import transaction
    from django.utils import timezone

    from lanyard.concerns.actions.exchange import recovery_of
    from lanyard.concerns.actions.items import write_item
    from lanyard.concerns.models import Case, CaseWrap, ItemKind
    from tests.concerns.cast import make_cast, send
    from tests.concerns.desk import Holder
    from tests.people.cast import make_school

    cast, now = make_cast(make_school(), with_keys=("head",)), timezone.now()
    long, head = send(cast).case, Holder(cast, "head")
    head.read(long)
    told = {"recovery": recovery_of(long), "by": cast.adults["head"], "account": None, "at": now}
    with transaction.atomic():
        for _ in range(items - long.items.count()):
            body = {"facts": {"words": "Some words about what was done. " * 4}}
            write_item(long, kind=ItemKind.STEP, step="note", body=body, **told)
        rows = [_row(Case, cast.school, number, now) for number in range(cases)]
        Case.objects.bulk_create(rows, batch_size=500)
        holder = cast.keys["head"].holder
        wraps = [CaseWrap(case=row, holder=holder, wrapped=bytes(400), added_at=now) for row in rows]
        CaseWrap.objects.bulk_create(wraps, batch_size=500)
    return head, long


def _row(kind: type, school: Any, number: int, now: datetime.datetime) -> Any:
    """A case of which nothing but its row is asked; a third has no date, a few are late."""
    hours = datetime.timedelta(hours=number)
    told = {"school": school, "sequence": number + 100, "reference": f"{number:04}-ABCD", "route": "low-level-concern"}
    due = now + datetime.timedelta(hours=9000 - number) if number % 3 else None
    return kind(**told, recipient="x", wrapped_recovery=b"x", opened_at=now - hours, due_at=due)


def measure(head: Any, address: str, runs: int) -> list[float]:
    """How long each look took, in milliseconds."""
    found = []
    for _ in range(runs):
        began = time.perf_counter()
        answer = head.client.get(address)
        found.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.status_code
    return found


def main() -> int:
    """Measures and prints."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--runs", type=int, default=40)
    told.add_argument("--items", type=int, default=200)
    told.add_argument("--cases", type=int, default=10_000)
    given = told.parse_args()
    with tempfile.TemporaryDirectory(prefix="lanyard-bench-") as folder:
        start(folder)
        head, long = fill(given.items, given.cases)
        for address in (f"/cases/{long.pk}/", *(f"/cases/{query}" for query in LISTS)):
            found = measure(head, address, given.runs)
            name = f"a case of {given.items} items" if str(long.pk) in address else f"{given.cases} cases, {address}"
            print(f"{name}: median {statistics.median(found):.0f} ms, slowest of twenty {_p95(found):.0f} ms")
    return 0


def _p95(found: list[float]) -> float:
    return statistics.quantiles(found, n=20)[-1] if len(found) > 1 else found[0]


if __name__ == "__main__":
    sys.exit(main())
