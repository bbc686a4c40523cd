"""What is refused of an archive whatever it claims, and what is made of the names in it.

The limits are far above what platforms hand out and far below what would fill a computer. Names are data:
they are compared and never used to open anything.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum

#: Files in one part of an archive.
MOST_ENTRIES = 200_000
#: Bytes that one file unpacks to. Mail boxes of tens of gigabytes exist, and are read message by message.
LARGEST_ENTRY = 64 * 1024**3
#: Unpacked to packed, of a file above ``RATIO_ABOVE`` bytes. Text of platforms reaches 30 or so.
RATIO = 200
RATIO_ABOVE = 10 * 1000**2
#: Unpacked to packed, of all files together above ``TOTAL_ABOVE`` bytes.
TOTAL_RATIO = 100
TOTAL_ABOVE = 1024**3
#: Bytes of a zip's list of contents.
LARGEST_DIRECTORY = 64 * 1024**2
#: Bytes of a zip inside an archive that is unpacked into memory; one that is only stored may be larger.
LARGEST_NESTED = 32 * 1024**2
#: Folders inside each other.
DEEPEST_FOLDER = 64


class Refusal(StrEnum):
    """Why a part of an archive is not read, or not to its end, in words for whoever chose it."""

    BROKEN = "It is broken off or damaged. Download it again, and wait until the download is complete."
    CUT_OFF = "It is broken off in the middle, so only what comes before was read. Download it again."
    OVERLAPPING = "Files inside it lie on top of each other, as no platform makes it. Unpacking it could fill up a computer."
    TOO_MANY = f"It holds more than {MOST_ENTRIES:,} files, which is more than this check-up takes."
    TOO_LARGE = (
        "What is packed into it is far too large for its size, as no platform makes it. Unpacking it could fill up a computer."
    )
    NOT_SEEKABLE = "It has to be a file on this computer, because reading it means going to and fro in it."
    NO_ACCESS = "This computer does not let the check-up read it."


class Refused(Exception):
    """A part of an archive is not read. Its text is the reason, and holds nothing of the archive."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\\": "/"})


def tidy_path(name: str) -> str:
    """A member's path for comparing: ``/`` between segments, NFC, one form of apostrophe, no ``./`` and no ``/`` in front.

    ``..``, drive letters and NUL stay, so that such a path is no known one.
    """
    if not name.isascii():
        name = unicodedata.normalize("NFC", name)
        if not name.isprintable():
            # Halves of letters cannot be written down anywhere.
            name = name.encode("utf-8", "replace").decode("utf-8")
    if not name.isascii() or "\\" in name:
        name = name.translate(_APOSTROPHES)
    if "//" in name or name.startswith(("/", "./")) or "/./" in name:
        return "/".join(each for each in name.split("/") if each not in ("", "."))
    return name


def is_strange(name: str) -> bool:
    """Whether a name would be dangerous if anything used it as a path: absolute, with a drive, ``..`` or NUL."""
    plain = name.replace("\\", "/")
    return plain.startswith("/") or plain[1:2] == ":" or "\0" in plain or ".." in plain.split("/")


_JUNK = frozenset((".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", ".localized"))


def is_junk(path: str) -> bool:
    """Whether a computer, and not the platform, put it there."""
    base = path.rpartition("/")[2].casefold()
    return base in _JUNK or base.startswith("._") or path.startswith("__MACOSX/") or "/__MACOSX/" in path


_MEDIA = frozenset(
    # Pictures, films and sound ...
    "jpg jpeg png gif webp heic heif bmp tif tiff svg ico avif raw dng cr2 nef psd mp4 m4v mov avi mkv webm 3gp 3g2 mpg mpeg "
    "wmv flv ts srt mp3 m4a aac ogg oga opus wav flac amr wma aiff aif caf weba webarchive thm was ttf otf woff woff2 eot css "
    # ... and papers that were sent around.
    "pdf doc docx docm odt rtf xls xlsx xlsm ods ppt pptx odp key pages numbers epub pkpass ics vcf apk exe dmg".split()
)


def is_media(path: str) -> bool:
    """Whether its name says that it is a picture, sound, film or document, none of which is ever opened."""
    base = path.rpartition("/")[2]
    return "." in base and base.rpartition(".")[2].casefold() in _MEDIA


def is_packed(path: str) -> bool:
    """Whether its name says that it is an archive in itself."""
    return path.casefold().endswith((".zip", ".tar", ".tgz", ".tar.gz", ".7z", ".rar"))
