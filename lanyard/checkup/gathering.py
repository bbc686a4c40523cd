"""Findings as they come, kept within bounds: every one is counted, the surest are kept, long texts are cut around the place.

An archive can bring more findings than anybody reads, and each could drag a whole letter along. What
is kept is bounded whatever the archive's size; what is not kept is still counted, and the report says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lanyard.checkup.findings import Finding, Span, Tier

#: Findings that are kept of one check, of each tier.
MOST_KEPT = 200
#: Letters of a text that are kept around what was found in it.
LONGEST_TEXT = 600
_BEFORE = 160
_CUT = "…"


class Gathered:
    """The findings of a run, by check. Tier A is kept before tier B; within a tier the first that come are kept."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: dict[str, dict[Tier, list[Finding]]] = {}
        self._counts: dict[str, int] = {}
        self._set_aside: dict[str, int] = {}

    def add(self, finding: Finding) -> None:
        """Take in a finding."""
        self._counts[finding.check] = self._counts.get(finding.check, 0) + 1
        kept = self._kept.setdefault(finding.check, {tier: [] for tier in Tier})[finding.tier]
        if len(kept) < self._most:
            kept.append(shorten(finding))

    def add_aside(self, finding: Finding) -> None:
        """Count a finding that the person has set aside before. It is not shown again."""
        self._set_aside[finding.check] = self._set_aside.get(finding.check, 0) + 1

    def of(self, check: str) -> Iterator[Finding]:
        """What is kept of a check, the surest first, as many as the bound says."""
        kept = [finding for tier in Tier for finding in self._kept.get(check, {}).get(tier, ())]
        yield from kept[: self._most]

    def set_aside(self, check: str) -> int:
        """How many findings of a check were set aside before."""
        return self._set_aside.get(check, 0)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many findings there are of each check that has any."""
        return self._counts


def shorten(finding: Finding, most: int = LONGEST_TEXT) -> Finding:
    """The finding with its text cut to about ``most`` letters around the first place, and the places moved along with it.

    Places that are cut off are dropped; one that reaches over the end is cut there. A finding without
    places keeps the beginning of its text.
    """
    if len(finding.text) <= most:
        return finding
    first = min((span.start for span in finding.spans), default=0)
    start = max(0, min(first - _BEFORE, len(finding.text) - most))
    end = min(len(finding.text), start + most)
    before, after = (_CUT if start else ""), (_CUT if end < len(finding.text) else "")
    moved = (_moved(span, start - len(before), end - start + len(before)) for span in finding.spans if start <= span.start < end)
    return finding._replace(text=before + finding.text[start:end] + after, spans=tuple(moved))


def _moved(span: Span, by: int, end: int) -> Span:
    return span._replace(start=span.start - by, end=min(span.end - by, end))
