"""Somebody in front of a browser who reports something, page by page, as a person would."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

from django.test import Client

from lanyard.concerns.forms.report_steps import STEPS
from lanyard.people.models import Adult
from tests.practice.welton import sign_in

#: What a page answers well, where a test does not care; a list of names and values for each step.
WELL = {
    "danger": {"danger": "no"},
    "files": {"files": "no"},
    "shows_child": {"shows_child": "no"},
    "stop": {},
    "about": {"about": ["adult"]},
    "keep_from": {"keep_from": ["nobody"]},
    "matter": {"matter": "conduct"},
    "harm": {"harm": "no"},
    "judgement": {"judgement": "yes"},
    "who": {"adults": ["unknown"], "others": "", "pupils": ""},
    "what": {"what": "Something was said in the corridor."},
    "when": {"day-day": "", "day-month": "", "day-year": "", "time": ""},
    "where": {"where": ""},
    "saw": {"saw": ""},
    "details": {},
    "name": {"naming": "not_given"},
}
NUMBERS = {step.slug: number for number, step in enumerate(STEPS, 1)}


class Browser:
    """A browser, signed in as an adult or not."""

    def __init__(self, adult: Adult | None = None) -> None:
        self.client = sign_in(adult) if adult is not None else Client()
        self.path, self.page, self.status = "", "", 0
        self.seen: list[str] = []

    def open(self, path: str) -> Browser:
        return self._arrive(self.client.get(path, follow=True), path)

    def post(self, path: str = "", /, **fields) -> Browser:
        return self._arrive(self.client.post(path or self.path, fields, follow=True), path or self.path)

    def _arrive(self, response, path: str) -> Browser:
        self.path = urlsplit(response.redirect_chain[-1][0]).path if response.redirect_chain else path
        self.page, self.status = response.content.decode(), response.status_code
        self.seen.append(self.page)
        return self

    @property
    def text(self) -> str:
        """What the page itself says."""
        inside = self.page.split('id="main-content"', 1)[-1]
        return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", inside)))

    @property
    def slug(self) -> str:
        """The step that is asked."""
        found = re.fullmatch(r"/report/question/(\d+)/", self.path)
        return STEPS[int(found[1]) - 1].slug if found else ""

    def begin(self) -> Browser:
        self.open("/report/")
        return self.post()

    def go_on(self, until: str = "", **told: dict) -> Browser:
        """Answer whatever is asked, well where nothing else is told, up to a step or to the check page."""
        while self.slug and self.slug != until:
            asked = self.slug
            boxes = dict.fromkeys(re.findall(r'<(?:textarea|input)[^>]*? name="([a-z_-]+)"', self.page), "")
            empty = {name: "" for name in boxes if asked == "details" and name not in ("csrfmiddlewaretoken", "category")}
            self.post(**{**WELL[asked], **empty, **told.get(asked, {})})
            assert self.slug != asked, f"“{asked}” was not answered well: {self.text[:900]}"
        return self

    def send(self) -> str:
        """Send, and read the receipt off the page."""
        assert self.path == "/report/check/", self.path
        self.post()
        assert self.path == "/report/sent/"
        return self.receipt

    @property
    def receipt(self) -> str:
        found = re.search(r'<p class="lanyard-code">(.*?)</p>', self.page, re.DOTALL)
        assert found, self.text[:500]
        return re.sub(r"<[^>]+>|\s", "", found[1])

    def come_back(self, receipt: str) -> Browser:
        self.open("/receipt/")
        return self.post(receipt=receipt)


def everything_stored() -> bytes:
    """Every row of every table as bytes."""
    from django.db import connection

    found = b""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of ours
            for row in cursor.fetchall():
                found += b"|".join(bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode() for one in row)
    return found
