"""``lanyard checkup``: what in one's own archive from a platform the policy speaks about (2.3 to 2.6).

It reads files on this machine, sends nothing and keeps nothing but what it is told to write. A finding
is no failure: the exit code says whether the archive could be read.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from lanyard.checkup.report.as_text import MOST_SHOWN
from lanyard.cli import checkup_pages as pages
from lanyard.cli.errors import DONE, CommandError
from lanyard.cli.page import Page
from lanyard.cli.parser import Parser


def make_parser() -> Parser:
    """The parser of ``lanyard checkup``."""
    parser = Parser(
        prog="lanyard checkup",
        description=(
            "Look through your own archive from a platform for what the policy speaks about. It is read on this\n"
            "machine; nothing is sent anywhere, and nothing is kept unless you say where."
        ),
        epilog=(
            "Exit code 0 means that the archive could be read, whether or not anything was found in it. A list of\n"
            "pupils (--roll) is children’s personal data: use it on a machine of the school, never on your own."
        ),
    )
    parser.add_argument(
        "archives", nargs="*", metavar="ARCHIVE", help="the files that the platform gave you, all parts, or a folder of them"
    )
    ask = parser.add_argument_group("before you have an archive")
    ask.add_argument("--instructions", metavar="PLATFORM", help="how to ask a platform for your archive")
    ask.add_argument("--platforms", action="store_true", help="list the platforms, and what their archives show")
    compare = parser.add_argument_group("who is who")
    compare.add_argument("--me", action="append", default=[], metavar="NAME", help="a name or handle of yours; may be repeated")
    compare.add_argument("--name", action="append", default=[], metavar="NAME", help="look for a pupil of this name; repeatable")
    compare.add_argument("--names", metavar="FILE", help="look for pupils of these names, one a line")
    compare.add_argument("--roll", metavar="FILE", help="look for the pupils and families of a list (CSV, or CTF from a school)")
    compare.add_argument("--school", action="append", default=[], metavar="NAME", help="a name of your school; repeatable")
    show = parser.add_argument_group("what is shown and written")
    show.add_argument("--all", action="store_true", help=f"show every finding that is kept, not {MOST_SHOWN} of each check")
    show.add_argument("--json", action="store_true", help="print JSON")
    show.add_argument("--html", metavar="REPORT", help="write the report into this new file, as a page that you can print")
    show.add_argument("--set-aside", metavar="FILE", help="leave out what you set aside before; the file may be new")
    show.add_argument("--aside", metavar="NUMBERS", help="set findings aside, such as 3,7, and remember them in that file")
    show.add_argument(
        "--drift",
        nargs="?",
        const="",
        metavar="FILE",
        help="show how the archive is built, without its content; write that to FILE",
    )
    show.add_argument("--pack", default="welton", metavar="NAME|PATH", help="a built-in policy, or the folder of yours (welton)")
    parser.set_defaults(run=run, parser=parser)
    return parser


def run(told: argparse.Namespace) -> int:
    """Do what was asked: explain, list, show a drift report, or check up."""
    if told.platforms:
        return pages.show_platforms(Page(), as_json=told.json)
    if told.instructions is not None:
        return pages.show_instructions(Page(), told.instructions, as_json=told.json)
    if told.drift and not told.archives and Path(told.drift).exists():
        told.archives, told.drift = [told.drift], ""
    if not told.archives:
        if any((told.json, told.html, told.aside, told.drift is not None, told.roll, told.name, told.names)):
            raise CommandError("usage", "Name the archive to look through. Try “lanyard checkup --help”.")
        pages.explain(Page())
        return DONE
    # What reads archives takes a moment to import, and help should not wait for it.
    from lanyard.cli import checkup_run

    return checkup_run.show_drift(told) if told.drift is not None else checkup_run.look_through(told)
