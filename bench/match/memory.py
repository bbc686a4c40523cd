"""Memory of this process, in MB, as Linux counts it. A process that was forked inherits no peak this way."""

from __future__ import annotations

import re
from pathlib import Path


def current() -> float:
    """What it holds now."""
    return _read("VmRSS")


def peak() -> float:
    """The most that it has held since it began, or since the peak was forgotten."""
    return _read("VmHWM")


def forget_peak() -> None:
    """Begin anew to look for the peak."""
    Path("/proc/self/clear_refs").write_text("5")


def _read(what: str) -> float:
    found = re.search(rf"^{what}:\s+(\d+) kB", Path("/proc/self/status").read_text(), re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0
