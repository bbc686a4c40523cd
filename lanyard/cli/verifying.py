"""``lanyard verify``: whether a certificate, a record or a bundle is as it was signed.

It needs neither the service nor its database: the file holds all that is checked. Only ``--key`` ties
it to a school: by itself a signature says that nothing was changed, not who made it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from lanyard.cli.bundles import is_bundle, look_at_bundle, read_authorities, show_bundle
from lanyard.cli.errors import DONE, REFUSED, CommandError
from lanyard.cli.notation import write_json
from lanyard.cli.page import Page
from lanyard.cli.parser import Parser
from lanyard.proof.signing import Genuine, NotGenuine, check

#: The largest file that is looked at. A person's whole record is a hundredth of it.
LARGEST = 64 * 1024 * 1024

RESPONSES = {
    "agree": "agrees to it",
    "need_help": "asks for help with it",
    "disagree": "does not agree to it",
    "mistake": "what had been recorded from paper was a mistake",
}
METHODS = {"web": "on the website", "command_line": "on the command line", "paper": "on paper, before a witness"}


def make_parser() -> Parser:
    """The parser of ``lanyard verify``."""
    parser = Parser(
        prog="lanyard verify",
        description="Check certificates, records and bundles that this or another Lanyard signed. Nothing is sent anywhere.",
        epilog="Exit code 0 means that every file is unchanged since it was signed, with --key also by that key.",
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a certificate, a record, or a bundle (ZIP or folder); - reads standard input"
    )
    parser.add_argument("--key", metavar="FINGERPRINT", help="the fingerprint of the service that must have signed it")
    parser.add_argument(
        "--authority", metavar="PEM", help="certificates of timestamp authorities that you trust, to check a bundle’s timestamps"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run, parser=parser)
    return parser


def run(told: argparse.Namespace) -> int:
    """Check each file, say what it states, and whether all are genuine."""
    if told.key is not None and not re.fullmatch(r"[0-9a-f]{32}", "".join(told.key.split()).lower()):
        raise CommandError("usage", "A fingerprint is 32 letters and numbers, such as “0123 4567 89ab …”.")
    roots = read_authorities(told.authority) if told.authority else ()
    results = [(look_at_bundle(name, told.key, roots), None) if is_bundle(name) else _look(name, told.key) for name in told.files]
    if told.json:
        write_json({"files": [result for result, _ in results]})
    else:
        page = Page()
        for result, genuine in results:
            if "faults" in result:
                show_bundle(page, result, told.key)
            else:
                _show(page, result, genuine, told.key)
    return DONE if all(result["genuine"] for result, _ in results) else REFUSED


def _look(name: str, key: str | None) -> tuple[dict[str, Any], Genuine | None]:
    try:
        found = check(_read(name), expected=key)
        inside = _check_inside(found.statement)
    except NotGenuine as error:
        return {"file": name, "genuine": False, "reason": str(error)}, None
    kind = str(found.statement.get("kind", ""))
    result = {"file": name, "genuine": True, "kind": kind, "signed_by": found.fingerprint, "statement": found.statement}
    return {**result, "certificates_inside": inside} if kind == "record" else result, found


def _read(name: str) -> object:
    """A file as what it states. Two values under one name are refused: readers would not agree which counts."""
    if name == "-":
        data = sys.stdin.buffer.read(LARGEST + 1)
    else:
        with Path(name).open("rb") as file:
            data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise NotGenuine("It is too large to be a signed statement.")
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise NotGenuine("This is not a signed statement.") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotGenuine("It gives two values under one name.")
    return found


def _check_inside(statement: dict[str, Any]) -> int:
    """Check every certificate that a record holds, and that it is about the same person; how many there are."""
    entries = _listed(statement, "entries") if statement.get("kind") == "record" else []
    count = 0
    for entry in entries:
        held = _part(entry, "statement").get("certificate") if isinstance(entry, dict) else None
        if held is not None:
            try:
                found = check(held)
            except NotGenuine as error:
                raise NotGenuine(f"A certificate inside it is not genuine: {error}") from None
            if _part(found.statement, "adult").get("number") != _part(statement, "adult").get("number"):
                raise NotGenuine("A certificate inside it is about somebody else.")
            count += 1
    return count


def _show(page: Page, result: dict[str, Any], genuine: Genuine | None, key: str | None) -> None:
    if genuine is None:
        page.heading(f"{result['file']}: not genuine", tone="never")
        page.text(str(result["reason"]))
        return
    page.heading(f"{result['file']}: unchanged since it was signed", tone="fine")
    page.item(genuine.fingerprint, mark="Signed by:")
    if key is None:
        page.text("Compare this fingerprint with the one that the school gives you, or give it with --key.")
    shown = {"acknowledgement": _show_acknowledgement, "record": _show_record}.get(str(genuine.statement.get("kind")))
    if shown is None:
        page.text(f"It is a statement of the kind “{genuine.statement.get('kind', '')}”; --json prints it whole.")
    else:
        shown(page, genuine.statement)


def _part(told: dict[str, Any], name: str) -> dict[str, Any]:
    """A part of a statement; an empty one where another program put something else there."""
    found = told.get(name)
    return found if isinstance(found, dict) else {}


def _listed(told: dict[str, Any], name: str) -> list[Any]:
    found = told.get(name)
    return found if isinstance(found, list) else []


def _show_acknowledgement(page: Page, told: dict[str, Any]) -> None:
    policy, method = _part(told, "policy"), str(told.get("method"))
    page.item(f"{_part(told, 'adult').get('name')}, {_part(told, 'school').get('name')}", mark="Who:")
    page.item(RESPONSES.get(str(told.get("response")), str(told.get("response"))), mark="Says:")
    page.item(f"{policy.get('title')}, version {policy.get('version')}, {policy.get('hash')}", mark="Policy:")
    page.item(f"{len(_listed(told, 'clauses'))}, each by the hash of its words", mark="Clauses:")
    page.item(f"{told.get('said_at')} (recorded {told.get('recorded_at')})", mark="When:")
    witness = f", {told['witness']}" if told.get("witness") else ""
    page.item(f"{METHODS.get(method, method)}{witness}", mark="How:")


def _show_record(page: Page, told: dict[str, Any]) -> None:
    page.item(f"{_part(told, 'adult').get('name')}, {_part(told, 'school').get('name')}", mark="Who:")
    page.item(str(told.get("made_at")), mark="Taken:")
    for entry in _listed(told, "entries"):
        if isinstance(entry, dict):
            page.item(f"{entry.get('at')}  {entry.get('words')}", indent=2)
