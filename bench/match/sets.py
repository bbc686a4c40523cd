"""A roll and the contacts of one adult, with who is who: made from a seed."""

from __future__ import annotations

import random
from typing import NamedTuple

from bench.match.noise import Noise, Shown
from bench.match.population import Population, Someone


class Case(NamedTuple):
    """A contact, and the place on the roll of whoever it is; ``None`` for somebody who is not on it."""

    shown: Shown
    truth: int | None


class MadeSet(NamedTuple):
    """A roll and contacts. ``share`` is what part of the contacts is on the roll."""

    roll: list[Someone]
    cases: list[Case]
    share: float

    def same_name(self) -> list[str]:
        """What tells people of one name apart from others: nothing but the name."""
        return [each.full.casefold() for each in self.roll]


def make_set(seed: int, people: int, contacts: int, share: float) -> MadeSet:
    """So many people on the roll and contacts, a share of whom is on it. Strangers are adults."""
    population, noise, chance = Population(seed), Noise(seed + 1), random.Random(seed + 2)
    roll = population.draw(people, young=True)
    known = chance.sample(range(people), min(people, round(contacts * share)))
    cases = [Case(noise.show(roll[at]), at) for at in known]
    cases += [Case(noise.show(each), None) for each in population.draw(contacts - len(cases), young=False)]
    chance.shuffle(cases)
    return MadeSet(roll, cases, share)
