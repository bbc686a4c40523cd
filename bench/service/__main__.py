"""`python -m bench.service` measures the demonstration beside a bare Django project and prints tables."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bench.service import bare, load, servers, visit
from bench.service.load import Load, Target

CLIENTS = (1, 4, 8)
ANSWER, HEALTH, BARE = "answer page", "/healthz", "bare Django page"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures start, memory and requests, and prints one table for each."""
    parser = argparse.ArgumentParser(prog="python -m bench.service", description=__doc__)
    parser.add_argument("--starts", type=int, default=5, help="how often each server is started again (5)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of requests (3)")
    parser.add_argument("--seconds", type=float, default=2.0, help="seconds for each page in a round (2)")
    told = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="lanyard-bench-") as name:
        folder = Path(name)
        print(f"Python {sys.version.split()[0]}, {sys.platform}; medians, and in brackets the least and the most.\n")
        page = measure_starts(folder, told.starts)
        bare.write_project(folder, page)
        measure_bare_starts(folder, told.starts)
        measure_pages(folder, told.rounds, told.seconds)


def lanyard(folder: Path, port: int) -> tuple[Sequence[str], int, Mapping[str, str], Path]:
    """How to run the demonstration on the folder's data, as `./start` does."""
    command = [str(Path(sys.executable).with_name("lanyard")), "demo", "--port", str(port)]
    return command, port, servers.clean_environment(LANYARD_DATA=str(folder / "data")), folder


def bare_project(folder: Path, port: int) -> tuple[Sequence[str], int, Mapping[str, str], Path]:
    """How to run the bare project."""
    return bare.command(port), port, servers.clean_environment(), folder


def measure_starts(folder: Path, times: int) -> bytes:
    """Times the demonstration's first start and those after it; an answer page of it."""
    with servers.running(*lanyard(folder, servers.free_port())) as first:
        first_start = first.seconds
        page = visit.answer_page(first.port)[2]
    again = starts(lambda: lanyard(folder, servers.free_port()), times)
    print("| start, until /readyz answers 200 | seconds |\n| --- | ---: |")
    print(f"| the demonstration, first run (database, school, policy) | {first_start:.2f} |")
    print(f"| the demonstration, again on the same data | {spread(again, '.2f')} |")
    return page


def measure_bare_starts(folder: Path, times: int) -> None:
    """Times the starts of the bare project."""
    print(f"| a bare Django project | {spread(starts(lambda: bare_project(folder, servers.free_port()), times), '.2f')} |\n")


def starts(how: Callable[[], tuple], times: int) -> list[float]:
    """The seconds that each of several starts took."""
    found = []
    for _ in range(times):
        with servers.running(*how()) as server:
            found.append(server.seconds)
    return found


def measure_pages(folder: Path, rounds: int, seconds: float) -> None:
    """Loads both servers in turn, then weighs them."""
    with (
        servers.running(*lanyard(folder, servers.free_port())) as ours,
        servers.running(*bare_project(folder, servers.free_port())) as limit,
    ):
        path, cookies, page = visit.answer_page(ours.port)
        targets = (
            Target(ANSWER, ours.port, path, {"Cookie": cookies}),
            Target(HEALTH, ours.port, "/healthz", {}),
            Target(BARE, limit.port, "/", {}),
        )
        loads: dict[tuple[int, str], list[Load]] = {}
        for _ in range(rounds):
            for clients in CLIENTS:
                for target in targets:
                    loads.setdefault((clients, target.name), []).append(load.ask(target, clients, seconds))
        print_memory(ours, limit)
        print_pages(loads, len(page))


def print_memory(ours: servers.Running, limit: servers.Running) -> None:
    """What both servers weigh after the same requests."""
    (used, processes, how), (least, fewest, _) = ours.memory(), limit.memory()
    print(f"| memory after those requests ({how}) | MiB | processes | × bare |\n| --- | ---: | ---: | ---: |")
    print(f"| the demonstration | {used:.0f} | {processes} | {used / least:.1f} |")
    print(f"| a bare Django project | {least:.0f} | {fewest} | 1.0 |\n")


def print_pages(loads: Mapping[tuple[int, str], list[Load]], size: int) -> None:
    """Requests a second and how long one takes, with the ratio to the limit round by round."""
    print(f"The answer page and the bare page hold the same {size / 1024:.0f} KiB.\n")
    print("| clients | page | requests a second | × bare | median ms | 95th percentile ms |")
    print("| ---: | --- | ---: | ---: | ---: | ---: |")
    for (clients, name), found in loads.items():
        ratios = [one.rate / best.rate for one, best in zip(found, loads[clients, BARE], strict=True)]
        print(
            f"| {clients} | {name} | {spread([one.rate for one in found], '.0f')} | {statistics.median(ratios):.2f} "
            f"| {statistics.median(one.median for one in found):.1f} | {statistics.median(one.p95 for one in found):.1f} |"
        )


def spread(numbers: Sequence[float], form: str) -> str:
    """A median with the least and the most."""
    return f"{statistics.median(numbers):{form}} ({min(numbers):{form}}–{max(numbers):{form}})"


if __name__ == "__main__":
    main()
