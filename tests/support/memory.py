"""How much memory a process took, and the pages of a browser."""

from __future__ import annotations

import resource
import sys
from pathlib import Path


def most_memory() -> float:
    """The most memory that this process held at once, in MiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def most_memory_of_pages() -> float:
    """The most memory that any page of a Chromium held at once, in MiB; 0 where the system does not tell."""
    found = [0.0]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if b"--type=renderer" in (folder / "cmdline").read_bytes():
                status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
                found.append(int(status["VmHWM"].split()[0]) / 1024)
        except (OSError, KeyError):
            # It ended meanwhile.
            continue
    return max(found)
