"""``lanyard check``: hold everything against the log, and say what is not as it was written. Ids only."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lanyard.cli.log import MOST_FINDINGS, add_checkpoint_option, log_as_json, read_checkpoints, show_log
from lanyard.cli.notation import write_json
from lanyard.cli.page import Page
from lanyard.cli.working import check_database

if TYPE_CHECKING:
    from lanyard.concerns.audit import Finding
    from lanyard.oversight.wholeness import OfSchool, Wholeness


def add_parser(commands) -> argparse.ArgumentParser:
    """The parser of ``lanyard check``."""
    parser = commands.add_parser(
        "check",
        help="hold all records, cases and sealed files against the log",
        description="Read the whole log, every case and every sealed file, and say what is not as it was written. It opens "
        "nothing, shows ids alone, and may run while the service does. Exit code 0 means that all is whole.",
    )
    add_checkpoint_option(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def run(told: argparse.Namespace) -> int:
    """Check everything; 0 when it is whole, 1 when something is not as it was written."""
    from lanyard.oversight.wholeness import check_all

    check_database()
    found = check_all(read_checkpoints(told.checkpoint))
    if told.json:
        write_json(as_json(found))
    else:
        page = Page()
        show_log(page, found.log)
        show_schools(page, found.schools)
    return 0 if found.is_whole else 1


def as_json(found: Wholeness) -> dict[str, Any]:
    """What was found, for programs."""
    schools = [
        {"school": each.school, "findings": _rows(each.findings), "remarks": _rows(each.remarks)} for each in found.schools
    ]
    return {"whole": found.is_whole, "log": log_as_json(found.log), "schools": schools}


def show_schools(page: Page, schools: list[OfSchool]) -> None:
    """Say of each school whether its cases and files are as the log was told."""
    for each in schools:
        if each.findings:
            page.heading(f"School {each.school}: not everything is as it was written.", tone="never")
        else:
            page.heading(f"School {each.school}: every case and file is as it was written.", tone="fine")
        _show(page, each.findings, "-")
        _show(page, each.remarks, "Remark:")
    if not schools:
        page.text("There is no school yet.")


def _show(page: Page, findings: list[Finding], mark: str) -> None:
    for one in findings[:MOST_FINDINGS]:
        page.item(one.words if one.about is None else f"{one.about}: {one.words}", mark=mark)
    if len(findings) > MOST_FINDINGS:
        page.text(f"And {len(findings) - MOST_FINDINGS} more.")


def _rows(findings: list[Finding]) -> list[dict[str, str | None]]:
    return [{"about": one.about, "message": one.words} for one in findings]
