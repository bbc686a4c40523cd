"""Shapes of sentences that belittle a group: hate, bad things said of it, good things denied to it.

Names of groups alone are never a place. What is denied ("women are not stupid") is none either.
"""

from __future__ import annotations

from collections.abc import Iterator

from lanyard.checkup.detect.lexicon import Mark
from lanyard.checkup.detect.reading import Reading
from lanyard.checkup.detect.tables import read_table, words_of
from lanyard.checkup.detect.targets import Place, denied, not_all, object_after, reported, subject_before
from lanyard.checkup.detect.words import OWNS

PREPOSITIONS = frozenset("to at towards toward against by about with for from on of".split())


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


def sayings(text: Reading) -> Iterator[Place]:
    """Sayings that are against people without naming them ("go back to ...")."""
    for mark in text.of("alone"):
        if not denied(text, max(text.sentence(mark.start)[0], mark.start - 3), mark.start):
            yield Place(mark.start, mark.end, mark.group, "implied", False)


def hates(text: Reading) -> Iterator[Place]:
    """The writer hates a group ("I can't stand these …")."""
    for mark in text.of("hate"):
        target = object_after(text, mark.end)
        if target is None or (target.kind == "single" and not pointed(text, mark.end, target)):
            continue
        first, _ = text.sentence(mark.start)
        if denied(text, max(first, mark.start - 4), mark.start) or not _own_voice(text, first, mark.start):
            continue
        # "I hate women's football" is about a game, and "I hate immigrants being treated so" is on their side.
        if target.kind == "they_group" and text.words[target.start].text in ("it", "that", "her", "him", "he", "she"):
            continue
        if target.kind == "they_group" and text.words[target.start].text in ("these", "those", "their") and goes_on(text, target):
            continue
        if being(text, target.end):
            continue
        yield Place(mark.start, target.end, target.group, "hate", target.kind in ("group", "slur"))


def pointed(text: Reading, start: int, target: Mark) -> bool:
    """Whether a single person is named for what they are ("every immigrant", "you woman")."""
    words = {word.text for word in text.words[start : target.start]}
    return bool(words & {"every", "any", "each", "you", "fucking", "stupid", "that", "this"}) or start == target.start


def goes_on(text: Reading, target: Mark) -> bool:
    """Whether "these" goes on to a noun that is no group ("these shoes")."""
    following = text.words[target.end].text if target.end < len(text.words) else "."
    return following.isalpha() and following not in ("so", "and", "all", "with", "from", "because", "for", "too", "but")


def being(text: Reading, at: int) -> bool:
    """Whether the word after a group makes it a wrong done to them, or something of theirs."""
    return at < len(text.words) and text.words[at].text in (
        "being",
        "getting",
        "having",
        "struggling",
        "suffering",
        "rights",
        OWNS,
    )


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
            if not not_all(text, subject):
                yield Place(subject.start, mark.end, subject.group, "hate", subject.kind == "group")
    for mark in text.of("stirs"):
        anger = next((each for each in text.of("anger") if mark.end <= each.start < mark.end + 5), None)
        subject = subject_before(text, mark.start, single=False, reach=9)
        if anger is None or subject is None or text.sentences[anger.start] != text.sentences[mark.start]:
            continue
        if (
            not text.has("wronged", subject.end, mark.start)
            and not denied(text, subject.end, anger.start)
            and not not_all(text, subject)
        ):
            yield Place(subject.start, anger.end, subject.group, "hate", False)
    for mark in text.of("hate_noun"):
        _, last = text.sentence(mark.start)
        towards = [
            at
            for at in range(mark.end, min(last, mark.end + 5))
            if text.words[at].text in ("for", "towards", "toward", "of", "at")
        ]
        target = next((found for at in towards if (found := object_after(text, at + 1))), None)
        own = text.has("first", max(text.sentence(mark.start)[0], mark.start - 6), towards[0] if towards else mark.end)
        if target is not None and own and not denied(text, max(0, mark.start - 4), mark.start) and not being(text, target.end):
            yield Place(mark.start, target.end, target.group, "hate", target.kind == "group")


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
        if _governed(text, subject, mark) or text.has("harm_done", subject.end, mark.start):
            continue
        if [word.text for word in text.words[mark.end : mark.end + 2]] in (["to", "you"], ["to", "them"], ["to", "some"]):
            continue
        hard = mark.kind in ("dehumanising", "bad_strong", "insult_hard", "slur") and subject.kind != "single"
        if subject.kind == "single" and not _general(text, subject):
            continue
        yield Place(subject.start, mark.end, subject.group, mark.kind, hard and subject.kind != "thing")


