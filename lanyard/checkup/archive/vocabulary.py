"""Names of keys, columns and files with every word taken out that is not one of the formats' own.

A key may be somebody's name, address or number: some platforms write maps by person. So only words stay that dialects
use or that formats use everywhere; ``~`` stands for any other word, ``#`` for a number, ``<key>`` where nothing is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .dialects import Dialect
from .templates import WORDS, templates_of, words_in

#: Words that keys are made of everywhere, none of which is a name that people have.
_COMMON = frozenset(
    """
    about account accounts action active activity actor address addresses ads album albums all allow allowed app archive
    attachment attachments attributed audience author avatar bio birth birthday block blocked body bookmarks by call calls caption
    category cc channel channels chat chats city code comment comments company conversation conversations contact contacts
    content contents count country created creation creator data date day deleted description details device devices dict
    direct display duration edited email emails embed end entities entry event events export external family feed field fields
    file files first follow followed follower followers following folder format friend friends from full gender group groups
    handle hash header headers height history home href html id ids image images in index info information input invite
    invited invitations is item items items json key keys kind label labels language last left length liked likes link links
    list lists location locale login mail media member members mention mentions message messages meta metadata middle mobile
    modified month name names nickname note notes notification number object of old on ordered original other out outbox owner
    own page pages part participants participant path people person phone photo photos picture pinned place places post posts
    preferences previous privacy private profile profiles public published raw reaction reactions read received recipient
    recipients recent record records ref references region relation relations relationship relationships removed reply replies
    request requests response result results review reviews room root row rows saved school score screen search security sender
    sent server servers service session sessions set setting settings share shared shares size source start state status story
    stories string subject subscription subscriptions summary sync system tag tags target text thread threads time timestamp
    times title to token total type types unread update updated uploaded uri url urls used user username users value values
    verified version video videos view views visibility website width work with year you your zip zone ms utc v id
    """.split()
)
_PLAIN = re.compile(r"[\w :'/()\-]{1,60}")
#: A longer name is a sentence, and somebody may have written it.
_MOST_WORDS = 7


class Vocabulary(NamedTuple):
    """The words that may be shown."""

    words: frozenset[str]

    def shown(self, name: str) -> str:
        """A key's or column's name as it may be shown; the same for all that differ only in words that may not."""
        if not _PLAIN.fullmatch(name):
            return "<key>"
        known = [word.casefold() in self.words for word in words_in(name) if not word.isdecimal()]
        if sum(known) * 2 < max(1, len(known)) or len(known) > _MOST_WORDS:
            return "<key>"
        return WORDS.sub(self._word, name)

    def _word(self, match: re.Match[str]) -> str:
        word = match.group()
        if word.isdecimal():
            return "#"
        return word if word.casefold() in self.words else "~"

    def shown_path(self, path: str) -> str:
        """A path as it may be shown; what a dialect calls a name is one already, such as ``<thread>``."""
        return "/".join(map(self._segment, path.split("/")))

    def _segment(self, segment: str) -> str:
        if "<" in segment:
            return re.sub(r"\d+", "#", segment)
        stem, dot, ending = segment.rpartition(".")
        if dot and stem and ending.casefold() in self.words:
            return f"{_as_name(self.shown(stem))}.{ending}"
        return _as_name(self.shown(segment))


def _as_name(shown: str) -> str:
    return "<name>" if shown == "<key>" else shown


def vocabulary_of(dialects: Iterable[Dialect]) -> Vocabulary:
    """The words of these dialects' paths and of the keys that they know, and those that formats use everywhere."""
    told = tuple(dialects)
    words = set(_COMMON) | templates_of(told).words
    for dialect in told:
        for feature in dialect.features:
            for text in _texts(feature.told):
                words.update(word.casefold() for word in words_in(text) if not word.isdecimal())
    return Vocabulary(frozenset(words))


def _texts(told: object) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for key, value in told.items():
            yield str(key)
            yield from _texts(value)
    elif isinstance(told, (list, tuple)):
        for each in told:
            yield from _texts(each)
