"""What practising starts from: questions, prompts, protocols, routes and boundary cards of a pack.

They are live data beside the policy (docs/adr/0010); what a school's own pack does not hold is taken
from the built-in one.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lanyard.people.models import School
from lanyard.policy.pack import BUILT_IN, find_pack

from .registers import DEFAULT_PACK

FILE = "practice.toml"


@dataclass(frozen=True)
class Missed:
    """A contact that people forget to mention (2.6.3)."""

    id: str
    label: str


@dataclass(frozen=True)
class Template:
    """A protocol to begin with (2.5.7); every word of it can be changed."""

    id: str
    name: str
    pupils: str
    channels: tuple[str, ...]
    hours: str
    supervision: str
    retention: str
    rules: str


@dataclass(frozen=True)
class StarterRoute:
    """An approved route that stands until the school lists its own (2.4.3)."""

    channel: str
    name: str
    how: str
    for_pupils: bool
    for_parents: bool


@dataclass(frozen=True)
class Card:
    """How to keep a channel within its boundaries (2.5.1, 2.5.2, 2.5.5)."""

    channel: str
    title: str
    do: tuple[str, ...]
    never: tuple[str, ...]


@dataclass(frozen=True)
class Starters:
    """Everything that practising starts from."""

    reasonable: tuple[str, ...]
    missed: tuple[Missed, ...]
    protocols: tuple[Template, ...]
    routes: tuple[StarterRoute, ...]
    cards: tuple[Card, ...]

    def template(self, id_: str) -> Template | None:
        """A protocol to begin with, by its id."""
        return next((each for each in self.protocols if each.id == id_), None)

    def card(self, channel: str) -> Card | None:
        """The card of a channel."""
        return next((each for each in self.cards if each.channel == channel), None)


def starters_of(school: School) -> Starters:
    """What a school's pack gives to start from."""
    return load_starters(str(find_pack(school.settings.get("pack") or DEFAULT_PACK)))


@lru_cache(maxsize=8)
def load_starters(folder: str) -> Starters:
    """Read the file of a pack's folder, or the built-in one."""
    own = Path(folder) / FILE
    path = own if own.exists() else BUILT_IN / DEFAULT_PACK / FILE
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return Starters(
        reasonable=tuple(each["question"] for each in told["reasonable"]),
        missed=tuple(Missed(**each) for each in told["missed"]),
        protocols=tuple(Template(**{**each, "channels": tuple(each["channels"])}) for each in told["protocol"]),
        routes=tuple(StarterRoute(**each) for each in told["route"]),
        cards=tuple(Card(each["channel"], each["title"], tuple(each["do"]), tuple(each["never"])) for each in told["boundary"]),
    )
