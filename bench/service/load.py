"""Some clients who ask for a page again and again, each on a connection that stays open."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """What the clients saw together: requests a second, and milliseconds for one."""

    rate: float
    median: float
    p95: float


@dataclass(frozen=True)
class Target:
    """A page to ask for, and with which headers."""

    name: str
    port: int
    path: str
    headers: Mapping[str, str]


def ask(target: Target, clients: int, seconds: float) -> Load:
    """Lets the clients ask for so long; raises for any answer but 200."""
    start = threading.Barrier(clients + 1)
    taken: list[list[float]] = [[] for _ in range(clients)]
    faults: list[Exception] = []
    threads = [threading.Thread(target=_client, args=(target, seconds, start, mine, faults), daemon=True) for mine in taken]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    lasted = time.perf_counter() - began
    if faults:
        raise faults[0]
    every = sorted(one * 1000 for mine in taken for one in mine)
    return Load(len(every) / lasted, statistics.median(every), every[int(len(every) * 0.95)])


def _client(target: Target, seconds: float, start: threading.Barrier, taken: list[float], faults: list[Exception]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", target.port, timeout=30)
    try:
        _once(connection, target)
        start.wait()
        stop = time.perf_counter() + seconds
        while (now := time.perf_counter()) < stop:
            _once(connection, target)
            taken.append(time.perf_counter() - now)
    except Exception as fault:
        faults.append(fault)
        start.abort()
    finally:
        connection.close()


def _once(connection: http.client.HTTPConnection, target: Target) -> None:
    connection.request("GET", target.path, headers=dict(target.headers))
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{target.name} answered {answer.status}")
