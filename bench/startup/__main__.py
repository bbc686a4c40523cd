"""How long `lanyard ask --json` takes as a whole process, as a ratio to Python's own start.

    .venv/bin/python -m bench.startup --runs 60

Every round runs each command once, in turn, so that a busy moment of the machine falls on all of them.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

QUESTION = ["ask", "--fact", "act=accept_friend", "--fact", "other=pupil", "--json"]
WIDE = ["ask", "--json"]
IN_CODE = "import sys; from lanyard.cli import main; sys.exit(main(sys.argv[1:]))"


def commands() -> dict[str, list[str]]:
    """What is measured, by name; the first is what the others are compared with."""
    script = str(Path(sys.executable).parent / "lanyard")
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        "lanyard ask --fact … --json": [sys.executable, "-c", IN_CODE, *QUESTION],
        "the same, by the script that pip made": [script, *QUESTION],
        "lanyard ask --json (all acts open)": [sys.executable, "-c", IN_CODE, *WIDE],
        "python -c 'import json, re'": [sys.executable, "-c", "import json, re"],
        "python -c 'import argparse'": [sys.executable, "-c", "import argparse"],
    }


def environment(folder: str) -> dict[str, str]:
    """An ordinary environment, with Python's and Lanyard's caches in a folder of their own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LANYARD"))}
    return {**kept, "PYTHONPYCACHEPREFIX": f"{folder}/python", "LANYARD_CACHE": f"{folder}/policies"}


def milliseconds(command: list[str], env: dict[str, str]) -> float:
    """The time from starting a process to its end."""
    began = time.perf_counter()
    subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=60, help="rounds (60 unless you say)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        env = environment(folder)
        measured = commands()
        first = milliseconds(measured["lanyard ask --fact … --json"], env)
        for command in measured.values():
            milliseconds(command, env)
        times: dict[str, list[float]] = {name: [] for name in measured}
        for _ in range(runs):
            for name, command in measured.items():
                times[name].append(milliseconds(command, env))
    base = statistics.median(times["python -c pass"])
    print(f"Python {sys.version.split()[0]}, {runs} rounds; median and quickest in ms, ratio of the medians")
    for name, found in times.items():
        middle = statistics.median(found)
        print(f"{name:<40} {middle:7.1f} {min(found):7.1f} {middle / base:6.2f}")
    print(f"{'the first time: compile, prove and keep':<40} {first:7.1f}")


if __name__ == "__main__":
    main()
