"""Whom a text speaks against: a group, what is said of it, and how the sentence joins the two.

Each function looks for one shape of sentence and gives places with the group and how sure the shape is.
Names of groups alone are never a place. What is denied ("women are not stupid") is none either.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from lanyard.checkup.detect.lexicon import Mark
from lanyard.checkup.detect.reading import Reading

BREAKS = frozenset((",", "but", "because", "although", ":", "(", ")", '"', "which", "when", "while", "if"))
GROUPS = ("group", "slur", "slur_weak", "they_group", "thing")
#: Modals with which something is asked for or wished, not only foreseen.
ASKING = frozenset(
    (
        "should must shall ought need needs deserve deserves have has had hope wish want going let gotta better ready supposed"
        " time will"
    ).split()
)


class Place(NamedTuple):
    """Words that speak against a group. ``sure`` places are tier A where they are asserted; ``harm`` ones threaten too."""

    start: int
    end: int
    group: str
    kind: str
    sure: bool
    harm: bool = False


def find_places(text: Reading) -> list[Place]:
    """Every place in a text that speaks against a group, the surest first."""
    if not any(text.marks.get(kind) for kind in ("group", "single", "slur", "slur_weak", "thing")):
        return []
    shapes = (
        slurs,
        hates,
        moves,
        copulas,
        insults_before,
        named_you,
        wishes,
        harms,
        shuts,
        denied_good,
        dislikes,
        says,
        questions,
    )
    return sorted(chain.from_iterable(shape(text) for shape in shapes), key=lambda place: (not place.sure, place.start))


def subject_before(text: Reading, at: int, *, single: bool = True, reach: int = 9) -> Mark | None:
    """The group that a predicate at a word is said of: the nearest before it in the same clause."""
    first, _ = text.sentence(at)
    kinds = (*GROUPS, "single") if single else GROUPS
    best: Mark | None = None
    for mark in text.of(*kinds):
        if mark.end > at:
            break
        if mark.start >= first and at - mark.end <= reach:
            best = mark
    if best is None or any(text.words[each].text in BREAKS for each in range(best.end, at)):
        return None
    return best


def object_after(text: Reading, at: int, *, single: bool = True) -> Mark | None:
    """The group right after a verb, with nothing but filling words ("all these fucking") between."""
    kinds = (*GROUPS, "single") if single else GROUPS
    starts = {mark.start: mark for mark in reversed(text.of(*kinds))}
    fill = {mark.start: mark.end for mark in text.of("fill", "bad_strong", "insult_adjective")}
    for _ in range(7):
        if at in starts:
            return starts[at]
        if at not in fill:
            return None
        at = fill[at]
    return None


def denied(text: Reading, start: int, end: int) -> bool:
    """Whether an odd number of negations stands between two words."""
    return text.count("negators", start, end) % 2 == 1


def reported(text: Reading, start: int, end: int) -> bool:
    """Whether the words between tell what somebody says or does to a group."""
    return text.has("said", start, end)


def not_all(text: Reading, mark: Mark) -> bool:
    """Whether a group is named as "not all", "no" or "never": then nothing is said of it."""
    return denied(text, max(text.sentence(mark.start)[0], mark.start - 2), mark.start)


def slurs(text: Reading) -> Iterator[Place]:
    """A slur is a place by itself; a weak one ("bitch") only where it is said of people."""
    for mark in text.of("slur"):
        yield Place(mark.start, mark.end, mark.group, "slur", True)
    for mark in text.of("slur_weak"):
        before = text.words[mark.start - 1].text if mark.start else ""
        said_of = text.has("be", max(0, mark.start - 5), mark.start) or text.has("you", max(0, mark.start - 4), mark.end + 2)
        if said_of or before in (
            "that",
            "those",
            "these",
            "this",
            "fucking",
            "stupid",
            "all",
            "you",
            "them",
            "such",
            "dirty",
            "a",
            "the",
        ):
            yield Place(mark.start, mark.end, mark.group, "slur", False)


def hates(text: Reading) -> Iterator[Place]:
    """The writer hates a group ("I can't stand these …")."""
    for mark in text.of("hate"):
        target = object_after(text, mark.end)
        if target is None or (target.kind == "single" and not _pointed(text, mark.end, target)):
            continue
        first, _ = text.sentence(mark.start)
        if denied(text, max(first, mark.start - 4), mark.start) or not _own_voice(text, first, mark.start):
            continue
        # "I hate women's football" is about a game, and "I hate immigrants being treated so" is on their side.
        if target.kind == "they_group" and text.words[target.start].text in ("it", "that", "her", "him", "he", "she"):
            continue
        if (
            target.kind == "they_group"
            and text.words[target.start].text in ("these", "those", "their")
            and _goes_on(text, target)
        ):
            continue
        if _being(text, target.end):
            continue
        yield Place(mark.start, target.end, target.group, "hate", target.kind in ("group", "slur"))


def _pointed(text: Reading, start: int, target: Mark) -> bool:
    """Whether a single person is named for what they are ("every immigrant", "you woman")."""
    words = {word.text for word in text.words[start : target.start]}
    return bool(words & {"every", "any", "each", "you", "fucking", "stupid", "that", "this"}) or start == target.start


def _goes_on(text: Reading, target: Mark) -> bool:
    """Whether "these" goes on to a noun that is no group ("these shoes")."""
    following = text.words[target.end].text if target.end < len(text.words) else "."
    return following.isalpha() and following not in ("so", "and", "all", "with", "from", "because", "for", "too", "but")


def _being(text: Reading, at: int) -> bool:
    return at < len(text.words) and text.words[at].text in ("being", "getting", "having", "struggling", "suffering", "rights")


def _own_voice(text: Reading, first: int, at: int) -> bool:
    """Whether a verb is the writer's own: a first person before it, or nobody."""
    subject = [
        mark for mark in text.of("who", "they", "you", "group", "single") if first <= mark.start < at and at - mark.end <= 4
    ]
    own = [mark for mark in text.of("first") if first <= mark.start < at]
    if own and (not subject or own[-1].start > subject[-1].start):
        return True
    return not subject and not any(text.words[each].text in ("to", "who", "that") for each in range(max(first, at - 1), at))


