"""Components that lay out what is known: summary lists, tables, tabs."""

from __future__ import annotations

from django.utils.safestring import SafeString

from .html import EMPTY, Options, classes, content, element, join


def summary_list(options: Options) -> SafeString:
    """Pairs of what was asked and what was answered, with links to change them."""
    rows = [row for row in options.get("rows") or () if row]
    any_actions = any(_actions(row) for row in rows)
    card = options.get("card")
    title = (card or {}).get("title")
    own = {"class": classes("govuk-summary-list", options.get("classes")), **(options.get("attributes") or {})}
    made = element("dl", own, *(_row(row, any_actions, title) for row in rows))
    return made if not card else _card(card, made)


def _actions(holder: Options) -> list[Options]:
    return list((holder.get("actions") or {}).get("items") or ())


def _row(row: Options, any_actions: bool, card_title: Options | None) -> SafeString:
    actions = _actions(row)
    lacks = any_actions and not (row.get("actions") or {}).get("items")
    key, value = row.get("key") or {}, row.get("value") or {}
    own = classes("govuk-summary-list__row", "govuk-summary-list__row--no-actions" if lacks else None, row.get("classes"))
    return element(
        "div",
        {"class": own},
        element("dt", {"class": classes("govuk-summary-list__key", key.get("classes"))}, content(key)),
        element("dd", {"class": classes("govuk-summary-list__value", value.get("classes"))}, content(value)),
        _row_actions(row, actions, card_title) if actions else None,
    )


def _row_actions(row: Options, actions: list[Options], card_title: Options | None) -> SafeString:
    own = {"class": classes("govuk-summary-list__actions", row["actions"].get("classes"))}
    links = [_action(action, card_title) for action in actions]
    if len(links) == 1:
        return element("dd", own, links[0])
    lines = [element("li", {"class": "govuk-summary-list__actions-list-item"}, link) for link in links]
    return element("dd", own, element("ul", {"class": "govuk-summary-list__actions-list"}, *lines))


def _action(action: Options, card_title: Options | None) -> SafeString:
    own = {
        "class": classes("govuk-link", action.get("classes")),
        "href": action.get("href") or "",
        **(action.get("attributes") or {}),
    }
    spoken = action.get("visually_hidden_text")
    more = None
    if spoken or card_title:
        about = join(" (", content(card_title), ")") if card_title else None
        more = element("span", {"class": "govuk-visually-hidden"}, f" {spoken}" if spoken else None, about)
    return element("a", own, content(action), more)


def _card(card: Options, inner: SafeString) -> SafeString:
    own = {"class": classes("govuk-summary-card", card.get("classes")), **(card.get("attributes") or {})}
    title = card.get("title")
    heading = EMPTY
    if title:
        level = title.get("heading_level") or 2
        heading = element(f"h{level}", {"class": classes("govuk-summary-card__title", title.get("classes"))}, content(title))
    return element(
        "div",
        own,
        element("div", {"class": "govuk-summary-card__title-wrapper"}, heading, _card_actions(card, title)),
        element("div", {"class": "govuk-summary-card__content"}, inner),
    )


def _card_actions(card: Options, title: Options | None) -> SafeString | None:
    actions = _actions(card)
    if not actions:
        return None
    own = {"class": classes("govuk-summary-card__actions", card["actions"].get("classes"))}
    links = [_action(action, title) for action in actions]
    if len(links) == 1:
        return element("div", own, links[0])
    return element("ul", own, *(element("li", {"class": "govuk-summary-card__action"}, link) for link in links))


def table(options: Options) -> SafeString:
    """A table with a caption, column headings and rows."""
    own = {"class": classes("govuk-table", options.get("classes")), **(options.get("attributes") or {})}
    caption = None
    if options.get("caption"):
        named = {"class": classes("govuk-table__caption", options.get("caption_classes"))}
        caption = element("caption", named, options["caption"])
    head = None
    if options.get("head"):
        cells = [_heading(cell, "col") for cell in options["head"]]
        head = element("thead", {"class": "govuk-table__head"}, element("tr", {"class": "govuk-table__row"}, *cells))
    rows = [_table_row(row, bool(options.get("first_cell_is_header"))) for row in options.get("rows") or () if row]
    return element("table", own, caption, head, element("tbody", {"class": "govuk-table__body"}, *rows))


def _spans(cell: Options) -> dict:
    return {
        "colspan": cell.get("colspan") or None,
        "rowspan": cell.get("rowspan") or None,
        **(cell.get("attributes") or {}),
    }


def _heading(cell: Options, scope: str) -> SafeString:
    named = f"govuk-table__header--{cell['format']}" if cell.get("format") and scope == "col" else None
    own = {"scope": scope, "class": classes("govuk-table__header", named, cell.get("classes")), **_spans(cell)}
    return element("th", own, content(cell))


def _table_row(row, first_is_heading: bool) -> SafeString:
    made = []
    for place, cell in enumerate(row):
        if place == 0 and first_is_heading:
            made.append(_heading(cell, "row"))
            continue
        named = f"govuk-table__cell--{cell['format']}" if cell.get("format") else None
        own = {"class": classes("govuk-table__cell", named, cell.get("classes")), **_spans(cell)}
        made.append(element("td", own, content(cell)))
    return element("tr", {"class": "govuk-table__row"}, *made)


def tabs(options: Options) -> SafeString:
    """Sections of which one shows at a time; without a script all show, one below the other."""
    prefix = options.get("id_prefix") or ""
    own = {
        "id": options.get("id") or None,
        "class": classes("govuk-tabs", options.get("classes")),
        **(options.get("attributes") or {}),
        "data-module": "govuk-tabs",
    }
    items, panels = [], []
    for place, item in enumerate(options.get("items") or (), start=1):
        if item:
            identifier = item.get("id") or f"{prefix}-{place}"
            items.append(_tab(item, identifier, place == 1))
            panels.append(_tab_panel(item.get("panel") or {}, identifier, place == 1))
    listed = element("ul", {"class": "govuk-tabs__list"}, *items) if options.get("items") else None
    title = element("h2", {"class": "govuk-tabs__title"}, options.get("title") or "Contents")
    return element("div", own, title, listed, *panels)


def _tab(item: Options, identifier: str, first: bool) -> SafeString:
    link = {"class": "govuk-tabs__tab", "href": f"#{identifier}", **(item.get("attributes") or {})}
    chosen = "govuk-tabs__list-item--selected" if first else None
    own = {"class": classes("govuk-tabs__list-item", chosen)}
    return element("li", own, element("a", link, item.get("label") or ""))


def _tab_panel(panel: Options, identifier: str, first: bool) -> SafeString:
    own = {
        "class": classes("govuk-tabs__panel", None if first else "govuk-tabs__panel--hidden"),
        "id": identifier,
        **(panel.get("attributes") or {}),
    }
    if panel.get("html"):
        return element("div", own, content(panel))
    words = element("p", {"class": "govuk-body"}, panel["text"]) if panel.get("text") else None
    return element("div", own, words)
