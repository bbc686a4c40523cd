"""Reads the rule tables and word lists of ``rules/`` and refuses what could not work."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from lanyard.checkup.checks import KNOWN
from lanyard.checkup.detect.text import cue_pattern
from lanyard.checkup.findings import Tier

#: Files of pattern rules, in the order in which their findings are shown.
TABLES = ("details", "identity", "whereabouts", "work", "conduct")

#: Words for how a rule uses its cues.
CUE_USES = ("none", "needed", "raises")


class BadRule(ValueError):
    """A rule or word list that cannot be used as it is written."""


class Rule(NamedTuple):
    """Something to find by shape. ``cues`` and ``unless`` match whole words within ``near`` letters of the match.

    ``cue`` is ``"needed"`` (no finding without one), ``"raises"`` (tier B without one) or ``"none"``. ``where``
    says in which items the rule applies: ``public`` (posts, comments, profile texts), ``message`` (any private
    message of one's own) and ``pupil`` (a message in a conversation with a pupil).
    """

    id: str
    check: str
    tier: Tier
    label: str
    reason: str
    patterns: tuple[re.Pattern[str], ...]
    gate: str
    validator: str = ""
    cue: str = "none"
    cues: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    near: int = 40
    where: frozenset[str] = frozenset(("public",))
    words: tuple[str, ...] = ()


@cache
def read_table(name: str) -> dict[str, Any]:
    """A TOML file of ``rules/`` by name. Each has to say where its words come from. Raises ``BadRule``."""
    told = tomllib.loads((files("lanyard.checkup.detect.rules") / f"{name}.toml").read_text(encoding="utf-8"))
    if not told.get("provenance"):
        raise BadRule(f"{name}: says nothing of its provenance")
    return told


@cache
def load_rules() -> tuple[Rule, ...]:
    """Every pattern rule of the tables. Raises ``BadRule`` where two have one id or one cannot be used."""
    rules = tuple(make_rule(told) for name in TABLES for told in read_table(name).get("rule", ()))
    if len({each.id for each in rules}) != len(rules):
        raise BadRule("two rules have the same id")
    return rules


def make_rule(told: dict[str, Any]) -> Rule:
    """A rule from its table. Raises ``BadRule``."""
    try:
        if told["check"] not in KNOWN or told.get("cue", "none") not in CUE_USES:
            raise BadRule(f"{told['id']}: an unknown check or use of cues")
        return Rule(
            id=told["id"],
            check=told["check"],
            tier=Tier(told["tier"]),
            label=told["label"],
            reason=told["reason"],
            patterns=tuple(re.compile(each) for each in told["patterns"]),
            gate=told["gate"],
            validator=told.get("validator", ""),
            cue=told.get("cue", "none"),
            cues=cue_pattern(told["cues"]) if told.get("cues") else None,
            unless=cue_pattern(told["unless"]) if told.get("unless") else None,
            near=told.get("near", 40),
            where=frozenset(told.get("where", ("public",))),
            words=words_of(told.get("words", [])),
        )
    except (KeyError, TypeError, re.error, ValueError) as error:
        raise BadRule(f"{told.get('id', '?')}: {error}") from error


def words_of(told: object) -> tuple[str, ...]:
    """Words of a table, which are written as a list or as one text with spaces between."""
    if isinstance(told, str):
        return tuple(told.split())
    if isinstance(told, list):
        return tuple(str(each) for each in told)
    raise BadRule("words are a list or one text")
