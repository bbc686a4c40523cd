"""How people write their own names online: drawn with a seed, from lists and rules of this bench alone.

The short forms below were written for the bench, not taken from the matcher's; half of all short forms are made by
rules, which make many that the matcher's list does not have.
"""

from __future__ import annotations

import random
import string
from typing import NamedTuple

from bench.match.population import Someone

SHORT = {
    name: forms.split()
    for name, forms in (
        each.split(":")
        for each in (
            "abigail:Abi Abs Gail/alexander:Al Alex Xander Lexo/alexandra:Allie Lexie Ali/amanda:Mands Mandy/"
            "amelia:Millie Meels/andrew:Andy Drew/anthony:Tony Ant/barbara:Babs/benjamin:Ben Benj Bendy/bethany:Beth Bethers/"
            "bradley:Brad/cameron:Cam/caroline:Caz Caro/catherine:Cath Cat Kate Cathy/charlotte:Charlie Lottie Chaz Char/"
            "charles:Charlie Chas Chuck/christine:Chris Chrissy/christopher:Chris Topher Kit/claire:Clarey/daniel:Dan Danny/"
            "danielle:Dani Danz/david:Dave Davey/deborah:Debs Debbie/dominic:Dom/edward:Ed Ted Eddie Ned/"
            "eleanor:Ellie Nell Nora/elizabeth:Liz Beth Lizzie Betsy Libby/emily:Em Emmy Ems/emma:Em Emz/"
            "florence:Flo Flossie/frances:Fran Frankie/frederick:Fred Freddie/gabriella:Gabby Gabs/"
            "georgina:George Georgie Gina/gemma:Gem/gregory:Greg/hannah:Han Hanz/harriet:Hattie Haz/harry:Haz Hazza/"
            "henry:Hen Harry/isabella:Izzy Bella Issy/isabelle:Izzy Belle/jacqueline:Jackie Jacq/jacob:Jake Jay/"
            "james:Jim Jimmy Jay Jamie/jennifer:Jen Jenny/jessica:Jess Jessie/joanne:Jo Joey/john:Jack Johnny/"
            "jonathan:Jon Jonny Jonty/jordan:Jord/joseph:Joe Joey/joshua:Josh/julie:Jules/karen:Kaz/"
            "katherine:Kate Katie Kat Kitty/kathleen:Kath Kathy/kenneth:Ken/kimberley:Kim/laura:Loz Lau/lauren:Loz Laurie/"
            "lawrence:Larry/leonard:Len Lenny/louise:Lou Lulu/lucy:Luce Lu/madison:Maddie/margaret:Maggie Meg Peggy Marge/"
            "maria:Maz/martin:Mart/matilda:Tilly/matthew:Matt Matty/megan:Meg Megz/melissa:Mel Lissy/michael:Mike Mick Mikey/"
            "michelle:Shell Chelle/mohammed:Mo Moh/muhammad:Mo Md/natalie:Nat/natasha:Tash Tasha/nathan:Nate Nath/"
            "nicholas:Nick Nico/nicola:Nic Nicky/oliver:Ollie Ol/olivia:Liv Livvy/pamela:Pam/patricia:Pat Trish/"
            "patrick:Pat Paddy/penelope:Penny/peter:Pete/philip:Phil/rachel:Rach/rebecca:Becky Becca Bex Becs/"
            "richard:Rich Rick Dick/robert:Rob Bob Bobby/ronald:Ron Ronnie/rosemary:Rosie Ro/ryan:Ry/samantha:Sam Sammy/"
            "samuel:Sam Sammy/sandra:Sandy San/sarah:Sal Saz/scott:Scotty/sebastian:Seb/sharon:Shaz/sophie:Soph/"
            "stephanie:Steph/stephen:Steve Ste/steven:Steve Stevie/stuart:Stu/susan:Sue Susie/teresa:Tess Tracy/"
            "theodore:Theo Teddy/thomas:Tom Tommy Thom/timothy:Tim/valerie:Val/victoria:Vicky Tori Vix/vincent:Vince/"
            "william:Will Bill Billy Wills/zachary:Zac Zak/evelyn:Evie Eve/jayden:Jay/jackson:Jack Jax/elijah:Eli/"
            "madelyn:Maddy/savannah:Sav/addison:Addie/brooklyn:Brook/makayla:Kayla/alexis:Lexi/brianna:Bri/nevaeh:Nev/"
            "aubrey:Aub/szymon:Simon/franciszek:Franek/zofia:Zosia/ayomide:Ayo/róisín:Ro/saoirse:Sersh/gruff:Griff/"
            "antoni:Antek/mikolaj:Miki"
        ).split("/")
    )
}
_EMOJI = "🌸 ✨ 🐶 ⚽ 🎸 💕 🏴󠁧󠁢󠁷󠁬󠁳󠁿 🦄 ☀️ 🎮".split()
_LEET = {"a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7"}
_BEFORE = ["Mr ", "Mrs ", "Miss ", "The Real ", "its", "Dr ", "xX", "x", "official ", "iam"]
_AFTER = [" xx", " Official", "xXx", "_x", " yt", " (private)", "_official", " x", ".uk", " music"]
_FANCY = (0x1D4D0, 0x1D400, 0x1D5D4, 0xFF21)
_STRAY = "baker stone lover cook dancer reader bath somerset gardener runner fc vibes travels mama".split()


class Shown(NamedTuple):
    """What a person shows. ``full`` says that first and last name are both there in some form; ``kind`` is how it was made."""

    text: str
    handle: bool
    full: bool
    kind: str


