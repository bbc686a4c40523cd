"""The report as plain data for JSON. Its keys are described in ``docs/checkup.md`` and change only with ``SCHEMA``."""

from __future__ import annotations

import datetime
from typing import Any

from lanyard.checkup.findings import Span
from lanyard.checkup.report import words
from lanyard.checkup.result import Chapter, Cover, Guide, Result, Shown

#: The version of this form. It grows when a key goes away or changes its meaning; new keys may come without.
SCHEMA = "lanyard-check-up/1"


def as_json(result: Result) -> dict[str, Any]:
    """The whole result as dictionaries, lists, texts and numbers, the same for the same archive, checks and time."""
    return {
        "schema": SCHEMA,
        "pack": result.pack,
        "made_at": _time(result.at),
        "urgent": result.urgent,
        "summary": words.summary_of(result),
        "alarms": list(result.alarms),
        "parts": [{"name": each.name, "platforms": list(each.platforms), "advice": each.advice} for each in result.parts],
        "platforms": [
            {
                "id": each.id,
                "label": each.label,
                "levels": {kind.value: level for kind, level in each.levels},
                "items": {kind.value: number for kind, number in each.items},
            }
            for each in result.platforms
        ],
        "compared": result.compared,
        "owner_unknown": result.owner_unknown,
        "checks": [_chapter(each) for each in result.chapters],
        "guides": [_guide(each) for each in result.guides],
        "files": {
            "members": result.files.members,
            "outcomes": {outcome.value: number for outcome, number in result.files.outcomes},
            "rows_read": result.files.rows_read,
            "rows_rejected": {why.name.lower(): number for why, number in result.files.rows_rejected},
        },
    }


def _chapter(chapter: Chapter) -> dict[str, Any]:
    check = chapter.check
    return {
        "id": check.id,
        "title": check.title,
        "clauses": list(check.clauses),
        "why": check.why,
        "mend": check.mend,
        "by_hand": check.by_hand,
        "state": chapter.state.value,
        "coverage": [_cover(each) for each in chapter.covers],
        "count": chapter.total,
        "set_aside": chapter.set_aside,
        "findings": [_finding(each) for each in chapter.found],
    }


def _cover(cover: Cover) -> dict[str, Any]:
    return {
        "platform": cover.platform,
        "state": cover.state.value,
        "items": cover.items,
        "from": _time(cover.first),
        "to": _time(cover.last),
        "words": list(cover.words),
        "level": cover.level or None,
    }


def _finding(shown: Shown) -> dict[str, Any]:
    finding = shown.finding
    return {
        "number": shown.number,
        "tier": finding.tier.value,
        "reason": finding.reason,
        "stance": finding.stance.value,
        "platform": finding.platform,
        "evidence": finding.evidence.value,
        "where": {"part": finding.ref.part, "path": finding.ref.entry, "row": finding.ref.row},
        "when": _time(finding.when),
        "who": finding.who,
        "text": finding.text,
        "spans": [_span(each) for each in finding.spans],
        "mend": finding.mend,
    }


def _span(span: Span) -> dict[str, Any]:
    return {
        "rule": span.rule,
        "start": span.start,
        "end": span.end,
        "tier": span.tier.value,
        "label": span.label,
        "reason": span.reason,
        "stance": span.stance.value,
    }


def _guide(guide: Guide) -> dict[str, Any]:
    checked = guide.checked.isoformat() if guide.checked else None
    return {"platform": guide.platform, "name": guide.name, "steps": list(guide.steps), "checked": checked}


def _time(when: datetime.datetime | None) -> str | None:
    return when.astimezone(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if when else None
