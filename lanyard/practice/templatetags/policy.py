"""What templates need to show a policy: prose, verdicts, days."""

from __future__ import annotations

import datetime

from django import template
from django.urls import reverse
from django.utils import timezone
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
def day(when: datetime.date | None) -> str:
    """A day as people write it: 3 November 2026; empty for none."""
    return f"{when.day} {when:%B %Y}" if isinstance(when, datetime.date) else str(when or "")


@register.filter
def moment(when: datetime.datetime) -> str:
    """A day and the time in the United Kingdom: 3 November 2026 at 4:05pm."""
    here = timezone.localtime(when)
    half = "am" if here.hour < 12 else "pm"
    return f"{day(here)} at {here.hour % 12 or 12}:{here:%M}{half}"


@register.filter(is_safe=True)
def capital(text: str) -> str:
    """The same words with a capital at the start."""
    return wording.sentence_case(text)


@register.filter(is_safe=True)
def uncapital(text: str) -> str:
    """The same words, to go on with inside a sentence; words in capitals stay so."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


@register.filter(is_safe=True)
def stopped(text: str) -> str:
    """The same words as a sentence that ends with one full stop."""
    return f"{text.rstrip().rstrip('.')}."


@register.simple_tag(takes_context=True)
def clause_link(context, clause_id: str) -> SafeString:
    """A link to a clause of the policy in force, named by its id; nothing where the policy has no such clause."""
    clause = next((each for each in context["request"].policy.pack.clauses if each.id == clause_id), None)
    if clause is None:
        return SafeString("")
    address = reverse("oversight:clause", args=[clause.id])
    return format_html('<a class="govuk-link" href="{}">clause {}</a>', address, clause.number)
