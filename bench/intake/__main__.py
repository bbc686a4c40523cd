"""Reports a second and how long one takes, with 1 to 16 senders at once, beside a plain form in one transaction.

    .venv/bin/python -m bench.intake --reports 40 --senders 1,2,4,8,16

Every sender is a process of its own on a database with the service's own settings. The limit is one row of plain
text saved in a transaction under the same PRAGMAs, with nothing sealed, counted, linked or logged. Afterwards
every report is there once, the numbers have no gap, and the audit and the log are whole: else there are no figures.
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

ROOT = Path(__file__).parents[2]
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
PLAIN = """
import json, sqlite3, sys, time
from pathlib import Path
folder, count = Path(sys.argv[1]), int(sys.argv[2])
database = sqlite3.connect(folder / "plain.sqlite3", isolation_level=None, timeout=20)
database.executescript(sys.argv[3])
print("ready", flush=True)
while not (folder / "go").exists():
    time.sleep(0.01)
told = []
for number in range(count):
    begun = time.perf_counter()
    database.execute("BEGIN IMMEDIATE")
    database.execute("INSERT INTO report (words, at) VALUES (?, ?)", ("Something was said in the corridor.", begun))
    database.execute("COMMIT")
    told.append({"took": time.perf_counter() - begun})
print(json.dumps({"told": told, "trouble": []}), flush=True)
"""


def environment(folder: Path) -> dict[str, str]:
    """The service's own settings, on a folder."""
    told = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANYARD_DATA": str(folder), "LANYARD_LOG": "quiet"}
    return {**told, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "lanyard.site.settings"}


def run(folder: Path, command: list[str], senders: int) -> tuple[list[float], float]:
    """How long each report took, and how many came in a second."""
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
    return times, len(times) / took


def ours(folder: Path, senders: int, each: int) -> tuple[list[float], float]:
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


def limit(folder: Path, senders: int, each: int) -> tuple[list[float], float]:
    """Rows of plain text."""
    database = sqlite3.connect(folder / "plain.sqlite3")
    database.executescript(PRAGMAS + "CREATE TABLE report (number INTEGER PRIMARY KEY, words TEXT NOT NULL, at REAL);")
    database.close()
    return run(folder, [sys.executable, "-c", PLAIN, str(folder), str(each), PRAGMAS], senders)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=40, help="reports of each sender (40 unless you say)")
    parser.add_argument("--senders", default="1,2,4,8,16")
    told = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, SQLite, {told.reports} reports of each sender, load {os.getloadavg()[0]:.1f}")
    print(f"{'senders':>7} {'what':<12} {'a second':>9} {'p50 ms':>8} {'p95 ms':>8}")
    for senders in map(int, told.senders.split(",")):
        for name, how in (("reports", ours), ("plain rows", limit)):
            with tempfile.TemporaryDirectory() as folder:
                times, rate = how(Path(folder), senders, told.reports)
            p95 = statistics.quantiles(times, n=20)[-1] * 1000
            print(f"{senders:>7} {name:<12} {rate:9.1f} {statistics.median(times) * 1000:8.1f} {p95:8.1f}", flush=True)


if __name__ == "__main__":
    main()
