"""The report as HTML: one file that can reach nobody, in which an archive's words stay words."""

from __future__ import annotations

import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.checkup.report.as_html import as_fragment, as_html
from lanyard.checkup.result import PartRead, State
from tests.checkup.report.results import POSTS, QUOTED, WHOLE, chapter, finding, result
from tests.repository import ROOT

#: The script by which the page of the service takes a report in, and the elements and attributes that it lets in.
SCRIPT = (ROOT / "lanyard/practice/static/practice/check-up/report.js").read_text()
LET_IN = set(re.search(r"ELEMENTS = new Set\(\s*'([A-Z0-9 ]+)'", SCRIPT)[1].lower().split())
ATTRIBUTES = set(re.findall(r"[a-z-]+", re.search(r"ATTRIBUTES = new Set\((.+)\)", SCRIPT)[1]))

NASTY = '<script src="https://example.org/x.js"></script><img src=x onerror=alert(1)>"\'</p></blockquote></main><style>'


def parsed(text):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def parsed_fragment(text):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(text)


def words_of(tree):
    return " ".join("".join(tree.itertext()).split())


def test_the_document_is_valid_and_can_ask_for_nothing():
    tree = parsed(as_html(WHOLE))
    names = {each.tag for each in tree.iter()}
    assert names.isdisjoint({"script", "img", "link", "iframe", "object", "form", "a", "base"})
    policy = tree.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert not re.search(r"https?:|//|url\(|@import", as_html(WHOLE).replace("<!DOCTYPE html>", ""))


def test_it_has_one_h1_a_language_a_main_and_headings_without_gaps():
    tree = parsed(as_html(WHOLE))
    assert tree.get("lang") == "en-GB" and len(tree.findall(".//main")) == 1
    levels = [int(each.tag[1]) for each in tree.iter() if re.fullmatch(r"h\d", str(each.tag))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    ids = [each.get("id") for each in tree.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    assert {each.get("aria-labelledby") for each in tree.iter("section")} <= set(ids)


def test_the_urgent_words_always_stand_before_anything_that_was_found():
    for each in (WHOLE, result(platforms=())):
        text = words_of(parsed(as_html(each)))
        assert each.urgent in text
        assert text.index(each.urgent) < text.index("What came out")


def test_a_finding_shows_text_place_reason_clauses_and_what_makes_it_go_away():
    tree = parsed(as_html(WHOLE))
    assert [each.text for each in tree.iter("mark")] == ["07700 900123"]
    text = words_of(tree)
    for said in (
        "clauses 2.3.2, 2.4.2 and 2.4.3",
        "Facebook, posts, 3 May 2019 (posts/your_posts_<n>.json, entry 4)",
        "A UK telephone number.",
        "Take it out of the profile or post",
        "Act on this",
    ):
        assert said in text


def test_a_quotation_is_shown_as_one():
    assert "You quote this." in as_html(result(chapter("contact-details", State.FOUND, found=(QUOTED,))))


def test_what_stands_beyond_the_first_ten_unfolds_and_what_was_not_kept_is_said():
    found = tuple(finding() for _ in range(14))
    tree = parsed(as_html(result(chapter("contact-details", State.FOUND, found=found, total=500))))
    assert len(tree.findall(".//details/ul/li")) == 4
    assert "These are the first 14 of 500." in words_of(tree)


def test_the_fragment_holds_only_what_the_page_lets_in():
    tree = parsed_fragment(as_fragment(WHOLE))
    for each in tree.iter():
        if each is not tree:
            assert each.tag in LET_IN
            assert set(each.keys()) <= ATTRIBUTES
    assert {each.tag for each in tree.iter()} & {"h2", "h3"} == {"h3"}


@pytest.mark.parametrize("form", [as_html, as_fragment])
def test_an_archives_words_stay_words(form):
    nasty = finding(text=f"{NASTY} 07700 900123", who=NASTY, reason=NASTY)
    nasty = nasty._replace(ref=nasty.ref._replace(entry=NASTY))
    cover = POSTS._replace(words=(NASTY,))
    told = result(
        chapter("contact-details", State.FOUND, cover, found=(nasty,)), parts=(PartRead(NASTY, (), NASTY),), alarms=(NASTY,)
    )
    tree = (parsed if form is as_html else parsed_fragment)(form(told))
    names = [each.tag for each in tree.iter()]
    assert not {"script", "img"} & set(names) and names.count("style") == (form is as_html)
    assert words_of(tree).count("alert(1)") >= 6


@given(st.text(st.characters(), max_size=60))
def test_any_text_comes_out_as_valid_html(text):
    told = result(chapter("contact-details", State.FOUND, found=(finding(text=f"{text} 07700 900123", who=text),)))
    page = as_html(told)
    page.encode("utf-8")
    assert "07700 900123" in [each.text for each in parsed(page).iter("mark")]


def test_nothing_turns_the_line_around_or_hides_in_a_control():
    page = as_html(result(chapter("contact-details", State.FOUND, found=(finding(text="a\u202eb\x1b\ud800c 07700 900123"),))))
    assert not set("\u202e\x1b\ud800") & set(page)
    family = "\N{WOMAN}\u200d\N{GIRL}\u00a0"
    assert family in as_html(result(chapter("contact-details", State.FOUND, found=(finding(text=f"{family}07700 900123"),))))
