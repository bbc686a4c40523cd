"""Writes docs/checkup-platforms.md: what the private check-up reads of each platform, and how each format is known.

`python -m tools.checkup_doc` writes it; with `--check` it only says whether it is up to date.
"""

from __future__ import annotations

import sys
from pathlib import Path

from lanyard.checkup.archive.dialects import Dialect, load_dialects
from lanyard.checkup.items import Evidence
from lanyard.checkup.report.words import EVIDENCE, LEVELS
from lanyard.cli.checkup_pages import levels_of

PAGE = Path(__file__).resolve().parent.parent / "docs" / "checkup-platforms.md"

_OPENING = """\
# What a check-up reads, platform by platform

Written by `python -m tools.checkup_doc` from the dialects; a test fails when it is out of date.

No format was tried out on a live account, and platforms change theirs without telling anybody. So each is marked by how
it is known: **S** seen in a sample or in source code, **D** described by others, **K** from general knowledge. “–” means
that it is not read, because the platform does not give it or because this reader does not know the form.
"""


def platforms_page() -> str:
    """The page as it should be."""
    dialects = load_dialects()
    head = " | ".join(EVIDENCE[kind] for kind in Evidence)
    parts = [_OPENING, f"| platform | {head} |", "|---" * (len(Evidence) + 1) + "|"]
    for dialect in dialects:
        levels = levels_of(dialect)
        parts.append(f"| {dialect.label} | {' | '.join(levels.get(kind, '–') for kind in Evidence)} |")
    for dialect in dialects:
        parts += _chapter(dialect)
    return "\n".join(parts) + "\n"


def _chapter(dialect: Dialect) -> list[str]:
    levels = levels_of(dialect)
    parts = ["", f"## {dialect.label}", "", f"`lanyard checkup --instructions {dialect.id}`", ""]
    parts += ["| evidence | level | in the archive | what to know |", "|---|---|---|---|"]
    for kind in Evidence:
        told = dialect.evidence[kind]
        level = LEVELS.get(levels.get(kind, ""), "–")
        parts.append(f"| {EVIDENCE[kind]} | {level} | {'yes' if told.exported else 'no'} | {told.words} |")
    return parts


def main(arguments: list[str]) -> int:
    """Write the page, or with ``--check`` compare it; the exit code is 1 when it is out of date."""
    page = platforms_page()
    if "--check" in arguments:
        current = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page
        print(f"{PAGE.name} is {'up to date' if current else 'out of date: run python -m tools.checkup_doc'}")
        return 0 if current else 1
    PAGE.write_text(page, encoding="utf-8")
    print(f"wrote {PAGE}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
