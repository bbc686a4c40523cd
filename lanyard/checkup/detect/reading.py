"""Reads a text as sentences of marked words: who is spoken of, what is said of them, what is quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lanyard.checkup.detect.lexicon import JOINED, Lexicon, Mark, load_lexicon, unmask
from lanyard.checkup.detect.words import ENDS, STRETCHED, Word, cut, plain_form, spaced_letters, split_joined

QUOTED = re.compile(r"\"[^\"\n]{2,400}\"|(?<!\w)'(?:[^'\n]|'(?=\w)){2,400}'(?!\w)")
KINDS_OF_PEOPLE = ("group", "slur", "slur_weak", "they_group")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it was read: its words, the sentence of each, marks by kind and by first word, and quoted places."""

    words: tuple[Word, ...]
    sentences: tuple[int, ...]
    marks: dict[str, list[Mark]]
    quotes: tuple[tuple[int, int], ...]
    text: str

    def of(self, *kinds: str) -> list[Mark]:
        """Marks of some kinds, in the order in which they stand."""
        if len(kinds) == 1:
            return self.marks.get(kinds[0], [])
        return sorted((mark for kind in kinds for mark in self.marks.get(kind, ())), key=lambda mark: (mark.start, -mark.end))

    def has(self, kind: str, start: int, end: int) -> bool:
        """Whether a mark of a kind stands wholly between two words."""
        return any(start <= mark.start and mark.end <= end for mark in self.marks.get(kind, ()))

    def count(self, kind: str, start: int, end: int) -> int:
        """How many marks of a kind stand between two words."""
        return sum(start <= mark.start and mark.end <= end for mark in self.marks.get(kind, ()))

    def sentence(self, word: int) -> tuple[int, int]:
        """The first word of a word's sentence and the one after its last."""
        number = self.sentences[word]
        start, end = word, word
        while start and self.sentences[start - 1] == number:
            start -= 1
        while end < len(self.words) and self.sentences[end] == number:
            end += 1
        return start, end


def read(text: str) -> Reading:
    """Read a folded text."""
    lexicon = load_lexicon()
    words = tuple(word for word in plain_words(text, lexicon) if word.text != "-")
    sentences, number = [], 0
    for word in words:
        sentences.append(number)
        if word.text in ENDS:
            number += 1
    marks = mark_words(words, lexicon)
    for kind in ("slur", "slur_weak"):
        marks[kind] = [mark for mark in marks.get(kind, ()) if not another_sense(words, mark, lexicon)]
    join_groups(marks, words)
    # "nothing but" is no denial, whatever stands before it.
    but = {at for at, word in enumerate(words) if word.text == "but"}
    helpless = {at - 1 for at in but if at and words[at - 1].text == "help"}
    marks["negators"] = [mark for mark in widest(marks.get("negators", [])) if mark.end not in but | helpless]
    refer_back(marks, sentences)
    quotes = tuple((found.start(), found.end()) for found in QUOTED.finditer(text))
    return Reading(words, tuple(sentences), marks, quotes, text)


def plain_words(text: str, lexicon: Lexicon) -> list[Word]:
    """The words of a text, with disguised ones as what they stand for."""
    known, slips = lexicon.known, lexicon.slips
    spelled = spaced_letters(text, known) if " " in text else []
    found: list[Word] = []
    upto = -1
    for word in cut(text):
        if spelled and word.start >= spelled[0][0]:
            start, end, those = spelled.pop(0)
            found += [Word(each, start, end) for each in those]
            upto = end
        if word.start < upto:
            continue
        form = word.text
        if form not in known and len(form) > 1:
            form = slips.get(form, form)
            if not (form.isalpha() and form.isascii()) or STRETCHED.search(form):
                form = plain_form(form, known, unmask)
                form = slips.get(form, form)
            if len(form) > 8 and form not in known and JOINED.search(form):
                parts = split_joined(form, known)
                if parts:
                    found += [Word(each, word.start, word.end) for each in parts]
                    continue
        found.append(word if form == word.text else Word(form, word.start, word.end))
    return found


