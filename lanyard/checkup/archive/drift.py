"""How an archive is built, without anything that stands in it: for whoever keeps the reader up to date.

It is made only when asked for, and is shown before it goes anywhere. It holds paths with names replaced, names of keys
made of the formats' own words, the kinds of values as letters, and rounded counts; no value of any key.
``rebuilding`` makes a made-up archive of the same build from it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from .json_scan import Scanner
from .members import Member
from .outcomes import NotRead, Outcome
from .reading import Archive
from .routing import Routed
from .tally import Became
from .text import stream_lines
from .vocabulary import Vocabulary, vocabulary_of

SCHEMA = "lanyard-drift/1"
#: Levels of keys that are told, bytes of a file that are looked at, and files of one template and in all.
DEEPEST = 4
_PREFIX = 1024 * 1024
_FILES_EACH = 3
_FILES = 600
#: Rows of a table among which the header is looked for; some have notes above it.
_ROWS = 5
_CLOSED = frozenset(
    (Outcome.MEDIA, Outcome.JUNK, Outcome.NOT_A_FILE, Outcome.LOCKED, Outcome.OVER_LIMIT, Outcome.NESTED_NOT_OPENED)
)
#: What stands before the JSON of a script.
_SCRIPT = "="


def report_drift(archive: Archive) -> dict[str, Any]:
    """The build of an archive, ready to be written as JSON. Best after ``read``, as outcomes are told then too."""
    words = vocabulary_of(archive.dialects.values())
    groups: dict[tuple[str, str, str], list[Became]] = {}
    for each in archive.tally.files:
        if each.routed.entry.outcome not in (Outcome.JUNK, Outcome.MEDIA):
            outcome = each.routed.entry.outcome.value if each.routed.entry.outcome else "not read"
            groups.setdefault((each.routed.platform, _template(each.routed, words), outcome), []).append(each)
    left = _FILES
    files = []
    for (platform, template, outcome), group in sorted(groups.items()):
        sample = group[: min(_FILES_EACH, left)]
        left -= len(sample)
        files.append(_described(platform, template, outcome, group, sample, words))
    return {
        "schema": SCHEMA,
        "fingerprint": _fingerprint(files),
        "platforms": [_platform(archive, platform) for platform in archive.platforms],
        "outcomes": {outcome.value: rounded(number) for outcome, number in sorted(archive.tally.outcomes.items())},
        "files": files,
    }


def as_text(report: dict[str, Any]) -> str:
    """The report as it is shown and written: JSON, indented."""
    return json.dumps(report, indent=1, ensure_ascii=False)


def rounded(number: int) -> int:
    """A count that tells only how large it is: 1, 2, 5, 10, 20, 50 and so on, never more than there are."""
    step = 1
    while step * 10 <= number:
        step *= 10
    return next((step * each for each in (5, 2, 1) if step * each <= number), 0)


def _platform(archive: Archive, platform: str) -> dict[str, Any]:
    read = [each.routed.feature for each in archive.tally.files if each.routed.platform == platform and each.rows]
    features = {each.id: each.era for each in read if each}
    return {"id": platform, "features": dict(sorted(features.items()))}


def _template(routed: Routed, words: Vocabulary) -> str:
    return words.shown_path(routed.template if routed.feature or routed.twin else routed.path)


def _described(
    platform: str, template: str, outcome: str, group: list[Became], sample: list[Became], words: Vocabulary
) -> dict[str, Any]:
    keys: Counter[str] = Counter()
    forms: set[str] = set()
    for each in sample:
        if each.routed.entry.outcome not in _CLOSED and each.routed.entry.size:
            form, found = _shape(each.routed, words)
            forms.add(form)
            keys.update(found)
    described: dict[str, Any] = {"platform": platform, "path": template, "outcome": outcome, "files": rounded(len(group))}
    described["form"] = min(forms, default="closed")
    described["keys"] = sorted(keys)
    missing = {_shown_path(key, words) for each in group for key in each.missing}
    extra = {_shown_path(key, words) for each in group for key in each.extra}
    return described | ({"missing": sorted(missing), "extra": sorted(extra)} if missing or extra else {})


def _shown_path(keys: str, words: Vocabulary) -> str:
    return ".".join(map(words.shown, keys.split(".")))


def _fingerprint(files: list[dict[str, Any]]) -> str:
    """The same for archives of one build, whatever is in them."""
    build = sorted({(each["path"], key) for each in files for key in (each["keys"] or [each["form"]])})
    return hashlib.sha256(json.dumps(build).encode()).hexdigest()[:16]


def _shape(routed: Routed, words: Vocabulary) -> tuple[str, set[str]]:
    """The form of a file and its keys, from its beginning."""
    try:
        with routed.entry.open() as stream:
            start = stream.read(_PREFIX)
    except NotRead:
        return "closed", set()
    member = Member(routed.path, len(start), lambda: io.BytesIO(start))
    ending = routed.path.rpartition(".")[2].casefold()
    if ending == "csv":
        return "csv", set(_columns(start, words))
    text = start[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith((b"{", b"[")):
        return "json", set(_keys(member, words, ""))
    if ending == "js" and b"=" in text:
        return "js", set(_keys(member, words, _SCRIPT))
    return ("html" if text[:1] == b"<" else "text"), set()


def _columns(start: bytes, words: Vocabulary) -> Iterator[str]:
    """The columns of the row, among the first ones, in which most names are words of formats."""
    try:
        rows = list(itertools.islice(csv.reader(stream_lines(io.BytesIO(start))), _ROWS))
    except (csv.Error, NotRead):
        return
    shown = [[words.shown(each.lstrip("\ufeff")) for each in row if each] for row in rows if len(row) > 1]
    likely = max(
        shown, key=lambda row: sum(each.strip("# ") != "" and "~" not in each and "<" not in each for each in row), default=[]
    )
    for name, number in Counter(likely).items():
        yield f"{name}:c" if number == 1 else f"<map:{rounded(number)}>:c"


def _keys(member: Member, words: Vocabulary, after: str) -> Iterator[str]:
    found: set[str] = set()
    with member.open() as stream:
        try:
            _walk(Scanner(stream, after=after), words, "", DEEPEST, found)
        except NotRead:
            found.discard("")
    yield from found


def _walk(scanner: Scanner, words: Vocabulary, path: str, left: int, found: set[str]) -> None:
    """Put the paths of keys into ``found``, each with the letter of its kind: object, list, text, number, yes or no, nothing."""
    letter = scanner.peek()
    kind = {"{": "o", "[": "a", '"': "s", "t": "b", "f": "b", "n": "z"}.get(letter, "n")
    found.add(f"{path or '.'}:{kind}")
    if kind == "a" and left:
        for _ in scanner.elements():
            _walk(scanner, words, f"{path}[]", left, found)
    elif kind == "o" and left:
        _walk_object(scanner, words, path, left - 1, found)
    else:
        scanner.skip()


def _walk_object(scanner: Scanner, words: Vocabulary, path: str, left: int, found: set[str]) -> None:
    """Keys of which several look alike without their own words are a map by data: it is told how many, not which."""
    alike: Counter[str] = Counter()
    below: dict[str, set[str]] = {}
    try:
        for key in scanner.keys():
            shown = words.shown(key)
            alike[shown] += 1
            _walk(scanner, words, "", left, below.setdefault(shown, set()))
    finally:
        for shown, paths in below.items():
            name = shown if alike[shown] == 1 else f"<map:{rounded(alike[shown])}>"
            for each in paths:
                inner, _, kind = each.rpartition(":")
                inner = "" if inner == "." else inner
                found.add(f"{path}{'.' if path else ''}{name}{'' if not inner or inner.startswith('[') else '.'}{inner}:{kind}")
