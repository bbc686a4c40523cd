"""The report as text, in lines as wide as a terminal. Places are shown in [brackets], so that no colour is needed."""

from __future__ import annotations

from typing import Protocol

from lanyard.checkup.report import words
from lanyard.checkup.result import Result, Shown, State

#: Findings of one check that a terminal shows unless told to show all.
MOST_SHOWN = 10


class Page(Protocol):
    """Where lines are written, wrapped at its width, such as ``lanyard.cli.page.Page``."""

    def text(self, text: str, *, indent: int = 0, hanging: int = 0, tone: str = "") -> None:
        """A paragraph."""

    def item(self, text: str, *, mark: str = "-", indent: int = 0, tone: str = "") -> None:
        """An item of a list."""

    def heading(self, text: str, *, tone: str = "heading") -> None:
        """A heading, with a blank line before it."""

    def line(self, text: str = "", *, tone: str = "") -> None:
        """One line as it stands."""


def write_text(result: Result, page: Page, *, most: int = MOST_SHOWN) -> None:
    """Write the whole report on ``page``, at most ``most`` findings of each check."""
    page.heading("Your private check-up")
    page.text(words.OPENING)
    page.line()
    page.text(result.urgent, tone="caution")
    page.heading("What came out")
    for said in (*words.summary_of(result), *result.alarms):
        page.text(said)
    _write_found(result, page, most)
    _write_nothing_found(result, page)
    _write_rest(result, page)
    _write_notes(result, page)
    _write_guides(result, page)
    _write_what_was_read(result, page)


def _write_found(result: Result, page: Page, most: int) -> None:
    for chapter in words.with_findings(result):
        page.heading(f"{chapter.check.title} ({words.clauses_of(chapter)}): {words.counted(chapter.total, 'place')}")
        page.text(f"{words.WHY}: {chapter.check.why}")
        page.text(f"{words.MEND}: {chapter.check.mend}")
        shown = chapter.found[:most]
        for each in shown:
            page.line()
            _write_finding(each, result, page)
        for said in (words.more_in_words(chapter, len(shown)), words.aside_in_words(chapter)):
            if said:
                page.line()
                page.text(said)
        if covers := words.open_covers(chapter):
            page.line()
        for cover in covers:
            page.text(words.cover_in_words(cover, result))


def _write_finding(shown: Shown, result: Result, page: Page) -> None:
    finding, mark = shown.finding, f"{shown.number}."
    deeper = len(mark) + 1
    page.item(f"{words.TIERS[finding.tier]}: {words.place_of(finding, result)}", mark=mark)
    if finding.who:
        page.text(finding.who, indent=deeper)
    text = "".join(f"[{piece}]" if found else piece for piece, found in words.pieces_of(finding))
    if text:
        page.text(f"“{' '.join(text.split())}”", indent=deeper)
    for reason in words.reasons_of(finding):
        page.text(reason, indent=deeper)
    if finding.mend:
        page.text(finding.mend, indent=deeper)


def _write_nothing_found(result: Result, page: Page) -> None:
    chapters = [each for each in result.chapters if each.state is State.NOTHING_FOUND]
    if not chapters:
        return
    page.heading("Checked, nothing found")
    for chapter in chapters:
        page.item(f"{chapter.check.title} ({words.clauses_of(chapter)})")
        for cover in chapter.covers:
            page.text(f"{result.named(cover.platform)}: {words.looked_at_in_words(cover)}.", indent=2)
        if said := words.aside_in_words(chapter):
            page.text(said, indent=2)


def _write_rest(result: Result, page: Page) -> None:
    chapters = words.left_open(result)
    if not chapters:
        return
    page.heading("Not checked, or only in part")
    page.text(words.LIMITS)
    for chapter in chapters:
        page.line()
        page.item(f"{chapter.check.title} ({words.clauses_of(chapter)})")
        for cover in chapter.covers:
            page.text(words.cover_in_words(cover, result), indent=2)
        page.text(f"{words.BY_HAND}: {chapter.check.by_hand}", indent=2)
        if said := words.aside_in_words(chapter):
            page.text(said, indent=2)


def _write_notes(result: Result, page: Page) -> None:
    for label, notes in words.notes_of(result):
        page.heading(f"{label}: {words.NOTES[0].lower()}{words.NOTES[1:]}")
        for note in notes:
            page.item(note)


def _write_guides(result: Result, page: Page) -> None:
    for guide in result.guides:
        page.heading(f"Where the settings are: {guide.name}")
        for number, step in enumerate(guide.steps, start=1):
            page.item(step, mark=f"{number}.")
        page.text(words.guide_in_words(guide), tone="quiet")


def _write_what_was_read(result: Result, page: Page) -> None:
    page.heading("What was read")
    for part in result.parts:
        page.item(words.part_in_words(part, result))
    page.text(words.files_in_words(result.files))
    for outcome, number in result.files.outcomes:
        page.item(f"{words.OUTCOMES[outcome]}: {number:,}", indent=2)
    if rows := words.rows_in_words(result.files):
        page.text(rows)
    if result.platforms:
        page.text(words.UNCHECKED_FORMATS)
    for platform in result.platforms:
        page.item(words.levels_in_words(platform))
