"""A school that lives by the Welton policy, and a visitor who uses its pages as a person does: reads, chooses, presses."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lanyard.oversight import actions as oversight
from lanyard.oversight.models import PolicyVersion
from lanyard.people.models import Adult, School
from lanyard.policy.pack import Pack, load_sources, read_sources
from tests.people.cast import AT, make_adult, make_school

EARLIER, NOW = "welton/earlier/2025", "welton"


@lru_cache(maxsize=8)
def pack(name: str = NOW) -> Pack:
    """A built-in version, read once."""
    return load_sources(read_sources(name), name=name)


def adopt(school: School, name: str = NOW, *, sources: Mapping[str, str] | None = None, on: str = "") -> PolicyVersion:
    """Put a version in force at a school, on the day its front matter gives."""
    told = load_sources(sources, name=name) if sources else pack(name)
    version = PolicyVersion.objects.create(
        school=school,
        pack_id=told.id,
        version=told.version,
        title=told.title,
        hash=told.hash,
        sources=dict(sources or read_sources(name)),
        received_at=AT,
    )
    oversight.record_adoption(
        version=version,
        meeting="Autumn meeting",
        minute_ref=told.settings["minute"],
        decided_by=told.settings["adopted_by"],
        adopted_on=datetime.date.fromisoformat(on or told.settings["adopted_on"]),
        by=None,
        at=AT,
    )
    return version


def make_welton(*, is_demonstration: bool = True) -> School:
    """A school with last year's and this year's version, both adopted."""
    school = make_school("Welton Primary School", settings={"pack": "welton"}, is_demonstration=is_demonstration)
    adopt(school, EARLIER)
    adopt(school, NOW)
    return school


def sign_in(adult: Adult) -> Client:
    """A client signed in as an adult."""
    client = Client()
    client.force_login(adult.account)
    session = client.session
    session["began"] = session["seen"] = int(timezone.now().timestamp())
    session["second_factor"] = True
    session.save()
    return client


class Visitor:
    """Somebody in front of a browser without scripts. Remembers every address it was led to."""

    def __init__(self, adult: Adult) -> None:
        self.adult = adult
        self.client = sign_in(adult)
        self.addresses: list[str] = []
        self.response: HttpResponse
        self.page: BeautifulSoup

    @classmethod
    def at(cls, school: School, name: str = "Sam Whitcombe", *roles: str, **more) -> Visitor:
        """A new adult of a school, signed in."""
        return cls(make_adult(school, name, *roles, **more))

    def open(self, address: str) -> Visitor:
        """Open an address and follow where it leads."""
        self._take(self.client.get(address, follow=True), address)
        return self

    def send(self, address: str, **fields: str) -> Visitor:
        """Send a form and follow where it leads."""
        self._take(self.client.post(address, fields, follow=True), address)
        return self

    def _take(self, response: HttpResponse, address: str) -> None:
        self.addresses += [address, *(to for to, _ in response.redirect_chain)]
        self.response = response
        self.page = BeautifulSoup(response.content, "html.parser")

    @property
    def address(self) -> str:
        """Where the visitor is now."""
        return urlsplit(self.addresses[-1]).path

    @property
    def heading(self) -> str:
        """The page's one heading of the first level."""
        (found,) = self.page.find_all("h1")
        for sign in found.find_all(attrs={"aria-hidden": "true"}):
            sign.extract()
        return " ".join(found.get_text(" ").split())

    @property
    def title(self) -> str:
        """The page's title."""
        return self.page.title.get_text()

    @property
    def text(self) -> str:
        """What a reader finds on the page, on one line."""
        return " ".join(self.page.find("main").get_text(" ").split())

    def ask(self, act: str) -> Visitor:
        """Choose an act on the first page."""
        self.open("/")
        found = self.page.find("button", attrs={"name": "act", "value": act})
        assert found is not None, act
        return self.send("/ask/", act=act)

    def choose(self, label: str) -> Visitor:
        """Choose the answer with this label and press Continue."""
        for choice in self.page.find_all("input", type="radio"):
            words = self.page.find("label", attrs={"for": choice["id"]}).get_text().strip()
            if words == label:
                return self.send(self.address, **{choice["name"]: choice["value"]})
        raise AssertionError(f"there is no answer {label!r} on {self.address}")

    def follow(self, words: str) -> Visitor:
        """Follow the link with these words."""
        for link in self.page.find_all("a"):
            if re.sub(r"\s+", " ", link.get_text(" ")).strip().startswith(words):
                return self.open(link["href"])
        raise AssertionError(f"there is no link {words!r} on {self.address}")

    def press(self, words: str) -> Visitor:
        """Press the button with these words, sending its form."""
        for button in self.page.find_all("button"):
            if re.sub(r"\s+", " ", button.get_text(" ")).strip().startswith(words):
                form = button.find_parent("form")
                fields = {each["name"]: each.get("value", "") for each in form.find_all("input") if each.get("name")}
                if button.get("name"):
                    fields[button["name"]] = button["value"]
                return self.send(form.get("action") or self.address, **fields)
        raise AssertionError(f"there is no button {words!r} on {self.address}")

    @property
    def back(self) -> str:
        """Where the link back leads."""
        return self.page.find("a", class_="govuk-back-link")["href"]
