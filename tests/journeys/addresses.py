"""What an address gives away about the person who asks. It must be nothing."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import parse_qsl, urlsplit

from lanyard.policy.facts import Vocabulary
from lanyard.policy.pack import load_pack

#: A journey's own addresses end in a step or in the fact that is asked about; never in what was answered.
STEPS = ("answers", "answer", "more", "keep", "record")
JOURNEY = re.compile(r"/ask/(?:[\w-]{16}/(?P<step>\w+)/(?:describe/(?:part/|\d+/)?)?)?")
KEPT = re.compile(r"/answers/(?:[0-9a-f-]{36}/(?:(?:delete|again)/)?)?")


@cache
def vocabulary() -> Vocabulary:
    """The facts of the policy that the demonstration carries."""
    return load_pack("welton").vocabulary


@cache
def values() -> frozenset[str]:
    """Every value of every fact."""
    return frozenset(value for fact in vocabulary() for value in fact.value_ids())


def what_it_tells(address: str) -> list[str]:
    """Facts about a person, or room for them, that an address holds."""
    parts = urlsplit(address)
    told = [
        f"“{name}={value}”"
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name in vocabulary() or value in values()
    ]
    if parts.path.startswith("/ask/"):
        found = JOURNEY.fullmatch(parts.path)
        if not found or (found["step"] and found["step"] not in (*STEPS, *(fact.id for fact in vocabulary()))):
            told.append("something other than a journey and its step")
    if parts.path.startswith("/answers/") and not KEPT.fullmatch(parts.path):
        told.append("something other than which answer was kept")
    page_of_a_list = parts.path == "/answers/" and re.fullmatch(r"page=\d+", parts.query)
    if parts.query and not page_of_a_list and parts.path.startswith(("/ask/", "/answers/")):
        told.append("a query")
    return told
