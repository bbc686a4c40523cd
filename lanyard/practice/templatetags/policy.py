"""What templates need to show a policy: prose, verdicts, days."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lanyard.practice import markdown, wording

register = template.Library()


@register.filter
def prose(text: str, top: int = 2) -> SafeString:
    """Markdown of a policy or a lesson as HTML; HTML inside it stays words."""
    return markdown.prose(text, top=top)


@register.filter
def verdict_word(verdict: str) -> str:
    """A verdict in the policy's own word."""
    return wording.verdict_word(verdict)


@register.filter
def verdict_tag(verdict: str) -> SafeString:
    """A verdict as a tag with its sign, so that it is told without its colour."""
    look = wording.LOOKS[verdict or "duties"]
    return format_html(
        '<strong class="govuk-tag lanyard-tag lanyard-tag--{}"><span aria-hidden="true">{}</span> {}</strong>',
        verdict or "duties",
        look.sign,
        wording.verdict_word(verdict),
    )


@register.filter
def soon(urgency: str) -> str:
    """How soon, as the opening of a line."""
    return wording.SOON[urgency]


@register.filter
def capital(text: str) -> str:
    """The same words with a capital at the start."""
    return wording.sentence_case(text)


@register.filter
def uncapital(text: str) -> str:
    """The same words, to go on with inside a sentence; words in capitals stay so."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