def moves(text: Reading) -> Iterator[Place]:
    """What a group does to the writer ("… make me sick")."""
    for mark in text.of("moves"):
        subject = subject_before(text, mark.start, reach=4)
        if subject is not None and subject.kind != "thing" and not denied(text, subject.end, mark.start):
            if not not_all(text, subject) and not reported(text, max(0, subject.start - 4), subject.start):
                yield Place(subject.start, mark.end, subject.group, "hate", subject.kind == "group")


def copulas(text: Reading) -> Iterator[Place]:
    """A group is said to be something bad ("… are vermin")."""
    for mark in text.of("bad", "bad_strong", "dehumanising", "insult", "insult_hard", "slur", "slur_weak"):
        subject = subject_before(text, mark.start, reach=8)
        if subject is None or subject.end > mark.start:
            continue
        if not text.has("be", max(0, subject.start), mark.start) or reported(text, subject.end, mark.start):
            continue
        if denied(text, subject.end, mark.start) or not_all(text, subject) or _eased(text, subject, mark):
            continue
        hard = mark.kind in ("dehumanising", "bad_strong", "insult_hard", "slur") and subject.kind != "single"
        if subject.kind == "single" and not _general(text, subject):
            continue
        yield Place(subject.start, mark.end, subject.group, mark.kind, hard and subject.kind != "thing")


def _general(text: Reading, subject: Mark) -> bool:
    """Whether a single person stands for what they are, or is pointed at as such ("that woman", "every", "a")."""
    before = text.words[subject.start - 1].text if subject.start else ""
    return before in ("every", "any", "this", "that", "a", "an", "no", "each", "the", "single", "you", "such", "fucking", "as")


def _eased(text: Reading, subject: Mark, mark: Mark) -> bool:
    """Whether other words take the sting out: somebody else's things are bad, or the word describes a wrong done to them."""
    between = {word.text for word in text.words[subject.end : mark.start]}
    after = text.words[mark.end].text if mark.end < len(text.words) else "."
    if between & {
        "victims",
        "victim",
        "in",
        "at",
        "facing",
        "face",
        "by",
        "from",
        "under",
        "against",
        "about",
        "for",
        "of",
    } and not (between & {"nothing", "all", "kind", "just", "most", "full"}):
        return bool(between & {"victims", "victim", "facing", "face", "by", "against", "from", "under"})
    return after in (
        "deals",
        "at",
        "owners",
        "lovers",
        "breeders",
        "trainers",
        "treatment",
        "conditions",
        "housing",
        "pay",
        "enough",
    )


def insults_before(text: Reading) -> Iterator[Place]:
    """A belittling word right before the name of a group ("filthy …")."""
    ends = {mark.end: mark for mark in text.of("bad_strong")}
    for target in text.of("group", "single", "slur_weak"):
        mark = ends.get(target.start)
        if mark is None:
            continue
        start = mark.start
        word = text.words[start].text
        first, _ = text.sentence(start)
        warm = text.has("like", max(first, start - 2), start) or text.has("warm", max(first, start - 2), start)
        if (
            warm
            or denied(text, max(first, start - 3), start)
            or word in ("sick", "mental", "crazy", "lazy", "violent", "criminal", "ugly")
            and target.kind == "group"
        ):
            continue
        if target.kind == "single" and word in ("bloody", "damn", "thick", "crazy", "sick", "lazy", "violent", "mental"):
            continue
        yield Place(start, target.end, target.group, "attribute", word not in ("bloody", "damn") and target.kind == "group")


