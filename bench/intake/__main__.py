"""Reports a second and how long one takes, with 1 to 16 senders at once, beside a plain form in one transaction.

    .venv/bin/python -m bench.intake --reports 40 --senders 1,2,4,8,16

Every sender is a process of its own on a database with the service's own settings, and sends its next report as soon
as the last one is kept. The limit is a plain Django form saved as a row on the same settings, with nothing sealed,
counted, linked or logged. Afterwards every report is there once, the numbers have no gap, and the audit and the log
are whole: else there are no figures.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


def environment(folder: Path) -> dict[str, str]:
    """The service's own settings, on a folder."""
    told = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANYARD_DATA": str(folder), "LANYARD_LOG": "quiet"}
    return {**told, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "lanyard.site.settings"}


class Figures(NamedTuple):
    """How long each report took in seconds, how many came in a second, and the most memory of a sender in MiB."""

    times: list[float]
    rate: float
    memory: float


def run(folder: Path, command: list[str], senders: int) -> Figures:
    """Let so many senders send at once."""
    (folder / "go").unlink(missing_ok=True)
    told = {"env": environment(folder), "cwd": ROOT, "stdout": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen(command, **told) for _ in range(senders)]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    begun = time.perf_counter()
    (folder / "go").touch()
    said = [json.loads(process.communicate()[0]) for process in processes]
    took = time.perf_counter() - begun
    trouble = [each for one in said for each in one["trouble"]]
    if trouble:
        sys.exit(f"{len(trouble)} senders were refused: {trouble[0]}")
    times = [one["took"] for each in said for one in each["told"]]
    return Figures(times, len(times) / took, max(one["memory"] for one in said))


def ours(folder: Path, senders: int, each: int) -> Figures:
    """Real reports, checked afterwards."""
    sending = [sys.executable, "-m", "tests.concerns.sending"]
    told = {"env": environment(folder), "cwd": ROOT, "check": True, "text": True}
    subprocess.run([*sending, "prepare"], **told)
    found = run(folder, [*sending, "send", "1", str(each), "plain"], senders)
    said = subprocess.run([*sending, "check"], **told, stdout=subprocess.PIPE).stdout
    database = sqlite3.connect(folder / "lanyard.sqlite3")
    numbers = [number for (number,) in database.execute("SELECT sequence FROM concerns_case ORDER BY 1")]
    database.close()
    if numbers != list(range(1, senders * each + 1)) or json.loads(said):
        sys.exit(f"not whole: {said}")
    return found


def limit(folder: Path, senders: int, each: int) -> Figures:
    """The plain form."""
    sending = [sys.executable, "-m", "bench.intake.plain"]
    subprocess.run([*sending, "prepare"], env=environment(folder), cwd=ROOT, check=True)
    return run(folder, [*sending, "send", str(each)], senders)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=40, help="reports of each sender (40 unless you say)")
    parser.add_argument("--senders", default="1,2,4,8,16")
    told = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, SQLite, {told.reports} reports of each sender, load {os.getloadavg()[0]:.1f}")
    print(f"{'senders':>7} {'what':<12} {'a second':>9} {'p50 ms':>8} {'p95 ms':>8} {'MiB':>6}")
    for senders in map(int, told.senders.split(",")):
        for name, how in (("reports", ours), ("plain form", limit)):
            with tempfile.TemporaryDirectory() as folder:
                found = how(Path(folder), senders, told.reports)
            p50, p95 = statistics.median(found.times) * 1000, statistics.quantiles(found.times, n=20)[-1] * 1000
            print(f"{senders:>7} {name:<12} {found.rate:9.1f} {p50:8.1f} {p95:8.1f} {found.memory:6.0f}", flush=True)


if __name__ == "__main__":
    main()
