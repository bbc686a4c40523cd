"""Progress of a check-up on standard error, where a terminal is attached to it; nothing anywhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int, str], None]


@contextmanager
def shown_progress() -> Iterator[Progress | None]:
    """Give a function that takes what is done, what there is in all (bytes), and what is being read; ``None`` without a terminal.

    The line goes away in the end, also when it is stopped. The words are never names of files.
    """
    if not sys.stderr.isatty() or os.environ.get("TERM", "dumb") == "dumb":
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True, no_color=bool(os.environ.get("NO_COLOR")), highlight=False, emoji=False, markup=False)
    with Bar(TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), console=console, transient=True) as bar:
        task = bar.add_task("Looking through it", total=None)

        def show(done: int, total: int, words: str = "") -> None:
            bar.update(task, completed=done, total=total or None, description=words or "Looking through it")

        yield show
