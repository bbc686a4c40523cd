"""Shapes of sentences that wish a group harm or away: threats, wishes, shutting out, questions that take it for granted."""

from __future__ import annotations

from collections.abc import Iterator

from lanyard.checkup.detect.lexicon import Mark
from lanyard.checkup.detect.reading import Reading
from lanyard.checkup.detect.targets import Place, denied, not_all, object_after, reported, subject_before

#: Modals with which something is asked for or wished, not only foreseen.
ASKING = frozenset(
    (
        "should must shall ought need needs deserve deserves have has had hope wish want going let gotta better ready supposed"
        " time will"
    ).split()
)


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
    for mark in text.of("harm_ing"):
        target = object_after(text, mark.end)
        first, _ = text.sentence(mark.start)
        if (
            target is not None
            and text.has("first", max(first, mark.start - 5), mark.start)
            and not denied(text, first, mark.start)
        ):
            if not text.has("said", max(first, mark.start - 5), mark.start):
                yield Place(mark.start, target.end, target.group, "harm", False, True)
    for mark in text.of("harm_done", "shut_done"):
        yield from _done(text, mark)
    for mark in text.of("harm_done"):
        # "What if we shot all ...": somebody else's past would have another subject.
        target = object_after(text, mark.end)
        first, _ = text.sentence(mark.start)
        opening = [word.text for word in text.words[first : first + 3]]
        if target is not None and opening[:2] in (["what", "if"], ["how", "about"], ["imagine", "if"]) and opening[2:] == ["we"]:
            yield Place(mark.start, target.end, target.group, "harm", False, True)


#: Verbs of shutting out that take their object in the middle ("send ... back").
APART = {
    **dict.fromkeys(("send", "ship", "fly", "push"), ("back", "home", "packing")),
    **dict.fromkeys(("kick", "throw", "drive", "chase", "vote", "force", "get", "boot", "chuck", "hound"), ("out", "off")),
    "keep": ("out", "away"),
    **dict.fromkeys(("lock", "round", "string", "beat", "cut", "blow", "wipe"), ("up", "out", "away")),
    "put": ("down", "away"),
}
#: What somebody is made to do who is threatened.
SUFFERING = frozenset("suffer pay bleed cry regret scream beg".split())


def made_lawful(text: Reading) -> Iterator[Place]:
    """Harm to a group should be lawful, or a group be made to suffer."""
    for mark in text.of("harm_ing"):
        target = object_after(text, mark.end)
        first, last = text.sentence(mark.start)
        if target is None:
            continue
        after = [word.text for word in text.words[target.end : last]]
        lawful = set(after) & {"legal", "legalised", "decriminalised", "allowed", "encouraged", "lawful", "rewarded"}
        unlawful = set(after) & {"illegal", "crime", "wrong", "banned", "punished", "sin", "criminal"}
        negated = denied(text, target.end, last)
        if "should" in after and ((lawful and not negated) or (unlawful and negated)) and not text.has("said", first, mark.start):
            yield Place(mark.start, last, target.group, "harm", True, True)
    for at, word in enumerate(text.words):
        target = object_after(text, at + 1) if word.text == "make" else None
        if target is None:
            continue
        first, _ = text.sentence(at)
        if text.has("first", max(first, at - 5), at) and not denied(text, first, at):
            if any(
                each.text in ("suffer", "pay", "bleed", "cry", "regret", "scream", "beg")
                for each in text.words[target.end : target.end + 2]
            ):
                yield Place(at, target.end + 1, target.group, "harm", True, True)


def apart(text: Reading) -> Iterator[Place]:
    """A group is to be sent back, kept out, locked up: verbs that take their object in the middle."""
    for at, word in enumerate(text.words):
        target = object_after(text, at + 1) if word.text in APART else None
        if target is None:
            continue
        first, _ = text.sentence(at)
        low = max(first, at - 7)
        after = text.words[target.end].text if target.end < len(text.words) else ""
        if after in APART[word.text] and not denied(text, low, at) and _meant(text, first, low, at):
            yield Place(at, target.end + 1, target.group, "shut", False)


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
    low = max(text.sentence(subject.start)[0], subject.start - 6)
    wished = any(
        word.text in ("hope", "wish", "want", "let", "see", "get", "love", "better", "best", "world")
        for word in text.words[low : subject.start]
    )
    wished = wished and (not {"were", "was"} & set(between) or any(word.text == "if" for word in text.words[low : subject.start]))
    asked = any(word in ASKING - {"will", "have", "has", "had"} for word in between) or ("have" in between and "to" in between)
    passive = any(word in ("be", "get", "being", "been", "were") for word in between) or wished
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
        start, end = min(target.start, mark.start), max(target.end, mark.end)
        yield Place(start, end, target.group, "implied", False)


def _near_after(text: Reading, mark: Mark) -> Mark | None:
    """A group named soon after, in the same sentence."""
    _, last = text.sentence(mark.start)
    for each in text.of("group", "single", "slur", "slur_weak"):
        if mark.end <= each.start < min(last, mark.end + 5) and not text.has("negators", mark.end, each.start):
            return each
    return None


#: Words with which a question opens, and those by which it takes what it asks about for granted.
OPENINGS = frozenset("why how are is do does who when should can what where so".split())
GRANTING = frozenset(("why", "how", "when", "what"))
ASKED_ABOUT = (
    *(
        "bad",
        "bad_strong",
        "dehumanising",
        "deserve",
        "insult",
        "shut_says",
        "shut_not",
        "harm_die",
        "harm_do",
        "shut_do",
        "good",
    ),
)


def questions(text: Reading) -> Iterator[Place]:
    """A question that takes the bad thing for granted ("why are ... so ...", "why do ... deserve ...")."""
    for mark in text.of(*ASKED_ABOUT):
        first, _ = text.sentence(mark.start)
        opening = text.words[first].text
        subject = subject_before(text, mark.start, reach=6) if opening in OPENINGS else None
        if subject is not None and _grants(text, mark, subject, first, opening):
            yield Place(first, mark.end, subject.group, "question", False, mark.kind == "harm_do")


def _grants(text: Reading, mark: Mark, subject: Mark, first: int, opening: str) -> bool:
    """Whether a question that opens with a word takes what is said of its subject for granted."""
    negated, granted = denied(text, first, mark.start), opening in GRANTING
    if mark.kind == "good":
        human = text.words[mark.start].text in ("human", "people", "needed", "necessary", "worth")
        return opening in ("are", "is") and human and not negated
    if opening in ("are", "is") and mark.kind not in ("deserve", "shut_not", "harm_die", "harm_do", "shut_do"):
        return negated and text.has("be", first, first + 1)
    if not granted or negated:
        return False
    if mark.kind in ("harm_do", "shut_do"):
        return text.has("first", subject.end, mark.start)
    return mark.kind in ("deserve", "shut_not", "harm_die") or text.has("be", first, subject.start + 1)
