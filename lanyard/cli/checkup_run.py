"""The run of ``lanyard checkup`` over archives: what is told goes in, a report comes out, and nothing else is kept."""

from __future__ import annotations

import argparse
import datetime as dt
import sys

from lanyard.checkup.archive.drift import as_text as drift_text
from lanyard.checkup.archive.drift import report_drift
from lanyard.checkup.archive.reading import open_archive, read
from lanyard.checkup.archive.source import Part
from lanyard.checkup.check_up import check_up
from lanyard.checkup.checks import BadChecks, Checks, read_checks
from lanyard.checkup.detect.dismissals import Dismissals
from lanyard.checkup.detect.gates import Executor
from lanyard.checkup.gathering import MOST_KEPT
from lanyard.checkup.guides import load_guides
from lanyard.checkup.report.as_html import as_html
from lanyard.checkup.report.as_json import as_json
from lanyard.checkup.report.as_text import MOST_SHOWN, write_text
from lanyard.checkup.result import Result
from lanyard.cli import checkup_files as files
from lanyard.cli.checkup_progress import shown_progress
from lanyard.cli.errors import DONE, REFUSED, CommandError
from lanyard.cli.notation import write_json
from lanyard.cli.page import Page, harmless
from lanyard.policy.pack import find_pack


def look_through(told: argparse.Namespace) -> int:
    """Look through the archives that were named, and show what was found. Raises ``CommandError``."""
    parts = files.parts_of(told.archives)
    numbers = files.numbers_of(told.aside) if told.aside is not None else ()
    if told.aside is not None and not told.set_aside:
        raise CommandError("usage", "Say with --set-aside in which file to remember what you set aside.")
    if told.html:
        files.check_new(told.html)
    dismissals = files.read_set_aside(told.set_aside) if told.set_aside else Dismissals()
    result = _look(told, parts, dismissals)
    if not result.platforms:
        raise _nothing_recognised(result)
    if numbers:
        return _set_aside(told, result, numbers, dismissals)
    if told.html:
        files.write_new(told.html, as_html(result))
    if told.json:
        write_json(as_json(result))
    else:
        page = Page()
        write_text(result, page, most=MOST_KEPT if told.all else MOST_SHOWN)
        _say_what_next(told, result, page)
        if told.html:
            page.line()
            page.text(
                f"The report is in {told.html}. It may hold words of other people: keep it to yourself, and delete it after use."
            )
    return DONE


def fast_executor() -> Executor | None:
    """The quicker way to look through texts, where ``lanyard[fast]`` is installed. Findings are the same."""
    try:
        from lanyard.cli.fast_detection import fast
    except ImportError:
        return None
    return fast


def _look(told: argparse.Namespace, parts: list[Part], dismissals: Dismissals) -> Result:
    checks = load_pack_checks(told.pack)
    names = [*told.name, *(files.read_names(told.names) if told.names else ())]
    at = dt.datetime.now(dt.UTC)
    roll = files.read_roll_file(told.roll, at) if told.roll else None
    with shown_progress() as progress:
        result = check_up(
            parts, checks=checks, at=at, roll=roll, names=names, me=told.me, school=told.school,
            set_aside=dismissals, progress=progress, executor=fast_executor(),
        )  # fmt: skip
    return result._replace(guides=load_guides(find_pack(told.pack), [(each.id, each.label) for each in result.platforms]))


def _say_what_next(told: argparse.Namespace, result: Result, page: Page) -> None:
    """What this command can do besides, where it was not asked to."""
    page.heading("What you can do next")
    if result.owner_unknown:
        page.item("Say who you are in it: add --me and your name or handle there.")
    if not result.compared:
        page.item("Look for pupils among your contacts and conversations: add --name NAME, or --names FILE.")
    if any(len(each.found) > MOST_SHOWN for each in result.chapters) and not told.all:
        page.item("See every finding that is kept: add --all.")
    if any(each.found for each in result.chapters):
        page.item("Set findings aside for good: add --set-aside FILE --aside and their numbers, such as 3,7.")
    if not told.html:
        page.item("Keep the report as a page that you can print: add --html REPORT.html.")
    page.item("Delete the archive when you are done. It holds other people’s words as well as yours.")


def load_pack_checks(pack: str) -> Checks:
    """The checks of a policy. Raises ``CommandError`` where it has none or they cannot be used."""
    path = find_pack(pack) / "checkup.toml"
    if not path.is_file():
        message = f"This policy does not say what a check-up looks for: {path} is missing."
        raise CommandError("unreadable", message, code=REFUSED, file=str(path))
    try:
        return read_checks(path, pack)
    except BadChecks as error:
        raise CommandError("unreadable", f"{path} cannot be used: {error}.", code=REFUSED, file=str(path)) from error


def _set_aside(told: argparse.Namespace, result: Result, numbers: tuple[int, ...], dismissals: Dismissals) -> int:
    by_number = {shown.number: shown.finding for chapter in result.chapters for shown in chapter.found}
    if missing := [number for number in numbers if number not in by_number]:
        raise CommandError("usage", f"There is no finding {missing[0]} in this archive. Look at the report again.")
    for number in numbers:
        dismissals.add(by_number[number])
    files.write_set_aside(told.set_aside, dismissals)
    page = Page()
    page.text(f"Set aside: {len(numbers)}. They are left out whenever you give --set-aside {told.set_aside}.")
    return DONE


def _nothing_recognised(result: Result) -> CommandError:
    lines = [f"{each.name}: {each.advice}" for each in result.parts]
    message = "Nothing here could be read as an archive that this reader knows, so nothing was checked.\n" + "\n".join(
        f"  {line}" for line in lines
    )
    rows = [{"file": each.name, "advice": each.advice} for each in result.parts]
    return CommandError("not_an_archive", message, code=REFUSED, parts=rows)


def show_drift(told: argparse.Namespace) -> int:
    """Show how the archives are built, without anything that stands in them; then write that, if a file was named."""
    parts = files.parts_of(told.archives)
    if told.drift:
        files.check_new(told.drift)
    with open_archive(parts) as archive, shown_progress() as progress:
        tell = (lambda done, total: progress(done, total, "Looking how it is built")) if progress else None
        for _ in read(archive, at=dt.datetime.now(dt.UTC), progress=tell):
            pass
        report = report_drift(archive)
    if told.json:
        write_json(report)
    else:
        sys.stdout.write(harmless(drift_text(report)) + "\n")
    if told.drift and _agreed(told.drift):
        files.write_new(told.drift, drift_text(report) + "\n")
    return DONE


def _agreed(name: str) -> bool:
    """Whether what was just shown is to be written; asked where there is somebody to ask."""
    sys.stdout.flush()
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    print(
        f"This is all that would be written. Look through it. Write it to {harmless(name)}? (yes or no) ", end="", file=sys.stderr
    )
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes")