def named_you(text: Reading) -> Iterator[Place]:
    """Somebody is called what they are as though it were an insult ("shut up, you …", "as worthless as any …")."""
    for target in text.of("single", "slur_weak"):
        low = max(0, target.start - 4)
        bad = [
            mark
            for mark in text.of("bad_strong", "insult_adjective", "dehumanising", "bad")
            if low <= mark.start and mark.end <= target.start
        ]
        you = [mark for mark in text.of("you") if low - 2 <= mark.start < target.start]
        if you and bad and not denied(text, low, target.start) and not reported(text, max(0, low - 2), target.start):
            yield Place(you[-1].start, target.end, target.group, "attribute", False)


def wishes(text: Reading) -> Iterator[Place]:
    """A group ought to die, or death is called upon it."""
    for mark in text.of("harm_die"):
        subject = subject_before(text, mark.start, reach=6)
        if subject is None or denied(text, subject.end, mark.start) or reported(text, subject.end, mark.start):
            continue
        low = max(text.sentence(subject.start)[0], subject.start - 5)
        wished = any(
            word.text in ("hope", "wish", "want", "wait", "let", "see", "rather", "watch", "love")
            for word in text.words[low : subject.start]
        )
        asked = any(word.text in ASKING | {"can"} for word in text.words[subject.end : mark.start])
        if (wished or asked) and not denied(text, low, subject.start):
            yield Place(subject.start, mark.end, subject.group, "harm", True, True)
    for mark in text.of("death"):
        target = object_after(text, mark.end) or (object_after(text, mark.end - 1) if mark.end - mark.start > 1 else None)
        first, _ = text.sentence(mark.start)
        if target is not None and not denied(text, max(first, mark.start - 4), mark.start):
            hard = text.words[mark.start].text not in ("send", "ban", "deport", "sink")
            yield Place(mark.start, target.end, target.group, "harm" if hard else "shut", True, hard)


def harms(text: Reading) -> Iterator[Place]:
    """Somebody would harm a group, or says that it should be harmed."""
    for mark in text.of("harm_do", "shut_do"):
        target = object_after(text, mark.end)
        if target is None or text.words[target.start].text in ("it", "that", "their", "he", "she", "your", "you're"):
            continue
        first, _ = text.sentence(mark.start)
        low = max(first, mark.start - 7)
        if denied(text, low, mark.start) or not _meant(text, first, low, mark.start):
            continue
        if target.end < len(text.words) and text.words[target.end].text in (
            "rights",
            "hate",
            "football",
            "discrimination",
            "being",
        ):
            continue
        harm = mark.kind == "harm_do"
        yield Place(mark.start, target.end, target.group, "harm" if harm else "shut", target.kind != "single" or harm, harm)
    for mark in text.of("harm_done", "shut_done"):
        yield from _done(text, mark)


def _meant(text: Reading, first: int, low: int, at: int) -> bool:
    """Whether a verb is meant: a modal or first person before it, or nothing (an order), and nobody else as its subject."""
    others = [mark for mark in text.of("group", "single", "they", "who", "you") if low <= mark.start < at]
    meant = [mark for mark in text.of("modals", "first") if low <= mark.start < at]
    if (
        others
        and text.words[others[-1].start].text in ("nobody", "no")
        or (others and text.words[others[-1].start].text == "no one")
    ):
        return False
    if meant and (not others or meant[-1].start >= others[-1].start):
        return True
    return at == first or (
        not others and all(word.text in ("please", "just", "and", ",", "now", "so", '"') for word in text.words[first:at])
    )


def _done(text: Reading, mark: Mark) -> Iterator[Place]:
    subject = subject_before(text, mark.start, reach=7)
    if subject is None or denied(text, subject.end, mark.start) or not_all(text, subject):
        return
    between = [word.text for word in text.words[subject.end : mark.start]]
    low = max(text.sentence(subject.start)[0], subject.start - 5)
    wished = any(word.text in ("hope", "wish", "want", "let", "see", "get", "love") for word in text.words[low : subject.start])
    asked = any(word in ASKING - {"will", "have", "has", "had"} for word in between) or ("have" in between and "to" in between)
    passive = any(word in ("be", "get", "being", "been") for word in between) or wished
    kind = text.words[mark.start].text
    if (asked or wished) and passive and not reported(text, subject.end, mark.start):
        if kind in ("stopped", "cured", "controlled", "illegal", "ashamed", "ignored", "avoided", "mocked") and not asked:
            return
        harm = mark.kind == "harm_done"
        yield Place(subject.start, mark.end, subject.group, "harm" if harm else "shut", True, harm)


