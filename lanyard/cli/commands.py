"""Every command of ``lanyard``, and how one is carried out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from lanyard import __version__
from lanyard.cli.errors import STOPPED, CommandError, as_command_error, tell, tell_failure, unknown
from lanyard.cli.page import Page
from lanyard.cli.parser import Parser
from lanyard.policy.decide import UnknownFact, UnknownValue
from lanyard.policy.refusal import Refusal

#: Commands that need neither Django nor a database, with the module that carries each out.
PURE = {
    "ask": ("ask “can I …?”, and get the policy’s answer", "lanyard.cli.asking"),
    "policy": ("check, show, compare and export a policy", "lanyard.cli.policy"),
    "note": ("write down what you want noted, without the service, and bring it in later", "lanyard.cli.notes"),
    "checkup": ("look through your own archive from a platform, privately", "lanyard.cli.checking_up"),
    "match-bulk": ("compare many adults’ contacts with the roll of a trust or an authority", "lanyard.cli.bulk.command"),
    "verify": ("check a certificate, a record that somebody took with them, or a bundle", "lanyard.cli.verifying"),
}

#: Commands that run the web service.
SERVICE = {
    "demo": "serve a demonstration school with invented people",
    "serve": "serve a school; without one, let it be set up in the browser",
    "migrate": "bring the database up to date",
    "seed": "make or complete the demonstration school without serving it",
    "work": "do what is due: reminders and the service's other work",
    "explain-access": "what somebody may do today, and why",
    "let-in": "a way back for whoever manages sign-ins, when nobody at the school can let them in",
    "acknowledge": "read the policy and say what you think of it, in a terminal",
    "log": "check the transparency log, sign a checkpoint, show entries",
    "setup": "set up a school: its details, head teacher, policy and adoption",
    "recovery": "make a school's recovery key, prove its shares, see how it stands",
    "people": "bring in people; who had agreed to what on a day",
    "backup": "copy everything that the service keeps into a new folder",
    "restore": "put a backup back into a new data folder, and prove that it is whole",
    "check": "hold all records, cases and sealed files against the log",
}


def run(arguments: Sequence[str]) -> int:
    """Carry out a command and return its exit code."""
    if arguments and arguments[0] in SERVICE:
        from lanyard.cli.service import main as service

        return service(arguments)
    as_json = "--json" in arguments
    try:
        code = _dispatch(list(arguments))
        sys.stdout.flush()
        return code
    except (CommandError, UnknownFact, UnknownValue, Refusal) as error:
        return tell(as_command_error(error), as_json=as_json)
    except KeyboardInterrupt:
        print("\nStopped. Nothing was kept.", file=sys.stderr)
        return STOPPED
    except OSError as error:
        return tell_failure(error, as_json=as_json)


def _dispatch(arguments: list[str]) -> int:
    name = arguments[0] if arguments else "--help"
    if name in ("-h", "--help", "help"):
        show_help(Page())
        return 0
    if name in ("-V", "--version", "version"):
        print(f"lanyard {__version__}")
        return 0
    if name not in PURE:
        known = [*PURE, *SERVICE]
        raise unknown("command", name, known, f"“{name}” is not a command of lanyard; “lanyard --help” lists them.")
    parser = parser_for(name)
    told, rest = parser.parse_known_args(arguments[1:])
    told.parser.refuse_rest(rest)
    return int(told.run(told))


def parser_for(name: str) -> Parser:
    """The parser of a pure command."""
    parser: Parser = import_module(PURE[name][1]).make_parser()
    return parser


def show_help(page: Page) -> None:
    """What lanyard can do, in a screenful."""
    page.text("Lanyard puts a school’s staff social-media policy to work.")
    page.heading("Usage: lanyard COMMAND …")
    page.heading("Answers")
    for name, (words, _) in PURE.items():
        page.item(words, mark=f"{name:<9}", indent=2)
    page.heading("The web service")
    for name, words in SERVICE.items():
        page.item(words, mark=f"{name:<9}", indent=2)
    page.heading("Options")
    page.item("show this, or with a command what that command takes", mark="--help   ", indent=2)
    page.item("show which Lanyard this is", mark="--version", indent=2)
    page.heading("To begin: lanyard ask")
