"""Links to the pages of a list, as the pagination component takes them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page


def page_links(page: Page, before: str = "?") -> dict[str, Any]:
    """The page before, the page after and a few numbers; empty for a list on one page."""
    if page.paginator.num_pages < 2:
        return {}
    items: list[dict[str, Any]] = []
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if number == page.paginator.ELLIPSIS:
            items.append({"ellipsis": True})
        else:
            items.append({"number": number, "href": f"{before}page={number}", "current": number == page.number})
    links: dict[str, Any] = {"items": items}
    if page.has_previous():
        links["previous"] = {"href": f"{before}page={page.previous_page_number()}"}
    if page.has_next():
        links["next"] = {"href": f"{before}page={page.next_page_number()}"}
    return links
