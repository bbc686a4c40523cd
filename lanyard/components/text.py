"""Components that say something: labels, hints, errors, panels, banners, tags."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

from .html import EMPTY, Options, classes, content, element, hidden, join

START_ICON = mark_safe(
    '<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19"'
    ' viewBox="0 0 33 40" aria-hidden="true" focusable="false">'
    '<path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/></svg>'
)


def button(options: Options) -> SafeString:
    """A button, or a link that looks like one when ``href`` is given."""
    start = bool(options.get("is_start_button"))
    common = {
        "class": classes("govuk-button", options.get("classes"), "govuk-button--start" if start else None),
        "data-module": "govuk-button",
        **(options.get("attributes") or {}),
        "id": options.get("id") or None,
    }
    words = content(options) or EMPTY
    if start and options.get("html"):
        words = element("span", None, words)
    icon = START_ICON if start else None
    if options.get("href"):
        link = {"href": options["href"], "role": "button", "draggable": "false"}
        return element("a", {**link, **common}, words, icon)
    twice = options.get("prevent_double_click")
    own = {
        "type": options.get("type") or "submit",
        "value": options.get("value") or None,
        "name": options.get("name") or None,
        "disabled": bool(options.get("disabled")),
        "aria-disabled": "true" if options.get("disabled") else None,
        "data-prevent-double-click": None if twice is None else str(twice).lower(),
    }
    return element("button", {**own, **common}, words, icon)


def label(options: Options) -> SafeString:
    """The label of an input; with ``is_page_heading`` it is the page's heading too."""
    words = content(options)
    if words is None:
        return EMPTY
    own = {
        "class": classes("govuk-label", options.get("classes")),
        **(options.get("attributes") or {}),
        "for": options.get("for") or None,
    }
    made = element("label", own, words)
    if options.get("is_page_heading"):
        return element("h1", {"class": "govuk-label-wrapper"}, made)
    return made


def hint(options: Options) -> SafeString:
    """A hint below a label or legend."""
    own = {"id": options.get("id") or None, "class": classes("govuk-hint", options.get("classes"))}
    return element("div", {**own, **(options.get("attributes") or {})}, content(options))


def error_message(options: Options) -> SafeString:
    """What is wrong with one answer, said beside it."""
    spoken = options.get("visually_hidden_text", "Error")
    own = {
        "id": options.get("id") or None,
        "class": classes("govuk-error-message", options.get("classes")),
        **(options.get("attributes") or {}),
    }
    lead = join(hidden(f"{spoken}:"), " ") if spoken else None
    return element("p", own, lead, content(options))


def error_summary(options: Options) -> SafeString:
    """What is wrong with a page's answers, at its top, each with a link to the answer."""
    silent = options.get("disable_auto_focus")
    own = {
        "class": classes("govuk-error-summary", options.get("classes")),
        "data-disable-auto-focus": None if silent is None else str(silent).lower(),
        **(options.get("attributes") or {}),
        "data-module": "govuk-error-summary",
    }
    said = content(options, "description_text", "description_html")
    return element(
        "div",
        own,
        element(
            "div",
            {"role": "alert"},
            element("h2", {"class": "govuk-error-summary__title"}, content(options, "title_text", "title_html")),
            element(
                "div",
                {"class": "govuk-error-summary__body"},
                None if said is None else element("p", None, said),
                _error_list(options.get("error_list") or ()),
            ),
        ),
    )


def _error_list(items) -> SafeString | None:
    if not items:
        return None
    lines = []
    for item in items:
        words = content(item)
        if item.get("href"):
            words = element("a", {"href": item["href"], **(item.get("attributes") or {})}, words)
        lines.append(element("li", None, words))
    return element("ul", {"class": "govuk-list govuk-error-summary__list"}, *lines)


def fieldset(options: Options) -> SafeString:
    """A group of inputs with a legend, the page's heading when ``is_page_heading`` is set."""
    own = {
        "class": classes("govuk-fieldset", options.get("classes")),
        "role": options.get("role") or None,
        "aria-describedby": options.get("described_by") or None,
        **(options.get("attributes") or {}),
    }
    told = options.get("legend") or {}
    words = content(told)
    legend = None
    if words is not None:
        if told.get("is_page_heading"):
            words = element("h1", {"class": "govuk-fieldset__heading"}, words)
        legend = element("legend", {"class": classes("govuk-fieldset__legend", told.get("classes"))}, words)
    return element("fieldset", own, legend, content({"html": options.get("html")}))


