"""``lanyard ask``: an answer from what is given, or a conversation in the terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from lanyard.cli.answers import show_answer
from lanyard.cli.errors import CommandError
from lanyard.cli.forms import answer_form
from lanyard.cli.notation import write_json
from lanyard.cli.page import Page
from lanyard.cli.parser import Parser
from lanyard.cli.registers import find_platform, load_book
from lanyard.policy.cache import open_engine
from lanyard.policy.decide import check_known

DEFAULT_PACK = "welton"

_DESCRIPTION = """\
Ask what the policy says. In a terminal, “lanyard ask” asks you as few questions as it can.
With --fact it answers from what you give; what you leave out stays unknown.

  lanyard ask
  lanyard ask --fact act=accept_friend --fact other=pupil
  lanyard ask --fact act=contact --platform WhatsApp --json
"""

_EPILOG = """\
Facts and values are those of the policy’s facts.toml; “lanyard policy questions” lists the ones
that are asked. “The policy does not say” is an answer of its own, and never a yes.
"""


def make_parser() -> Parser:
    """The parser of ``lanyard ask``."""
    parser = Parser(prog="lanyard ask", description=_DESCRIPTION, epilog=_EPILOG)
    parser.add_argument("--fact", action="append", default=[], metavar="FACT=VALUE", help="something you know; may be repeated")
    parser.add_argument(
        "--unknown", action="append", default=[], metavar="FACT", help="something you cannot tell; may be repeated"
    )
    parser.add_argument("--platform", metavar="NAME", help="the app or site, by any name it goes by; gives the channel")
    parser.add_argument("--pack", default=DEFAULT_PACK, metavar="NAME|PATH", help="the policy to ask (welton unless you say)")
    parser.add_argument("--json", action="store_true", help="answer as JSON; never asks")
    parser.add_argument("--interactive", action="store_true", help="go on from the facts given by asking")
    parser.set_defaults(run=run, parser=parser)
    return parser


def run(told: argparse.Namespace) -> int:
    """Answer, or ask."""
    known, unsure = read_facts(told.fact, told.unknown)
    if told.platform:
        _add_platform(known, told.platform, told.pack)
    nothing = not known and not unsure
    if told.interactive and told.json:
        raise CommandError("usage", "--json never asks; leave out --interactive or --json.")
    if told.interactive or (nothing and not told.json):
        return _converse(told.pack, known, unsure)
    engine = open_engine(told.pack, act=known.get("act", "") if told.json else "")
    check_known(engine, known, unsure)
    form = answer_form(engine, known, unsure)
    if told.json:
        write_json(form)
    else:
        show_answer(Page(), form, load_book(told.pack))
    return 0


def read_facts(facts: Sequence[str], unsure: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """What was given with ``--fact`` and ``--unknown``; refuses what is given twice or by half."""
    known: dict[str, str] = {}
    for told in facts:
        fact, equals, value = (part.strip() for part in told.partition("="))
        if not fact or not equals or not value:
            raise CommandError("usage", f"“{told}” is not FACT=VALUE, such as act=accept_friend.", fact=told)
        if fact in known:
            raise CommandError("repeated_fact", f"“{fact}” is given twice. Each fact has one value.", fact=fact)
        known[fact] = value
    for fact in unsure:
        if fact in known:
            raise CommandError("repeated_fact", f"“{fact}” is given as known and as unknown.", fact=fact)
        if unsure.count(fact) > 1:
            raise CommandError("repeated_fact", f"“{fact}” is given twice as unknown.", fact=fact)
    return known, list(unsure)


def _add_platform(known: dict[str, str], name: str, pack: str) -> None:
    if "channel" in known:
        raise CommandError("repeated_fact", "--platform gives the fact “channel”, which is given as well.", fact="channel")
    channel, near = find_platform(name, pack)
    if channel is None:
        advice = f" Did you mean {' or '.join(f'“{one}”' for one in near)}?" if near else " Give --fact channel=… instead."
        message = f"“{name}” is not a platform that this policy’s catalogue knows.{advice}"
        raise CommandError("unknown_platform", message, platform=name, suggestions=list(near))
    known["channel"] = channel


def _converse(pack: str, known: dict[str, str], unsure: list[str]) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise CommandError(
            "usage",
            "There is no terminal to ask in. Give what you know with --fact, such as --fact act=accept_friend, or use --json.",
        )
    from lanyard.cli.interview import Interview

    engine = open_engine(pack)
    check_known(engine, known, unsure)
    return Interview(engine, pack, known, unsure).hold()
