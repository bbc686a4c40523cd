"""The command ``lanyard``."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``lanyard COMMAND …``."""
    from lanyard.cli.service import main as service

    return service(sys.argv[1:] if argv is None else argv)
