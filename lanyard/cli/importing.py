"""``lanyard people import``: what a list would do, and doing it once somebody said so."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from lanyard.cli.page import harmless
from lanyard.cli.working import check_database
from lanyard.site.configuration import ConfigurationError


def add_parser(commands) -> argparse.ArgumentParser:
    """The options of the command."""
    parser = commands.add_parser(
        "import",
        help="bring in a list of adults or pupils",
        description="Read a list and show what it would do. Nothing changes without --apply or your yes.",
    )
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="a zip, a CSV or XML file, or the files of one export"
    )
    parser.add_argument("--kind", choices=("adults", "pupils"), default="adults", help="whom it lists (adults)")
    parser.add_argument("--school", type=int, metavar="NUMBER", help="which school, where there are several")
    parser.add_argument("--some", action="store_true", help="it lists some of them only: nobody who is missing has left")
    parser.add_argument(
        "--column", action="append", default=[], metavar="FIELD=HEADING", help="what a column means, such as name=Employee"
    )
    parser.add_argument("--everybody-is", choices=("teacher", "support"), help="what somebody is where the list does not say")
    parser.add_argument("--rows", action="store_true", help="show every row that changes something, with names")
    doing = parser.add_mutually_exclusive_group()
    doing.add_argument("--plan", action="store_true", help="show what would happen, and change nothing")
    doing.add_argument("--apply", action="store_true", help="do it without asking")
    parser.add_argument("--many-may-leave", action="store_true", help="the list really ends unusually many people")
    return parser


def run(told: argparse.Namespace) -> None:
    """Read, plan, show, and apply what was confirmed."""
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from lanyard.people.imports.planning import plan_roll
    from lanyard.people.imports.plans import Sort
    from lanyard.people.imports.refusal import ImportRefusal
    from lanyard.people.queries.rolls import known_people

    check_database()
    school = _school(told.school)
    try:
        roll, upload, options = _read(told, school)
    except ImportRefusal as refusal:
        raise ConfigurationError(f"Nothing was changed. {refusal}") from refusal
    on = timezone.localdate()
    plan = plan_roll(roll, known_people(school, roll.kind, format=roll.format, on=on), on=on)
    _show(plan, roll, rows=told.rows)
    if told.plan or plan.does_nothing:
        return
    if plan.ends_many and not told.many_may_leave:
        leaving = plan.counts[Sort.LEAVE]
        raise ConfigurationError(
            f"Nothing was changed. {leaving} of {plan.current} people would leave. If that is right, add --many-may-leave."
        )
    if not told.apply and not _confirmed():
        print("Nothing was changed.")
        return
    try:
        done = _apply(school, roll, plan.hash, upload.hash, options, many=told.many_may_leave, on=on)
    except ValidationError as error:
        raise ConfigurationError(f"Nothing was changed. {' '.join(error.messages)}") from error
    print(f"Done: import {done.pk}.")


def _school(number: int | None):
    from lanyard.people.queries import only_school, school_numbered

    found = only_school() if number is None else school_numbered(number)
    if found is None:
        raise ConfigurationError("Say which school with --school NUMBER." if number is None else "There is no such school.")
    return found


def _read(told: argparse.Namespace, school):
    from lanyard.people.imports.columns import fields_of, guess_mapping
    from lanyard.people.imports.formats import Asked, check_not_empty, read_roll, recognise
    from lanyard.people.imports.tables import as_roll, read_table
    from lanyard.people.imports.uploads import take_paths
    from lanyard.people.queries.rolls import kept_mapping

    try:
        upload = take_paths(told.files)
    except OSError as error:
        raise ConfigurationError(f"{error.filename} cannot be read: {error.strerror}.") from error
    format_ = recognise(upload, told.kind)
    options = {"complete": not told.some}
    if not format_.is_mapped:
        asked = Asked(kind=told.kind, complete=not told.some, school_name=school.name, urn=school.urn)
        return read_roll(upload, asked), upload, options
    table = read_table(upload.read(upload.names[0]))
    mapping = guess_mapping(told.kind, table.headings, kept_mapping(school, told.kind))
    known = [field.id for field in fields_of(told.kind)]
    for each in told.column:
        field, equals, heading = each.partition("=")
        if not equals or field not in known:
            raise ConfigurationError(f"--column takes FIELD=HEADING, and the fields are {', '.join(known)}.")
        mapping[field] = heading
    print("Columns: " + "; ".join(f"{field} = {harmless(heading)}" for field, heading in mapping.items()))
    roll = as_roll(table, kind=told.kind, format=format_.id, mapping=mapping, complete=not told.some, group=told.everybody_is)
    check_not_empty(roll)
    return roll, upload, {**options, "columns": mapping, "everybody_is": told.everybody_is or ""}


def _show(plan, roll, *, rows: bool) -> None:
    from lanyard.people.imports.formats import format_named
    from lanyard.people.imports.plans import DOING, Sort
    from lanyard.people.imports.sheets import ENCODINGS
    from lanyard.people.plan_page import parts, step_words

    print(f"Read as: {format_named(roll.format).title}, written in {ENCODINGS.get(roll.encoding, roll.encoding)}.")
    if roll.unread:
        print(f"Never read: {harmless(', '.join(roll.unread))}.")
    for warning in plan.warnings:
        print(f"Note: {warning}")
    for part in parts(plan):
        print(f"{len(part.steps):>7}  {part.title}")
        shown = rows and part.id in DOING or part.id == Sort.AMBIGUOUS
        for step in part.steps if shown else ():
            where = f"row {step.row}" if step.row else "not in the file"
            name = f" {harmless(step.name)}" if rows else ""
            said = harmless(step_words(step)) if rows else ""
            print(f"         - {where}{name}{': ' if step.why or said else ''}{harmless(step.why)}{said}")
    if plan.does_nothing:
        print("There is nothing to apply.")


def _confirmed() -> bool:
    if not sys.stdin.isatty():
        print("To apply it, add --apply.")
        return False
    return input("Apply all of it? Type yes: ").strip().lower() == "yes"


def _apply(school, roll, plan_hash: str, file_hash: str, options, *, many: bool, on):
    from django.db import transaction
    from django.utils import timezone

    from lanyard.people import actions

    at = timezone.now()
    with transaction.atomic():
        if options.get("columns"):
            actions.keep_mapping(school=school, kind=roll.kind, mapping=options["columns"], by=None, at=at)
        return actions.apply_roll(
            school=school,
            roll=roll,
            plan_hash=plan_hash,
            file_hash=file_hash,
            mapping=options,
            on=on,
            many_may_leave=many,
            by=None,
            at=at,
        )
