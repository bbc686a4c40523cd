"""Components that lead: links back, crumbs, navigation, header, footer, pages of results."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

from .html import Options, classes, content, element, hidden, join

PREVIOUS_ICON = mark_safe(
    '<svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg"'
    ' height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13">'
    '<path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2'
    'h-12.984l4.2931-4.293-1.414-1.414z"></path></svg>'
)
NEXT_ICON = mark_safe(
    '<svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg"'
    ' height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13">'
    '<path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492'
    ' 6.7441-6.4062-6.7246-6.7266z"></path></svg>'
)


def back_link(options: Options) -> SafeString:
    """A link to the page before."""
    own = {"href": options.get("href") or "#", "class": classes("govuk-back-link", options.get("classes"))}
    return element("a", {**own, **(options.get("attributes") or {})}, content(options) or "Back")


def skip_link(options: Options) -> SafeString:
    """A link for people without a mouse: past the navigation, to the page's own content."""
    own = {
        "href": options.get("href") or "#content",
        "class": classes("govuk-skip-link", options.get("classes")),
        **(options.get("attributes") or {}),
        "data-module": "govuk-skip-link",
    }
    return element("a", own, content(options))


def breadcrumbs(options: Options) -> SafeString:
    """Where a page stands in the service."""
    lines = []
    for item in options.get("items") or ():
        if item.get("href"):
            link = {"class": "govuk-breadcrumbs__link", "href": item["href"], **(item.get("attributes") or {})}
            lines.append(element("li", {"class": "govuk-breadcrumbs__list-item"}, element("a", link, content(item))))
        else:
            here = {"class": "govuk-breadcrumbs__list-item", "aria-current": "page"}
            lines.append(element("li", here, content(item)))
    folds = "govuk-breadcrumbs--collapse-on-mobile" if options.get("collapse_on_mobile") else None
    own = {
        "class": classes("govuk-breadcrumbs", options.get("classes"), folds),
        **(options.get("attributes") or {}),
        "aria-label": options.get("label_text") or "Breadcrumb",
    }
    return element("nav", own, element("ol", {"class": "govuk-breadcrumbs__list"}, *lines))


def generic_header(options: Options) -> SafeString:
    """The header of a service that is not on GOV.UK: no crown, no crest."""
    own = {"class": classes("govuk-generic-header", options.get("classes")), **(options.get("attributes") or {})}
    container = classes("govuk-generic-header__container", options.get("container_classes") or "govuk-width-container")
    link = {"href": options.get("url") or "/", "class": "govuk-generic-header__homepage-link"}
    return element(
        "div",
        own,
        element(
            "div",
            {"class": container},
            element(
                "div",
                {"class": "govuk-generic-header__logo"},
                element("a", link, content(options, "logo_text", "logo_html")),
            ),
        ),
    )


def service_navigation(options: Options) -> SafeString:
    """The service's name and its main pages; the current one is marked."""
    slots = options.get("slots") or {}
    end = slots.get("end")
    beside = isinstance(end, dict) and end.get("align") == "inline"
    end_html = content(end) if isinstance(end, dict) else (content({"html": end}) if end else None)
    own = {
        "class": classes("govuk-service-navigation", options.get("classes")),
        "data-module": "govuk-service-navigation",
        **(options.get("attributes") or {}),
    }
    inner = element(
        "div",
        {"class": classes("govuk-width-container", "govuk-service-navigation__inlining-container" if beside else None)},
        content({"html": slots.get("start")}),
        element(
            "div",
            {"class": "govuk-service-navigation__container"},
            _service_name(options),
            _navigation(options, slots),
        ),
        end_html,
    )
    if options.get("service_name") or slots.get("start") or end_html:
        return element("section", {"aria-label": options.get("aria_label") or "Service information", **own}, inner)
    return element("div", own, inner)


def _service_name(options: Options) -> SafeString | None:
    if not options.get("service_name"):
        return None
    if options.get("service_url"):
        link = {"href": options["service_url"], "class": "govuk-service-navigation__link"}
        words = element("a", link, options["service_name"])
    else:
        words = element("span", {"class": "govuk-service-navigation__text"}, options["service_name"])
    return element("span", {"class": "govuk-service-navigation__service-name"}, words)


def _navigation(options: Options, slots: Options) -> SafeString | None:
    items = [item for item in options.get("navigation") or () if item]
    if not (items or slots.get("navigation_start") or slots.get("navigation_end")):
        return None
    menu = options.get("menu_button_text") or "Menu"
    identifier = options.get("navigation_id") or "navigation"
    folds = options.get("collapse_navigation_on_mobile")
    said = options.get("menu_button_label")
    toggle = None
    if len(items) > 1 if folds is None else folds:
        own = {
            "type": "button",
            "class": "govuk-service-navigation__toggle govuk-js-service-navigation-toggle",
            "aria-controls": identifier,
            "aria-label": said if said and said != menu else None,
            "hidden": True,
            "aria-hidden": "true",
        }
        toggle = element("button", own, menu)
    lines = join(
        content({"html": slots.get("navigation_start")}),
        *(_navigation_item(item) for item in items),
        content({"html": slots.get("navigation_end")}),
    )
    frame = {
        "aria-label": options.get("navigation_label") or menu,
        "class": classes("govuk-service-navigation__wrapper", options.get("navigation_classes")),
    }
    listed = element("ul", {"class": "govuk-service-navigation__list", "id": identifier}, lines)
    return element("nav", frame, toggle, listed)


