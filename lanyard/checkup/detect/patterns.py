"""Carries out the pattern rules on a text whose gates are known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from lanyard.checkup.detect.gates import bits_of_rules
from lanyard.checkup.detect.tables import Rule, load_rules
from lanyard.checkup.detect.text import around
from lanyard.checkup.detect.validators import JUDGES
from lanyard.checkup.findings import Span, Tier


def rules_for(where: str, checks: Iterable[str]) -> tuple[tuple[int, Rule], ...]:
    """The rules for a place that a text stands in, of the checks that are asked, each with its gate."""
    asked, bits = frozenset(checks), bits_of_rules()
    return tuple((bits[rule.id], rule) for rule in load_rules() if where in rule.where and rule.check in asked)


def pattern_spans(folded: str, bits: int, rules: Iterable[tuple[int, Rule]]) -> Iterator[tuple[Rule, Span]]:
    """Spans of the rules whose gates are open. Where two of one check overlap, the one of the earlier rule is kept."""
    taken: list[tuple[str, int, int]] = []
    for gate, rule in rules:
        if not bits & gate:
            continue
        for start, end, tier in matches(folded, rule):
            if any(check == rule.check and start < other_end and other < end for check, other, other_end in taken):
                continue
            taken.append((rule.check, start, end))
            yield rule, Span(rule.id, start, end, tier, rule.label, rule.reason)


def matches(folded: str, rule: Rule) -> Iterator[tuple[int, int, Tier]]:
    """Places that a rule matches, after its cues and its validator were asked."""
    judge: Callable[[str, str], str] | None = JUDGES.get(rule.validator)
    for pattern in rule.patterns:
        for found in pattern.finditer(folded):
            start, end = found.span()
            near = around(folded, start, end, rule.near)
            tier = cued(rule, near, found.group())
            verdict = judge(found.group(), near) if judge and tier else "A"
            if tier and verdict:
                yield start, end, Tier.LOOK if verdict == "B" else tier


def cued(rule: Rule, near: str, found: str) -> Tier | None:
    """The tier that the words of and around a match leave it, or ``None`` where they say that it is something else."""
    cue = rule.cues is not None and (rule.cues.search(near) or rule.cues.search(found)) is not None
    if rule.cue == "needed" and not cue:
        return None
    if rule.unless is not None and rule.unless.search(near):
        # Words for something else win, unless the nearest words before say what it is.
        if rule.cue == "needed" or not (cue and closer(rule.cues, rule.unless, near)):
            return None
    return Tier.LOOK if rule.cue == "raises" and not cue else rule.tier


def closer(cues: re.Pattern[str] | None, unless: re.Pattern[str], near: str) -> bool:
    """Whether the nearest cue stands closer to the match than the nearest word against it."""
    before, _, after = near.partition(" | ")

    def distance(pattern: re.Pattern[str]) -> int:
        last = max((found.end() for found in pattern.finditer(before)), default=-1)
        first = pattern.search(after)
        return min(len(before) - last if last >= 0 else 999, first.start() + 5 if first else 999)

    return cues is not None and distance(cues) <= distance(unless)
