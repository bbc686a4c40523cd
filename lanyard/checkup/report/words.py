"""The words of a report, the same in a terminal and on a page."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from lanyard.checkup.archive.outcomes import Outcome
from lanyard.checkup.findings import Finding, Span, Stance, Tier
from lanyard.checkup.items import Evidence
from lanyard.checkup.result import Chapter, Cover, Files, Guide, PartRead, PlatformRead, Result, State

OPENING = (
    "This is for your own eyes. It was made on this device, and nothing of it was sent anywhere. "
    "A finding is a place to look at. It is no judgement of you, and the program can be wrong."
)
LIMITS = "What was not read is not cleared. No archive shows everything, and this reader does not understand everything in one."
UNCHECKED_FORMATS = (
    "Platforms change their archives without telling anybody. No format was tried out on a live account; "
    "the list says how each is known."
)
NO_PLATFORM = "Nothing here could be read as an archive of a platform that this reader knows, so nothing was checked."

WHY, MEND, BY_HAND, NOTES = "Why it matters", "What to do", "By hand", "What is missing, and how to get it"

EVIDENCE = {
    Evidence.PROFILE: "profile",
    Evidence.PRIVACY: "privacy settings",
    Evidence.CONTACTS: "contacts",
    Evidence.REQUESTS: "contact requests",
    Evidence.POSTS: "posts",
    Evidence.COMMENTS: "comments",
    Evidence.MESSAGES: "messages",
    Evidence.PHOTOS: "photographs",
}

TIERS = {Tier.ACT: "Act on this", Tier.LOOK: "Have a look"}

STANCES = {
    Stance.ASSERTS: "",
    Stance.NEGATES: "You say that it is not so.",
    Stance.QUOTES: "You quote this.",
    Stance.CONDEMNS: "This speaks against it.",
    Stance.ASKS: "This is a question.",
    Stance.RECLAIMS: "This speaks of a group from within it.",
    Stance.RESHARES: "You passed this on; somebody else wrote it.",
}

STATES = {
    State.FOUND: "something to look at",
    State.NOTHING_FOUND: "checked, nothing found",
    State.IN_PART: "checked in part",
    State.NOT_IN_ARCHIVE: "not in this archive",
    State.NOT_EXPORTED: "the platform does not give it",
    State.NOT_COMPARED: "nothing to compare with",
    State.NOT_EXAMINED: "not looked at, by design",
}

OUTCOMES = {
    Outcome.READ: "read",
    Outcome.READ_PARTLY: "read in part",
    Outcome.KNOWN_IGNORED: "known, and of no use to any check",
    Outcome.KNOWN_EMPTY: "known, and empty",
    Outcome.KNOWN_UNSUPPORTED: "known, in a form that is not read",
    Outcome.UNKNOWN_FILE: "not known",
    Outcome.UNKNOWN_SHAPE: "built in a way that is not known",
    Outcome.UNKNOWN_LABEL: "in a language that is not known",
    Outcome.DAMAGED: "damaged",
    Outcome.LOCKED: "locked with a password",
    Outcome.OVER_LIMIT: "too large to be read",
    Outcome.DUPLICATE: "there twice",
    Outcome.NESTED_NOT_OPENED: "an archive inside the archive, not opened",
    Outcome.MEDIA: "pictures, films, sound and documents, not opened",
    Outcome.JUNK: "left by a computer, not part of it",
    Outcome.NOT_A_FILE: "not a file",
}

LEVELS = {"S": "seen in a sample", "D": "described by others", "K": "from general knowledge"}


def day_of(when: datetime.datetime | datetime.date | None) -> str:
    """A day as ``1 December 2026``, or nothing where it is not known."""
    return f"{when.day} {when:%B %Y}" if when else ""


def clauses_of(chapter: Chapter) -> str:
    """The clauses of a check: ``clause 2.3.2`` or ``clauses 2.3.2, 2.4.2 and 2.4.3``."""
    return f"{'clause' if len(chapter.check.clauses) == 1 else 'clauses'} {listed(chapter.check.clauses)}"


def listed(words: Sequence[str]) -> str:
    """Words in a row: ``a, b and c``."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun, such as ``1 message`` or ``1,200 messages``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def place_of(finding: Finding, result: Result) -> str:
    """Where a finding stands: platform, kind, day, and the file with the row in it."""
    kind = f"{result.named(finding.platform)}, {EVIDENCE[finding.evidence]}"
    day = f", {day_of(finding.when)}" if finding.when else ""
    part = f"part {finding.ref.part + 1}, " if len(result.parts) > 1 else ""
    return f"{kind}{day} ({part}{finding.ref.entry}, entry {finding.ref.row + 1:,})"


def reasons_of(finding: Finding) -> list[str]:
    """Why it was found, and how the writer stands to it, each sentence once."""
    said = [finding.reason, *(span.reason for span in finding.spans)]
    said += [STANCES[stance] for stance in (finding.stance, *(span.stance for span in finding.spans))]
    return list(dict.fromkeys(filter(None, said)))


