"""Plans the import of staff files and reads the same files with Python's own csv module, in turns.

.venv/bin/python -m bench.imports
"""

from __future__ import annotations

import csv
import datetime
import io
import os
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable

SIZES = (200, 2_000, 20_000)
ROUNDS = 7
ON = datetime.date(2026, 11, 22)


def make_file(size: int) -> bytes:
    """A staff list of the common kind: code, names, address, post, first day, and a password nobody should read."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("Staff code", "First name", "Surname", "Email address", "Post", "Start date", "Password"))
    for number in range(size):
        post = ("Teacher", "Teaching assistant", "Office")[number % 3]
        address = f"person.{number}@example.org"
        writer.writerow((f"S{number:05}", f"First{number % 311}", f"Last{number}", address, post, "01/09/2024", "secret"))
    return text.getvalue().encode()


def read_plainly(content: bytes) -> int:
    """What any reader has to do: decode, and split into rows."""
    return sum(1 for _ in csv.reader(io.StringIO(content.decode(), newline="")))


def median_of(work: Callable[[], object], other: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Times of both, taken in turns, so that a change of the machine's speed meets both."""
    ours, theirs = [], []
    for _ in range(ROUNDS):
        for act, times in ((work, ours), (other, theirs)):
            began = time.perf_counter()
            act()
            times.append(time.perf_counter() - began)
    return ours, theirs


def main() -> int:
    """Measure and print a table."""
    folder = tempfile.mkdtemp(prefix="lanyard-bench-")
    os.environ.update(LANYARD_DATA=folder, LANYARD_LOG="quiet", DJANGO_SETTINGS_MODULE="lanyard.site.settings")
    import django

    django.setup()
    from lanyard.people.imports.formats import Asked, read_roll
    from lanyard.people.imports.planning import plan_roll
    from lanyard.people.imports.plans import Known
    from lanyard.people.imports.uploads import take

    def register(size: int) -> list[Known]:
        """A register that holds everybody but a few, and a few who left."""
        found = []
        for number in range(size - size // 50):
            values = {"name": f"First{number % 311} Last{number}", "email": f"person.{number}@example.org", "employer": ""}
            values |= {"group": "teacher", "starts_on": datetime.date(2024, 9, 1), "ends_on": None, "contact_with_pupils": True}
            values |= {"roll": "sheet", "roll_key": f"S{number:05}"}
            found.append(
                Known(number + 1, values["name"], values["roll_key"], values["email"], values["starts_on"], None, True, values)
            )
        return found

    print(f"Median of {ROUNDS} rounds, Python {sys.version.split()[0]}")
    print(f"{'adults':>7} {'plan (s)':>10} {'csv (s)':>10} {'ratio':>7} {'peak MB':>8}")
    for size in SIZES:
        content, known = make_file(size), register(size)

        def plan(content: bytes = content, known: list[Known] = known) -> object:
            roll = read_roll(take([("staff.csv", content)]), Asked(kind="adults"))
            return plan_roll(roll, known, on=ON)

        ours, theirs = median_of(plan, lambda content=content: read_plainly(content))
        tracemalloc.start()
        plan()
        peak = tracemalloc.get_traced_memory()[1] / 1024 / 1024
        tracemalloc.stop()
        one, other = statistics.median(ours), statistics.median(theirs)
        print(f"{size:>7} {one:>10.4f} {other:>10.4f} {one / other:>7.1f} {peak:>8.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
