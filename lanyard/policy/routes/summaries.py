"""What to say on the phone: a text to read out or copy, from what is known. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping

from lanyard.policy.refusal import did_you_mean
from lanyard.policy.routes.book import Summary
from lanyard.policy.routes.history import NOT_KNOWN


def referral(summary: Summary, facts: Mapping[str, str]) -> str:
    """The text for an outside body. What ``facts`` does not hold, or holds empty, reads “not known”.

    ``facts`` go by the names of the summary’s lines; another name is a ``KeyError`` that suggests some,
    so that nothing that somebody filled in is left out unseen.
    """
    names = [fact for _, fact in summary.lines]
    for name in facts:
        if name not in names:
            raise KeyError(f"The summary “{summary.id}” has no line for “{name}”. {did_you_mean(name, names)}")
    lines = [f"{label}: {_one_line(facts.get(fact, ''))}" for label, fact in summary.lines]
    return "\n".join([summary.opening, "", *lines, "", summary.closing, ""])


def _one_line(text: str) -> str:
    """A text without line breaks, so that nothing in it can pass for another line of the summary."""
    return " ".join(text.split()) or NOT_KNOWN
