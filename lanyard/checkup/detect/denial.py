"""Shapes of sentences that deny a group something good: worth, rights, liking, room."""

from __future__ import annotations

from collections.abc import Iterator

from lanyard.checkup.detect.disdain import being, goes_on, pointed
from lanyard.checkup.detect.lexicon import Mark
from lanyard.checkup.detect.reading import Reading
from lanyard.checkup.detect.targets import Place, denied, object_after, reported, subject_before

#: What "don't deserve" is followed by where nothing good is denied.
UNSAID = frozenset((*"this that it such what less punishment criticism blame the".split(), ".", "!", ","))
#: Words after a good one that make it part of something else.
LIMITS = frozenset("pay paid represented targets shields problem numbers statistics either yet because news".split())


def denied_good(text: Reading) -> Iterator[Place]:
    """A group is denied something good ("… are not human", "… don't deserve to live")."""
    for mark in text.of("good", "deserve"):
        subject = subject_before(text, mark.start, reach=7)
        if subject is None or reported(text, subject.end, mark.start):
            continue
        first, _ = text.sentence(subject.start)
        if not denied(text, subject.end, mark.start) and not _no_such(text, subject):
            continue
        if mark.kind == "deserve" and _undeserved(text, mark):
            continue
        if mark.kind == "good" and not text.has("be", subject.end, mark.start):
            if not any(word.text in ("never", "do") for word in text.words[subject.end : mark.start]):
                continue
        if mark.kind == "good" and _limited(text, mark):
            continue
        yield Place(
            subject.start,
            mark.end,
            subject.group,
            "denied",
            mark.kind == "deserve" or text.words[mark.start].text in ("human", "people", "humans"),
        )


def _no_such(text: Reading, subject: Mark) -> bool:
    before = [word.text for word in text.words[max(0, subject.start - 3) : subject.start]]
    return subject.kind != "they_group" and (
        before[-1:] == ["no"] or before[-2:] == ["not", "one"] or before[-3:] == ["not", "a", "single"]
    )


def _undeserved(text: Reading, mark: Mark) -> bool:
    """Whether what is not deserved is bad: "don't deserve to die", "don't deserve this"."""
    _, last = text.sentence(mark.start)
    high = min(last, mark.end + 6)
    bad = any(
        text.has(kind, mark.end - 1, high)
        for kind in ("harm_die", "harm_done", "wronged", "harm_ing", "shut_done", "bad", "hate_noun")
    )
    following = text.words[mark.end].text if mark.end < len(text.words) else "."
    alone = text.words[mark.end - 1].text in ("deserve", "deserves")
    return bad or (alone and following in UNSAID)


def _limited(text: Reading, mark: Mark) -> bool:
    """Whether the good word is part of something else ("not good enough at hiding", "not people of colour", "not equal pay")."""
    after = {word.text for word in text.words[mark.end : mark.end + 3]}
    return bool(after & LIMITS) or {"to", "you"} <= after


def dislikes(text: Reading) -> Iterator[Place]:
    """The writer does not like, want, trust a group ("not a fan of …", "no respect for …")."""
    for mark in text.of("like"):
        target = object_after(text, mark.end)
        if target is None or target.kind == "single" and not pointed(text, mark.end, target) and not _chosen(text, mark):
            continue
        first, _ = text.sentence(mark.start)
        low = max(first, mark.start - 6)
        others = [each for each in text.of("group", "single", "they", "you") if low <= each.start < mark.start]
        others += [
            each
            for each in text.of("who")
            if low <= each.start < mark.start and text.words[each.start].text not in ("nobody", "no")
        ]
        if denied(text, low, mark.start) and not others and text.words[target.start].text not in ("it", "that", "their", "you"):
            if target.kind == "they_group" and goes_on(text, target) or being(text, target.end) or "to" in _next(text, target):
                continue
            yield Place(low, target.end, target.group, "denied", False)


def _chosen(text: Reading, mark: Mark) -> bool:
    """Whether a verb is one of choosing people, so that "a" stands for any of them ("I'd never trust a ...")."""
    return text.words[mark.end - 1].text in (
        "trust",
        "hire",
        "employ",
        "respect",
        "date",
        "marry",
        "for",
        "with",
        "let",
        "allow",
        "to",
    )


def _next(text: Reading, target: Mark) -> str:
    return text.words[target.end].text if target.end < len(text.words) else ""


def worth_nothing(text: Reading) -> Iterator[Place]:
    """It is said to be impossible to be one of a group and something good."""
    for mark in text.of("single", "group"):
        first, last = text.sentence(mark.start)
        both = any(text.words[at].text == "both" for at in range(max(first, mark.start - 3), mark.start))
        if both and denied(text, first, mark.start) and text.has("good", mark.end, min(last, mark.end + 4)):
            yield Place(first, mark.end, mark.group, "denied", False)


def no_room(text: Reading) -> Iterator[Place]:
    """There is no place, or are no rights, for a group ("there is no room here for ...", "rights should not apply to ...")."""
    for at, word in enumerate(text.words):
        if word.text not in ("for", "to"):
            continue
        target = object_after(text, at + 1)
        if target is None:
            continue
        first, _ = text.sentence(at)
        before = [each.text for each in text.words[max(first, at - 9) : at]]
        if being(text, target.end):
            continue
        room = word.text == "for" and any(pair in zip(before, before[1:], strict=False) for pair in NO_ROOM)
        rights = word.text == "to" and before[-1:] == ["apply"] and "rights" in before and denied(text, first, at)
        if room or rights:
            yield Place(max(first, at - 9), target.end, target.group, "denied", False)


NO_ROOM = (("no", "space"), ("no", "room"), ("no", "place"), ("no", "future"), ("no", "hope"))