def shuts(text: Reading) -> Iterator[Place]:
    """A group should not be allowed, here, welcome."""
    for mark in text.of("shut_not"):
        subject = subject_before(text, mark.start, reach=6)
        if subject is None or not denied(text, subject.end, mark.start) or reported(text, subject.end, mark.start):
            continue
        between = {word.text for word in text.words[subject.end : mark.start]}
        modal = between & {"should", "must", "will", "can", "deserve", "need", "ought", "shall"}
        plain = between & {"are", "is", "'re"} and text.words[mark.start].text in (
            "welcome",
            "welcomed",
            "wanted",
            "trusted",
            "tolerated",
        )
        if modal and not between & {"have"} or (modal and "been" in between) or plain or (modal and "have" in between):
            yield Place(subject.start, mark.end, subject.group, "shut", True)


def denied_good(text: Reading) -> Iterator[Place]:
    """A group is denied something good ("… are not human", "… don't deserve to live")."""
    for mark in text.of("good", "deserve"):
        subject = subject_before(text, mark.start, reach=7)
        if subject is None or reported(text, subject.end, mark.start):
            continue
        first, _ = text.sentence(subject.start)
        if not denied(text, subject.end, mark.start) and not _no_such(text, subject):
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
    return subject.start > 0 and text.words[subject.start - 1].text == "no" and subject.kind != "they_group"


def _limited(text: Reading, mark: Mark) -> bool:
    """Whether the good word is part of something else ("not good enough at hiding", "not people of colour", "not equal pay")."""
    after = {word.text for word in text.words[mark.end : mark.end + 3]}
    return bool(
        after
        & {
            "pay",
            "paid",
            "represented",
            "targets",
            "shields",
            "problem",
            "numbers",
            "statistics",
            "either",
            "yet",
            "because",
            "news",
        }
    )


def dislikes(text: Reading) -> Iterator[Place]:
    """The writer does not like, want, trust a group ("not a fan of …", "no respect for …")."""
    for mark in text.of("like"):
        target = object_after(text, mark.end)
        if target is None or target.kind == "single" and not _pointed(text, mark.end, target):
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
            if target.kind == "they_group" and _goes_on(text, target) or _being(text, target.end) or "to" in _next(text, target):
                continue
            yield Place(low, target.end, target.group, "denied", False)


def _next(text: Reading, target: Mark) -> str:
    return text.words[target.end].text if target.end < len(text.words) else ""


def says(text: Reading) -> Iterator[Place]:
    """Phrases that shut out or blame without a hard word ("… go back to where they came from")."""
    for mark in text.of("shut_says"):
        subject = subject_before(text, mark.start, reach=9)
        target = subject or object_after(text, mark.end) or _near_after(text, mark)
        if target is None:
            continue
        low, high = (target.end, mark.start) if subject else (max(text.sentence(mark.start)[0], mark.start - 4), mark.start)
        if reported(text, low, high) or denied(text, low, high) or (subject and not_all(text, subject)):
            continue
        if target.kind == "single" and not subject:
            continue
        start, end = min(target.start, mark.start), max(target.end, mark.end)
        yield Place(start, end, target.group, "implied", False)


def _near_after(text: Reading, mark: Mark) -> Mark | None:
    """A group named soon after, in the same sentence."""
    _, last = text.sentence(mark.start)
    for each in text.of("group", "slur", "slur_weak"):
        if mark.end <= each.start < min(last, mark.end + 5):
            return each
    return None


def questions(text: Reading) -> Iterator[Place]:
    """A question that takes the bad thing for granted ("why are … so …", "why do … deserve …")."""
    for mark in text.of("bad", "bad_strong", "dehumanising", "deserve", "insult", "shut_says", "shut_not", "harm_die"):
        first, _ = text.sentence(mark.start)
        opening = [word.text for word in text.words[first : first + 3]]
        if not opening or opening[0] not in (
            "why",
            "how",
            "are",
            "is",
            "do",
            "does",
            "who",
            "when",
            "should",
            "can",
            "what",
            "where",
            "so",
        ):
            continue
        subject = subject_before(text, mark.start, reach=6)
        if subject is None:
            continue
        granted = opening[0] in ("why", "how", "when", "what")
        negated = denied(text, first, mark.start)
        if mark.kind == "deserve":
            if granted and not negated:
                yield Place(first, mark.end, subject.group, "question", False)
        elif mark.kind in ("shut_not", "harm_die"):
            if granted and not negated and "so" not in opening:
                yield Place(first, mark.end, subject.group, "question", False)
        elif granted and not negated and text.has("be", first, subject.start + 1):
            yield Place(first, mark.end, subject.group, "question", False)
        elif opening[0] in ("are", "is") and negated and text.has("be", first, first + 1):
            yield Place(first, mark.end, subject.group, "question", False)