def pieces_of(finding: Finding) -> Iterator[tuple[str, bool]]:
    """The text in pieces, in order, each with whether it was found. Places that touch or overlap become one piece.

    A place that is the whole text, such as a message at a late hour, is not marked: there is nothing to tell it from.
    """
    at = 0
    for start, end in _joined(finding.spans, len(finding.text)):
        if start > at:
            yield finding.text[at:start], False
        yield finding.text[start:end], True
        at = end
    if at < len(finding.text):
        yield finding.text[at:], False


def _joined(spans: Sequence[Span], length: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted((max(0, span.start), min(span.end, length)) for span in spans):
        if start >= end or (start == 0 and end == length):
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def period_of(cover: Cover) -> str:
    """From when to when what was looked at is, such as ``, from 1 May 2019 to 3 June 2024``; nothing where no day is known."""
    if not cover.first or not cover.last:
        return ""
    if cover.first.date() == cover.last.date():
        return f", of {day_of(cover.first)}"
    return f", from {day_of(cover.first)} to {day_of(cover.last)}"


def cover_in_words(cover: Cover, result: Result) -> str:
    """How far a platform's archive allowed a check, in one line."""
    looked_at = f" ({looked_at_in_words(cover)})" if cover.items else ""
    return f"{result.named(cover.platform)}: {STATES[cover.state]}{looked_at}."


def looked_at_in_words(cover: Cover) -> str:
    """How much was looked at, and from when to when."""
    return f"{counted(cover.items, 'item')} looked at{period_of(cover)}"


def summary_of(result: Result) -> list[str]:
    """What came out, in a few sentences: how many places, in how many checks, and how many checks were not made in full."""
    if not result.platforms:
        return [NO_PLATFORM]
    found = [each for each in result.chapters if each.total]
    nothing = [each for each in result.chapters if each.state is State.NOTHING_FOUND]
    rest = len(left_open(result))
    checks = counted(len(result.chapters), "check")
    said = [f"The {checks} found no place to look at, as far as they could be made."]
    if found:
        said = [f"{counted(result.total, 'place')} to look at, in {len(found)} of {checks}."]
    if nothing:
        said.append(f"{counted(len(nothing), 'check')} found nothing in what was read.")
    if rest:
        said.append(f"{counted(rest, 'check')} could not be made, or only in part. What you can do instead stands below.")
    return said


def more_in_words(chapter: Chapter, shown: int) -> str:
    """That there are more findings than are shown, or nothing."""
    return f"These are the first {shown:,} of {chapter.total:,}." if chapter.total > shown else ""


def aside_in_words(chapter: Chapter) -> str:
    """That findings were set aside before, or nothing."""
    if not chapter.set_aside:
        return ""
    return f"{counted(chapter.set_aside, 'finding')} that you set aside {'is' if chapter.set_aside == 1 else 'are'} not shown."


def guide_in_words(guide: Guide) -> str:
    """How far a guide can be relied on."""
    if guide.checked:
        return f"Last looked at on {day_of(guide.checked)}. Menus move."
    return "Nobody has looked these up lately, and menus move."


def with_findings(result: Result) -> list[Chapter]:
    """The checks that found something."""
    return [each for each in result.chapters if each.total]


def left_open(result: Result) -> list[Chapter]:
    """The checks that found nothing and were not made in full."""
    return [each for each in result.chapters if not each.total and each.state is not State.NOTHING_FOUND]


def open_covers(chapter: Chapter) -> list[Cover]:
    """Where a check that found something was still not made in full."""
    return [each for each in chapter.covers if each.state not in (State.FOUND, State.NOTHING_FOUND)]


def part_in_words(part: PartRead, result: Result) -> str:
    """What a file or folder that was given turned out to be."""
    known = listed([result.named(each) for each in part.platforms])
    return " ".join(filter(None, [f"{part.name}: {known or 'not known'}.", part.advice]))


def files_in_words(files: Files) -> str:
    """How many files there were; the counts that follow add up to it."""
    return f"{counted(files.members, 'file')} inside, of which:"


def rows_in_words(files: Files) -> str:
    """How many entries of files were read, and why others were not."""
    if not files.rows_read and not files.rows_rejected:
        return ""
    said = f"{counted(files.rows_read, 'entry', 'entries')} in them {'was' if files.rows_read == 1 else 'were'} read."
    for why, number in files.rows_rejected:
        said += f" {counted(number, 'entry', 'entries')} {'was' if number == 1 else 'were'} not: {why.value}."
    return said


def levels_in_words(platform: PlatformRead) -> str:
    """How the formats that were read are known, by kind of evidence."""
    known = [f"{EVIDENCE[kind]} {LEVELS[level]}" for kind, level in platform.levels]
    return f"{platform.label}: {', '.join(known) or 'nothing read'}."


def notes_of(result: Result) -> list[tuple[str, list[str]]]:
    """What is missing and how to get it, by platform, each sentence once however many checks it stands in the way of.

    What was said as an alarm already is not said again.
    """
    notes: dict[str, dict[str, None]] = {}
    for chapter in result.chapters:
        for cover in open_covers(chapter):
            label = result.named(cover.platform)
            said = [each for each in cover.words if each not in result.alarms and f"{label}: {each}" not in result.alarms]
            notes.setdefault(label, {}).update(dict.fromkeys(said))
    return [(label, list(said)) for label, said in notes.items() if said]
