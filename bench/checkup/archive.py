"""How fast a large archive is read, and how much memory that takes, beside just unpacking it.

    .venv/bin/python -m bench.checkup.archive --megabytes 2000

The archive is made up in the form of a platform (Facebook, or X) in a temporary folder: conversations in several long
files, the longest a good quarter of the whole, and pictures of chance that are stored. Everything is read in a process of
its own, so that the most memory a process ever held is its own. Unpacking the same files into nothing, with Python's
``zipfile``, is the limit.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lanyard.checkup.archive.json_scan import Scanner

AT = datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC)
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
NEWEST = 1_764_500_000_000
WORDS = (
    "the a we you they him her it bring take book ball rain Monday later soon blue seven when where never always home "
    "school bus shoes hall class Friday lunch money form please thanks sorry maybe photo phone number lovely great cross"
).split()
#: Shares of the messages by file, and how much of the archive is pictures.
SHARES = (0.5, 0.2, 0.15, 0.1, 0.05)
PICTURES = 0.4


class Form(NamedTuple):
    """How a platform writes conversations: the files, what stands before the messages, each message, and what stands behind."""

    profile: tuple[str, str]
    path: str
    head: str
    row: str
    tail: str


FORMS = {
    "facebook": Form(
        (
            "personal_information/profile_information/profile_information.json",
            json.dumps({"profile_v2": {"name": {"full_name": "1001", "first_name": "One", "last_name": "Thousand"}}}),
        ),
        "your_facebook_activity/messages/inbox/person{number}_1{number}/message_1.json",
        '{{"participants": [{{"name": "1001"}}, {{"name": "200{number}"}}], "messages": [',
        '{{"sender_name": "{sender}", "timestamp_ms": {ms}, "content": "{text}", "is_geoblocked_for_viewer": false}}',
        '], "title": "200{number}", "is_still_participant": true, "thread_path": "inbox/person{number}_1{number}"}}',
    ),
    "x": Form(
        ("data/account.js", 'window.YTD.account.part0 = [{"account": {"accountId": "1001", "username": "robinteal"}}]'),
        "data/direct-messages-part{number}.js",
        'window.YTD.direct_messages.part{number} = [ {{"dmConversation": {{"conversationId": "1001-200{number}", "messages": [',
        '{{"messageCreate": {{"id": "{ms}", "senderId": "{sender}", "recipientId": "1001", '
        '"text": "{text}", "createdAt": "{iso}"}}}}',
        "]}}}}]",
    ),
}


def make_archive(path: Path, megabytes: int, form: Form) -> None:
    """Write the archive piece by piece."""
    chance = random.Random(20261201)
    texts = [" ".join(chance.choices(WORDS, k=chance.randint(4, 40))) for _ in range(5_000)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(*form.profile)
        for number, share in enumerate(SHARES):
            with archive.open(form.path.format(number=number), "w", force_zip64=True) as file:
                for piece in conversation(form, number, int(megabytes * 1e6 * (1 - PICTURES) * share), texts):
                    file.write(piece)
        block = os.urandom(1_000_000)
        for number in range(int(megabytes * PICTURES / 8)):
            info = zipfile.ZipInfo(f"media/photo_{number}.jpg", (2026, 3, 1, 0, 0, 0))
            archive.writestr(info, block * 8, zipfile.ZIP_STORED)


def conversation(form: Form, number: int, length: int, texts: list[str]) -> Iterator[bytes]:
    """A conversation of about so many bytes, the newest message first."""
    yield form.head.format(number=number).encode()
    written = at = 0
    while written < length:
        rows = []
        for row in range(at, at + 2_000):
            ms = NEWEST - 30_000 * row - number
            iso = (EPOCH + datetime.timedelta(milliseconds=ms)).isoformat(timespec="milliseconds")
            sender = f"200{number}" if row % 3 else "1001"
            rows.append(form.row.format(sender=sender, ms=ms, iso=iso, text=texts[row * 7 % len(texts)]))
        piece = ((",\n" if at else "") + ",\n".join(rows)).encode()
        at += 2_000
        written += len(piece)
        yield piece
    yield form.tail.format(number=number).encode()


def unpack(path: Path) -> int:
    """Every file but pictures into nothing; how many bytes."""
    done = 0
    with zipfile.ZipFile(path) as archive:
        for each in archive.infolist():
            if not each.filename.endswith(".jpg"):
                with archive.open(each) as file:
                    while piece := file.read(256 * 1024):
                        done += len(piece)
    return done


def parse(path: Path) -> int:
    """Every long file message by message, and nothing made of them; how many bytes the files have."""
    from lanyard.checkup.archive.inventory import take_stock
    from lanyard.checkup.archive.source import Part

    done = 0
    for each in take_stock([Part("archive.zip", path)]).entries:
        if each.size > 100_000 and not each.path.endswith(".jpg"):
            with each.open() as stream:
                _rows(Scanner(stream, after="=" if each.path.endswith(".js") else ""))
            done += each.size
    return done


def _rows(scanner: Scanner) -> None:
    """Go down to the messages and parse each."""
    if scanner.peek() == "[":
        for _ in scanner.elements():
            _rows(scanner)
        return
    for key in scanner.keys():
        if key == "messages":
            for _ in scanner.elements():
                scanner.value()
        elif key == "dmConversation":
            _rows(scanner)
        else:
            scanner.skip()


def read_all(path: Path) -> int:
    """The whole archive, item by item; how many bytes of it were to be read."""
    from lanyard.checkup.archive.reading import open_archive, read
    from lanyard.checkup.archive.source import Part

    told = [0]
    with open_archive([Part("archive.zip", path)]) as archive:
        items = sum(1 for _ in read(archive, at=AT, progress=lambda done, _: told.append(done)))
    print(f"{items:,} items; {dict(archive.tally.outcomes)}", file=sys.stderr)
    return told[-1]


def imports(_path: Path) -> int:
    """Nothing, but with all that reading needs: the memory of Python itself."""
    import lanyard.checkup.archive.reading  # noqa: F401

    return 0


QUESTIONS = {"nothing read": imports, "unpacked into nothing": unpack, "rows parsed": parse, "archive read": read_all}


def ask(question: str, path: Path) -> tuple[float, float, float]:
    """Answer one question in a process of its own: megabytes, seconds of the processor, most megabytes of memory."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.checkup.archive", "--answer", question, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    number, seconds, memory = map(float, done.stdout.split())
    return number, seconds, memory