def mark_words(words: tuple[Word, ...], lexicon: Lexicon) -> dict[str, list[Mark]]:
    """Every listed phrase in the words; of each kind the longest at each place."""
    marks: dict[str, list[Mark]] = {}
    texts = tuple(word.text for word in words)
    last = len(texts) - 1
    for at, text in enumerate(texts):
        seen: set[tuple[str, str]] = set()
        if at < last:
            for phrase in lexicon.by_two.get((text, texts[at + 1]), ()):
                size = len(phrase.words)
                if (phrase.kind, phrase.group) not in seen and (size == 2 or texts[at : at + size] == phrase.words):
                    seen.add((phrase.kind, phrase.group))
                    marks.setdefault(phrase.kind, []).append(Mark(phrase.kind, at, at + size, phrase.group))
        for phrase in lexicon.by_one.get(text, ()):
            if not seen or (phrase.kind, phrase.group) not in seen:
                marks.setdefault(phrase.kind, []).append(Mark(phrase.kind, at, at + 1, phrase.group))
    return marks


def another_sense(words: tuple[Word, ...], mark: Mark, lexicon: Lexicon) -> bool:
    """Whether words beside a slur give it an ordinary meaning ("faggots and peas")."""
    told = lexicon.slurs.get(" ".join(word.text for word in words[mark.start : mark.end]), {})
    also = told.get("also", ())
    nearby = " " + " ".join(word.text for word in words[max(0, mark.start - 8) : mark.end + 8]) + " "
    return any(f" {each} " in nearby for each in (also if isinstance(also, list) else ()))


def join_groups(marks: dict[str, list[Mark]], words: tuple[Word, ...]) -> None:
    """Make a group of an adjective and a person's noun ("gay people", "a black, disabled man")."""
    people = {mark.start: mark for mark in marks.get("people", ())}
    person = {mark.start: mark for mark in marks.get("person", ())}
    groups, singles = marks.setdefault("group", []), marks.setdefault("single", [])
    for mark in marks.get("adjective", ()):
        for at in range(mark.end, min(mark.end + 3, len(words))):
            if at in people:
                groups.append(Mark("group", mark.start, people[at].end, mark.group))
                break
            if at in person:
                singles.append(Mark("single", mark.start, person[at].end, mark.group))
                break
            if words[at].text in ENDS:
                break
    marks["group"] = widest(groups)
    marks["single"] = [
        each for each in widest(singles) if not any(mark.start <= each.start and each.end <= mark.end for mark in marks["group"])
    ]


def widest(marks: list[Mark]) -> list[Mark]:
    """Marks without those that stand inside another."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda each: (each.start, -each.end)):
        if kept and mark.kind == "group" and kept[-1].start <= mark.start < kept[-1].end < mark.end:
            # "the disabled" and "disabled people" are one name.
            kept[-1] = kept[-1]._replace(end=mark.end)
        elif not kept or mark.end > kept[-1].end:
            kept.append(mark)
    return kept


def refer_back(marks: dict[str, list[Mark]], sentences: list[int]) -> None:
    """Let "they", "these people" mean the group that was last spoken of, in this sentence or the two before."""
    named = sorted(
        [*marks["group"], *marks.get("slur", ()), *marks.get("slur_weak", ()), *marks["single"]], key=lambda each: each.start
    )
    if not named:
        return
    refer = marks.setdefault("they_group", [])
    for mark in widest([*marks.get("they", ()), *marks.get("they_single", ())]):
        last = next((each for each in reversed(named) if each.end <= mark.start), None)
        single = mark.kind == "they_single"
        if last is not None and sentences[mark.start] - sentences[last.start] <= (1 if single else 2):
            if not single or last.kind in ("single", "slur", "slur_weak"):
                refer.append(Mark("they_group", mark.start, mark.end, last.group))