def _navigation_item(item: Options) -> SafeString:
    marked = bool(item.get("active") or item.get("current"))
    current = ("page" if item.get("current") else "true") if marked else None
    words = content(item)
    if marked:
        words = element("strong", {"class": "govuk-service-navigation__active-fallback"}, words)
    if item.get("href"):
        link = {"class": "govuk-service-navigation__link", "href": item["href"], "aria-current": current}
        made = element("a", {**link, **(item.get("attributes") or {})}, words)
    elif words is not None:
        made = element("span", {"class": "govuk-service-navigation__text", "aria-current": current}, words)
    else:
        made = None
    active = "govuk-service-navigation__item--active" if marked else None
    return element("li", {"class": classes("govuk-service-navigation__item", active)}, made)


def footer(options: Options) -> SafeString:
    """The foot of every page: links to what the service owes its users, without crown or crest."""
    told = options.get("meta")
    meta = told or {}
    links = [
        element(
            "li",
            {"class": "govuk-footer__inline-list-item"},
            element(
                "a",
                {"class": "govuk-footer__link", "href": item["href"], **(item.get("attributes") or {})},
                content(item),
            ),
        )
        for item in meta.get("items") or ()
    ]
    words = content(meta)
    item = element(
        "div",
        {"class": "govuk-footer__meta-item govuk-footer__meta-item--grow"},
        hidden_heading(meta.get("visually_hidden_title") or "Support links") if told is not None else None,
        element("ul", {"class": "govuk-footer__inline-list"}, *links) if links else None,
        element("div", {"class": "govuk-footer__meta-custom"}, words) if words else None,
    )
    own = {"class": classes("govuk-footer", options.get("classes")), **(options.get("attributes") or {})}
    container = classes("govuk-width-container", options.get("container_classes"))
    return element("div", own, element("div", {"class": container}, element("div", {"class": "govuk-footer__meta"}, item)))


def hidden_heading(text: str) -> SafeString:
    """A heading for people who listen to the page."""
    return element("h2", {"class": "govuk-visually-hidden"}, text)


def pagination(options: Options) -> SafeString:
    """Links to the page before, the page after, and the numbered pages between."""
    before, after, items = options.get("previous"), options.get("next"), options.get("items")
    block = not items and bool(before or after)
    own = {
        "class": classes("govuk-pagination", "govuk-pagination--block" if block else None, options.get("classes")),
        "aria-label": options.get("landmark_label") or "Pagination",
        **(options.get("attributes") or {}),
    }
    listed = None
    if items:
        listed = element("ul", {"class": "govuk-pagination__list"}, *(_page(item) for item in items if item))
    return element(
        "nav",
        own,
        _arrow(before, "prev", block) if before and before.get("href") else None,
        listed,
        _arrow(after, "next", block) if after and after.get("href") else None,
    )


def _arrow(link: Options, kind: str, block: bool) -> SafeString:
    words = content(link) or join("Previous" if kind == "prev" else "Next", hidden(" page"))
    icon = PREVIOUS_ICON if kind == "prev" else NEXT_ICON
    said = link.get("label_text")
    bare = "govuk-pagination__link-title--decorated" if block and not said else None
    more = None
    if said and block:
        more = join(hidden(":"), " ", element("span", {"class": "govuk-pagination__link-label"}, said))
    own = {
        "class": "govuk-link govuk-pagination__link",
        "href": link["href"],
        "rel": kind,
        **(link.get("attributes") or {}),
    }
    made = element(
        "a",
        own,
        icon if block or kind == "prev" else None,
        element("span", {"class": classes("govuk-pagination__link-title", bare)}, words),
        " ",
        more,
        icon if not block and kind == "next" else None,
    )
    return element("div", {"class": f"govuk-pagination__{kind}"}, made)


def _page(item: Options) -> SafeString:
    current = "govuk-pagination__item--current" if item.get("current") else None
    gap = "govuk-pagination__item--ellipsis" if item.get("ellipsis") else None
    own = {"class": classes("govuk-pagination__item", current, gap)}
    if gap:
        return element("li", own, "\N{MIDLINE HORIZONTAL ELLIPSIS}")
    link = {
        "class": "govuk-link govuk-pagination__link",
        "href": item.get("href") or "",
        "aria-label": item.get("visually_hidden_text") or f"Page {item.get('number')}",
        "aria-current": "page" if item.get("current") else None,
        **(item.get("attributes") or {}),
    }
    return element("li", own, element("a", link, str(item.get("number", ""))))


def search_box(options: Options) -> SafeString:
    """A search form of one box; it asks by GET, so it must never be used for facts about a person."""
    identifier = options.get("id") or "search"
    box = element(
        "div",
        {"class": "govuk-form-group lanyard-search__group"},
        element("label", {"class": "govuk-label lanyard-search__label", "for": identifier}, options["label"]),
        element(
            "div",
            {"class": "lanyard-search__row"},
            element(
                "input",
                {
                    "class": "govuk-input lanyard-search__box",
                    "id": identifier,
                    "name": options.get("name") or "q",
                    "type": "search",
                    "value": options.get("value") or None,
                    "autocomplete": "off",
                    # An address that is too long for the server would get no page of ours.
                    "maxlength": "200",
                },
            ),
            element(
                "button",
                {"class": "govuk-button lanyard-search__button", "type": "submit", "data-module": "govuk-button"},
                options.get("button_text") or "Search",
            ),
        ),
    )
    own = {"class": "lanyard-search", "role": "search", "method": "get", "action": options["action"]}
    return element("form", own, box)
