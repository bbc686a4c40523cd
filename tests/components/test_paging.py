"""A long list is shown in pages, and the links between them say where one is."""

from __future__ import annotations

from bs4 import BeautifulSoup

from lanyard.components import render
from lanyard.components.paging import links, page_of

ENTRIES = list(range(1, 261))


def shown(number: object, entries=ENTRIES) -> BeautifulSoup:
    return BeautifulSoup(render("pagination", **links(page_of(entries, number), "/list/")), "html.parser")


def test_one_page_has_no_links():
    assert links(page_of(ENTRIES[:25], None), "/list/") == {}
    assert links(page_of([], "7"), "/list/") == {}


def test_a_page_holds_so_many_and_every_entry_is_on_one():
    pages = [page_of(ENTRIES, number) for number in range(1, 12)]
    assert [len(page) for page in pages] == [25] * 10 + [10]
    assert [entry for page in pages for entry in page] == ENTRIES


def test_a_number_that_is_no_page_leads_to_one():
    assert page_of(ENTRIES, "no").number == page_of(ENTRIES, None).number == 1
    assert page_of(ENTRIES, "99").number == page_of(ENTRIES, "-1").number == 11


def test_the_links_lead_on_and_back_and_mark_the_page():
    page = shown(5)
    assert page.select_one('[rel="prev"]')["href"] == "/list/?page=4"
    assert page.select_one('[rel="next"]')["href"] == "/list/?page=6"
    assert page.select_one('[aria-current="page"]').get_text() == "5"
    assert [link.get_text() for link in page.select("li")] == ["1", "⋯", "4", "5", "6", "⋯", "11"]
    assert page.select_one("li a")["href"] == "/list/", "the first page has the plain address"


def test_the_ends_lead_one_way():
    assert shown(1).select_one('[rel="prev"]') is None
    assert shown(11).select_one('[rel="next"]') is None