def _governed(text: Reading, subject: Mark, mark: Mark) -> bool:
    """Whether a group hangs on another word, of which the bad thing is said ("being rude to women is wrong")."""
    at = subject.start - 1
    while at >= 0 and text.has("fill", at, at + 1) and text.words[at].text not in PREPOSITIONS:
        at -= 1
    verb = next(
        (word.text for word in text.words[subject.end : mark.start] if word.text in ("is", "'s", "was", "are", "'re", "were")), ""
    )
    return at >= 0 and text.words[at].text in PREPOSITIONS and verb in ("is", "'s", "was") and subject.kind != "single"


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
        called = you and you[-1].end == target.start and you[-1].start and text.words[you[-1].start - 1].text == ","
        if called and (target.end == len(text.words) or text.words[target.end].text in ".!?,"):
            yield Place(you[-1].start, target.end, target.group, "attribute", False)
        if you and bad and not denied(text, low, target.start) and not reported(text, max(0, low - 2), target.start):
            yield Place(you[-1].start, target.end, target.group, "attribute", False)


def compared(text: Reading) -> Iterator[Place]:
    """A group is put below others ("nothing is as filthy as ...", "my dog is smarter than any ...")."""
    for mark in text.of("worse", "better"):
        target = object_after(text, mark.end)
        first, _ = text.sentence(mark.start)
        if target is None or being(text, target.end):
            continue
        nothing = any(text.words[at].text in ("nothing", "nobody", "none") for at in range(first, mark.start))
        below = mark.kind == "worse" and (nothing or text.has("beings", first, mark.start))
        if below or (mark.kind == "better" and text.has("beings", first, mark.start) and not denied(text, first, mark.start)):
            yield Place(mark.start, target.end, target.group, "attribute", False)
    for mark in text.of("by_hand"):
        target = object_after(text, mark.end)
        first, _ = text.sentence(mark.start)
        refused = text.count("negators", first, mark.start) % 2 == 1
        if target is not None and refused and text.has("first", first, mark.start):
            yield Place(mark.start, target.end, target.group, "denied", False)
    for mark in text.of("group", "single"):
        first, _ = text.sentence(mark.start)
        words = [word.text for word in text.words[first : mark.start]]
        if (
            "difference" in words
            and "between" in words
            and text.has("beings", first, mark.start)
            and not {"we", "us", "men"} & set(words)
        ):
            yield Place(first, mark.end, mark.group, "attribute", False)
    for mark in text.of("bad", "bad_strong"):
        around = [text.words[at].text for at in (mark.start - 1, mark.end) if 0 <= at < len(text.words)]
        target = object_after(text, mark.end + 1) if around == ["as", "as"] else None
        if target is not None:
            yield Place(mark.start, target.end, target.group, "attribute", False)


def scum_of(text: Reading) -> Iterator[Place]:
    """A group's name before a word for something less than human ("... vermin")."""
    starts = {mark.start: mark for mark in text.of("dehumanising", "insult_hard")}
    for mark in text.of("adjective", "single", "group"):
        after = starts.get(mark.end)
        first, _ = text.sentence(mark.start)
        if after is not None and text.words[after.start].text not in PETS and not denied(text, first, mark.start):
            yield Place(mark.start, after.end, mark.group, "dehumanising", mark.kind != "adjective")


#: Beings and things that may be white, black or Welsh without anybody being meant.
PETS = frozenset(words_of(read_table("common")["pets"]))
