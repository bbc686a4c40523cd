"""Finds words that would tell somebody to handle evidence: with an image of a child nobody may."""

from __future__ import annotations

import re

from playwright.sync_api import Page

HANDLING = re.compile(
    r"\b(captur\w+|re-?open\w*|open(?! to\b)|opens|opening|cop(?:y|ies|ying)|screen[- ]?shots?|screen[- ]?grabs?|sav(?:e|es|ing)"
    r"|upload\w*|download\w*|attach\w*|photograph(?:s|ing)?|forward(?:s|ing)?|print(?:s|ing)?|film(?:s|ing) it)\b",
    re.IGNORECASE,
)
#: The same as an order: at the start of a sentence, or after whom it tells to do it.
ORDER = re.compile(
    r"(^|\b(you|and|then|please) ((must|should|can|may|need to|have to|could|now) )*)"
    r"(capture|open(?! to\b)|copy|screenshot|save|upload|download|attach|photograph|forward|print)\b",
    re.IGNORECASE,
)
NEGATED = re.compile(r"\b(not|never|nobody|no|none|nothing|neither|nor|without|cannot|stop|\w+n[’']t)\b", re.IGNORECASE)
ENDS = re.compile(r"(?<=[.!?:;])\s+|\n+")

#: What a page offers to press or follow, by the words that a screen reader says.
OFFERED = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), textarea, select, summary, label')]
  .filter((e) => e.checkVisibility())
  .map((e) => e.ariaLabel || e.innerText || e.value || e.name || '')"""


def instructions_to_handle(text: str) -> list[str]:
    """The sentences that speak of opening, copying, saving and the like without ruling it out."""
    sentences = [sentence.strip() for sentence in ENDS.split(text)]
    return [one for one in sentences if HANDLING.search(one) and not NEGATED.search(one)]


def orders_to_handle(text: str) -> list[str]:
    """Those of them that tell the reader to do it: a page about law may say what others were punished for."""
    return [one for one in instructions_to_handle(text) if ORDER.search(one)]


def offers_to_handle(page: Page) -> list[str]:
    """The links, buttons and boxes of a page that are named after handling something."""
    return [one for one in page.evaluate(OFFERED) if HANDLING.search(one) and not NEGATED.search(one)]
