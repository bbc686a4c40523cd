"""The word lists, ready to be looked up: every phrase by its first word, and what each may mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from lanyard.checkup.detect.tables import read_table, words_of
from lanyard.checkup.detect.words import cut

#: Kinds of words that are read through slips, and those of which only long words are.
SLIPPING = ("group", "single", "adjective", "slur", "slur_weak", "hate")
STRONG = ("bad_strong", "dehumanising")


class Mark(NamedTuple):
    """A phrase in a text: what kind it is, from which word up to which, and of which group where it has one."""

    kind: str
    start: int
    end: int
    group: str = ""


class Phrase(NamedTuple):
    """A listed phrase: its words, its kind and its group."""

    words: tuple[str, ...]
    kind: str
    group: str


class Lexicon(NamedTuple):
    """Single words, phrases by their first two words, slips of single words, and the words that are known at all."""

    by_one: dict[str, tuple[Phrase, ...]]
    by_two: dict[tuple[str, str], tuple[Phrase, ...]]
    slips: dict[str, str]
    known: frozenset[str]
    masks: dict[tuple[int, str], tuple[str, ...]]
    slurs: dict[str, dict[str, object]]


def phrase_words(phrase: str) -> tuple[str, ...]:
    """The words of a listed phrase, cut as a text is."""
    return tuple(each.text for each in cut(phrase) if each.text != "-")


@cache
def load_lexicon() -> Lexicon:
    """The word lists of ``groups``, ``predicates`` and ``stance``."""
    phrases = [*group_phrases(), *listed_phrases("predicates"), *listed_phrases("stance")]
    by_one: dict[str, list[Phrase]] = {}
    by_two: dict[tuple[str, str], list[Phrase]] = {}
    for each in dict.fromkeys(phrases):
        if len(each.words) == 1:
            by_one.setdefault(each.words[0], []).append(each)
        elif each.words:
            by_two.setdefault((each.words[0], each.words[1]), []).append(each)
    singles = {word: tuple(those) for word, those in by_one.items()}
    longer = {words: tuple(sorted(those, key=lambda each: -len(each.words))) for words, those in by_two.items()}
    known = frozenset(word for each in phrases for word in each.words) | frozenset(words_of(read_table("common")["joining"]))
    content = {
        each.words[0]
        for each in phrases
        if len(each.words) == 1 and (each.kind in SLIPPING or (each.kind in STRONG and len(each.words[0]) > 5))
    }
    slurs = {" ".join(phrase_words(word)): told for told in read_table("groups")["slur"] for word in told["words"]}
    return Lexicon(singles, longer, slips_of(content, known), known, masks_of(phrases), slurs)


def group_phrases() -> Iterable[Phrase]:
    """Names of groups and slurs."""
    told = read_table("groups")
    for group in told["group"]:
        for kind, key in (("group", "plural"), ("single", "single"), ("adjective", "adjective"), ("thing", "thing")):
            for phrase in group.get(key, ()):
                yield Phrase(phrase_words(phrase), kind, group["id"])
    for kind, key in (("people", "plural"), ("person", "single")):
        for phrase in told["people"][key]:
            yield Phrase(phrase_words(phrase), kind, "")
    for slur in told["slur"]:
        for phrase in slur["words"]:
            yield Phrase(phrase_words(phrase), "slur_weak" if slur.get("weak") else "slur", slur["group"])


def listed_phrases(table: str) -> Iterable[Phrase]:
    """Phrases of a table whose keys are kinds."""
    for kind, listed in read_table(table).items():
        if isinstance(listed, list):
            for phrase in listed:
                yield Phrase(phrase_words(phrase), kind, "")


def slips_of(words: set[str], known: frozenset[str]) -> dict[str, str]:
    """Words with two letters swapped or one lost inside, and the word meant; never a word that is listed itself."""
    slips: dict[str, str] = {}
    ordinary = frozenset(words_of(read_table("common")["not_slips"]))
    for word in sorted(words):
        if not word.isalpha() or len(word) < 4:
            continue
        swapped = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
        lost = (word[:at] + word[at + 1 :] for at in range(1, len(word) - 1)) if len(word) > 4 else ()
        for form in (*swapped, *lost):
            if form not in known and form not in ordinary:
                slips.setdefault(form, word)
    slips.update({"gy": "gay", "gys": "gays", "gey": "gay", "htae": "hate", "haet": "hate", "fgas": "fags"})
    return slips


def masks_of(phrases: list[Phrase]) -> dict[tuple[int, str], tuple[str, ...]]:
    """Rude and hateful words by length and first letter, to read "f**k"."""
    masks: dict[tuple[int, str], list[str]] = {}
    for each in phrases:
        if each.kind in ("profanity", "slur", "slur_weak", "insult_hard", "hate", "group") and len(each.words) == 1:
            word = each.words[0]
            if word not in masks.setdefault((len(word), word[:1]), []):
                masks[len(word), word[0]].append(word)
    return {key: tuple(those) for key, those in masks.items()}


def unmask(word: str) -> str | None:
    """The listed word that a word with stars in it stands for, if there is one and it fits letter by letter."""
    fitting = load_lexicon().masks.get((len(word), word[:1]), ())
    return next(
        (each for each in fitting if all(star in "*#@" or star == letter for star, letter in zip(word, each, strict=True))), None
    )


#: Sayings that threaten without a verb of harm, with whether they are sure.
INDIRECT: tuple[tuple[str, bool], ...] = tuple((each["says"], each["sure"]) for each in read_table("threats")["threat"])

#: Words that are looked for inside longer ones, where somebody left out the spaces.
STEMS = words_of(read_table("common")["stems"])
JOINED = re.compile(rf"[a-z]{{4}}(?:{'|'.join(STEMS)})|(?:{'|'.join(STEMS)})[a-z]{{4}}")
