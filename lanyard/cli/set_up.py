"""``lanyard setup``: a real school from nothing, asked in a terminal or told by options."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from lanyard.cli.options import day
from lanyard.cli.page import harmless
from lanyard.site.configuration import ConfigurationError

_NEEDED = ("name", "council", "head", "meeting", "minute", "decided_by", "adopted_on")


def add_parser(commands) -> argparse.ArgumentParser:
    """The options. What is left out is asked, where there is somebody to ask."""
    parser = commands.add_parser(
        "setup",
        help="set up a school: its details, head teacher, policy and adoption",
        description="Set up a school. What you leave out is asked in the terminal. Run it again to add another school.",
    )
    school = parser.add_argument_group("the school")
    school.add_argument("--name", help="its name")
    school.add_argument("--council", help="its council")
    school.add_argument("--urn", default="", help="its unique reference number, six digits")
    school.add_argument(
        "--gias", type=Path, metavar="FILE", help="look name and council up by --urn in this list of establishments"
    )
    school.add_argument("--colour", metavar="#RRGGBB", help="its colour; white letters must be readable on it")
    school.add_argument("--terms", type=Path, metavar="FILE", help="its term dates: one term a line, or terms.toml")
    school.add_argument(
        "--contact", action="append", default=[], metavar="ID=NUMBER", help="whom to phone, such as dsl=01632 960001; rang today"
    )
    people = parser.add_argument_group("who decides")
    people.add_argument("--head", metavar="NAME", help="the head teacher")
    people.add_argument("--head-email", default="", metavar="ADDRESS", help="the head teacher's work e-mail address")
    people.add_argument("--chair", metavar="NAME", help="the chair of governors; may come later")
    people.add_argument("--chair-email", default="", metavar="ADDRESS", help="the chair's e-mail address")
    policy = parser.add_argument_group("the policy and its adoption")
    policy.add_argument(
        "--pack", default="welton", metavar="NAME|PATH", help="a built-in policy, or the folder of yours (welton)"
    )
    policy.add_argument("--meeting", help="the meeting that adopted it")
    policy.add_argument("--minute", help="the reference of its minute")
    policy.add_argument("--decided-by", metavar="WHO", help="who adopted it, such as “the full governing board”")
    policy.add_argument("--adopted-on", type=day, metavar="DATE", help="the day of the meeting, such as 2026-11-22")
    policy.add_argument(
        "--in-force-from", type=day, metavar="DATE", help="from when it binds; the day of the meeting unless you say"
    )
    return parser


def run(told: argparse.Namespace) -> None:
    """Set the school up, and print the head teacher's code."""
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from lanyard.oversight.first_run import problems_of, set_up_school
    from lanyard.people.imports.refusal import ImportRefusal
    from lanyard.policy.refusal import Refusal

    try:
        _look_up(told)
        _ask(told)
        ready = set_up_school(_first_run(told), by=None, at=timezone.now(), on=timezone.localdate())
    except (ValidationError, Refusal) as error:
        raise ConfigurationError("Nothing was set up.\n" + "\n".join(f"  {each}" for each in problems_of(error))) from error
    except ImportRefusal as refusal:
        raise ConfigurationError(f"Nothing was set up. {refusal}") from refusal
    print(f"{harmless(ready.school.name)} is set up.")
    print(f"Hand this to {harmless(ready.head.name)}. It is shown once and works once, within two days:")
    print(f"  sign-in name   {harmless(ready.head.account.sign_in_name)}")
    print(f"  one-time code  {ready.words}")
    print("Next: lanyard serve, and bring in the staff: lanyard people import FILE")


def _look_up(told: argparse.Namespace) -> None:
    """Fill in what the list of establishments knows."""
    if told.gias is None:
        return
    from lanyard.people.imports.gias import find_schools

    if not told.gias.is_file():
        raise ConfigurationError(f"{told.gias} is no file.")
    found = find_schools(told.gias, told.urn or told.name or "")
    if len(found) != 1:
        raise ConfigurationError(
            f"{len(found) or 'None'} of the schools in the list {'fits' if not found else 'fit'}. Give the school's own --urn."
        )
    told.name, told.council, told.urn = told.name or found[0].name, told.council or found[0].council, found[0].urn


def _ask(told: argparse.Namespace) -> None:
    missing = [name for name in _NEEDED if not getattr(told, name)]
    if missing and not sys.stdin.isatty():
        listed = ", ".join(f"--{name.replace('_', '-')}" for name in missing)
        raise ConfigurationError(f"These are missing: {listed}. Give them, or run this in a terminal to be asked.")
    asks: dict[str, tuple[str, Callable[[str], object]]] = {
        "name": ("Name of the school", str),
        "council": ("Council", str),
        "head": ("Head teacher's name", str),
        "decided_by": ("Who adopted the policy (such as: the full governing board)", str),
        "meeting": ("At which meeting", str),
        "minute": ("Minute reference", str),
        "adopted_on": ("Adopted on (such as 2026-11-22)", day),
    }
    for name in missing:
        setattr(told, name, _answer(*asks[name]))
    if "head" in missing and not told.head_email:
        told.head_email = input("Head teacher's work e-mail address (empty for none): ").strip()


def _answer(question: str, read: Callable[[str], object]) -> object:
    while True:
        said = input(f"{question}: ").strip()
        try:
            if said:
                return read(said)
        except argparse.ArgumentTypeError as error:
            print(f"  Please try again: {error}.")


def _first_run(told: argparse.Namespace):
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from lanyard.oversight.first_run import FirstRun, Person
    from lanyard.people.details import OWN_CONTACTS, read_term_lines

    contacts = {}
    for each in told.contact:
        id_, equals, number = each.partition("=")
        if not equals or id_ not in dict(OWN_CONTACTS) or not number.strip():
            known = ", ".join(id_ for id_, _ in OWN_CONTACTS)
            raise ValidationError(f"--contact takes ID=NUMBER, and the ids are {known}")
        contacts[id_] = {"phone": number.strip(), "confirmed_on": timezone.localdate().isoformat()}
    try:
        terms = read_term_lines(told.terms.read_text(encoding="utf-8")) if told.terms else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{told.terms} cannot be read as text.") from error
    return FirstRun(
        name=told.name,
        council=told.council,
        urn=told.urn,
        brand_colour=told.colour.lower() if told.colour else None,
        head=Person(told.head, told.head_email),
        chair=Person(told.chair, told.chair_email) if told.chair else None,
        pack=told.pack,
        meeting=told.meeting,
        minute_ref=told.minute,
        decided_by=told.decided_by,
        adopted_on=told.adopted_on,
        in_force_from=told.in_force_from,
        terms=terms,
        contacts=contacts,
    )
