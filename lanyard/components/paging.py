"""A long list in pages: what the ``pagination`` component needs to lead from one to another."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator

#: How many entries stand on one page.
PER_PAGE = 25


def page_of(entries: Any, number: Any, *, per_page: int = PER_PAGE) -> Page:
    """The page with that number; the first for no number, the last for one that is too large."""
    return Paginator(entries, per_page).get_page(number)


def links(page: Page, address: str, *, what: str = "Pages") -> dict[str, Any]:
    """The options of ``pagination`` for a page of the list at ``address``, or nothing where one page holds all."""
    if not page.has_other_pages():
        return {}
    found: dict[str, Any] = {"landmark_label": what, "items": [_item(page, number, address) for number in _numbers(page)]}
    if page.has_previous():
        found["previous"] = {"href": _href(address, page.previous_page_number())}
    if page.has_next():
        found["next"] = {"href": _href(address, page.next_page_number())}
    return found


def _numbers(page: Page) -> list[Any]:
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


def _item(page: Page, number: Any, address: str) -> dict[str, Any]:
    if number == page.paginator.ELLIPSIS:
        return {"ellipsis": True}
    return {"number": number, "href": _href(address, number), "current": number == page.number}


def _href(address: str, number: int) -> str:
    return address if number == 1 else f"{address}?page={number}"
