"""Building HTML that is escaped unless somebody vouched for it.

Text is always escaped. Options called ``html`` are left alone only when they carry
Django's mark of safety (``format_html``, a rendered block); a plain string is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

Options = Mapping[str, Any]
VOID = frozenset({"input", "hr", "br", "path", "img"})
EMPTY = mark_safe("")


def attributes(given: Mapping[str, Any] | None) -> SafeString:
    """Attributes as they stand in a tag: ``None`` and ``False`` are left out, ``True`` stands bare."""
    parts = []
    for name, value in (given or {}).items():
        if value is None or value is False:
            continue
        parts.append(f" {escape(name)}" if value is True else f' {escape(name)}="{escape(value)}"')
    return mark_safe("".join(parts))


def element(name: str, given: Mapping[str, Any] | None = None, *children: object) -> SafeString:
    """One element with its children, each escaped unless marked safe; ``None`` children are left out."""
    start = f"<{name}{attributes(given)}>"
    if name in VOID:
        return mark_safe(start)
    inner = "".join(conditional_escape(child) for child in children if child is not None)
    return mark_safe(f"{start}{inner}</{name}>")


def join(*children: object) -> SafeString:
    """The children one after the other, without an element around them."""
    return mark_safe("".join(conditional_escape(child) for child in children if child is not None))


def classes(*names: str | None) -> str:
    """Class names that apply, with a space between."""
    return " ".join(name for name in names if name)


def content(options: Options | None, text: str = "text", html: str = "html") -> SafeString | None:
    """What an option says: its ``html`` if it has any, else its ``text``; ``None`` if neither."""
    if not options:
        return None
    if options.get(html):
        return conditional_escape(options[html])
    told = options.get(text)
    return None if told is None or told == "" else conditional_escape(told)


def hidden(text: str) -> SafeString:
    """Text for people who listen to the page."""
    return element("span", {"class": "govuk-visually-hidden"}, text)
