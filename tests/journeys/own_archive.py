"""Copies of somebody's own data as platforms hand them out, made up for the journey of a private check-up."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Mapping
from pathlib import Path

from tests.checkup.dialects import linkedin_archive, x_archive
from tests.checkup.dialects.trying import ytd

#: Words that stand in the copies and nowhere else: none of them may ever leave the browser.
SECRETS = ("07700 900417", "quincelane", "Medlarsworth", "loquatjam", "persimmonpond")
#: A post that would do something to a page which took it for HTML.
HOSTILE = 'Ring me on 07700 900417 <img src="/stolen?quincelane" onerror="alert(1)"><script>alert(2)</script></p></section>'
FILM = "data/tweets_media/1-film.mp4"


def x(path: Path, *, megabytes: int = 0) -> Path:
    """A copy from X with posts that give something away, and a film of that many megabytes, stored as platforms store films."""
    texts = (HOSTILE, "We drove to the persimmonpond", "Write to robin.quincelane@example.org if you want loquatjam")
    posts = ytd("tweets", [{"tweet": x_archive.tweet(text, id_str=str(n))} for n, text in enumerate(texts)])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        write(archive, {**x_archive.of_2024(), "data/tweets.js": posts})
        with archive.open(zipfile.ZipInfo(FILM), "w", force_zip64=True) as stream:
            for _ in range(megabytes):
                stream.write(bytes(1_000_000))
    return path


def linkedin(path: Path) -> Path:
    """A copy from LinkedIn with somebody among the connections whom a teacher may look for."""
    files = linkedin_archive.of_2026()
    row = "Oswin,Medlarsworth,https://www.linkedin.com/in/oswin,,,,08 Feb 2026\n"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        write(archive, {**files, "Connections.csv": files["Connections.csv"] + row})
    return path


def long_chat(path: Path, *, messages: int = 30_000) -> Path:
    """A copy from X with a long conversation, which takes a browser some seconds."""
    chance = random.Random(7)
    words = "the a we you they bring take book ball rain Monday later soon blue seven when where never always home".split()
    texts = (" ".join(chance.choices(words, k=chance.randint(4, 44))) for _ in range(messages))
    told = [x_archive.message(text, chance.choice((x_archive.ME, x_archive.FRIEND))) for text in texts]
    chat = [{"dmConversation": {"conversationId": f"{x_archive.ME}-{x_archive.FRIEND}", "messages": told}}]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        account = ytd("account", [{"account": x_archive.ACCOUNT}])
        write(archive, {"data/account.js": account, "data/direct-messages.js": ytd("direct_messages", chat)})
    return path


def bomb(path: Path) -> Path:
    """A zip in whose list many files lie on top of each other, so that little unpacks to much: no platform makes one."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/tweets.js", b" " * 1_000_000)
        first = archive.infolist()[0]
        for number in range(50):
            twin = zipfile.ZipInfo(f"data/tweets-part{number}.js")
            for name in ("CRC", "compress_size", "file_size", "header_offset", "compress_type"):
                setattr(twin, name, getattr(first, name))
            archive.filelist.append(twin)
    return path


def write(archive: zipfile.ZipFile, files: Mapping[str, str]) -> None:
    """Put files into a zip."""
    for name, text in files.items():
        archive.writestr(name, text)
