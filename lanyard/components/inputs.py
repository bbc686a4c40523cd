"""Components that take an answer, each with its label or legend, hint and error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString

from .html import EMPTY, Options, classes, content, element, join
from .text import button, error_message, fieldset, hint, label


def form_group(options: Options, *children: object) -> SafeString:
    """The frame of one question, marked when its answer is wrong."""
    told = options.get("form_group") or {}
    own = {
        "class": classes(
            "govuk-form-group",
            "govuk-form-group--error" if options.get("error_message") else None,
            told.get("classes"),
        ),
        **(told.get("attributes") or {}),
    }
    return element("div", own, *children)


def _explained(options: Options, prefix: str, described_by: str) -> tuple[str, SafeString]:
    """The hint and the error of a question, and the ids an input refers to them by."""
    ids = [described_by] if described_by else []
    made = []
    if options.get("hint"):
        ids.append(f"{prefix}-hint")
        made.append(hint({**options["hint"], "id": f"{prefix}-hint"}))
    if options.get("error_message"):
        ids.append(f"{prefix}-error")
        made.append(error_message({**options["error_message"], "id": f"{prefix}-error"}))
    return " ".join(ids), join(*made)


def _label(options: Options, identifier: str) -> SafeString:
    return label({**(options.get("label") or {}), "for": identifier})


def _beside(options: Options, key: str) -> SafeString | None:
    return content((options.get("form_group") or {}).get(key))


def input(options: Options) -> SafeString:  # noqa: A001 - the component's own name
    """One line of text."""
    identifier = options.get("id") or options.get("name") or ""
    described_by, explained = _explained(options, identifier, options.get("described_by") or "")
    spelling = options.get("spellcheck")
    own = {
        "class": classes("govuk-input", options.get("classes"), "govuk-input--error" if options.get("error_message") else None),
        "id": identifier,
        "name": options.get("name") or "",
        "type": options.get("type") or "text",
        "spellcheck": None if spelling is None else str(spelling).lower(),
        "value": options.get("value"),
        "disabled": bool(options.get("disabled")),
        "aria-describedby": described_by or None,
        "autocomplete": options.get("autocomplete"),
        "autocapitalize": options.get("autocapitalize"),
        "pattern": options.get("pattern"),
        "inputmode": options.get("inputmode"),
        **(options.get("attributes") or {}),
    }
    made = element("input", own)
    before, after = _beside(options, "before_input"), _beside(options, "after_input")
    prefix, suffix = _affix(options.get("prefix"), "prefix"), _affix(options.get("suffix"), "suffix")
    if before or prefix or suffix or after:
        told = options.get("input_wrapper") or {}
        wrapper = {"class": classes("govuk-input__wrapper", told.get("classes")), **(told.get("attributes") or {})}
        made = element("div", wrapper, before, prefix, made, suffix, after)
    return form_group(options, _label(options, identifier), explained, made)


def _affix(told: Options | None, kind: str) -> SafeString | None:
    words = content(told)
    if not told or words is None:
        return None
    own = {"class": classes(f"govuk-input__{kind}", told.get("classes")), "aria-hidden": "true"}
    return element("div", {**own, **(told.get("attributes") or {})}, words)


def password_input(options: Options) -> SafeString:
    """A password, with a button that shows it while the person types."""
    identifier = options.get("id") or options.get("name") or ""
    told = options.get("form_group") or {}
    words = {
        "show-password": options.get("show_password_text"),
        "hide-password": options.get("hide_password_text"),
        "show-password-aria-label": options.get("show_password_aria_label_text"),
        "hide-password-aria-label": options.get("hide_password_aria_label_text"),
        "password-shown-announcement": options.get("password_shown_announcement_text"),
        "password-hidden-announcement": options.get("password_hidden_announcement_text"),
    }
    toggle = button(
        {
            "type": "button",
            "classes": classes(
                "govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle",
                (options.get("button") or {}).get("classes"),
            ),
            "text": options.get("show_password_text") or "Show",
            "attributes": {
                "aria-controls": identifier,
                "aria-label": options.get("show_password_aria_label_text") or "Show password",
                "hidden": True,
            },
        }
    )
    group = {
        "classes": classes("govuk-password-input", told.get("classes")),
        "attributes": {
            "data-module": "govuk-password-input",
            **{f"data-i18n.{key}": value for key, value in words.items() if value},
            **(told.get("attributes") or {}),
        },
        "before_input": told.get("before_input"),
        "after_input": {"html": join(toggle, content(told.get("after_input")))},
    }
    fixed = {
        "form_group": group,
        "input_wrapper": {"classes": "govuk-password-input__wrapper"},
        "classes": classes("govuk-password-input__input govuk-js-password-input-input", options.get("classes")),
        "type": "password",
        "spellcheck": False,
        "autocapitalize": "none",
        "autocomplete": options.get("autocomplete") or "current-password",
    }
    return input({**options, **fixed})


def textarea(options: Options) -> SafeString:
    """Several lines of text."""
    identifier = options.get("id") or options.get("name") or ""
    described_by, explained = _explained(options, identifier, options.get("described_by") or "")
    spelling = options.get("spellcheck")
    own = {
        "class": classes(
            "govuk-textarea", "govuk-textarea--error" if options.get("error_message") else None, options.get("classes")
        ),
        "id": identifier,
        "name": options.get("name") or "",
        "rows": options.get("rows") or 5,
        "spellcheck": str(spelling).lower() if isinstance(spelling, bool) else None,
        "disabled": bool(options.get("disabled")),
        "aria-describedby": described_by or None,
        "autocomplete": options.get("autocomplete") or None,
        **(options.get("attributes") or {}),
    }
    made = element("textarea", own, options.get("value") or "")
    return form_group(
        options,
        _label(options, identifier),
        explained,
        _beside(options, "before_input"),
        made,
        _beside(options, "after_input"),
    )


def select(options: Options) -> SafeString:
    """One of many, from a list that opens. Prefer radios."""
    identifier = options.get("id") or options.get("name") or ""
    described_by, explained = _explained(options, identifier, options.get("described_by") or "")
    own = {
        "class": classes("govuk-select", options.get("classes"), "govuk-select--error" if options.get("error_message") else None),
        "id": identifier,
        "name": options.get("name") or "",
        "disabled": bool(options.get("disabled")),
        "aria-describedby": described_by or None,
        **(options.get("attributes") or {}),
    }
    lines = [_option(item, options.get("value")) for item in options.get("items") or () if item]
    return form_group(
        options,
        _label(options, identifier),
        explained,
        _beside(options, "before_input"),
        element("select", own, *lines),
        _beside(options, "after_input"),
    )


def _option(item: Options, chosen: Any) -> SafeString:
    value = item.get("value", item.get("text"))
    selected = item.get("selected") or (chosen and value == chosen and item.get("selected") is not False)
    own = {
        "value": item.get("value"),
        "selected": bool(selected),
        "disabled": bool(item.get("disabled")),
        **(item.get("attributes") or {}),
    }
    return element("option", own, item.get("text") or "")


def radios(options: Options) -> SafeString:
    """One of a few."""
    return _choices(options, "radios")


def checkboxes(options: Options) -> SafeString:
    """Any of a few."""
    return _choices(options, "checkboxes")


def _choices(options: Options, kind: str) -> SafeString:
    prefix = options.get("id_prefix") or options.get("name") or ""
    told = options.get("fieldset")
    start = options.get("described_by") or "" if kind == "checkboxes" else ""
    start = (told or {}).get("described_by") or start
    described_by, explained = _explained(options, prefix, start)
    lines = []
    for place, item in enumerate(options.get("items") or (), start=1):
        if item:
            lines.append(_choice(options, item, kind, prefix, place, "" if told is not None else described_by))
    own = {
        "class": classes(f"govuk-{kind}", options.get("classes")),
        **(options.get("attributes") or {}),
        "data-module": f"govuk-{kind}",
    }
    before, after = _beside(options, "before_inputs"), _beside(options, "after_inputs")
    inner = join(explained, element("div", own, before, *lines, after))
    return form_group(options, _grouped(told, inner, described_by))


def _grouped(told: Options | None, inner: SafeString, described_by: str, role: str | None = None) -> SafeString:
    if told is None:
        return inner
    return fieldset({**told, "html": inner, "described_by": described_by, "role": role})


def _is_checked(options: Options, item: Options, kind: str) -> bool:
    if item.get("checked"):
        return True
    if item.get("checked") is False:
        return False
    if kind == "radios":
        return bool(options.get("value")) and item.get("value") == options["value"]
    return item.get("value") in (options.get("values") or ())


def _choice(options: Options, item: Options, kind: str, prefix: str, place: int, described_by: str) -> SafeString:
    if item.get("divider"):
        return element("div", {"class": f"govuk-{kind}__divider"}, item["divider"])
    identifier = item.get("id") or (prefix if place == 1 else f"{prefix}-{place}")
    checked = _is_checked(options, item, kind)
    told = item.get("hint") or {}
    hint_id = f"{identifier}-item-hint" if content(told) is not None else ""
    describing = classes(described_by if kind == "checkboxes" else None, hint_id)
    conditional = content(item.get("conditional"), text="")
    own = {
        "class": f"govuk-{kind}__input",
        "id": identifier,
        "name": (item.get("name") if kind == "checkboxes" else None) or options.get("name") or "",
        "type": "radio" if kind == "radios" else "checkbox",
        "value": "" if item.get("value") is None else item["value"],
        "checked": checked,
        "disabled": bool(item.get("disabled")),
        "data-aria-controls": f"conditional-{identifier}" if conditional else None,
        "data-behaviour": item.get("behaviour") or None,
        "aria-describedby": describing or None,
        **(item.get("attributes") or {}),
    }
    name = item.get("label") or {}
    words = label(
        {
            "html": item.get("html"),
            "text": item.get("text"),
            "classes": classes(f"govuk-{kind}__label", name.get("classes")),
            "attributes": name.get("attributes"),
            "for": identifier,
        }
    )
    explained = EMPTY
    if hint_id:
        explained = hint({**told, "id": hint_id, "classes": classes(f"govuk-{kind}__hint", told.get("classes"))})
    made = element("div", {"class": f"govuk-{kind}__item"}, element("input", own), words, explained)
    if not conditional:
        return made
    closed = None if checked else f"govuk-{kind}__conditional--hidden"
    more = {"class": classes(f"govuk-{kind}__conditional", closed), "id": f"conditional-{identifier}"}
    return join(made, element("div", more, conditional))


DATE_PARTS: tuple[Mapping[str, Any], ...] = ({"name": "day"}, {"name": "month"}, {"name": "year"})


def date_input(options: Options) -> SafeString:
    """A date in three boxes: day, month and year."""
    identifier = options.get("id") or ""
    told = options.get("fieldset")
    described_by, explained = _explained(options, identifier, (told or {}).get("described_by") or "")
    own_parts = [_own_part(options, part) for part in DATE_PARTS]
    parts = [part for part in options.get("items") or own_parts if part]
    marked = any(_date_part_is_wrong(part) for part in parts)
    boxes = [_date_part(options, part, identifier, marked) for part in parts]
    own = {
        "class": classes("govuk-date-input", options.get("classes")),
        **(options.get("attributes") or {}),
        "id": identifier or None,
    }
    before, after = _beside(options, "before_inputs"), _beside(options, "after_inputs")
    inner = join(explained, element("div", own, before, *boxes, after))
    return form_group(options, _grouped(told, inner, described_by, role="group"))


def _own_part(options: Options, part: Options) -> Options | None:
    """One of the three boxes, as an option changes it; ``False`` leaves it out."""
    told = options.get(part["name"], {})
    return None if told is False else {**part, **told, "part": part["name"]}


def _date_part_is_wrong(part: Options) -> bool:
    return bool(part.get("error")) or "govuk-input--error" in (part.get("classes") or "")


def _date_part(options: Options, part: Options, identifier: str, marked: bool) -> SafeString:
    name = part.get("name") or ""
    given = part.get("classes") or ""
    wrong = _date_part_is_wrong(part) or (part.get("error") is not False and bool(options.get("error_message")) and not marked)
    width = 4 if "year" in (name, part.get("part")) else 2
    starting = f"{options['name_prefix']}-" if options.get("name_prefix") else ""
    value = part.get("value")
    if value is None:
        value = (options.get(name) or {}).get("value")
    if value is None:
        values = options.get("values") or {}
        value = values.get(name, values.get(f"{starting}{name}"))
    box = input(
        {
            "label": {"text": part.get("label") or name.capitalize(), "classes": "govuk-date-input__label"},
            "id": part.get("id") or f"{identifier}-{name}",
            "classes": classes(
                "govuk-date-input__input",
                "govuk-input--error" if wrong and "govuk-input--error" not in given else None,
                None if "govuk-input--width-" in given else f"govuk-input--width-{width}",
                given,
            ),
            "name": f"{starting}{name}",
            "value": value,
            "inputmode": part.get("inputmode") or "numeric",
            "autocomplete": part.get("autocomplete"),
            "pattern": part.get("pattern"),
            "attributes": part.get("attributes"),
        }
    )
    return element("div", {"class": "govuk-date-input__item"}, box)
