"""Cuts a text into words and marks, and reads through the ways in which people disguise a word.

A word keeps the place at which it stands in the text; what is compared is its plain form: contractions
are cut in two ("shouldn't" is "should" and "n't"), figures for letters, stretched letters, letters with
spaces between them and words without a space between them are read as what they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from typing import NamedTuple

TOKEN = re.compile(r"""(?:[^\W_]|[@$*])(?:[\w@$*!'|]{0,60}(?:[^\W_]|[$*]))?|[.!?,;:\n"()\[\]-]|[^\s\w]""")
LEET = str.maketrans("4310$@!|75", "aeiosaiits")
CUT_SHORT = re.compile(r"^(.{1,12})(n't|'re|'ve|'ll|'m|'d)$")
IS = frozenset(("he's", "she's", "it's", "that's", "who's", "there's", "what's", "here's", "let's", "where's", "everyone's"))
BARE = {
    "dont": ("do", "n't"),
    "doesnt": ("does", "n't"),
    "didnt": ("did", "n't"),
    "isnt": ("is", "n't"),
    "arent": ("are", "n't"),
    "cant": ("can", "n't"),
    "cannot": ("can", "n't"),
    "can't": ("can", "n't"),
    "wont": ("will", "n't"),
    "won't": ("will", "n't"),
    "shouldnt": ("should", "n't"),
    "wouldnt": ("would", "n't"),
    "theyre": ("they", "'re"),
    "youre": ("you", "'re"),
    "im": ("i", "'m"),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "ihate": ("i", "hate"),
}
SPACED = re.compile(r"(?<![a-z0-9'])[a-z](?:[ .*_-]{1,2}[a-z]){2,20}(?![a-z0-9'])")
SPELLED = re.compile(r"[a-z]")
STRETCHED = re.compile(r"([a-z])\1{2,}")
OWNS = "s'"
ENDS = frozenset(".!?\n;")


class Word(NamedTuple):
    """A word or a mark: what it is compared as, and where it stands."""

    text: str
    start: int
    end: int


def cut(text: str) -> Iterator[Word]:
    """The words and marks of a folded text, contractions in two."""
    for found in TOKEN.finditer(text):
        word = found.group()
        if "'" in word or word in BARE:
            yield from part(word, *found.span())
        else:
            yield Word(word, *found.span())


def part(word: str, start: int, end: int) -> Iterator[Word]:
    """A word, or the two that a contraction is made of; both stand where it stands."""
    pair = BARE.get(word)
    if pair is None and "'" in word:
        short = CUT_SHORT.match(word)
        if short:
            pair = (short.group(1), short.group(2))
        elif word in IS:
            pair = (word[:-2], "'s")
        elif word.endswith("'s"):
            # Nearly always whose something is, and not "is": what follows is then spoken of, not the owner.
            pair = (word[:-2], OWNS)
    if pair is None:
        yield Word(word, start, end)
    else:
        yield Word(pair[0], start, end)
        yield Word(pair[1], start, end)


def plain_form(word: str, known: Container[str], masked: Callable[[str], str | None]) -> str:
    """What a word stands for, if it is a disguised form of a word that is ``known``; else the word itself."""
    if word in known or len(word) < 2:
        return word
    bare = word.strip("*_$@'")
    if bare in known:
        return bare
    for form in (bare, word.translate(LEET), word.translate(LEET).strip("*_'"), word.replace("1", "l").translate(LEET)):
        if form in known:
            return form
        squeezed = STRETCHED.sub(r"\1\1", form)
        if squeezed in known:
            return squeezed
        single = STRETCHED.sub(r"\1", form)
        if single in known:
            return single
    if "*" in word or "#" in word:
        return masked(word) or word
    return word


def split_joined(letters: str, known: Container[str]) -> tuple[str, ...]:
    """Words that were written without a space between them, if all of it is words that are ``known``; else nothing."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 16), end):
            before = best[start]
            if before is not None and letters[start:end] in known and (end - start > 1 or letters[start:end] in "ia"):
                if best[end] is None or len(before) + 1 < len(best[end] or ()):
                    best[end] = (*before, letters[start:end])
    return best[-1] or ()


def spaced_letters(text: str, known: Container[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Places where a word is spelled with spaces between its letters, and the words that it is."""
    found = []
    for place in SPACED.finditer(text):
        letters = "".join(SPELLED.findall(place.group()))
        words = split_joined(letters, known)
        if words and any(len(each) > 2 for each in words):
            found.append((place.start(), place.end(), words))
        elif len(letters) > 3:
            # "i s p a m" and the like: the first or last letter may be a word of its own.
            for first, last in ((1, len(letters)), (0, len(letters) - 1)):
                if letters[first:last] in known:
                    found.append((place.start(), place.end(), (letters[first:last],)))
                    break
    return found
