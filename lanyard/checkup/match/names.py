"""Names as people write them, folded to plain words: letters of many alphabets, accents, signs in place of letters, titles.

The same is done to a roll and to contacts, so that what belongs together meets. Nothing here knows which names exist.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category, normalize

#: Letters that no normal form takes apart, and two alphabets that families in UK schools write their names in.
_LETTERS = {
    **dict(zip("øłđðþæœıħŋĸəɑ", "o l d d th ae oe i h n k e a".split(), strict=True)),
    **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz", strict=True)),
    **dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюя", (
        "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya"
    ).split(), strict=True)),
    **dict(zip("ёіїєґў", "e i yi ye g u".split(), strict=True)),
    **dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(), strict=True)),
    **dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءپچگکی", (
        "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y a a _ p ch g k y"
    ).split(), strict=True)),
}  # fmt: skip
_FOLD = str.maketrans({letter: plain.replace("_", "") for letter, plain in _LETTERS.items()})
#: Letters on coloured squares and discs, which no normal form knows.
_SQUARES = {start + at: chr(ord("a") + at) for start in (0x1F130, 0x1F150, 0x1F170, 0x1F1E6) for at in range(26)}
_APOSTROPHES = re.compile(r"(?<=\w)['’‘ʼ`´](?=\w)")
_HUMPS = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LEET = str.maketrans("0134578@$!|€£+", "oieastbasiielt")
_LEET_SIGNS = re.compile(r"(?<=[^\W\d_])[@$!|€£+](?=\w)|(?<![\w@])[@$](?=[^\W\d_]{2})")
_LETTERS_APART = re.compile(r"(?<!\w)(?:[^\W\d_][ ._·-]){2,}[^\W\d_](?!\w)")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")

#: Titles and ends of names that say nothing about which person it is.
TITLES = frozenset(
    "mr mrs miss ms mx dr sir dame lady lord prof professor rev revd reverend father sister brother imam rabbi "
    "jr jnr snr junior senior ii iii esq phd bsc msc ba ma qts mbe obe "
    "auntie aunty uncle nana nanny grandad mummy mum daddy".split()
)
#: Words that people add to a name to get a free account name.
EXTRAS = frozenset(
    "official offical officiel real realy thereal the its itz it is im iam am me my mine hey hi hello "
    "just only xo xox xx xxx xxxx "
    "yt ytb tv tiktok insta ig fb snap snapchat twitter private priv backup spam finsta acc account main new old second "
    "uk gb gbr eng wales scot music art arts artist photo photos photography pics games gaming gamer plays play fan page "
    "world life online daily lol omg tbh ok not and or of by for with from at in on to a an aka nee née".split()
)
#: Words before a surname that are as often left out as written. "Mc", "Mac", "O" and "Fitz" are joined to it instead.
PARTICLES = frozenset(
    "ap ab ferch verch van von der den de del della di da dos das do du la le el al bin ibn bint bte ter ten zu".split()
)
_JOINED = frozenset(("mc", "mac", "o", "fitz"))


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """The text in small plain letters a-z, digits and spaces; letters of other scripts stay as they are."""
    if text.isascii():
        return text.lower()
    small = normalize("NFKC", text.translate(_SQUARES)).casefold().translate(_FOLD)
    apart = normalize("NFD", small)
    kept = "".join(sign for sign in apart if category(sign) not in ("Mn", "Me", "Cf"))
    return kept.translate(_FOLD)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name or handle, folded, in order: ``Katie-Jo O'Brien`` is ``katie jo obrien``.

    Capitals inside a word part it, so that ``KatieJones`` has two; digits at its ends are left off, and those inside
    it are read as the letters they stand for. Titles and additions are dropped unless nothing else is left.
    """
    return _without_extras(_parted(text))


def digits_of(text: str) -> tuple[str, ...]:
    """Runs of two or four digits in a name or handle, which may be a year: ``katiejones09`` has ``09``."""
    return tuple(each for each in re.findall(r"\d+", normalize("NFKC", text)) if len(each) in (2, 4))


def _parted(text: str) -> list[str]:
    text = _APOSTROPHES.sub("", normalize("NFKC", text.translate(_SQUARES)))
    text = _HUMPS.sub(" ", text)
    text = _LETTERS_APART.sub(lambda found: re.sub(r"\W|_", "", found[0]), text)
    plain = _LEET_SIGNS.sub(lambda found: found[0].translate(_LEET), fold(text))
    words = [_spell(each) for each in re.findall(r"[^\W_]+", plain)]
    return [_REPEATED.sub(r"\1", word) for word in words if word]


def _spell(word: str) -> str:
    if word.isalpha():
        return word
    stripped = word.strip("0123456789")
    if len(stripped) >= 2 and stripped.isalpha():
        return stripped
    inner = word.rstrip("0123456789") if re.search(r"\d{2,}$", word) else word
    return "".join(re.findall(r"[^\W\d_]", inner.translate(_LEET))) if any(map(str.isalpha, word)) else ""


@lru_cache(maxsize=262_144)
def parts_of(name: str) -> tuple[str, ...]:
    """The words of one given or family name of a roll, folded, without particles; hyphens and spaces part it."""
    return _joined_without(_parted(name), PARTICLES)


def edge_spellings(text: str) -> tuple[str, ...]:
    """The words of a name in which one digit at an end of a word stands for a letter (``3mma``, ``ell4``), else nothing."""
    plain = fold(_HUMPS.sub(" ", text))
    if not re.search(r"(?<!\w)[013458]{1,2}[^\W\d_]|[^\W\d_][013458](?![^\W_])", plain):
        return ()
    read = [each.translate(_LEET) if not each.isdigit() else "" for each in re.findall(r"[^\W_]+", plain)]
    return _without_extras([_REPEATED.sub(r"\1", "".join(filter(str.isalpha, each))) for each in read if each])


def _without_extras(words: list[str]) -> tuple[str, ...]:
    for dropped in (TITLES | EXTRAS | PARTICLES, EXTRAS | TITLES, EXTRAS):
        kept = _joined_without(words, dropped)
        if kept and not dropped.issuperset(kept):
            return kept
    return tuple(words)


def _joined_without(words: list[str], dropped: frozenset[str]) -> tuple[str, ...]:
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in _JOINED and len(word) > 2:
            joined[-1] += word
        else:
            joined.append(word)
    kept = tuple(word for word in joined if word not in dropped)
    return kept or tuple(joined)


def is_latin(word: str) -> bool:
    """Whether a folded word has plain letters only, so that it can be compared with a roll in plain letters."""
    return word.isascii() and word.isalpha()
