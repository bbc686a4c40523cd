"""The words and signs in which verdicts, urgencies and the like appear on every page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lanyard.policy.duties import URGENCY_WORDS
from lanyard.policy.rules import VERDICT_WORDS


class Look(NamedTuple):
    """How a verdict is told: a word, a sign that needs no colour, and one sentence."""

    word: str
    sign: str
    sentence: str


LOOKS = {
    "never": Look("No", "✕", "The policy rules this out."),
    "agree": Look("Not without agreement", "‖", "Ask first, and wait for a yes."),
    "caution": Look("Take care", "!", "Do what is listed here, and go carefully."),
    "fine": Look("Yes", "✓", "The policy allows this."),
    "silent": Look("The policy does not say", "…", "That is not a yes. Ask before you act."),
    "undecided": Look("It depends", "?", "It depends on something that is not known yet."),
    "duties": Look("Do what is listed here", "→", "The policy says what to do about this."),
    "alarm": Look("Act now", "!", "Make the calls first. Everything else can wait."),
}

#: The sentence of “take care” where nothing is listed that a person could do.
CARE_ALONE = "The policy does not rule this out. Go carefully, and do it openly."

#: Verdicts from mild to strict, with silence at the end, as a range is read out.
RANGE_ORDER = ("fine", "caution", "agree", "never", "silent")

#: How soon, as the opening of a line.
SOON = {
    "now": "Now",
    "same_day": "Today",
    "one_working_day": "Within one working day",
    "within_72_hours": "Within 72 hours",
    "one_week": "Within a week",
    "before": "Before you act",
    "when_asked": "If you want to",
    "routine": "As part of your normal work",
}
assert SOON.keys() == URGENCY_WORDS.keys()

#: What a clause's force is called where people read it.
FORCES = {
    "aim": "Aim",
    "definition": "Definition",
    "must": "You must",
    "must not": "You must not",
    "should": "You should",
    "permitted": "You may",
    "procedure": "Procedure",
}


def verdict_word(verdict: str) -> str:
    """A verdict in the policy's own word, such as “Not without agreement”; empty stands for duties alone."""
    return VERDICT_WORDS[verdict] if verdict else "Duty"


def range_words(verdicts: Sequence[str]) -> str:
    """A range of verdicts in words, mildest first: “fine, take care or never”."""
    words = [VERDICT_WORDS[verdict] for verdict in RANGE_ORDER if verdict in verdicts]
    words = [word if word.startswith("The ") else word.lower() for word in words]
    words = ["the policy does not say" if word.startswith("The ") else word for word in words]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def sentence_case(text: str) -> str:
    """The same words with a capital at the start."""
    return text[:1].upper() + text[1:]
