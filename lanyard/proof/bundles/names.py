"""Names that every system can keep, made from names that strangers chose."""

from __future__ import annotations

import re
import unicodedata

#: Endings that only show something when they are opened. Any other gets ``.bin`` behind it, so that a
#: double click starts nothing that somebody sent.
SHOWN_ONLY = frozenset(
    "aac avif avi bmp csv eml flac gif heic heif ics jpeg jpg json m4a m4v mbox mkv mov mp3 mp4 mpeg mpg "
    "oga ogg ogv opus pdf png tif tiff tlog-proof tsr txt vcf wav webm webp zip".split()
)
LONGEST = 60


def safe_name(original: str, number: int) -> str:
    """A file name of plain letters that says what the original said, with a number that makes it the only one.

    No path, no control or direction character, no name that a system keeps for itself, and no two
    that a system without capital letters would take for one.
    """
    last = re.split(r"[/\\]", original)[-1]
    plain = unicodedata.normalize("NFKD", last).encode("ascii", "ignore").decode("ascii")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = ending, ""
    stem = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:LONGEST].strip("-") or "file"
    ending = re.sub(r"[^a-z0-9-]", "", ending.lower())[:10].strip("-")
    if ending not in SHOWN_ONLY:
        ending = f"{ending}.bin" if ending else "bin"
    return f"{number:04d}-{stem}.{ending}"


def kept_name(original: str) -> str:
    """The original name as a text that JSON can hold: halves of letters are spelled out, nothing else is changed."""
    return original.encode("utf-8", "backslashreplace").decode("utf-8")


def shown_name(original: str) -> str:
    """The original name for reading: what cannot be seen, or would turn the direction of the text, is shown as a sign."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(sign)[0] in "CZ" and sign != " " else sign for sign in original
    )
