"""``lanyard recovery``: the recovery key, in the operator's own terminal.

Shares are read from prompts and never from arguments, files or pipes, where others could find them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any

from lanyard.cli.page import Page, harmless
from lanyard.site.configuration import ConfigurationError

CLEAR = "\033[2J\033[3J\033[H"
Ask = Callable[[str], str]


def add_parser(commands) -> argparse.ArgumentParser:
    """The options of each of the three."""
    parser = commands.add_parser(
        "recovery",
        help="make a school's recovery key, prove its shares, see how it stands",
        description="The recovery key of a school. It asks in the terminal: shares are never given as arguments.",
    )
    asked = parser.add_subparsers(required=True, metavar="COMMAND", dest="what")
    for name, words in (
        ("begin", "name three keepers, and show the three shares once"),
        ("drill", "prove two shares; the first time before the school takes reports, then each year"),
        ("status", "who keeps the shares, when they were last proved, and how many open cases need them"),
    ):
        one = asked.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
        one.add_argument("--school", type=int, metavar="NUMBER", help="which school, where there are several")
    return parser


def run(told: argparse.Namespace) -> None:
    """Do one of the three; raises ``ConfigurationError`` with what is wrong."""
    from django.core.exceptions import ValidationError

    from lanyard.cli.working import check_database

    if told.what != "status" and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ConfigurationError("There is no terminal to ask in. Shares are never taken from files or pipes.")
    check_database()
    school, page = _school(told.school), Page()
    try:
        {"begin": begin, "drill": drill, "status": status}[told.what](school, page, input)
    except ValidationError as error:
        raise ConfigurationError("\n".join(error.messages)) from error


def begin(school: Any, page: Page, ask: Ask) -> None:
    """Ask for three keepers, and show each share alone, once."""
    from django.utils import timezone

    from lanyard.concerns.actions.recovery import begin_recovery

    page.text("Name three keepers, for example the chair of governors, the council, and the school's safe.")
    keepers = [ask(f"{which} keeper: ").strip() for which in ("First", "Second", "Third")]
    _, shares = begin_recovery(school=school, keepers=keepers, by=None, at=timezone.now())
    page.text("Each share is shown alone, this once, and kept nowhere. Copy it on paper by hand.")
    for number, share in enumerate(shares, 1):
        ask(f"Press Enter to see share {number} of 3, for {harmless(share.keeper)}: ")
        for line in _lines(share.words):
            print(line)
        ask("Press Enter when it is on paper. The screen is cleared then: ")
        print(CLEAR, end="", flush=True)
    page.text("Next: lanyard recovery drill. Until two shares are proved the school takes no reports.")


def drill(school: Any, page: Page, ask: Ask) -> None:
    """Ask for the words of two shares, and say whether they bring the key back."""
    from django.utils import timezone

    from lanyard.concerns.actions.recovery import pass_drill

    told = [_share(f"share {number}", page, ask) for number in ("1", "2")]
    print(CLEAR, end="", flush=True)
    pass_drill(school=school, shares=told, by=None, at=timezone.now())
    page.text("The two shares fit. The recovery key works. Nothing that you typed is kept.")


def status(school: Any, page: Page, ask: Ask) -> None:
    """Say how the recovery key stands."""
    from django.utils import timezone

    from lanyard.concerns.actions.recovery import cases_without_holder
    from lanyard.concerns.queries.holders import recovery_key, recovery_under_way

    key = recovery_key(school)
    if key is None:
        to_prove, to_make = "made, but not proved yet: lanyard recovery drill", "not made: lanyard recovery begin"
        said = to_prove if recovery_under_way(school) else to_make
        page.text(f"The recovery key is {said}. Until then the school takes no reports.")
        return
    page.text(
        f"Made on {timezone.localdate(key.made_at):%-d %B %Y}, last proved on {timezone.localdate(key.drilled_at):%-d %B %Y}."
    )
    for keeper in key.keepers:
        page.item(harmless(keeper), mark="share", indent=2)
    count = cases_without_holder(school, on=timezone.localdate())
    if count:
        page.text(f"Open cases that nobody but recovery can open: {count}. See “When nobody can open a case” in docs/running.md.")
    else:
        page.text("Every open case has somebody who can open it.")


def _share(which: str, page: Page, ask: Ask) -> str:
    """The words of one share, over as many lines as it takes: up to 33 words, or an empty line."""
    page.text(f"Type the words of {which}. Press Enter as often as you like; an empty line ends it early.")
    words: list[str] = []
    while len(words) < 33:
        line = ask(f"  word {len(words) + 1}: ").split()
        if not line:
            break
        words += [each for each in line if not each.strip(".").isdecimal()]
    return " ".join(words)


def _lines(words: str) -> list[str]:
    """The words of a share, numbered, three to a line."""
    told = [f"{number:>2}. {word:<12}" for number, word in enumerate(words.split(), 1)]
    return ["  " + "".join(told[at : at + 3]).rstrip() for at in range(0, len(told), 3)]


def _school(number: int | None) -> Any:
    from lanyard.people.queries import only_school, school_numbered

    found = only_school() if number is None else school_numbered(number)
    if found is None:
        raise ConfigurationError("Say which school with --school NUMBER." if number is None else "There is no such school.")
    return found
