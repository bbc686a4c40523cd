"""Paths without the names of people: what may be shown and kept of where something stands.

What a dialect calls a name (a group such as ``(?P<thread>...)``) is replaced by that word. Of the rest only words
stay that dialects themselves use, so that a folder named after somebody shows as ``<name>`` whatever the dialect forgot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from .dialects import Dialect

#: Words in names of files that say nothing of anybody.
_FORMAT = frozenset(
    "json csv txt html htm js xml zip mbox eml md log yaml yml sqlite db car jsonl gz tgz tar data index media file files".split()
)
#: Words, those written in capitals after each other too, and numbers.
WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_]+")
_LONG_NUMBER = re.compile(r"\d{5,}")
_REGEX = re.compile(r"\\[a-zA-Z]|\(\?P<[^>]*>|\(\?[:=!<]+|\{[\d,]+\}")
_NAMES = re.compile(r"<[a-z_]+>")


class Templates(NamedTuple):
    """Takes names out of paths. ``words`` are those that dialects use."""

    words: frozenset[str]

    def of_match(self, match: re.Match[str]) -> str:
        """The template of a path that a dialect's pattern matched."""
        path = match.string
        spans = sorted((match.span(name), name) for name in match.re.groupindex if match.span(name) != (-1, -1))
        found, at = [], 0
        for (start, end), name in spans:
            if start >= at:
                found += [path[at:start], f"<{name}>"]
                at = end
        return self.of_path("".join([*found, path[at:]]))

    def of_path(self, path: str) -> str:
        """The template of any path: segments with words that no dialect uses are ``<name>``, long numbers ``N``."""
        return "/".join(map(self._segment, path.split("/")))

    def _segment(self, segment: str) -> str:
        bare = _NAMES.sub("", segment)
        if any(word.casefold() not in self.words for word in words_in(bare) if not word.isdecimal()):
            _, dot, ending = segment.rpartition(".")
            return f"<name>.{ending}" if dot and ending.casefold() in _FORMAT else "<name>"
        return _LONG_NUMBER.sub("N", segment)


def words_in(name: str) -> list[str]:
    """The words and numbers that a name is made of."""
    return WORDS.findall(name)


def templates_of(dialects: Iterable[Dialect]) -> Templates:
    """Templates with the words of these dialects' own patterns."""
    words = set(_FORMAT)
    for dialect in dialects:
        patterns = [mark.path for mark in dialect.marks] + [path for feature in dialect.features for path in feature.paths]
        patterns += [each.path for each in dialect.ignored] + [each.path for each in dialect.twins]
        for pattern in patterns:
            words.update(word.casefold() for word in words_in(_REGEX.sub(" ", pattern.pattern)) if len(word) > 1)
        words.update(word.casefold() for word in words_in(dialect.label))
    return Templates(frozenset(words))
