"""``lanyard log``: check the transparency log against checkpoints, sign one, look at entries. Ids only."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lanyard.cli.notation import write_json
from lanyard.cli.page import Page, harmless
from lanyard.cli.working import check_database
from lanyard.site.configuration import ConfigurationError

if TYPE_CHECKING:
    from lanyard.proof.log.checkpoints import Checkpoint
    from lanyard.records.log.reading import Shown
    from lanyard.records.log.verifying import Report

#: A checkpoint is a few lines; a mail around it has headers.
LARGEST = 1024 * 1024
MOST_SHOWN = 1_000
MOST_FINDINGS = 100


def add_parser(commands) -> argparse.ArgumentParser:
    """The parser of ``lanyard log``; the parsers of its commands say themselves what to run."""
    parser = commands.add_parser("log", help="check the transparency log, sign a checkpoint, show entries")
    asked = parser.add_subparsers(required=True, metavar="COMMAND")

    verify = asked.add_parser(
        "verify",
        help="find whatever was changed in the log",
        description="Read the whole log and hold it against checkpoints. Exit code 0 means that nothing was changed.",
    )
    add_checkpoint_option(verify)
    verify.add_argument("--json", action="store_true", help="print JSON")
    verify.set_defaults(run_log=run_verify)

    checkpoint = asked.add_parser(
        "checkpoint",
        help="sign how far the log has come, and print it",
        description="Sign a checkpoint. Keep it where nobody who can change this machine can change it.",
    )
    checkpoint.add_argument("--out", type=Path, metavar="FILE", help="write it to a new file instead")
    checkpoint.add_argument(
        "--openssl", type=Path, metavar="FOLDER",
        help="also write what openssl checks: checkpoint.txt, checkpoint.sig, key.pem; the folder must be new",
    )  # fmt: skip
    checkpoint.set_defaults(run_log=run_checkpoint)

    show = asked.add_parser("show", help="show entries, the newest first", description="Show a page of entries: ids only.")
    show.add_argument("--before", type=_number, metavar="NUMBER", help="those in front of this entry")
    show.add_argument("--length", type=_number, default=50, metavar="COUNT", help="how many (50 unless you say)")
    show.set_defaults(run_log=run_show)
    return parser


def run(told: argparse.Namespace) -> int:
    """Run one of them on a database that is up to date; the exit code."""
    check_database()
    return int(told.run_log(told))


def add_checkpoint_option(parser: argparse.ArgumentParser) -> None:
    """The option that names checkpoints to hold the log against."""
    parser.add_argument(
        "--checkpoint", action="append", default=[], metavar="FILE",
        help="a checkpoint that was kept elsewhere, or the mail that brought it; - reads standard input; may be repeated",
    )  # fmt: skip


def read_checkpoints(names: list[str]) -> list[Checkpoint]:
    """The checkpoints in files, once their signatures are found genuine; raises ``ConfigurationError``."""
    return [_read(name) for name in names]


def run_verify(told: argparse.Namespace) -> int:
    """Audit the log; 0 when it is whole, 1 when something was changed."""
    from lanyard.records.log.verifying import audit

    report = audit(read_checkpoints(told.checkpoint))
    if told.json:
        write_json(log_as_json(report))
    else:
        show_log(Page(), report)
    return 0 if report.is_whole else 1


def log_as_json(report: Report) -> dict[str, Any]:
    """What an audit of the log found, for programs."""
    findings = [{"entry": each.number, "message": each.words} for each in report.findings]
    size = {"size": report.size, "root": report.root.hex(), "held_against": report.held_against or None}
    return {"whole": report.is_whole, **size, "erased": report.erased, "findings": findings}


def show_log(page: Page, report: Report, *, held_against: str = "a checkpoint from outside") -> None:
    """Say what an audit of the log found, and what that is worth."""
    if report.is_whole:
        page.heading(f"The log is whole: {_entries(report.size)}.", tone="fine")
    else:
        page.heading(f"The log was changed. Found in {_entries(report.size)}:", tone="never")
        for finding in report.findings[:MOST_FINDINGS]:
            page.item(finding.words)
        if len(report.findings) > MOST_FINDINGS:
            page.text(f"And {len(report.findings) - MOST_FINDINGS} more.")
    page.item(report.root.hex(), mark="Root:")
    if report.erased:
        page.item(", ".join(map(str, report.erased)), mark="Erased, each with its tombstone:")
    if report.held_against:
        page.text(f"Held against {held_against}, of {_entries(report.held_against)}.")
    else:
        page.text(
            "No checkpoint from outside was given. Whoever can write to the database and read the keys could have written "
            "all of it anew. Give one that was kept elsewhere with --checkpoint FILE."
        )


def run_checkpoint(told: argparse.Namespace) -> int:
    """Sign a checkpoint of the log as it is, and print or write it."""
    from django.utils import timezone

    from lanyard.proof.log.checkpoints import for_openssl
    from lanyard.records.log.checkpoints import sign_checkpoint
    from lanyard.records.log.keys import log_keys

    for path in (told.out, told.openssl):
        if path is not None and path.exists():
            raise ConfigurationError(f"{path} is there already. A checkpoint is never written over another one.")
    at = timezone.now()
    note = sign_checkpoint(reason="hand", of=at.isoformat(), at=at).note
    try:
        if told.openssl is not None:
            text, signature = for_openssl(note, log_keys())
            told.openssl.mkdir(parents=True)
            (told.openssl / "checkpoint.txt").write_bytes(text)
            (told.openssl / "checkpoint.sig").write_bytes(signature)
            (told.openssl / "key.pem").write_text(log_keys().p256_pem, encoding="ascii")
        if told.out is not None:
            with told.out.open("x", encoding="utf-8", newline="\n") as file:
                file.write(note)
    except OSError as error:
        raise ConfigurationError(f"{error.filename} cannot be written: {error.strerror}.") from error
    if told.out is None:
        sys.stdout.write(note)
    print(f"Key for programs that check logs: {log_keys().verifier}", file=sys.stderr)
    return 0


def run_show(told: argparse.Namespace) -> int:
    """Print a page of entries, one a line."""
    from lanyard.records.log.reading import page

    shown = page(before=told.before, length=min(told.length, MOST_SHOWN))
    for each in shown:
        print(harmless(_line(each)))
    if not shown:
        print("There are no entries." if told.before is None else "There are no entries before that.")
    return 0


def _line(shown: Shown) -> str:
    start = f"{shown.number:>8}  {bytes(shown.entry.commitment).hex()[:16]}  "
    if shown.event is None:
        why = "filler" if shown.entry.is_filler else "erased" if shown.entry.is_erased else "its event is missing"
        return f"{start}({why})"
    event = shown.event
    ids = {"school": event.school_id, "by": event.by_id, **event.about}
    told = " ".join(f"{name}={value}" for name, value in ids.items() if value is not None)
    return f"{start}{event.at:%Y-%m-%d %H:%M:%S}  {event.kind}  {told}"


def _read(name: str) -> Checkpoint:
    """The checkpoint in a file, once its signatures are found genuine."""
    from lanyard.proof.log.checkpoints import NotACheckpoint, find_note, read_checkpoint
    from lanyard.records.log.keys import log_keys

    try:
        if name == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise NotACheckpoint("It is too large to be a checkpoint.")
        return read_checkpoint(find_note(data), log_keys())
    except OSError as error:
        raise ConfigurationError(f"{name} cannot be read: {error.strerror}.") from error
    except NotACheckpoint as error:
        raise ConfigurationError(f"{name}: {error}") from error


def _entries(count: int) -> str:
    return "one entry" if count == 1 else f"{count:,} entries"


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 15:
        raise argparse.ArgumentTypeError("give a number, such as 50")
    return int(text)
