"""What was found, in plain words, and the command that asks for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence

from .checking import Report, check
from .reading import CannotCheck

USAGE = """Check a bundle: that every file in it is as it was when the school signed the list of files.

    python3 verify.py                      the folder that this file is in
    python3 verify.py BUNDLE               a ZIP file or a folder
    python3 verify.py BUNDLE --key "0123 4567 ..."

It needs Python 3.8 or newer and nothing else. It sends nothing anywhere and changes nothing.
Exit codes: 0 everything holds; 1 something does not hold; 2 it could not be checked.
"""


def tell(report: Report, key_given: bool) -> Iterator[str]:
    """What was found, line by line, in plain words."""
    told = report.statement
    yield f"Bundle:     {told.get('title', '')}"
    yield f"Made:       {told.get('made_at', '')}"
    yield f"Signed by:  {report.fingerprint}"
    if report.faults:
        yield ""
        yield f"NOT AS IT WAS SIGNED. Things found: {len(report.faults)}."
        for fault in report.faults:
            yield f"  {fault.kind}: {fault.path + ': ' if fault.path else ''}{fault.words}"
        yield ""
        yield "Ask the school for the bundle again, and keep this one as it is."
        return
    yield f"Files:      {told['count']} were signed, and the same {told['count']} are here."
    yield ""
    for one in told["files"]:
        if "received_at" in one:
            yield f"  {one['path']}: unchanged since received at {one['received_at']}"
    yield from (f"  {remark}" for remark in report.remarks)
    yield ""
    if not key_given:
        yield "Compare the fingerprint above with the one that the school tells you by telephone or letter."
        yield "Only when they are the same did the school sign this bundle."
    yield "This says that the files are unchanged. It does not say who made them, or whether what they show is true."


def main(arguments: Sequence[str], beside: str) -> int:
    """Check one bundle, by default the folder of the file ``beside``, and say what was found; the exit code."""
    words, key = list(arguments), None
    if "--key" in words[:-1]:
        at = words.index("--key")
        key = words[at + 1]
        del words[at : at + 2]
    if len(words) > 1 or any(word.startswith("-") for word in words):
        sys.stdout.write(USAGE)
        return 2
    try:
        report = check(words[0] if words else os.path.dirname(os.path.abspath(beside)), key)
    except (CannotCheck, OSError) as error:
        sys.stdout.write(f"This could not be checked. {error}\n")
        return 2
    for line in tell(report, key is not None):
        sys.stdout.write("".join(sign if sign.isprintable() else "?" for sign in line) + "\n")
    return 1 if report.faults else 0
