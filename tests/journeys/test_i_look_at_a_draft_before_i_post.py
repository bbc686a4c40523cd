"""Before somebody posts, their draft is looked at inside the page: it goes nowhere, and both programs find the same."""

from __future__ import annotations

import random

from playwright.sync_api import expect

from lanyard.policy.pack import BUILT_IN
from lanyard.policy.posting import load_looks
from tests.journeys.visitor import Visitor

PAGE = "/protect/before-you-post/"
DRAFT = "Mrs Smith’s lot in Year 4 are useless. I can’t stand it"
SETTINGS = {"school": "St. Mary’s (Upper) School", "council": "North and East Council"}
PIECES = (
    "one of my kids|Year 4|Yr10|class 3B|his mum|Mrs Smith|Mr. Smith|J. T.|j.t.|Jack B.|poor Ella|EHCP|ehcp|"
    "autistic|looked-after|don’t tell|don't tell|DON‘T TELL|between you and me|parents’ evening|staff room|"
    "sam@example.org|sam@example|07700 900123|+44 7700 900123|0770090012|BA3 2QH|12 High Street|"
    "every Friday at|school gates|pick‑up time|hi-vis|as a teacher|I’m a ta|my head|North and East|"
    "St. Mary’s (Upper)|ST. MARY'S (UPPER) SCHOOL|liar|covered–up|sacked|should be sacked|stupid|sh*t|f*ck|"
    "wank|damn|too old|wheelchair|photo of|https://example.org/a?b=1|😀|é|ſchool|K|\u0130|\n|\t|\u00a0|.|,|'|“|"
    "-|0|a"
).split("|")


def test_a_draft_is_looked_at_and_goes_nowhere(arrive) -> None:
    visitor = arrive()
    visitor.sign_in()
    visitor.open(PAGE)
    before = len(visitor.watch.requests)
    visitor.page.get_by_label("Your draft").fill(DRAFT)
    visitor.page.get_by_role("button", name="Look at it").click()
    found = visitor.page.locator("#found")
    for said in ("Look at this again", "“Mrs Smith”", "“Year 4”", "“useless”", "Clause 2.3.7"):
        expect(found).to_contain_text(said)
    visitor.page.get_by_role("button", name="Clear it").click()
    expect(found).to_be_empty()
    assert len(visitor.watch.requests) == before
    stored = visitor.page.evaluate("() => [localStorage.length, sessionStorage.length, document.cookie]")
    assert stored == [0, 0, ""]


def test_both_programs_find_the_same(desk: Visitor) -> None:
    """Two thousand drafts put together by chance from what the rules look for and from what could trip them."""
    looks = load_looks(BUILT_IN / "welton" / "before-you-post.toml")
    chance = random.Random(20261122)
    drafts = [
        "".join(chance.choice(PIECES) + chance.choice(["", " ", " "]) for _ in range(chance.randint(1, 12))) for _ in range(2000)
    ]
    drafts += PIECES
    desk.sign_in()
    desk.open(PAGE)
    script = """async ([drafts, rules]) => {
      const address = document.querySelector('script[src*="before-you-post"]').src;
      const {find} = await import(address);
      return drafts.map((draft) => find(draft, rules).map((each) => [each.rule.id, each.words]));
    }"""
    theirs = desk.page.evaluate(script, [drafts, looks.as_rules(SETTINGS)])
    ours = [[[each.look.id, list(each.words)] for each in looks.find(draft, SETTINGS)] for draft in drafts]
    differing = [(draft, one, other) for draft, one, other in zip(drafts, ours, theirs, strict=True) if one != other]
    assert differing == []
    assert sum(map(bool, ours)) > 1000
