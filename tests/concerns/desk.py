"""A holder in front of a browser without scripts: unlocks, says why a case is opened, takes steps through its pages."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup

from lanyard.concerns.models import Case
from tests.concerns.cast import PASSPHRASE, Cast
from tests.practice.welton import Visitor


class Holder(Visitor):
    """Somebody who holds a key, with their cases unlocked."""

    def __init__(self, cast: Cast, who: str) -> None:
        super().__init__(cast.adults[who])
        self.who = who
        self.client.post("/cases/unlock/", {"case_passphrase": PASSPHRASE})

    def read(self, case: Case, reason: str = "handle", words: str = "") -> Holder:
        """Open a case, and say why if that is asked."""
        self.open(f"/cases/{case.pk}/")
        if self.address.endswith("/read/"):
            self.fill(reason=reason, words=words)
        assert self.address == f"/cases/{case.pk}/", self.text
        return self

    def fill(self, *, button: str = "", **fields: Any) -> Holder:
        """Fill in the page's form and send it, with what is hidden in it."""
        form = self.form
        sent = {each["name"]: each.get("value", "") for each in form.find_all("input", type="hidden") if each.get("name")}
        if button:
            found = form.find("button", string=lambda words: words and words.strip() == button)
            sent[found["name"]] = found["value"]
        self.send(self.address, **{**sent, **fields})
        return self

    def step(self, case: Case, step: str, **fields: Any) -> Holder:
        """Take a step by its form, and agree to what its check page says."""
        self.read(case).open(f"/cases/{case.pk}/steps/{step}/")
        assert self.address.endswith(f"/steps/{step}/"), self.text
        self.fill(**fields)
        if self.address.endswith("/check/"):
            self.fill()
        return self

    @property
    def form(self) -> BeautifulSoup:
        """The page's own form, not those that every page has."""
        return self.page.find("main").find("form", method="post")

    def steps_offered(self, case: Case) -> list[str]:
        """The steps that the page of a case offers."""
        self.read(case)
        found = [link["href"] for link in self.page.find("main").find_all("a") if "/steps/" in link["href"]]
        return list(dict.fromkeys(address.rstrip("/").rpartition("/")[2] for address in found))
