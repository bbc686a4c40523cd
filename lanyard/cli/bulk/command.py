"""``lanyard match-bulk``: compare the contacts of many adults with the roll of a trust or an authority (2.3.5, 2.3.6)."""

from __future__ import annotations

import argparse
import datetime
import time
from pathlib import Path

from lanyard.cli.errors import DONE, REFUSED, CommandError
from lanyard.cli.notation import write_json
from lanyard.cli.page import Page
from lanyard.cli.parser import Parser

#: Written out here, so that help needs no engine.
_ENGINES = ("duckdb", "spark")


def make_parser() -> Parser:
    """The parser of ``lanyard match-bulk``."""
    parser = Parser(
        prog="lanyard match-bulk",
        description=(
            "Compare the contacts of many adults with the roll of a trust or an authority. Nobody is accused of anything\n"
            "by what comes out: beyond one school a name alone identifies nobody, and every row says how many share it."
        ),
        epilog=(
            "Both files are personal data: use them on a machine of the school, trust or authority only. CONTACTS is a CSV\n"
            "with a column name, handle or email, and adult where they are several adults’. ROLL is a CSV or CTF. The file\n"
            "that is written holds row numbers and probabilities, no names. Needs: pip install 'lanyard[bulk]'."
        ),
    )
    parser.add_argument("contacts", metavar="CONTACTS", help="a CSV of contacts")
    parser.add_argument("roll", metavar="ROLL", help="a CSV of pupils, former pupils and families, or a CTF")
    parser.add_argument("--engine", choices=_ENGINES, default="duckdb", help="what it runs on (duckdb)")
    parser.add_argument("--out", metavar="FILE", default="links.csv", help="where the links go: .csv or .parquet (links.csv)")
    parser.add_argument("--home", metavar="SCHOOL", default="", help="the adults’ own school, as the column “School” has it")
    parser.add_argument("--most", metavar="N", type=int, default=5, help="how many people are told of a contact (5)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run, parser=parser)
    return parser


def run(told: argparse.Namespace) -> int:
    """Compare, write the links, and say what was done."""
    from lanyard.checkup.match.roll import BadRoll, read_roll
    from lanyard.cli.bulk.engines import open_engine
    from lanyard.cli.bulk.run import match_all
    from lanyard.cli.bulk.tables import read_contacts

    target = Path(told.out)
    if target.suffix not in (".csv", ".parquet"):
        raise CommandError("usage", "Name a file that ends in .csv or .parquet.")
    if target.exists():
        raise CommandError("exists", f"{target} is there already. Choose another file.", code=REFUSED)
    started = time.monotonic()
    engine = open_engine(told.engine)
    try:
        contacts = read_contacts(Path(told.contacts))
        with Path(told.roll).open("rb") as file:
            roll = read_roll(file, at=datetime.datetime.now(datetime.UTC).date())
    except (BadRoll, UnicodeDecodeError) as error:
        words = str(error) if isinstance(error, BadRoll) else "The file of contacts is not in UTF-8."
        raise CommandError("refused", words, code=REFUSED) from None
    done = match_all(contacts, roll, engine, target, home=told.home, most=told.most)
    seconds = round(time.monotonic() - started, 1)
    if told.json:
        write_json({"engine": told.engine, "out": str(target), "seconds": seconds, **done._asdict()})
        return DONE
    page = Page()
    page.text(f"{done.contacts:,} contacts compared with {done.people:,} people in {seconds:g} seconds, on {told.engine}.")
    page.text(f"{done.shown:,} contacts have somebody to look at; {done.uncompared:,} could not be compared.")
    page.text(f"Written to {target}. A row is never a finding about anybody: look at “same_name” first.")
    return DONE
