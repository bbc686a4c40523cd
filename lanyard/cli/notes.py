"""``lanyard note``: write something down without the service, and bring it in later (2.2.3).

A note stays on this machine, readable by its owner alone, until they paste it into the service, where
they have signed in themselves. No password or code ever passes through the command line.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lanyard.cli.errors import DONE, REFUSED, CommandError
from lanyard.cli.page import Page, harmless
from lanyard.cli.parser import Parser
from lanyard.practice.written_notes import MOST, NotANote, WrittenNote, read, spell

_NAME = re.compile(r"[0-9]{8}-[0-9]{6}(-[0-9]+)?")
_LATER = "Bring it in as soon as you can: in the service choose Notes, then “bring in a note that you wrote before”."


def make_parser() -> Parser:
    """The parser of ``lanyard note`` with all that it can do."""
    parser = Parser(
        prog="lanyard note",
        description="Write down what you want noted when you cannot reach the service, and bring it in later.",
        epilog=(
            "Notes are kept in LANYARD_NOTES, else in lanyard/notes of your data folder, as plain text that only your own\n"
            "account on this machine may read. Whoever looks after the machine could read them too: use initials."
        ),
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True, title="commands")

    def add(name: str, run: Any, words: str, *, one: bool = False) -> None:
        added: Parser = commands.add_parser(name, help=words, description=f"{words[:1].upper()}{words[1:]}.")
        if one:
            added.add_argument("name", metavar="NOTE", help="its name, as “lanyard note list” shows it")
        added.set_defaults(run=run, parser=added)

    add("new", run_new, "write a note; you are asked what, when, who, how and who saw it")
    add("list", run_list, "list the notes on this machine that are not deleted yet")
    add("show", run_show, "show a note, to copy it into the service", one=True)
    add("delete", run_delete, "delete a note from this machine, once the service has given you its receipt", one=True)
    return parser


def run_new(told: argparse.Namespace) -> int:
    """Ask for a note and keep it."""
    page = Page()
    now = dt.datetime.now(dt.UTC).astimezone().replace(microsecond=0)
    page.text("What do you want noted? End with an empty line. You do not have to say how serious it is.")
    what = "\n".join(_lines())
    if not what.strip():
        raise CommandError("usage", "Nothing was written, so nothing was kept.")
    if len(what) > MOST:
        raise CommandError("usage", f"That is longer than {MOST:,} characters, so nothing was kept.")
    day = _day(_ask("Which day was it? (for example 2026-11-22; empty: today) "), now.date())
    asked = {
        "about": "At about what time? ",
        "who": "Who was involved? (for a pupil, initials and class) ",
        "channel": "How? (in person, by e-mail, on which app) ",
        "witnesses": "Who else was there or saw it? ",
    }
    note = WrittenNote(written_at=now, day=day, what=what, **{name: _ask(words) for name, words in asked.items()})
    page.text(f"Kept as {_keep(note)}. {_LATER}")
    return DONE


def run_list(told: argparse.Namespace) -> int:
    """List the notes by name, without their words."""
    page = Page()
    found = [path for path in sorted(_folder().glob("*.txt")) if _NAME.fullmatch(path.stem)]
    for path in found:
        page.line(path.stem)
    if not found:
        page.text("There is no note on this machine.")
    return DONE


def run_show(told: argparse.Namespace) -> int:
    """Print a note as the service takes it."""
    text = _path(told.name).read_text(encoding="utf-8")
    try:
        note = read(text)
    except NotANote as error:
        raise CommandError("unreadable", f"{told.name}: {error}.", code=REFUSED) from error
    sys.stdout.write(harmless(spell(note)))
    return DONE


def run_delete(told: argparse.Namespace) -> int:
    """Delete a note from this machine."""
    _path(told.name).unlink()
    Page().text("It is deleted from this machine.")
    return DONE


def _lines() -> Iterator[str]:
    while line := _ask("> "):
        yield line


def _ask(words: str) -> str:
    """What somebody types; nothing where the input has ended."""
    try:
        return input(words).strip()
    except EOFError:
        return ""


def _day(said: str, today: dt.date) -> dt.date:
    if not said:
        return today
    try:
        day = dt.date.fromisoformat(said)
    except ValueError as error:
        raise CommandError("usage", f"“{said}” is not a day such as {today.isoformat()}. Nothing was kept.") from error
    if day > today:
        raise CommandError("usage", "That day has not come yet. Nothing was kept.")
    return day


def _keep(note: WrittenNote) -> str:
    """Write a note where nobody else can read it, safe from a crash, and return its name."""
    folder = _folder()
    folder.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
    folder.chmod(stat.S_IRWXU)
    name = f"{note.written_at:%Y%m%d-%H%M%S}"
    for number in range(1, 1000):
        path = folder / f"{name if number == 1 else f'{name}-{number}'}.txt"
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
        except FileExistsError:
            continue
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(spell(note))
            file.flush()
            os.fsync(file.fileno())
        return path.stem
    raise CommandError("unwritable", f"{folder} holds too many notes of this second.", code=REFUSED)


def _folder() -> Path:
    if own := os.environ.get("LANYARD_NOTES"):
        return Path(own)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "lanyard" / "notes"


def _path(name: str) -> Path:
    """The file of a note; a name that is none never becomes a path."""
    path = _folder() / f"{name}.txt"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise CommandError("unknown_note", f"“{name}” is not a note on this machine; “lanyard note list” lists them.")
    return path
