"""How much memory a process took."""

from __future__ import annotations

import resource
import sys


def most_memory() -> float:
    """The most memory that this process held at once, in MiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)
