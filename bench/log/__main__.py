"""What the transparency log costs: an append, a page, a proof and the audit of 100,000 entries.

    .venv/bin/python -m bench.log --entries 100000 --runs 300

The log is made on a database of the run's own, by the same migration that takes in the events of an older
installation. Every round asks each question once, in turn, so that a busy moment of the machine falls on
all of them. pymerkle, an ordinary library of Merkle trees, is asked for the same trees in memory.
"""

from __future__ import annotations

import argparse
import datetime
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

AT = datetime.datetime(2026, 11, 30, 9, 0, tzinfo=datetime.UTC)


def start(folder: str) -> None:
    """Django on a database as it was before the log."""
    os.environ["LANYARD_DATA"] = folder
    os.environ["LANYARD_LOG"] = "quiet"
    os.environ["DJANGO_SETTINGS_MODULE"] = "lanyard.site.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", "records", "0001", verbosity=0)


def fill(entries: int) -> float:
    """That many events of before the log, taken in by its migration; how many seconds that took."""
    from django.core.management import call_command

    from lanyard.records.models import Event

    for first in range(0, entries, 5_000):
        numbers = range(first, min(first + 5_000, entries))
        Event.objects.bulk_create(_event(Event, number) for number in numbers)
    began = time.perf_counter()
    call_command("migrate", "records", verbosity=0)
    return time.perf_counter() - began


def _event(model, number: int):
    about = {"adult": number % 80, "agreement": number}
    return model(kind="agreement step taken", school_id=1, by_id=number % 80, at=AT, about=about)


def questions(entries: int) -> dict[str, Callable[[], object]]:
    """What is measured, by name; the first is what appending is compared with."""
    from django.db import transaction

    from lanyard.proof.log.proofs import check_inclusion
    from lanyard.records import events
    from lanyard.records.log import reading
    from lanyard.records.log.writing import fill as fill_up
    from lanyard.records.models import Event

    chance = random.Random(20261130)

    @transaction.atomic
    def bare() -> None:
        Event(kind="job tried again", school_id=1, at=AT, about={"job": 1}).save()

    @transaction.atomic
    def append() -> None:
        events.append("job tried again", school=1, at=AT, job=1)

    @transaction.atomic
    def append_to_a_case() -> None:
        events.append("job tried again", school=1, at=AT, job=1, case=7)

    def page() -> None:
        assert len(reading.page(before=chance.randrange(50, entries))) == 50

    def page_with_proofs() -> None:
        size, nodes = reading.size(), reading.Nodes()
        shown = reading.page(before=chance.randrange(50, entries))
        root = reading.root(size)
        for each in shown:
            proof = reading.inclusion(each.number, size, nodes=nodes)
            check_inclusion(bytes(each.entry.commitment), index=each.number, size=size, root=root, proof=proof)

    def consistency() -> None:
        reading.consistency(chance.randrange(1, entries), reading.size())

    @transaction.atomic
    def fill_block() -> None:
        fill_up()

    return {
        "the event alone, in a transaction": bare,
        "append": append,
        "append to the chain of a case": append_to_a_case,
        "fill up for the checkpoint of a day": fill_block,
        "a page of 50": page,
        "a page of 50, each proved and checked": page_with_proofs,
        "prove that the log goes on": consistency,
    }


def measure(ask: Callable[[], object]) -> tuple[float, float]:
    """How many milliseconds it takes, by the clock and of the processor."""
    began, busy = time.perf_counter(), time.process_time()
    ask()
    worked = time.process_time() - busy
    return (time.perf_counter() - began) * 1000, worked * 1000


def p95(found: tuple[float, ...]) -> float:
    """What 95 of 100 stay below."""
    return statistics.quantiles(found, n=20)[-1]


def beside_pymerkle(count: int = 2_000) -> tuple[float, float]:
    """Microseconds for a leaf in memory, ours and pymerkle's; the roots agree before that counts."""
    import pymerkle

    from lanyard.proof.log.tree import Frontier

    leaves = [f"leaf {number}".encode() for number in range(count)]
    ours, theirs = [], []
    for _ in range(9):
        frontier, tree = Frontier(), pymerkle.InmemoryTree(algorithm="sha256")
        ours.append(measure(lambda: [frontier.append(leaf) for leaf in leaves])[0])  # noqa: B023 - measured at once
        theirs.append(measure(lambda: [tree.append_entry(leaf) for leaf in leaves])[0])  # noqa: B023 - measured at once
        assert tree.get_root() == frontier.root()
    return statistics.median(ours) * 1000 / count, statistics.median(theirs) * 1000 / count


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=300, help="rounds (300 unless you say)")
    parser.add_argument("--audits", type=int, default=3)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        start(f"{folder}/data")
        taken_in = fill(told.entries)
        from django.db import connection, connections

        from lanyard.records.log.verifying import audit

        print(f"Python {sys.version.split()[0]}, {connection.vendor}, {told.entries} entries, {told.runs} rounds")
        audits = [measure(lambda: audit().findings == [] or sys.exit("the log is not whole")) for _ in range(told.audits)]
        asked = questions(told.entries)
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in asked}
        for _ in range(told.runs):
            for name, ask in asked.items():
                times[name].append(measure(ask))
        connections.close_all()
    print(f"{'ms':<40} {'clock':>8} {'p95':>8} {'worked':>8} {'p95':>8}   medians, and what 95 of 100 stay below")
    for name, found in times.items():
        columns = [shown for each in zip(*found, strict=True) for shown in (statistics.median(each), p95(each))]
        print(f"{name:<40} " + " ".join(f"{shown:8.2f}" for shown in columns))
    clock, worked = (statistics.median(each) / 1000 for each in zip(*audits, strict=True))
    print(f"the audit of {told.entries} entries: {clock:.1f} s by the clock, {worked:.1f} s of the processor")
    print(f"taking in the events of an older installation: {taken_in:.1f} s")
    ours, theirs = beside_pymerkle()
    print(f"a leaf in memory: {ours:.1f} µs, with pymerkle {theirs:.1f} µs")


if __name__ == "__main__":
    main()
