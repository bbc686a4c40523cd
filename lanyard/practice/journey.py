"""A journey: the questions that a person has answered on the way to one answer.

It lives in the server-side session, so that no address and no page a browser remembers holds a fact
about anybody. A person may have several open at once, in several tabs; the oldest give way.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lanyard.policy.engine import Engine
from lanyard.policy.facts import Vocabulary

#: How many journeys of one person stay open.
MOST_OPEN = 10

#: Where the session keeps them.
SESSION_KEY = "journeys"

#: What stands in for a value when the person does not know.
DONT_KNOW = ""


@dataclass
class Journey:
    """What was answered so far, in the order in which it was asked.

    ``answers`` maps a fact to the value given, or to ``DONT_KNOW``. ``given`` holds the facts that
    were filled in from the sign-in and not asked. ``called`` remembers the name of a platform that
    was looked up for a fact. ``rests_on`` says which record of the person's answered a fact, by the
    record's id, and ``not_on_record`` for which facts they said that none of theirs applies; ``lapsed``
    is set when such a record ended meanwhile. ``describing`` holds the yes and no given so far about a thing that was
    not on the list, ``looked_up`` the platform that was found for it.
    """

    id: str
    hash: str
    answers: dict[str, str] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)
    called: dict[str, str] = field(default_factory=dict)
    describing: dict[str, list[bool]] = field(default_factory=dict)
    looked_up: dict[str, str] = field(default_factory=dict)
    past_urgent: bool = False
    renewed: bool = False
    rests_on: dict[str, str] = field(default_factory=dict)
    not_on_record: list[str] = field(default_factory=list)
    lapsed: bool = False

    @property
    def known(self) -> dict[str, str]:
        """The facts that are known."""
        return {fact: value for fact, value in self.answers.items() if value != DONT_KNOW}

    @property
    def dont_know(self) -> list[str]:
        """The facts that the person could not tell."""
        return [fact for fact, value in self.answers.items() if value == DONT_KNOW]

    @property
    def asked(self) -> list[str]:
        """The facts that the person was asked, in order."""
        return [fact for fact in self.answers if fact not in self.given]

    def fits(self, vocabulary: Vocabulary) -> bool:
        """Whether the policy has every fact and value that was answered."""
        return all(
            fact in vocabulary and (value == DONT_KNOW or value in vocabulary.fact(fact).value_ids())
            for fact, value in self.answers.items()
        )

    def fill_in(self, fact: str, value: str) -> None:
        """Take a fact from the sign-in; the person may change it."""
        self.answers[fact] = value
        self.given.append(fact)

    def answer(self, fact: str, value: str, engine: Engine, *, called: str = "") -> None:
        """Take an answer, first or changed. Other answers that still matter are kept; the rest are dropped."""
        changed = fact in self.answers and self.answers[fact] != value
        self.answers[fact] = value
        self.given = [one for one in self.given if one != fact]
        for held in (self.called, self.describing, self.looked_up, self.rests_on):
            held.pop(fact, None)
        self.lapsed = False
        if called:
            self.called[fact] = called
        if changed:
            self.past_urgent = False
            self.not_on_record = []
            self._drop_what_no_longer_matters(engine, fact)

    def rest_on(self, record: str, facts: Mapping[str, str], engine: Engine) -> None:
        """Take the answers of a record; what was answered already stays as it is."""
        for fact, value in facts.items():
            if fact in engine.vocabulary and value in engine.vocabulary.fact(fact).value_ids() and fact not in self.known:
                self.answers[fact] = value
                self.rests_on[fact] = record
        self.lapsed = False

    def forget_record(self, record: str) -> None:
        """Forget what a record answered: it is no longer in force, or about something else."""
        for fact in [fact for fact, held in self.rests_on.items() if held == record]:
            del self.rests_on[fact]
            self.answers.pop(fact, None)

    def _drop_what_no_longer_matters(self, engine: Engine, changed: str) -> None:
        """Keep an answer only if it could still make a difference after those before it."""
        kept: dict[str, str] = {}
        for fact, value in self.answers.items():
            known = {one: held for one, held in kept.items() if held != DONT_KNOW}
            matters = fact in self.given or fact == changed or engine.vocabulary.level(fact) == 0
            if matters or engine.vocabulary.level(fact) in engine.diagram.support(engine.exact, engine.fixed(known)):
                kept[fact] = value
        self.answers = kept
        self.called = {fact: name for fact, name in self.called.items() if fact in kept}
        self.rests_on = {fact: record for fact, record in self.rests_on.items() if fact in kept}

    def before(self, fact: str) -> str | None:
        """The fact asked before this one, or before the next question when this one is new; ``None`` at the start."""
        asked = self.asked
        place = asked.index(fact) if fact in asked else len(asked)
        return asked[place - 1] if place else None


def start(session: Any, *, policy_hash: str) -> Journey:
    """Open a journey; the oldest beyond the most that stay open is forgotten."""
    journey = Journey(id=secrets.token_urlsafe(12), hash=policy_hash)
    save(session, journey)
    return journey


def save(session: Any, journey: Journey) -> None:
    """Put a journey into the session."""
    held = session.get(SESSION_KEY)
    held = dict(held) if isinstance(held, dict) else {}
    held[journey.id] = {
        "hash": journey.hash,
        "answers": list(journey.answers.items()),
        "given": journey.given,
        "called": journey.called,
        "describing": journey.describing,
        "looked_up": journey.looked_up,
        "past_urgent": journey.past_urgent,
        "renewed": journey.renewed,
        "rests_on": journey.rests_on,
        "not_on_record": journey.not_on_record,
        "lapsed": journey.lapsed,
    }
    newest = list(held)[-MOST_OPEN:]
    session[SESSION_KEY] = {id_: held[id_] for id_ in newest}


def find(session: Any, id_: str) -> Journey | None:
    """The person's open journey with this id; ``None`` when it expired, or never was theirs.

    A session outlives an upgrade. What another release wrote in a shape that is not ours has expired too.
    """
    try:
        return _read(id_, session[SESSION_KEY][id_])
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _read(id_: str, held: Mapping[str, Any]) -> Journey:
    """A journey as ``save`` wrote it; raises ``KeyError``, ``TypeError`` or ``ValueError`` for any other shape."""
    return Journey(
        id=id_,
        hash=_text(held["hash"]),
        answers=_texts(held["answers"]),
        given=[_text(fact) for fact in held["given"]],
        called=_texts(held["called"]),
        describing={_text(fact): [_flag(one) for one in said] for fact, said in held["describing"].items()},
        looked_up=_texts(held["looked_up"]),
        past_urgent=_flag(held["past_urgent"]),
        renewed=_flag(held["renewed"]),
        rests_on=_texts(held.get("rests_on", {})),
        not_on_record=[_text(fact) for fact in held.get("not_on_record", [])],
        lapsed=_flag(held.get("lapsed", False)),
    )


def _texts(held: Any) -> dict[str, str]:
    return {_text(name): _text(value) for name, value in dict(held).items()}


def _text(held: Any) -> str:
    if not isinstance(held, str):
        raise TypeError("not a text")
    return held


def _flag(held: Any) -> bool:
    if not isinstance(held, bool):
        raise TypeError("neither yes nor no")
    return held


def begin_again(journey: Journey, engine: Engine) -> None:
    """Start the same journey under the version now in force: what the person wants to do stays, if it still exists.

    The rest is asked again, because a question may have changed its meaning.
    """
    act = engine.vocabulary.facts[0]
    kept: Mapping[str, str] = {act.id: journey.answers.get(act.id, DONT_KNOW)}
    journey.hash = engine.hash
    journey.answers = {fact: value for fact, value in kept.items() if value in act.value_ids()}
    journey.given, journey.called, journey.describing, journey.looked_up = [], {}, {}, {}
    journey.rests_on, journey.not_on_record, journey.lapsed = {}, [], False
    journey.past_urgent, journey.renewed = False, True
