"""Where each file of the archive goes: to a decoder, aside because no check needs it, or to what is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from .detection import Recognised, has_header
from .dialects import Dialect, Feature, Ignored, Twin
from .inventory import Entry, digest
from .members import Member
from .outcomes import Outcome
from .templates import Templates


class Routed:
    """A file with where it goes. ``path`` is inside the platform's tree; ``platform`` is empty where it is of none."""

    __slots__ = ("entry", "feature", "path", "platform", "template", "twin")

    def __init__(
        self, entry: Entry, platform: str, path: str, template: str, *, feature: Feature | None = None, twin: Twin | None = None
    ) -> None:
        self.entry, self.platform, self.path, self.template = entry, platform, path, template
        self.feature, self.twin = feature, twin

    def member(self) -> Member:
        """As a decoder sees it."""
        return Member(self.path, self.entry.size, self.entry.open, part=self.entry.part, template=self.template)


def route(
    entries: Iterable[Entry], trees: Sequence[Recognised], dialects: Mapping[str, Dialect], templates: Templates
) -> list[Routed]:
    """Every file, in their order. Those that no decoder will read have their outcome afterwards."""
    by_part: dict[int, list[Recognised]] = {}
    for tree in trees:
        by_part.setdefault(tree.part, []).append(tree)
    routed = [_route(entry, by_part.get(entry.part, []), dialects, templates) for entry in entries]
    _set_repeats_aside(routed)
    return routed


_NEVER = frozenset((Outcome.JUNK, Outcome.NOT_A_FILE, Outcome.MEDIA))


def _route(entry: Entry, trees: Sequence[Recognised], dialects: Mapping[str, Dialect], templates: Templates) -> Routed:
    if entry.outcome in _NEVER:
        return Routed(entry, "", entry.path, "")
    inside = [(tree.platform, entry.path[len(tree.root) :]) for tree in trees if entry.path.startswith(tree.root)]
    if found := _feature(entry, inside, dialects):
        platform, feature, match = found
        return Routed(entry, platform, match.string, templates.of_match(match), feature=feature)
    for platform, path in inside:
        for twin in dialects[platform].twins:
            if met := twin.path.fullmatch(path):
                entry.outcome = entry.outcome or Outcome.KNOWN_UNSUPPORTED
                return Routed(entry, platform, path, templates.of_match(met), twin=twin)
    for platform, path in inside:
        if any(each.path.fullmatch(path) for each in dialects[platform].ignored):
            entry.outcome = Outcome.KNOWN_IGNORED
            return Routed(entry, platform, path, templates.of_path(path))
    entry.outcome = entry.outcome or Outcome.UNKNOWN_FILE
    platform, path = inside[0] if inside else ("", entry.path)
    return Routed(entry, platform, path, templates.of_path(path))


def _feature(
    entry: Entry, inside: Sequence[tuple[str, str]], dialects: Mapping[str, Dialect]
) -> tuple[str, Feature, re.Match[str]] | None:
    """The feature that a file belongs to; where two platforms claim it, the one whose header it has."""
    claims: dict[str, tuple[str, Feature, re.Match[str]]] = {}
    for platform, path in inside:
        for feature in dialects[platform].features:
            match = next(filter(None, (pattern.fullmatch(path) for pattern in feature.paths)), None)
            if match:
                claims.setdefault(platform, (platform, feature, match))
                break
    if len(claims) > 1:
        return next((claim for claim in claims.values() if has_header(entry, claim[1])), next(iter(claims.values())))
    return next(iter(claims.values()), None)


def ignored_because(routed: Routed, dialects: Mapping[str, Dialect]) -> str:
    """Why a file that is known is not read."""
    rows: Iterator[Ignored] = iter(dialects[routed.platform].ignored if routed.platform in dialects else ())
    return next((each.why for each in rows if each.path.fullmatch(routed.path)), "")


def _set_repeats_aside(routed: Sequence[Routed]) -> None:
    """Of files with one path and one content, as parts of an export repeat them, only the first is read."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for each in routed:
        if each.feature and each.entry.outcome is None:
            groups.setdefault((each.platform, each.path.casefold()), []).append(each.entry)
    for group in groups.values():
        digests: dict[int, bytes | None] = {}
        for at, entry in enumerate(group):
            if any(_is_alike(group, before, at, digests) for before in range(at)):
                entry.outcome = Outcome.DUPLICATE


def _is_alike(group: Sequence[Entry], one: int, other: int, digests: dict[int, bytes | None]) -> bool:
    """Whether two files have one content. Only those that can have are read for it, and each once."""
    if group[one].outcome or not _may_be_alike(group[one], group[other]):
        return False
    for each in (one, other):
        if each not in digests:
            digests[each] = digest(group[each])
    return digests[one] is not None and digests[one] == digests[other]


def _may_be_alike(one: Entry, other: Entry) -> bool:
    return one.size == other.size and (one.crc == other.crc or -1 in (one.crc, other.crc))
