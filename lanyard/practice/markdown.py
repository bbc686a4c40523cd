"""Prose of policies and lessons as HTML. HTML in the prose stays words; so do pictures."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

#: The classes that make Markdown's elements look like the rest of the page.
CLASSES: Mapping[str, str] = {
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "a": "govuk-link",
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "h4": "govuk-heading-s",
    "blockquote": "govuk-inset-text",
    "hr": "govuk-section-break govuk-section-break--m govuk-section-break--visible",
}
_local = threading.local()


@lru_cache(maxsize=1024)
def prose(text: str, *, top: int = 2) -> SafeString:
    """Markdown as HTML. ``top`` is the level that its highest heading gets on the page."""
    parser = _parser()
    tokens = parser.parse(text)
    _dress(tokens, _shift(tokens, top))
    return mark_safe(parser.renderer.render(tokens, parser.options, {}))  # noqa: S308 - HTML is off in the parser


def plain(text: str) -> str:
    """Markdown as one line of bare words, for search and for summaries."""
    words = []
    for token in _parser().parse(text):
        words += [child.content for child in token.children or () if child.content]
    return " ".join(" ".join(words).split())


def _parser() -> MarkdownIt:
    """One parser a thread, because a parser keeps its place while it reads."""
    if not hasattr(_local, "parser"):
        parser = MarkdownIt("commonmark", {"html": False, "linkify": False})
        _local.parser = parser.disable(["image", "html_block", "html_inline"])
    return _local.parser


def _shift(tokens: Sequence[Token], top: int) -> int:
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    return top - min(levels, default=top)


def _dress(tokens: Sequence[Token], shift: int) -> None:
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, max(2, int(token.tag[1]) + shift))}"
        if token.nesting >= 0 and token.tag in CLASSES:
            token.attrJoin("class", CLASSES[token.tag])
        if token.children:
            _dress(token.children, 0)
