"""What a text has to show before a rule is tried on it, told once for both executors.

A gate is a bit. Words open gates (as whole runs of letters), and so do a few shapes: patterns without
look-around, which `re` and RE2 read alike. An executor turns a folded text into the bits of its open gates;
since it answers for every text exactly the gates told here, the executors cannot differ in what is found after.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from lanyard.checkup.detect.lexicon import INDIRECT, STEMS, load_lexicon
from lanyard.checkup.detect.tables import Rule, load_rules, read_table, words_of

GROUP, SAID, DENIED, HARD, HARM, PERSON, BELITTLING, ODD, NAMED, CLASSED = (1 << each for each in range(10))
FIRST_FREE = 10

STREETS = (
    "road|rd|street|st|lane|ln|avenue|ave|close|drive|crescent|cres|terrace|court|gardens|grove|place|mews|rise|hill|row|parade|walk|way|"
    "square|green|view|park|croft|orchard|meadow|fields|villas|buildings|wharf|yard|gate|vale|drove|mead|leaze|cottages"
)


class Shape(NamedTuple):
    """A pattern that opens a gate in a text with a space put before and after it.

    ``figure`` says that only texts with a figure can match, ``literals`` that one of them has to be in the text:
    both follow from the pattern, and only save time.
    """

    pattern: str
    figure: bool = False
    literals: tuple[str, ...] = ()


SHAPES: dict[str, Shape] = {
    "digits": Shape(r"[0-9](?:[^a-z0-9]{0,4}[0-9oil]){5}", figure=True),
    "at": Shape(
        r"@|[(\[{< ]at[)\]}> ] ?[a-z0-9\-]{2,30} ?[(\[{<]? ?(?:dot|[.][a-z]{2}|[.,] ?(?:com|co|org|net|uk|gmail))",
        literals=("@", " at ", "(at", "[at", "{at", "<at", " at)", " at]"),
    ),
    "postcode": Shape(r"[a-z]{1,2} ?[0-9][0-9a-z]?[ .\-]{0,3}[0-9o] ?[abd-hjlnp-uw-z]{2}", figure=True),
    "street": Shape(rf"[0-9][a-z]?,? (?:[a-z][a-z'.\-]{{1,19}} ){{1,3}}(?:{STREETS})", figure=True),
    "cottage": Shape(
        r"(?:cottage|lodge|farmhouse|barn|house|bungalow), [a-z]",
        literals=("cottage,", "lodge,", "farmhouse,", "barn,", "house,", "bungalow,"),
    ),
    "the-street": Shape(r"[0-9][a-z]?,? the [a-z]", figure=True),
    "birth": Shape(r"[^a-z](?:dob|d\.o\.b|d o b|born|birth|bday|b-day)", figure=True),
    "link": Shape(r"///[a-z]|\.sch\.uk|maps|w3w|what3words", literals=("///", ".sch.uk", "maps", "w3w", "what3words")),
    "where": Shape(r"location|alone|by myself|on my own", literals=("location", "alone", "by myself", "on my own")),
    "spoken": Shape(
        r"[^a-z0-9](?:zero|oh|o|nought|naught)[ ,.\-]{1,3}(?:seven|one|two|double|treble|triple|7|1|2)",
        literals=("zero", "oh", "nought", "naught", "o ", "o,", "o.", "o-"),
    ),
    "class": Shape(r"[ (][1-6][a-z][^a-z]", figure=True),
}
#: Disguised words: figures or signs among letters, stretched letters, letters with spaces between.
DISGUISED = (
    Shape(r"[a-z][0-9]{1,6}[a-z]|[a-z]{2}[0-9][^a-z0-9]|[ *][0-9][a-z]{3}", figure=True),
    Shape(r"[a-z][@$*!|#][@$*!|#0-9a-z]|[a-z]{2}\$|[$@*][a-z]{2}", literals=("@", "$", "*", "!", "|", "#")),
    Shape("|".join(f"{each}{{3}}" for each in "abcdefghijklmnopqrstuvwxyz")),
    Shape(r" [a-z][ .*_\-]{1,2}[a-z][ .*_\-]{1,2}[a-z][^a-z]"),
)
#: Words without a space between them: looked for in runs of eight letters and more.
LONG = Shape(rf"[a-z]{{4}}(?:{'|'.join(STEMS)})|(?:{'|'.join(STEMS)})[a-z]{{4}}")
#: Words of phrases that are too common to open anything, where the phrase has another.
COMMON = frozenset(words_of(read_table("common")["common"]))


class Gates(NamedTuple):
    """Every gate: words with the bits that they open, and shapes with theirs."""

    words: dict[bytes, int]
    shapes: tuple[tuple[Shape, int], ...]


#: Everything but small letters of English becomes a space, so that what is left are the words that gates know.
LETTERS = bytes(code if 97 <= code <= 122 else 32 for code in range(256))


def cut_words(folded: str) -> list[bytes]:
    """The runs of English letters of a folded text: much faster than by a pattern."""
    return folded.encode("ascii", "replace").translate(LETTERS).split()


Look = Callable[[str], int]
Executor = Callable[[Gates], Look]


@cache
def bits_of_rules() -> dict[str, int]:
    """The bit of each pattern rule: of its gate, or its own where words open it."""
    names = list(SHAPES)
    bits = {name: 1 << (FIRST_FREE + number) for number, name in enumerate(names)}
    bits["class"], bits["cottage"] = CLASSED, bits["street"]
    worded = [rule for rule in load_rules() if rule.gate not in SHAPES]
    own = {rule.id: 1 << (FIRST_FREE + len(names) + number) for number, rule in enumerate(worded)}
    return {rule.id: own.get(rule.id) or bits[rule.gate] for rule in load_rules()} | {
        f"gate {name}": bit for name, bit in bits.items()
    }


def gates_for(names: Iterable[str] = ()) -> Gates:
    """The gates of all rules and word lists, and of the words of people's names."""
    words: dict[str, int] = {}
    for word, bit in (*language_words(), *rule_words()):
        words[word] = words.get(word, 0) | bit
    for name in names:
        for word in re.findall(r"[a-z]+", name):
            words[word] = words.get(word, 0) | NAMED
    bits = bits_of_rules()
    shapes = [(shape, bits[f"gate {name}"]) for name, shape in SHAPES.items()]
    threats = tuple(phrase for phrase, _ in INDIRECT)
    shapes.append((Shape("|".join(re.escape(each) for each in threats), literals=threats), HARD))
    return Gates(
        {word.encode(): bits for word, bits in words.items()}, (*shapes, *((shape, ODD) for shape in (*DISGUISED, LONG)))
    )


