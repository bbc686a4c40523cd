"""docs/events.md, written from every app's ``events.toml``: ``python -m lanyard.records.document > docs/events.md``."""

from __future__ import annotations

import sys

from .kinds import kinds

OPENING = """\
# Events: what is written down

Written by `python -m lanyard.records.document > docs/events.md`; a test fails when it is out of date. Each
app describes its own kinds in its `events.toml`.

Every action writes one event in the same transaction: what happened, at which school, by whom, when,
and the ids of what it is about. No event holds words, names or anything that somebody wrote. Events are
never changed; they go into the [transparency log](log.md), and only an erasure on somebody's named authority
destroys one. The same line, with ids only, goes to the service's own log lines.
"""


def document() -> str:
    """The page, in Markdown."""
    lines, app = [OPENING], None
    for kind in kinds().values():
        if kind.app != app:
            lines += ([""] if app else []) + [f"## {kind.app.capitalize()}", "", "| event | says |", "|---|---|"]
            app = kind.app
        lines.append(f"| `{kind.kind}` | {kind.does} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(document())
