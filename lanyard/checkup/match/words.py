"""Why a contact may be somebody, in words that a tired person understands: names compared, how common they are, how likely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .links import Level, Link, Vocabulary
from .roll import Person, Role

if TYPE_CHECKING:
    from .scoring import Evidence, Scoring

_HOW = {
    Level.EXACT: "{word} is the same",
    Level.SPELLING: "{word} is another spelling of {name}",
    Level.NICKNAME: "{word} is short for {name}",
    Level.EDIT: "{word} is one letter from {name}",
    Level.PREFIX: "{word} begins like {name}",
    Level.SOUND: "{word} sounds like {name}",
    Level.TWO_EDITS: "{word} is two letters from {name}",
    Level.INITIAL: "{word} is the first letter of {name}",
}
_ROLES = {
    Role.PUPIL: "a pupil",
    Role.FORMER: "a former pupil",
    Role.SIBLING: "a former pupil with a brother or sister at the school",
    Role.PARENT: "a parent or carer",
}


def role_in_words(role: Role) -> str:
    """What somebody is to the school, with an article."""
    return _ROLES[role]


def explain(person: Person, evidence: Evidence, probability: float, same: int, scoring: Scoring, *, exact: bool) -> str:
    """One sentence of reasons, such as "Katie is short for Katherine; Jones is the same, and about 1 person in 120 has it;
    3 people on this roll have this name; together about 1 in 12"."""
    told = ["the e-mail address is the same as on the roll"] if exact else []
    if evidence.given:
        told.append(_one(evidence.given, evidence.given_word, scoring.given))
    if evidence.family:
        told.append(_one(evidence.family, evidence.family_word, scoring.family))
    if evidence.alike:
        told.append("the letters of the whole name are much alike")
    if bool(evidence.given) != bool(evidence.family):
        told.append("only half of the name could be compared")
    told.append("nobody else on this roll has this name" if same == 1 else f"{same:,} people on this roll have this name")
    told.append(f"together {chance(probability)}")
    sentence = "; ".join(told)
    return sentence[0].upper() + sentence[1:]


def _one(link: Link, word: str, names: Vocabulary) -> str:
    name = names.names[link.name]
    how = _HOW[link.level].format(word=word.title(), name=name.title())
    if link.level in (Level.EXACT, Level.NICKNAME, Level.SPELLING):
        how += f", and {rarity(names.share_of(word))}"
    return how


def rarity(share: float) -> str:
    """How common a name is, rounded as roughly as it is known: "about 1 person in 120 has it"."""
    one_in = 1 / share
    if one_in > 50_000:
        return "very few people have it"
    size = 10 ** max(0, len(str(int(one_in))) - 2)
    return f"about 1 person in {max(2, round(one_in / size) * size):,} has it"


def chance(probability: float) -> str:
    """A probability in words: "about 1 in 12", "about even", "about 9 in 10". Never more than "about 9 in 10"."""
    if probability < 0.001:
        return "less than 1 in 1,000"
    if probability < 0.35:
        one_in = 1 / probability
        size = 1 if one_in < 20 else 10 if one_in < 200 else 100
        return f"about 1 in {round(one_in / size) * size:,}"
    if probability < 0.6:
        return "about even"
    return f"about {min(9, max(6, round(probability * 10)))} in 10"
