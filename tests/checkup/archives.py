"""Archives for a whole check-up, made up from those that tests of dialects have, with things planted in them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lanyard.checkup.archive.source import Part
from tests.checkup.dialects import linkedin_archive, reddit_archive, snapchat_archive, x_archive
from tests.checkup.dialects.facebook_archives import facebook
from tests.checkup.dialects.instagram_archives import instagram
from tests.checkup.dialects.meta_archives import written

#: Words that are planted in the archives below and stand nowhere else.
PLANTED = ("quincelane", "07700 900417")
PUPIL, HANDLE = "Amber Kite", "amber_k"

MAKERS = {
    "facebook": lambda: written(facebook("2024")),
    "instagram": lambda: written(instagram("2024")),
    "x": x_archive.of_2024,
    "linkedin": linkedin_archive.of_2026,
    "snapchat": snapchat_archive.of_2024,
    "reddit": reddit_archive.of_2024,
}


def with_planted() -> dict[str, str]:
    """An X archive in which a post gives a telephone number and an address away."""
    files = x_archive.of_2024()
    posts = [{"tweet": x_archive.tweet(f"Ring me on {PLANTED[1]} or write to {PLANTED[0]}@example.org any time")}]
    return {**files, "data/tweets.js": f"window.YTD.tweets.part0 = {json.dumps(posts)}"}


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Files as a zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def part(files: Mapping[str, str | bytes], name: str = "archive.zip") -> Part:
    """The same as a part that was given."""
    data = zipped(files)
    return Part(name, lambda: io.BytesIO(data))


def saved(folder: Path, files: Mapping[str, str | bytes], name: str = "archive.zip") -> str:
    """The same as a file; its path."""
    path = folder / name
    path.write_bytes(zipped(files))
    return str(path)
