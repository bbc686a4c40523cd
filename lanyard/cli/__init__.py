"""The command ``lanyard``.

Nothing is imported here before it is needed: ``lanyard ask --json`` answers in about twice the time
that Python itself takes to start.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``lanyard COMMAND …`` and return its exit code."""
    import sys

    arguments = sys.argv[1:] if argv is None else list(argv)
    try:
        if arguments[:1] == ["ask"]:
            from lanyard.cli.quick import answer_at_once

            code = answer_at_once(arguments[1:], leaving=argv is None)
            if code is not None:
                return code
        from lanyard.cli.commands import run

        return run(arguments)
    except KeyboardInterrupt:
        # Between two commands' own handling, or before it began.
        return 130
