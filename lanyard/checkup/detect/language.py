"""Hard words in a text under four labels that are kept apart: against a group, against a person, strong language, threat."""

from __future__ import annotations

from collections.abc import Iterator

from lanyard.checkup.detect.composition import find_places
from lanyard.checkup.detect.lexicon import INDIRECT, Mark, load_lexicon
from lanyard.checkup.detect.reading import Reading, read
from lanyard.checkup.detect.stance import stance_of
from lanyard.checkup.detect.tables import read_table
from lanyard.checkup.detect.targets import Place
from lanyard.checkup.findings import Span, Stance, Tier

REASONS = {
    "slur": "A word that is used against people for who they are.",
    "hate": "It speaks of hating or being sickened by people for who they are.",
    "attribute": "It belittles people for who they are.",
    "harm": "It wishes or threatens harm to people for who they are.",
    "shut": "It wants people kept out or put away for who they are.",
    "denied": "It denies people something that everybody has, for who they are.",
    "implied": "It can be read as being against people for who they are.",
    "question": "The question takes something bad about people for granted, for who they are.",
    "dehumanising": "It speaks of people as less than human.",
}
#: Which stance is told where places overlap.
SHOWN_FIRST = (Stance.ASSERTS, Stance.CONDEMNS, Stance.RECLAIMS, Stance.ASKS, Stance.QUOTES, Stance.RESHARES, Stance.NEGATES)
SHOWN_AS = {
    Stance.QUOTES: " It reads as words of somebody else that you pass on.",
    Stance.CONDEMNS: " It reads as though you speak against it.",
    Stance.RECLAIMS: " It reads as a word that you use of yourself or among friends.",
    Stance.ASKS: " It reads as a question.",
}
#: Letters that are read at once: what refers to what is looked for within them.
PIECE = 2_500
DEROGATORY = "It runs a person down."
PROFANITY = "Strong language."
THREAT = "It can be read as a threat to somebody."


def language_spans(folded: str) -> list[Span]:
    """Spans of all four labels in a folded text, in its order. Long texts are read in pieces, cut after a sentence."""
    found: list[Span] = []
    at = 0
    for end in (*ends_of_pieces(folded), len(folded)):
        found += [span._replace(start=span.start + at, end=span.end + at) for span in spans_of_piece(folded[at:end])]
        at = end
    return found


