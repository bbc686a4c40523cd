"""Somebody who adds files to a report or a case, through the pages; and files that strangers might send."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT
from PIL import Image

from lanyard.concerns.models import Case, Evidence
from lanyard.policy.routes.kinds import About, Answer, Matter
from tests.concerns.cast import Cast, send
from tests.concerns.desk import Holder

ORIGIN = {
    "what": "Picture of the group chat",
    "platform": "WhatsApp",
    "handle": "Year 4 parents",
    "url-unknown": "on",
    "posted_on-day": "22",
    "posted_on-month": "11",
    "posted_on-year": "2026",
    "posted_time": "21:05",
    "posted_says": "shown",
    "seen-unknown": "on",
    "recorded-unknown": "on",
}


def attack(cast: Cast, **more: Any):
    """A report of an attack on an adult, with leave for files."""
    told = {"matter": Matter.ATTACK, "whom": frozenset({About.OUTSIDER}), "files": Answer.YES, "shows_child": Answer.NO}
    return send(cast, **{**told, **more})


class Adder:
    """Adds files through the three pages, with the receipt or with a key to the case."""

    def __init__(self, client: Client, base: str) -> None:
        self.client, self.base = client, base

    @classmethod
    def with_receipt(cls, receipt: Any, *, checks: bool = False) -> Adder:
        client = Client(enforce_csrf_checks=checks)
        if checks:
            token = cls.token(client.get("/receipt/"))
            client.post("/receipt/", {"receipt": str(receipt), "csrfmiddlewaretoken": token})
        else:
            client.post("/receipt/", {"receipt": str(receipt)})
        return cls(client, "/receipt/report/files/")

    @classmethod
    def with_key(cls, holder: Holder, case: Case) -> Adder:
        holder.read(case)
        return cls(holder.client, f"/cases/{case.pk}/files/")

    @staticmethod
    def token(answer: HttpResponse) -> str:
        found = BeautifulSoup(answer.content, "html.parser").find("input", attrs={"name": "csrfmiddlewaretoken"})
        return found["value"]

    def ask(self, answer: str = "no", **more: str) -> HttpResponse:
        """Answer the gate."""
        return self.client.post(self.base, {"shows_child": answer, **more})

    def origin(self, **told: str) -> str:
        """Say where the file comes from; the sealed origin that the page with the file holds."""
        page = self.client.post(f"{self.base}about/", {**ORIGIN, **told})
        found = BeautifulSoup(page.content, "html.parser").find("input", attrs={"name": "origin"})
        assert found, page.content.decode()
        return found["value"]

    def send(self, data: bytes, name: str = "chat.png", *, origin: str | None = None, **more: Any) -> HttpResponse:
        """Send the file alone."""
        sent = {"origin": self.origin() if origin is None else origin, "file": SimpleUploadedFile(name, data), "end": "yes"}
        return self.client.post(f"{self.base}send/", {**sent, **more})

    def add(self, data: bytes, name: str = "chat.png") -> HttpResponse:
        """All three pages."""
        self.ask()
        return self.send(data, name)

    def post_raw(self, body: bytes, content_type: str = MULTIPART_CONTENT, **more: Any) -> HttpResponse:
        """Send bytes as they are."""
        return self.client.generic("POST", f"{self.base}send/", body, content_type=content_type, **more)


def form(origin: str, name: str, data: bytes, *, field: str = "file", end: bool = True, head: str = "") -> bytes:
    """The body of an upload, written by hand."""
    told = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="origin"\r\n\r\n{origin}\r\n'.encode(),
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n{head}\r\n'.encode(),
        data,
        b"\r\n",
    ]
    if end:
        told.append(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="end"\r\n\r\nyes\r\n--{BOUNDARY}--\r\n'.encode())
    return b"".join(told)


def picture(*, secret: str = "SECRETPLACE", size: tuple[int, int] = (60, 40)) -> bytes:
    """A photograph that says where it was taken."""
    made, said = io.BytesIO(), Image.Exif()
    said[0x010E] = secret
    Image.effect_noise(size, 40).convert("RGB").save(made, "JPEG", exif=said)
    return made.getvalue()


def flood(wide: int, high: int, data: bytes) -> bytes:
    """A PNG whose header promises so many dots."""

    def part(kind: bytes, told: bytes) -> bytes:
        return struct.pack(">I", len(told)) + kind + told + struct.pack(">I", zlib.crc32(kind + told))

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", data) + part(b"IEND", b"")


def on_disk() -> list[str]:
    """Every file below the folder of evidence, parts of uploads too."""
    root = settings.DATA / "evidence"
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def is_nothing_left() -> bool:
    """Whether neither a row nor a new blob nor a part is there."""
    kept = {evidence.blob for evidence in Evidence.objects.all()}
    return not kept and not [path for path in on_disk() if path.startswith("parts/") or path.split("/")[-1] in kept]


def saved(answer: HttpResponse) -> bytes:
    """What a download brings."""
    return b"".join(answer.streaming_content)


def address_in(answer: HttpResponse, pattern: str) -> str:
    """An address that a page leads to."""
    found = re.search(pattern, answer.content.decode())
    assert found, pattern
    return found[0]


def pieces_of(size: int, piece: bytes) -> Iterator[bytes]:
    """So many bytes, a piece at a time."""
    while size > 0:
        yield piece[:size]
        size -= len(piece)