def answer(question: str, path: Path) -> None:
    """Do what is asked and print what it took."""
    began = time.process_time()
    done = QUESTIONS[question](path)
    seconds = time.process_time() - began
    print(done / 1e6, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Make the archive, ask everything of it, and say what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=2000)
    parser.add_argument("--form", choices=FORMS, default="facebook")
    parser.add_argument("--answer", nargs=2, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.answer:
        answer(told.answer[0], Path(told.answer[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.zip"
        make_archive(path, told.megabytes, FORMS[told.form])
        with zipfile.ZipFile(path) as archive:
            sizes = [each.file_size for each in archive.infolist()]
        total, longest, packed = sum(sizes) / 1e6, max(sizes) / 1e6, path.stat().st_size / 1e6
        print(f"{total:,.0f} MB in {len(sizes)} files, the longest {longest:,.0f} MB; {packed:,.0f} MB packed")
        print("\n| question | MB | seconds | MB/s | most memory, MB |\n|---|--:|--:|--:|--:|")
        for question in QUESTIONS:
            number, seconds, memory = ask(question, path)
            speed = number / max(seconds, 1e-9)
            print(f"| {question} | {number:,.0f} | {seconds:.1f} | {speed:.0f} | {memory:.0f} |", flush=True)


if __name__ == "__main__":
    main()