def ends_of_pieces(folded: str) -> Iterator[int]:
    """Where a long text is cut: after a sentence if one ends there, else after a word."""
    at = 0
    while len(folded) - at > PIECE:
        high = at + PIECE
        ends = (folded.rfind(mark, at + PIECE // 2, high) for mark in (". ", "! ", "? ", "\n", " "))
        at = next((end + 1 for end in ends if end >= 0), high)
        yield at


def spans_of_piece(folded: str) -> list[Span]:
    """Spans of all four labels in a text that is not long."""
    text = read(folded)
    if not text.words:
        return []
    places = find_places(text)
    against = list(group_spans(text, places))
    threats = list(threat_spans(text, places))
    rude = list(insult_spans(text, against))
    return sorted([*against, *threats, *rude, *profanity_spans(text)], key=lambda span: (span.start, span.rule))


def span_of(text: Reading, start: int, end: int, rule: str, tier: Tier, label: str, reason: str, stance: Stance) -> Span:
    """A span over words; one that is not asserted is for looking at only, and says as what it is shown."""
    if stance is not Stance.ASSERTS:
        tier, reason = Tier.LOOK, reason + SHOWN_AS.get(stance, "")
    return Span(rule, text.words[start].start, text.words[end - 1].end, tier, label, reason, stance)


def group_spans(text: Reading, places: list[Place]) -> Iterator[Span]:
    """What speaks against groups; of places that overlap only the surest, asserted ones before others."""
    judged = []
    for place in places:
        stance = stance_of(text, place.start, place.end, slur=place.kind == "slur" and reclaimable(text, place))
        if stance is Stance.ASSERTS and among(text, place):
            stance = Stance.RECLAIMS
        if stance is not Stance.NEGATES:
            judged.append((place, stance))
    taken: list[Place] = []
    for place, stance in sorted(judged, key=lambda each: (SHOWN_FIRST.index(each[1]), not each[0].sure, each[0].start)):
        if any(place.start < other.end and other.start < place.end for other in taken):
            continue
        taken.append(place)
        kind = place.kind if place.kind in REASONS else "attribute"
        tier = Tier.ACT if place.sure else Tier.LOOK
        yield span_of(text, place.start, place.end, f"group-{kind}", tier, "discriminatory", REASONS[kind], stance)


def among(text: Reading, place: Place) -> bool:
    """Whether a word is spelled as it is used among friends, with nothing hostile in its sentence."""
    told = load_lexicon().slurs.get(" ".join(word.text for word in text.words[place.start : place.end]), {})
    first, last = text.sentence(place.start)
    hostile = any(
        text.has(kind, first, last) for kind in ("hate", "bad_strong", "harm_done", "shut_do", "insult_adjective", "dehumanising")
    )
    friendly = bool(told.get("among")) or (bool(told.get("weak")) and any(first <= each.start < last for each in text.of("warm")))
    return place.kind == "slur" and friendly and not hostile


def reclaimable(text: Reading, place: Place) -> bool:
    """Whether some whom a slur means use it of themselves."""
    told = load_lexicon().slurs.get(" ".join(word.text for word in text.words[place.start : place.end]), {})
    return bool(told.get("reclaimed"))


def threat_spans(text: Reading, places: list[Place]) -> Iterator[Span]:
    """Threats to groups that are asserted, and threats to a person."""
    seen: list[tuple[int, int]] = []
    for place in places:
        if place.harm and not any(place.start < end and start < place.end for start, end in seen):
            stance = stance_of(text, place.start, place.end)
            if stance is not Stance.NEGATES:
                seen.append((place.start, place.end))
                yield span_of(text, place.start, place.end, "threat-group", Tier.ACT, "threat", THREAT, stance)
    light = figurative(text)
    for mark in text.of("harm_do"):
        harm = personal_harm(text, mark)
        if harm is None or light or any(harm[0] < end and start < harm[1] for start, end in seen):
            continue
        stance = stance_of(text, *harm)
        if stance is not Stance.NEGATES:
            seen.append(harm)
            grave = text.words[mark.start].text in ("kill", "murder", "stab", "shoot")
            sure = (grave or text.words[harm[1] - 1].text in ("you", "u", "ya")) and not joking(text)
            yield span_of(text, *harm, "threat-person", Tier.ACT if sure else Tier.LOOK, "threat", THREAT, stance)
    yield from phrase_threats(text, seen)


def phrase_threats(text: Reading, seen: list[tuple[int, int]]) -> Iterator[Span]:
    """Sayings that threaten without a verb of harm."""
    for phrase, sure in INDIRECT:
        at = text.text.find(phrase)
        if at < 0 or text.text[at - 1 : at].isalnum() or text.text[at + len(phrase) : at + len(phrase) + 1].isalnum():
            continue
        within = [each for each, word in enumerate(text.words) if at <= word.start < at + len(phrase)]
        if not within or any(within[0] < end and start <= within[-1] for start, end in seen):
            continue
        stance = stance_of(text, within[0], within[-1] + 1)
        denied = text.count("negators", max(text.sentence(within[0])[0], within[0] - 3), within[0]) % 2 == 1
        if stance is Stance.NEGATES or denied or (figurative(text) and not sure):
            continue
        tier = Tier.ACT if sure and not joking(text) else Tier.LOOK
        yield span_of(text, within[0], within[-1] + 1, "threat-phrase", tier, "threat", THREAT, stance)


def figurative(text: Reading) -> bool:
    """Whether the text has a figure of speech, a game or a story in it."""
    return bool(text.marks.get("figures"))


def joking(text: Reading) -> bool:
    """Whether the writer marks a joke."""
    return bool(text.marks.get("joking"))


def personal_harm(text: Reading, mark: Mark) -> tuple[int, int] | None:
    """A first person who would harm a second or third one ("I'm going to kill …")."""
    first, _ = text.sentence(mark.start)
    low = max(first, mark.start - 5)
    own = any(word.text in ("i", "we", "'ll", "someone", "somebody") for word in text.words[low : mark.start])
    meant = any(
        word.text in ("will", "'ll", "going", "should", "must", "gotta", "want", "swear", "shall")
        for word in text.words[low : mark.start]
    )
    if not (own and meant) or text.count("negators", low, mark.start) % 2:
        return None
    for at in range(mark.end, min(mark.end + 3, len(text.words))):
        word = text.words[at].text
        if word in ("you", "u", "ya", "him", "her", "them", "your", "his"):
            return low, at + 1
        if word in (
            "lad",
            "kid",
            "boy",
            "girl",
            "woman",
            "man",
            "bloke",
            "guy",
            "teacher",
            "head",
            "neighbour",
            "parent",
            "idiot",
        ):
            return low, at + 1
        if word not in ("all", "every", "the", "that", "this", "fucking", "bloody", "up"):
            return None
    return None


def insult_spans(text: Reading, against: list[Span]) -> Iterator[Span]:
    """Words that run down a person: an insult said of "you", of somebody named, or called out."""
    seen = list(against)
    for mark in text.of("insult_hard", "insult", "insult_adjective"):
        start = insulted(text, mark)
        if start is None or ordinary(text, mark):
            continue
        begins, ends = text.words[start].start, text.words[mark.end - 1].end
        if any(begins < other.end and other.start < ends for other in seen):
            continue
        stance = stance_of(text, start, mark.end)
        if stance is Stance.NEGATES:
            continue
        directed = any(
            word.text in ("you", "'re", "he", "she", "they", "your", "you're", "u") for word in text.words[start : mark.end]
        )
        sure = mark.kind == "insult_hard" and directed and not joking(text)
        span = span_of(text, start, mark.end, "insult", Tier.ACT if sure else Tier.LOOK, "derogatory", DEROGATORY, stance)
        seen.append(span)
        yield span


#: Words for somebody who can be run down.
SPOKEN_OF = frozenset(
    (
        "you u he she they ur youre you're head boss headteacher teacher teachers colleague colleagues neighbour council"
        " parents parent ta mr mrs miss ms dr sir kids children class pupils mum dad mums dads governor governors slt"
        " management manager lad lot"
    ).split()
)


def insulted(text: Reading, mark: Mark) -> int | None:
    """The word from which an insult runs, if it is said of somebody other than the writer; else ``None``."""
    first, last = text.sentence(mark.start)
    low = max(first, mark.start - 6)
    before = [word.text for word in text.words[low : mark.start]]
    if (
        {"i", "'m", "myself", "im", "me"} & set(before[-4:])
        and not {"you", "he", "she", "they"} & set(before)
        and "that" not in before
    ):
        return None
    if text.count("negators", max(first, mark.start - 4), mark.start) % 2:
        return None
    said = next((at for at in range(mark.start - 1, low - 1, -1) if text.words[at].text in SPOKEN_OF), None)
    if said is not None and (text.has("be", said, mark.start) or mark.kind != "insult_adjective" and mark.start - said <= 3):
        linked = not any(
            text.words[at].text in (",", "but", "because", "and", "to", "about", "with", "for")
            for at in range(said + 1, mark.start)
        )
        return said if linked else None
    if mark.kind == "insult_adjective":
        return None
    previous = before[-1] if before else ""
    pointing = (
        previous
        in (
            "that",
            "this",
            "those",
            "these",
            "such",
            "utter",
            "complete",
            "total",
            "absolute",
            "stupid",
            "fucking",
            "bloody",
            "useless",
            "pathetic",
            "lying",
            "little",
            "old",
            "ignorant",
            "massive",
            "right",
            "proper",
            "what",
            "of",
        )
        and len(before) > 0
    )
    if pointing and (
        previous not in ("of", "old", "little", "right", "what", "this", "these")
        or "what" in before
        or "bunch" in before
        or mark.kind == "insult_hard"
    ):
        return mark.start - 1
    if previous in ("a", "an") and ("what" in before or "such" in before):
        return mark.start - before[::-1].index("what" if "what" in before else "such") - 1
    return mark.start if mark.kind == "insult_hard" and last - first <= 3 else None


def ordinary(text: Reading, mark: Mark) -> bool:
    """Whether words in the text give a rude word its ordinary meaning (a cow in a field, a witch in a play)."""
    word = text.words[mark.start].text
    beside = read_table("predicates")["ordinary"].get(word, ())
    low, high = max(0, mark.start - 8), mark.end + 8
    nearby = " " + " ".join(each.text for each in text.words[low:high]) + " "
    return any(f" {each} " in nearby for each in beside)


def profanity_spans(text: Reading) -> Iterator[Span]:
    """Strong language, whatever it is about."""
    mild = set(read_table("predicates")["mild"])
    upto = -1
    for mark in text.of("profanity"):
        word = " ".join(each.text for each in text.words[mark.start : mark.end])
        if mark.start < upto or ordinary(text, mark):
            continue
        upto = mark.end
        rule = "profanity-mild" if word in mild else "profanity"
        stance = Stance.QUOTES if stance_of(text, mark.start, mark.end) in (Stance.QUOTES, Stance.CONDEMNS) else Stance.ASSERTS
        yield span_of(text, mark.start, mark.end, rule, Tier.LOOK, "profanity", PROFANITY, stance)
