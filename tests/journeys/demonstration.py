"""The service as `./start` runs it: `lanyard demo` in a process of its own, on a folder that is gone afterwards."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PATIENCE = 180.0
#: The data folders of the services that run, by their address.
FOLDERS: dict[str, Path] = {}
#: What a test run says about itself, and what must not reach the service under test.
OURS = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "LANYARD_URL", "LANYARD_HOSTS", "LANYARD_SECRET_FILE")


class DidNotStart(RuntimeError):
    """The service did not answer; the message holds what it printed."""


def free_port() -> int:
    """A port of the loopback that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path) -> Mapping[str, str]:
    """What the service is told: the machine's own settings, and a data folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**kept, "LANYARD_DATA": str(folder / "data"), "PYTHONUNBUFFERED": "1"}


@contextmanager
def demonstration() -> Iterator[str]:
    """Starts the demonstration on an empty folder and yields its address, without a slash at the end."""
    with tempfile.TemporaryDirectory(prefix="lanyard-journeys-") as name, demonstration_in(Path(name)) as address:
        yield address


@contextmanager
def demonstration_in(folder: Path) -> Iterator[str]:
    """Starts the demonstration with its data below a folder, and yields its address."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("lanyard")), "demo", "--port", str(port)]
    with (folder / "printed").open("wb") as printed:
        process = subprocess.Popen(
            command, env=environment(folder), stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.STDOUT
        )
    try:
        wait_until_ready(f"http://127.0.0.1:{port}", process, folder / "printed")
        FOLDERS[f"http://127.0.0.1:{port}"] = folder / "data"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_ready(address: str, process: subprocess.Popen[bytes], printed: Path) -> None:
    """Returns once the service says that it is ready; raises DidNotStart when it ends or takes too long."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up and process.poll() is None:
        try:
            with urlopen(f"{address}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.05)
    raise DidNotStart(printed.read_text(errors="replace")[-4000:] or "The service printed nothing.")
