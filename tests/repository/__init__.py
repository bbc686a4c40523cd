"""The repository's own files agree with each other and keep the project's rules."""

from __future__ import annotations

import functools
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@functools.cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that git keeps and that is there."""
    said = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    paths = (ROOT / name for name in said.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def tracked(*suffixes: str, under: str = "") -> list[Path]:
    """The tracked files with one of these endings, below a folder."""
    return [path for path in tracked_files() if path.suffix in suffixes and path.is_relative_to(ROOT / under)]


def place(path: Path, line: int | None = None) -> str:
    """How a failure names a place: the path from the root and the line."""
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))
