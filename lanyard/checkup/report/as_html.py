"""The report as HTML: one file without scripts, pictures or outside addresses, or the part of it that goes into a page.

Every word that comes from an archive is written as a word (``_said``): it can bring no element, no
attribute and no address along. The elements used are those that the page of the service lets in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from unicodedata import category

from lanyard.checkup.findings import Finding
from lanyard.checkup.report import words
from lanyard.checkup.report.style import STYLE
from lanyard.checkup.result import Chapter, Cover, Result, Shown, State

#: Findings of one check that stand open; the rest unfold.
MOST_OPEN = 10
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def as_html(result: Result) -> str:
    """One whole document. Its policy forbids every script and request, whatever might stand in it."""
    day = words.day_of(result.at)
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en-GB">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="robots" content="noindex">',
            f"<title>Private check-up, {day}</title>",
            f"<style>{STYLE}</style>",
            "</head>",
            "<body>",
            '<main class="check-up">',
            "<h1>Your private check-up</h1>",
            f"<p>Made on {day}.</p>",
            *_report(result, 2),
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def as_fragment(result: Result, *, heading: int = 3) -> str:
    """The report for a page that has its own head: sections whose headings begin at level ``heading``."""
    return "\n".join(_report(result, heading))


def _report(result: Result, level: int) -> Iterator[str]:
    yield f"<p>{_said(words.OPENING)}</p>"
    yield f'<p class="check-up__urgent"><strong>{_said(result.urgent)}</strong></p>'
    summary = [f"<p>{_said(each)}</p>" for each in (*words.summary_of(result), *result.alarms)]
    yield from _section("What came out", "came-out", level, summary)
    found = words.with_findings(result)
    if found:
        chapters = [line for chapter in found for line in _found(chapter, result, level + 1)]
        yield from _section("What to look at", "to-look-at", level, chapters)
    yield from _nothing_found(result, level)
    yield from _left_open(result, level)
    yield from _notes(result, level)
    for guide in result.guides:
        steps = "".join(f"<li>{_said(step)}</li>" for step in guide.steps)
        body = [f"<ol>{steps}</ol>", f"<p>{_said(words.guide_in_words(guide))}</p>"]
        yield from _section(f"Where the settings are: {guide.name}", f"settings-{guide.platform}", level, body)
    yield from _section("What was read", "was-read", level, _what_was_read(result))


def _found(chapter: Chapter, result: Result, level: int) -> Iterator[str]:
    yield f'<h{level} id="check-up-{chapter.check.id}">{_said(_title(chapter))}</h{level}>'
    yield f"<p>{words.counted(chapter.total, 'place')}.</p>"
    yield f"<p><strong>{words.WHY}:</strong> {_said(chapter.check.why)}</p>"
    yield f"<p><strong>{words.MEND}:</strong> {_said(chapter.check.mend)}</p>"
    yield from _findings(chapter.found[:MOST_OPEN], result)
    if rest := chapter.found[MOST_OPEN:]:
        yield f"<details><summary>{_said(words.counted(len(rest), 'more place'))}</summary>"
        yield from _findings(rest, result)
        yield "</details>"
    for said in filter(None, (words.more_in_words(chapter, len(chapter.found)), words.aside_in_words(chapter))):
        yield f"<p>{_said(said)}</p>"
    yield from _covers(words.open_covers(chapter), result)


def _findings(found: Iterable[Shown], result: Result) -> Iterator[str]:
    yield '<ul class="check-up__findings">'
    for shown in found:
        yield "<li>"
        yield from _finding(shown, result)
        yield "</li>"
    yield "</ul>"


def _finding(shown: Shown, result: Result) -> Iterator[str]:
    finding = shown.finding
    tier = f'<strong class="check-up__tier">{words.TIERS[finding.tier]}</strong>'
    yield f"<p>{shown.number}. {tier}: {_said(words.place_of(finding, result))}</p>"
    if finding.who:
        yield f"<p>{_said(finding.who)}</p>"
    if finding.text:
        yield f'<blockquote dir="auto"><p>{_marked(finding)}</p></blockquote>'
    for said in (*words.reasons_of(finding), finding.mend):
        if said:
            yield f"<p>{_said(said)}</p>"


def _nothing_found(result: Result, level: int) -> Iterator[str]:
    chapters = [each for each in result.chapters if each.state is State.NOTHING_FOUND]
    if chapters:
        yield from _section("Checked, nothing found", "nothing-found", level, _list_of(chapters, result))


def _left_open(result: Result, level: int) -> Iterator[str]:
    if chapters := words.left_open(result):
        body = [f"<p>{_said(words.LIMITS)}</p>", *_list_of(chapters, result, by_hand=True)]
        yield from _section("Not checked, or only in part", "not-checked", level, body)


def _list_of(chapters: Iterable[Chapter], result: Result, *, by_hand: bool = False) -> Iterator[str]:
    yield '<ul class="check-up__checks">'
    for chapter in chapters:
        yield f"<li><p><strong>{_said(_title(chapter))}</strong></p>"
        if by_hand:
            yield from _covers(chapter.covers, result)
        else:
            yield from (
                f"<p>{_said(result.named(each.platform))}: {words.looked_at_in_words(each)}.</p>" for each in chapter.covers
            )
        if by_hand:
            yield f"<p>{words.BY_HAND}: {_said(chapter.check.by_hand)}</p>"
        if said := words.aside_in_words(chapter):
            yield f"<p>{_said(said)}</p>"
        yield "</li>"
    yield "</ul>"


def _covers(covers: Iterable[Cover], result: Result) -> Iterator[str]:
    for cover in covers:
        yield f"<p>{_said(words.cover_in_words(cover, result))}</p>"


def _notes(result: Result, level: int) -> Iterator[str]:
    body = []
    for label, notes in words.notes_of(result):
        body.append(f"<h{level + 1}>{_said(label)}</h{level + 1}>")
        body.append("<ul>" + "".join(f"<li>{_said(note)}</li>" for note in notes) + "</ul>")
    if body:
        yield from _section(words.NOTES, "missing", level, body)


def _what_was_read(result: Result) -> Iterator[str]:
    yield "<ul>" + "".join(f"<li>{_said(words.part_in_words(each, result))}</li>" for each in result.parts) + "</ul>"
    rows = "".join(
        f'<tr><th scope="row">{_said(words.OUTCOMES[outcome])}</th><td>{number:,}</td></tr>'
        for outcome, number in result.files.outcomes
    )
    if rows:
        head = '<thead><tr><th scope="col">What became of it</th><th scope="col">Files</th></tr></thead>'
        yield f"<table><caption>{_said(words.files_in_words(result.files))}</caption>{head}<tbody>{rows}</tbody></table>"
    if said := words.rows_in_words(result.files):
        yield f"<p>{_said(said)}</p>"
    if result.platforms:
        yield f"<p>{_said(words.UNCHECKED_FORMATS)}</p>"
        yield "<ul>" + "".join(f"<li>{_said(words.levels_in_words(each))}</li>" for each in result.platforms) + "</ul>"


def _section(title: str, name: str, level: int, body: Iterable[str]) -> Iterator[str]:
    yield f'<section aria-labelledby="check-up-{escape(name)}">'
    yield f'<h{level} id="check-up-{escape(name)}">{_said(title)}</h{level}>'
    yield from body
    yield "</section>"


def _title(chapter: Chapter) -> str:
    return f"{chapter.check.title} ({words.clauses_of(chapter)})"


def _marked(finding: Finding) -> str:
    return "".join(f"<mark>{_said(piece)}</mark>" if found else _said(piece) for piece, found in words.pieces_of(finding))


def _said(text: str) -> str:
    """A text as words alone: no element, no attribute, no sign that would turn the line around or end the document."""
    return escape("".join("\N{REPLACEMENT CHARACTER}" if _is_harmful(sign) else sign for sign in text))


@lru_cache(maxsize=4096)
def _is_harmful(sign: str) -> bool:
    """Controls, halves of letters, what is no letter at all, and signs that turn the direction of what follows."""
    return sign not in "\n\t" and (category(sign) in ("Cc", "Cs", "Cn") or sign in _TURNING)