def details(options: Options) -> SafeString:
    """A short line that opens to more."""
    own = {
        "id": options.get("id") or None,
        "class": classes("govuk-details", options.get("classes")),
        **(options.get("attributes") or {}),
        "open": bool(options.get("open")),
    }
    words = content(options, "summary_text", "summary_html")
    return element(
        "details",
        own,
        element(
            "summary",
            {"class": "govuk-details__summary"},
            element("span", {"class": "govuk-details__summary-text"}, words),
        ),
        element("div", {"class": "govuk-details__text"}, content(options)),
    )


def inset_text(options: Options) -> SafeString:
    """A passage set apart from the text around it."""
    own = {"id": options.get("id") or None, "class": classes("govuk-inset-text", options.get("classes"))}
    return element("div", {**own, **(options.get("attributes") or {})}, content(options))


def warning_text(options: Options) -> SafeString:
    """A warning with its sign."""
    own = {"class": classes("govuk-warning-text", options.get("classes")), **(options.get("attributes") or {})}
    return element(
        "div",
        own,
        element("span", {"class": "govuk-warning-text__icon", "aria-hidden": "true"}, "!"),
        element(
            "strong",
            {"class": "govuk-warning-text__text"},
            hidden(options.get("icon_fallback_text") or "Warning"),
            " ",
            content(options),
        ),
    )


def tag(options: Options) -> SafeString:
    """A status in a word or two."""
    own = {"class": classes("govuk-tag", options.get("classes")), **(options.get("attributes") or {})}
    return element("strong", own, content(options))


def phase_banner(options: Options) -> SafeString:
    """A line at the top of every page that says what kind of service this is."""
    told = options.get("tag") or {}
    own = {
        "class": classes("govuk-phase-banner govuk-width-container", options.get("classes")),
        **(options.get("attributes") or {}),
    }
    mark = tag({**told, "classes": classes("govuk-phase-banner__content__tag", told.get("classes"))})
    words = element("span", {"class": "govuk-phase-banner__text"}, content(options))
    return element("div", own, element("p", {"class": "govuk-phase-banner__content"}, mark, words))


def panel(options: Options) -> SafeString:
    """The confirmation that something was done."""
    level = options.get("heading_level") or 1
    own = {
        "class": classes("govuk-panel govuk-panel--confirmation", options.get("classes")),
        **(options.get("attributes") or {}),
    }
    words = content(options)
    return element(
        "div",
        own,
        element(f"h{level}", {"class": "govuk-panel__title"}, content(options, "title_text", "title_html")),
        None if words is None else element("div", {"class": "govuk-panel__body"}, words),
    )


def notification_banner(options: Options) -> SafeString:
    """News that is not about the page itself; ``type="success"`` says that something worked."""
    success = options.get("type") == "success"
    title_id = options.get("title_id") or "govuk-notification-banner-title"
    silent = options.get("disable_auto_focus")
    own = {
        "class": classes(
            "govuk-notification-banner",
            "govuk-notification-banner--success" if success else None,
            options.get("classes"),
        ),
        "role": options.get("role") or ("alert" if success else "region"),
        "aria-labelledby": title_id,
        "data-module": "govuk-notification-banner",
        "data-disable-auto-focus": None if silent is None else str(silent).lower(),
        **(options.get("attributes") or {}),
    }
    title = content(options, "title_text", "title_html") or ("Success" if success else "Important")
    if options.get("html"):
        body = content(options)
    elif options.get("text"):
        body = element("p", {"class": "govuk-notification-banner__heading"}, options["text"])
    else:
        body = None
    level = options.get("title_heading_level") or 2
    heading = element(f"h{level}", {"class": "govuk-notification-banner__title", "id": title_id}, title)
    return element(
        "div",
        own,
        element("div", {"class": "govuk-notification-banner__header"}, heading),
        element("div", {"class": "govuk-notification-banner__content"}, body),
    )