KINDS = {
    "plain": 26, "short": 16, "joined": 12, "dotted": 9, "initial_surname": 6, "given_initial": 8, "given_only": 5, "typo": 5,
    "half_double": 3, "swapped": 3, "middle": 2, "leet": 2, "stray": 3,
}  # fmt: skip


class Noise:
    """Draws what people show of their names."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def show(self, person: Someone) -> Shown:
        """What this person shows."""
        chance = self._chance
        kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
        text, handle, full = getattr(self, f"_{kind}")(person)
        if chance.random() < 0.22:
            text = self._decorate(text, handle)
        return Shown(text, handle, full, kind)

    def _called(self, person: Someone, often: float = 0.35) -> str:
        return self._shorten(person.given) if self._chance.random() < often else person.given

    def _shorten(self, name: str) -> str:
        chance = self._chance
        known = SHORT.get(name.lower())
        if known and chance.random() < 0.85:
            return chance.choice(known)
        if len(name) < 5:
            return name
        cut = name[: chance.choice((3, 3, 4))]
        return cut + chance.choice(("", "", "y", "ie", "s", "z"))

    def _last(self, person: Someone) -> str:
        return self._chance.choice(person.family.split("-")) if "-" in person.family else person.family

    def _plain(self, person: Someone) -> tuple[str, bool, bool]:
        return person.full, False, True

    def _short(self, person: Someone) -> tuple[str, bool, bool]:
        return f"{self._shorten(person.given)} {person.family}", False, True

    def _joined(self, person: Someone) -> tuple[str, bool, bool]:
        digits = self._chance.choice(("", "", "1", str(self._chance.randrange(70, 99)), f"{self._chance.randrange(0, 20):02}"))
        return _bare(self._called(person) + self._last(person)).lower() + digits, True, True

    def _dotted(self, person: Someone) -> tuple[str, bool, bool]:
        sign = self._chance.choice("._-")
        return sign.join((_bare(self._called(person)), _bare(self._last(person)))).lower(), True, True

    def _initial_surname(self, person: Someone) -> tuple[str, bool, bool]:
        joined = self._chance.random() < 0.6
        text = f"{person.given[0]}{_bare(person.family)}".lower() if joined else f"{person.given[0]} {person.family}"
        return text + (str(self._chance.randrange(1, 99)) if joined else ""), joined, False

    def _given_initial(self, person: Someone) -> tuple[str, bool, bool]:
        return f"{self._called(person)} {person.family[0]}", False, False

    def _given_only(self, person: Someone) -> tuple[str, bool, bool]:
        return self._called(person) + self._chance.choice(("", " x", "123")), False, False

    def _typo(self, person: Someone) -> tuple[str, bool, bool]:
        name = person.full
        at = self._chance.randrange(1, len(name) - 1)
        made = {
            "drop": name[:at] + name[at + 1 :],
            "twice": name[:at] + name[at] + name[at:],
            "swap": name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            "other": name[:at] + self._chance.choice(string.ascii_lowercase) + name[at + 1 :],
        }
        return self._chance.choice(list(made.values())), False, True

    def _half_double(self, person: Someone) -> tuple[str, bool, bool]:
        if "-" in person.family:
            return f"{self._called(person)} {self._last(person)}", False, True
        return f"{self._called(person)} {person.family}-{self._chance.choice(('Hill', 'Wood', 'Green', 'Marsh'))}", False, True

    def _swapped(self, person: Someone) -> tuple[str, bool, bool]:
        comma = ", " if self._chance.random() < 0.5 else " "
        return f"{person.family}{comma}{self._called(person)}", False, True

    def _middle(self, person: Someone) -> tuple[str, bool, bool]:
        if self._chance.random() < 0.5 or not person.middle:
            return f"{person.given} {person.middle[:1]} {person.family}".replace("  ", " "), False, True
        return f"{self._called(person)} {person.middle}", False, False

    def _leet(self, person: Someone) -> tuple[str, bool, bool]:
        text = f"{self._called(person)} {self._last(person)}"
        places = [at for at, letter in enumerate(text) if letter.lower() in _LEET and 0 < at < len(text) - 1]
        for at in self._chance.sample(places, min(2, len(places))):
            text = text[:at] + _LEET[text[at].lower()] + text[at + 1 :]
        return text, False, True

    def _stray(self, person: Someone) -> tuple[str, bool, bool]:
        return f"{_bare(self._called(person)).lower()}_{self._chance.choice(_STRAY)}", True, False

    def _decorate(self, text: str, handle: bool) -> str:
        chance = self._chance
        way = chance.random()
        if handle or way < 0.35:
            before, after = chance.choice(_BEFORE), chance.choice(_AFTER)
            return before.strip().replace(" ", "") + text if handle and chance.random() < 0.5 else (
                text + after.replace(" ", "_") if handle else chance.choice((before + text, text + after))
            )  # fmt: skip
        if way < 0.7:
            return f"{chance.choice(_EMOJI)} {text} {chance.choice(_EMOJI)}" if way < 0.55 else text + chance.choice(_EMOJI)
        if way < 0.85:
            start = chance.choice(_FANCY)
            small = start + (0x20 if start == 0xFF21 else 26)
            return "".join(_other(letter, start, small) for letter in text)
        return text.upper() if way < 0.95 else " ".join(text.replace(" ", "  "))


def _bare(name: str) -> str:
    return "".join(letter for letter in name if letter.isalpha())


def _other(letter: str, start: int, small: int) -> str:
    if letter in string.ascii_uppercase:
        return chr(start + ord(letter) - ord("A"))
    return chr(small + ord(letter) - ord("a")) if letter in string.ascii_lowercase else letter
