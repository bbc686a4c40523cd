"""docs/routes.md, written from the routes themselves: ``python -m lanyard.policy.routes.document > docs/routes.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from lanyard.policy.clocks import Clocks, load_clocks
from lanyard.policy.contacts import load_contacts
from lanyard.policy.law import load_law_register
from lanyard.policy.pack import BUILT_IN, load_pack
from lanyard.policy.routes.book import Book, Route, Step
from lanyard.policy.routes.reading import known_beside, load_book

_HEAD = """# Routes: what happens to a concern

Written by `python -m lanyard.policy.routes.document > docs/routes.md`; a test fails when it is out of
date. The routes are data, in `lanyard/packs/welton/routes.toml`, and are run by `lanyard/policy/routes/`.

Before anything is written down, a few questions decide who is in danger, whether a picture may show a
child, whom it is about, and which procedure owns it (1.2.3). “I am not sure” is always an answer, and
never makes anything milder. Whoever it is about is left out from the first byte: about the head teacher
the chair of governors decides, and about both the LADO. Where a picture may show a child there is nothing
to attach a file with, on any page, at any later time.

Nothing is ever decided by the service. A step is offered to whoever may take it; while another body has
the matter, only the steps marked *while locked* are. Closing takes two people. Steps on the checklist
(**compulsory**) are done, or left for a reason where the route allows it; *always* marks those that are
never left out. An escalation keeps the whole history, and clocks that run go on.
"""


def document(book: Book, clocks: Clocks) -> str:
    """The whole document in Markdown."""
    lines = [_HEAD, "## Questions before everything", ""]
    lines += [f"{number}. {one.asks}" for number, one in enumerate(book.questions, 1)]
    lines += ["", "## Steps of every route", "", *_table(_shared(book))]
    shared = {step.id for step in _shared(book)}
    for route in book:
        lines += ["", *_route(book, route, clocks, shared)]
    return "\n".join(lines) + "\n"


def _shared(book: Book) -> list[Step]:
    first = book.routes[0]
    ids = set.intersection(*({step.id for step in route.steps} for route in book))
    return [step for step in first.steps if step.id in ids]


def _route(book: Book, route: Route, clocks: Clocks, shared: set[str]) -> Iterator[str]:
    yield f"## {route.title}"
    yield ""
    yield route.fits
    yield ""
    yield f"- Clauses: {', '.join(route.clauses)}. Receives it: {', '.join(route.receives)}."
    yield f"- Files: {_FILES[route.files]}."
    for clock in route.starts:
        yield f"- Clock from the start: {clocks.get(clock).title}."
    states = (f"{state.label}{' (locked)' if state.locked else ''}" for state in route.states)
    yield f"- States: {' → '.join(states)}."
    for way in book.escalations_from(route.id):
        held = " once the other body has let go" if way.when_unlocked else ""
        yield f"- Can become “{book.get(way.target).title}”{held}: {way.why}"
    yield ""
    yield from _table(step for step in route.steps if step.id not in shared)


def _table(steps: Iterator[Step] | list[Step]) -> Iterator[str]:
    yield "| step | who | checklist | while locked | second person |"
    yield "|---|---|---|---|---|"
    for step in steps:
        listed = ("**compulsory**" if step.compulsory else "") + (", *always*" if step.never_skip and step.compulsory else "")
        now = " — *at once*" if step.at_once else ""
        marks = ["yes" if mark else "" for mark in (step.while_locked, step.two_people)]
        yield f"| {step.label}{now} | {', '.join(step.who)} | {listed} | {' | '.join(marks)} |"


_FILES = {
    "never": "none, words only",
    "sealed": "sealed, and opened by nobody before advice has come",
    "yes": "only when no picture or video could show a child undressed or in a sexual way",
}


def main() -> None:
    """Write the document of Welton’s routes."""
    folder, clocks = BUILT_IN / "welton", load_clocks()
    contacts, law = load_contacts(folder / "contacts.toml"), load_law_register(folder / "law.toml")
    book = load_book(folder / "routes.toml", known_beside(load_pack("welton"), contacts, law, clocks))
    sys.stdout.write(document(book, clocks))


if __name__ == "__main__":
    main()
