"""Which platforms an archive is from, by the paths in it: a set, because one zip may hold two.

Each folder near the top may be where a platform's own tree begins, since people wrap, unpack and pack again. A mark is a
whole path inside the tree and counts once, so many files of one kind weigh no more than one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .csv_text import column, header_of
from .dialects import Dialect, Feature
from .inventory import Entry
from .members import Member
from .outcomes import NotRead, Outcome

#: The weights of the marks that are met have to come to this for a tree to be taken for a platform's.
ENOUGH = 3
_DEEPEST_ROOT = 2
#: Folders that are tried as the beginning of a tree, and pictures whose paths are looked at, in one part.
_MOST_ROOTS = 3000
_MOST_MEDIA = 2000
#: Files whose header is looked at, where paths do not decide.
_MOST_SNIFFED = 20
#: Bytes of a file of JSON that are looked at.
_BEGINNING = 64 * 1024


class Recognised(NamedTuple):
    """A platform's tree: in which part, under which folder (``""`` or ending in ``/``), and how much speaks for it."""

    platform: str
    part: int
    root: str
    score: int


def recognise(entries: Iterable[Entry], dialects: Sequence[Dialect]) -> list[Recognised]:
    """The trees in all parts, the surest first.

    A part in which too little speaks for any platform is taken for one that another part is surely of, or for one whose
    header of a table is there; else it is not recognised, and nothing is guessed.
    """
    by_part: dict[int, list[Entry]] = {}
    for each in entries:
        if each.outcome not in (Outcome.JUNK, Outcome.NOT_A_FILE):
            by_part.setdefault(each.part, []).append(each)
    scored = [each for part, inside in by_part.items() for each in _scores(part, inside, dialects)]
    sure = [each for each in scored if each.score >= ENOUGH]
    known = {each.platform for each in sure}
    for part, inside in by_part.items():
        if not any(each.part == part for each in sure):
            weak = [each for each in scored if each.part == part]
            sure += [each for each in weak if each.platform in known] or _sniffed(weak, inside, dialects)
    return sorted(sure, key=lambda each: (-each.score, each.root.count("/"), each.part, each.root, each.platform))


def _scores(part: int, entries: list[Entry], dialects: Sequence[Dialect]) -> Iterator[Recognised]:
    """Every tree of a part for which anything speaks."""
    any_mark = _any_of(mark.path for dialect in dialects for mark in dialect.marks)
    marks = [(dialect.id, number, mark) for dialect in dialects for number, mark in enumerate(dialect.marks)]
    met: dict[tuple[str, str], dict[int, int]] = {}
    roots: set[str] = set()
    media = 0
    for entry in entries:
        media += entry.outcome is Outcome.MEDIA
        if entry.outcome is Outcome.MEDIA and media > _MOST_MEDIA:
            continue
        for root in _roots_of(entry.path):
            inside = entry.path[len(root) :]
            if not any_mark.fullmatch(inside) or (root not in roots and len(roots) >= _MOST_ROOTS):
                continue
            roots.add(root)
            for platform, number, mark in marks:
                if number not in met.get((root, platform), ()) and mark.path.fullmatch(inside):
                    met.setdefault((root, platform), {})[number] = mark.weight
    for (root, platform), weights in met.items():
        if (score := sum(weights.values())) > 0:
            yield Recognised(platform, part, root, score)


def _any_of(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """One pattern for all of them, which is quicker to ask than each. Names of groups go, because several may be alike."""
    return re.compile("|".join(f"(?:{re.sub(r'[(][?]P<[^>]+>', '(?:', each.pattern)})" for each in patterns), re.IGNORECASE)


def _roots_of(path: str) -> Iterator[str]:
    """The folders in which a platform's tree may begin that holds this path."""
    yield ""
    at = 0
    for _ in range(_DEEPEST_ROOT):
        at = path.find("/", at) + 1
        if not at:
            return
        yield path[:at]


def _sniffed(weak: list[Recognised], entries: list[Entry], dialects: Sequence[Dialect]) -> list[Recognised]:
    """Those for which little speaks, but the header of a table is the one that they have there."""
    by_id = {each.id: each for each in dialects}
    found = []
    left = _MOST_SNIFFED
    for each in weak:
        inside = [entry for entry in entries if entry.path.startswith(each.root) and entry.outcome is None]
        for entry in inside[:left]:
            features = features_of(by_id[each.platform], entry.path[len(each.root) :])
            left -= bool(features)
            if any(has_header(entry, feature) for feature in features):
                found.append(each)
                break
    return found


def features_of(dialect: Dialect, path: str) -> list[Feature]:
    """The features of a dialect to which a path inside its tree belongs."""
    return [each for each in dialect.features if any(pattern.fullmatch(path) for pattern in each.paths)]


def has_header(entry: Entry, feature: Feature) -> bool:
    """Whether the table has the columns that the feature has to have; false where it is no table or says of none.

    JSON whose path could be anybody's is known by the keys in its beginning, where the feature tells them as ``sniff``.
    """
    if isinstance(keys := feature.told.get("sniff"), list):
        return entry.path.casefold().endswith(".json") and _begins_with(entry, keys)
    wanted = feature.told.get("require")
    if (
        not entry.path.casefold().endswith(".csv")
        or not isinstance(wanted, list)
        or not all(isinstance(each, str) for each in wanted)
    ):
        return False
    needed = frozenset(map(column, wanted))
    try:
        rows = header_of(Member(entry.path, entry.size, entry.open, part=entry.part))
    except (NotRead, OSError):
        return False
    return bool(needed) and any(needed <= row for row in rows)


def _begins_with(entry: Entry, keys: Sequence[str]) -> bool:
    try:
        with entry.open() as stream:
            start = stream.read(_BEGINNING)
    except (NotRead, OSError):
        return False
    return all(f'"{key}"'.encode() in start for key in keys)