def rule_words() -> Iterable[tuple[str, int]]:
    """Words that open rules which have no shape of their own: told by the rule."""
    bits = bits_of_rules()
    for rule in load_rules():
        for word in words_that_open(rule):
            yield word, bits[rule.id]
    yield from ((word, CLASSED) for word in ("year", "class", "reception", "nursery"))


def words_that_open(rule: Rule) -> Iterable[str]:
    """The words of a rule's gate, in the letters that a gate sees."""
    for word in rule.words:
        yield max(re.findall(r"[a-z]+", word), key=len)


def language_words() -> Iterable[tuple[str, int]]:
    """Words of the lists of hard words, each with what it can be part of."""
    lexicon = load_lexicon()
    kinds = {
        **dict.fromkeys(("group", "single", "adjective", "thing"), GROUP),
        **dict.fromkeys(("slur", "slur_weak", "profanity", "insult", "insult_hard", "alone"), HARD),
        **dict.fromkeys(("hate_noun", "anger", "worse", "better", "harm_ing", "by_hand"), SAID),
        **dict.fromkeys(("hate", "moves", "bad", "bad_strong", "dehumanising", "harm_done", "harm_die", "death"), SAID),
        **dict.fromkeys(("shut_do", "shut_done", "shut_not", "shut_says", "deserve"), SAID),
        "harm_do": SAID | HARM,
        "negators": DENIED,
        "insult_adjective": SAID | BELITTLING,
    }
    for phrases in (*lexicon.by_one.values(), *lexicon.by_two.values()):
        for phrase in phrases:
            bit = kinds.get(phrase.kind)
            if bit:
                yield from ((word, bit) for word in gate_words(phrase.words))
    for slip, meant in lexicon.slips.items():
        for phrase in lexicon.by_one.get(meant, ()):
            if kinds.get(phrase.kind):
                yield slip, kinds[phrase.kind]
    yield "ihate", SAID
    yield from (
        (word, SAID) for word in ("send", "ship", "kick", "throw", "drive", "chase", "lock", "string", "boot", "hound", "keep")
    )
    yield from ((word, HARD) for word in ("kys", "burn", "blow"))
    for word in "you u ya your yourself him her them his she he they ur youre the mr mrs miss ms".split():
        yield word, PERSON


def gate_words(words: tuple[str, ...]) -> Iterable[str]:
    """The word of a phrase that a gate looks for: its longest run of letters that is not too common."""
    if "n't" in words and len(words) < 3:
        # Contractions are cut only later: the gate sees them as they are written.
        yield from "t dont cant cannot wont isnt arent doesnt didnt shouldnt wouldnt ain".split()
        return
    runs = [run for word in words for run in re.findall(r"[a-z]+", word)]
    rare = [run for run in runs if run not in COMMON] or runs
    if rare:
        yield max(rare, key=len)


def speaks(bits: int) -> bool:
    """Whether hard words have to be looked for at all."""
    if bits & (HARD | ODD) or (bits & PERSON and bits & (HARM | BELITTLING)):
        return True
    return bool(bits & GROUP and bits & (SAID | DENIED))
