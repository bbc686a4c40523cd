"""How the writer stands to words found in a text: says them, denies them, passes them on, speaks against them."""

from __future__ import annotations

from lanyard.checkup.detect.reading import Reading
from lanyard.checkup.findings import Stance

#: Ways of saying that are the writer's own after "I", "we" or "my".
OWN_SAYING = frozenset(
    (
        "say think believe thought said saying call tell thinking claim write want argue assume belief view idea suggest"
        " believing told telling wish"
    ).split()
)


def stance_of(text: Reading, start: int, end: int, *, slur: bool = False) -> Stance:
    """The stance to the words from one to another. ``slur`` words can be taken back by those whom they mean."""
    quoted = in_quotes(text, start, end)
    if quoted:
        return Stance.CONDEMNS if condemned(text, *quoted) else Stance.QUOTES
    first, last = text.sentence(start)
    lead = _lead(text, first, start)
    if lead is not None:
        if text.has("denies", max(first, lead - 3), start):
            return Stance.NEGATES
        return Stance.CONDEMNS if condemned(text, start, end) else Stance.QUOTES
    if text.has("denies", max(first, start - 6), start):
        return Stance.NEGATES
    if slur and taken_back(text, first, start, end, last):
        return Stance.RECLAIMS
    if text.has("asks", first, start) and text.words[last - 1].text == "?":
        return Stance.ASKS
    return Stance.ASSERTS


def in_quotes(text: Reading, start: int, end: int) -> tuple[int, int] | None:
    """The first and last word of the quotation that words stand in, unless the whole text is one quotation."""
    low, high = text.words[start].start, text.words[min(end, len(text.words)) - 1].end
    for begins, ends in text.quotes:
        if begins <= low and high <= ends:
            inside = [at for at, word in enumerate(text.words) if begins <= word.start < ends]
            outside = sum(1 for word in text.words if word.text.isalnum()) - sum(text.words[at].text.isalnum() for at in inside)
            return (inside[0], inside[-1] + 1) if outside > 1 else None
    return None


def _lead(text: Reading, first: int, start: int) -> int | None:
    """Where somebody else's saying or doing begins that the words are part of, if it does in the same sentence."""
    for mark in reversed(text.of("said", "who")):
        if not first <= mark.start <= start or mark.start == start and mark.kind == "said":
            continue
        word = text.words[mark.start].text
        if mark.kind == "said":
            before = text.words[mark.start - 1].text if mark.start > first else ""
            own = any(
                text.words[at].text in ("i", "we", "'d", "'ll", "me") for at in range(max(first, mark.start - 3), mark.start)
            )
            said_that = [each.text for each in text.words[mark.end : mark.end + 2]]
            if said_that in (["that", "i"], ["that", "we"], ["how", "i"]):
                continue
            passive = any(
                each.text in ("was", "been", "were", "'ve", "get", "got")
                for each in text.words[max(first, mark.start - 2) : mark.start]
            )
            own = own and not (passive and word in ("told", "called"))
            mine = own or text.words[mark.start - 1].text in ("honest", "personal", "humble", "firm") if mark.start else own
            if mine and word in OWN_SAYING:
                if not text.has("negators", max(first, mark.start - 3), mark.start):
                    continue
            if word in (
                "want",
                "wants",
                "wanted",
                "make",
                "use",
                "used",
                "using",
                "sign",
                "treat",
                "word",
                "line",
                "joke",
                "jokes",
                "post",
            ) and (own or before in ("", "to", "the", ",")):
                continue
            return mark.start
        if word in (
            "if",
            "when",
            "people",
            "they",
            "he",
            "she",
            "you",
            "nobody",
            "no",
            "kids",
            "someone",
            "somebody",
            "teenagers",
        ):
            following = text.words[mark.end].text if mark.end < len(text.words) else ""
            if not (text.has("said", mark.end, mark.end + 4) or text.has("hate", mark.end, mark.end + 2) or following == "who"):
                continue
            if mark.end > start:
                continue
            return mark.start
        refuses = any(each.text in ("not", "n't") for each in text.words[mark.end : mark.end + 2])
        if mark.end <= start and start - mark.end <= 6 and not refuses:
            return mark.start
    return None


def condemned(text: Reading, start: int, end: int) -> bool:
    """Whether the sentence around words, or the one before or after, speaks against what they say."""
    first, _ = text.sentence(start)
    _, last = text.sentence(max(start, min(end, len(text.words)) - 1))
    low = text.sentence(first - 1)[0] if first else 0
    high = text.sentence(last)[1] if last < len(text.words) else last
    return text.has("condemns", low, start) or text.has("condemns", end, high)


def taken_back(text: Reading, first: int, start: int, end: int, last: int) -> bool:
    """Whether a word is said of oneself or among friends, by the words before and after it."""
    own = any(start - 5 <= mark.start and mark.end <= start and mark.start >= first for mark in text.of("own"))
    warm = any(first <= mark.start < last and not start <= mark.start < end for mark in text.of("warm"))
    hostile = (
        text.has("hate", first, start)
        or text.has("insult_adjective", max(first, start - 3), start)
        or text.has("bad_strong", max(first, start - 3), start)
    )
    they = any(mark.start >= first and start - 6 <= mark.start < start for mark in text.of("they"))
    you = any(mark.start >= first and start - 4 <= mark.start < start for mark in text.of("you"))
    return own and not hostile and not they and (warm or not you)
