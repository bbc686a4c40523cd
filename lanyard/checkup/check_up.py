"""The run of a check-up: reads, finds, compares, and says for each check of the policy what came of it (2.3 to 2.6).

Items stream through; only findings and the names of other people are kept, within bounds. Where there are
names of pupils to compare with, messages are read a second time, now that it is known who may be a pupil.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator

from lanyard.checkup.archive.coverage import Covered, cover
from lanyard.checkup.archive.dialects import Dialect
from lanyard.checkup.archive.outcomes import Outcome, Why
from lanyard.checkup.archive.reading import Archive, open_archive, read
from lanyard.checkup.archive.source import Part
from lanyard.checkup.archive.tally import AlarmKind
from lanyard.checkup.checks import Checks
from lanyard.checkup.comparing import Comparison
from lanyard.checkup.detect import Detector
from lanyard.checkup.detect.dismissals import Dismissals
from lanyard.checkup.detect.gates import Executor
from lanyard.checkup.findings import Finding
from lanyard.checkup.gathering import Gathered, shorten
from lanyard.checkup.items import Evidence, Item, Message
from lanyard.checkup.match import Roll
from lanyard.checkup.result import Chapter, Files, PartRead, PlatformRead, Result, Shown

#: What a progress line says of each reading.
READING, AGAIN = "Looking through it", "Looking at the messages again"
Progress = Callable[[int, int, str], None]


def check_up(
    parts: Iterable[Part],
    *,
    checks: Checks,
    at: datetime.datetime,
    roll: Roll | None = None,
    names: Collection[str] = (),
    me: Collection[str] = (),
    school: Collection[str] = (),
    set_aside: Dismissals | None = None,
    progress: Progress | None = None,
    dialects: Iterable[Dialect] | None = None,
    executor: Executor | None = None,
) -> Result:
    """Look through an archive for what the policy speaks about. Nothing of it is kept but what is in the result.

    ``at`` is now, aware of its zone. ``names`` and ``roll`` are those of pupils to compare contacts with; ``me`` are
    names and handles of the owner, ``school`` names of the school. ``progress`` gets bytes done, bytes in all, and what
    is being done. Never raises for what is in an archive: a part that is refused is in ``Result.parts`` with its reason.
    """
    gathering = _Gathering(set_aside)
    detector = Detector(checks, executor=executor, names=names, school=school)
    comparison = Comparison(checks, roll, names, school)
    with open_archive(parts, dialects=dialects) as archive:
        for platform, item in read(archive, at=at, me=me, progress=_told(progress, READING)):
            comparison.add(platform, item)
            if not (comparison.compares and isinstance(item, Message)):
                gathering.add_all(detector.find(item, platform))
        if comparison.compares:
            gathering.add_all(comparison.find())
            messages = read(archive, at=at, me=me, progress=_told(progress, AGAIN), only=(Evidence.MESSAGES,))
            gathering.add_all(_in_messages(messages, detector, comparison))
        return _result(archive, checks, at, gathering, comparison)


def _in_messages(items: Iterable[tuple[str, Item]], detector: Detector, comparison: Comparison) -> Iterator[Finding]:
    for platform, item in items:
        if isinstance(item, Message):
            yield from detector.find(item, platform, with_pupil=comparison.is_with_pupil(platform, item))


def _told(progress: Progress | None, words: str) -> Callable[[int, int], None] | None:
    return (lambda done, total: progress(done, total, words)) if progress else None


class _Gathering:
    """The findings of one run, without those that were set aside, and the platforms on which there are any."""

    def __init__(self, set_aside: Dismissals | None) -> None:
        self.kept = Gathered()
        self.platforms: dict[str, set[str]] = {}
        self._set_aside = set_aside

    def add_all(self, findings: Iterable[Finding]) -> None:
        """Take in what was found."""
        for finding in findings:
            if self._set_aside is not None and self._is_aside(finding, self._set_aside):
                self.kept.add_aside(finding)
            else:
                self.kept.add(finding)
                self.platforms.setdefault(finding.check, set()).add(finding.platform)

    def _is_aside(self, finding: Finding, set_aside: Dismissals) -> bool:
        # What a person set aside was shown to them as it is kept: a long text was cut.
        return set_aside.covers(finding) or set_aside.covers(shorten(finding))


def _result(archive: Archive, checks: Checks, at: datetime.datetime, gathering: _Gathering, comparison: Comparison) -> Result:
    chapters: list[Chapter] = []
    number = 0
    for covered in cover(checks, archive, gathering.platforms):
        chapter = _chapter(comparison.honest(covered), checks, gathering.kept, number)
        chapters.append(chapter)
        number += len(chapter.found)
    return Result(
        pack=checks.pack,
        at=at,
        urgent=checks.urgent,
        parts=tuple(PartRead(each.name, each.platforms, each.advice) for each in archive.parts),
        platforms=tuple(_platform(archive, each) for each in archive.platforms),
        chapters=tuple(chapters),
        files=_files(archive),
        alarms=tuple(dict.fromkeys((*_alarms(archive), *comparison.remarks()))),
        compared=comparison.with_what,
        owner_unknown=any(each.kind is AlarmKind.OWNER_UNKNOWN for each in archive.tally.alarms),
    )


def _chapter(covered: Covered, checks: Checks, kept: Gathered, before: int) -> Chapter:
    check = covered.check
    return Chapter(
        checks.by_id[check],
        covered.state,
        covered.covers,
        tuple(Shown(number, finding) for number, finding in enumerate(kept.of(check), start=before + 1)),
        kept.counts.get(check, 0),
        kept.set_aside(check),
    )


def _platform(archive: Archive, platform: str) -> PlatformRead:
    spans = [(kind, archive.tally.span(platform, kind).items) for kind in Evidence]
    levels = archive.levels(platform)
    return PlatformRead(
        platform,
        archive.dialects[platform].label,
        tuple((kind, levels[kind]) for kind in Evidence if kind in levels),
        tuple((kind, items) for kind, items in spans if items),
    )


def _files(archive: Archive) -> Files:
    tally = archive.tally
    outcomes = tally.outcomes
    return Files(
        tally.members,
        tuple((outcome, outcomes[outcome]) for outcome in Outcome if outcomes[outcome]),
        tally.rows_read,
        tuple((why, tally.rejected[why]) for why in Why if tally.rejected[why]),
    )


def _alarms(archive: Archive) -> Iterator[str]:
    for alarm in archive.tally.alarms:
        yield f"{archive.dialects[alarm.platform].label}: {alarm.words}" if alarm.platform else alarm.words
