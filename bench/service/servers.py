"""Starts a web server of this machine, waits until it answers, weighs it, stops it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 60.0
BETWEEN_LOOKS = 0.005


@dataclass
class Running:
    """A server that answers. ``seconds`` passed between its start and its first 200 on /readyz."""

    process: subprocess.Popen[bytes]
    port: int
    seconds: float

    def memory(self) -> tuple[float, int, str]:
        """MiB of all its processes together, how many they are, and how it was counted.

        PSS splits what processes share among them, so that the sum counts it once; where the kernel
        does not tell it, RSS counts shared memory once for each process.
        """
        family = [self.process.pid, *descendants(self.process.pid)]
        shares = [from_proc(pid, "smaps_rollup", "Pss:") for pid in family]
        if all(shares):
            return sum(shares) / 1024, len(family), "PSS"
        return sum(from_proc(pid, "status", "VmRSS:") for pid in family) / 1024, len(family), "RSS"


def free_port() -> int:
    """A port of the loopback that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment(**more: str) -> Mapping[str, str]:
    """This account's environment without anybody's Lanyard or Django settings, and with these."""
    ours = ("LANYARD_", "DJANGO_", "DATABASE_URL")
    return {**{name: value for name, value in os.environ.items() if not name.startswith(ours)}, **more}


@contextmanager
def running(command: Sequence[str], port: int, environment: Mapping[str, str], folder: Path) -> Iterator[Running]:
    """Starts the command, which must listen on the port, and yields once /readyz answers 200."""
    began = time.perf_counter()
    with (folder / "printed").open("ab") as printed:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.STDOUT
        )
    try:
        while not is_ready(port):
            if process.poll() is not None or time.perf_counter() - began > PATIENCE:
                raise RuntimeError((folder / "printed").read_text(errors="replace")[-4000:])
            time.sleep(BETWEEN_LOOKS)
        yield Running(process, port, time.perf_counter() - began)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def is_ready(port: int) -> bool:
    """Whether /readyz answers 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def descendants(pid: int) -> list[int]:
    """The processes that a process started, and theirs."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(told[1]), []).append(int(path.parent.name))
    found, waiting = [], [pid]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            found.append(child)
            waiting.append(child)
    return found


def from_proc(pid: int, file: str, key: str) -> int:
    """A number of KiB that the kernel tells about a process; 0 when it does not."""
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(key)), 0)
