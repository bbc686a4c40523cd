"""The Cedar form: one policy for each rule, satisfied exactly where the rule fires."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import pytest

from lanyard.policy.export import export_cedar
from lanyard.policy.pack import load_pack, load_sources, read_sources

CLUB = Path(__file__).parents[2] / "cli" / "club"
PACKS = ["welton", str(CLUB)]


@pytest.mark.parametrize("name", PACKS)
def test_there_is_one_permit_for_each_rule(name):
    pack = load_pack(name)
    cedar = export_cedar(pack)
    assert cedar.count("\npermit (principal, action, resource)\n") == len(pack.rules)
    assert "forbid" not in cedar
    for rule in pack.rules:
        assert f'@id("{rule.id}")\n' in cedar
    assert cedar.count("\nunless {") == sum(len(rule.exceptions) for rule in pack.rules)
    assert cedar.count("@despite(") == sum(bool(rule.despite) for rule in pack.rules)
    assert cedar.count("@verdict(") == sum(bool(rule.verdict) for rule in pack.rules)
    assert pack.hash in cedar


def test_texts_cannot_break_out():
    sources = dict(read_sources(CLUB))
    sources["policy.md"] = sources["policy.md"].replace("1.1.1 Lending", '1.1.1 Len"ding\\ \u200b')
    sources["policy.md"] = sources["policy.md"].replace(
        "title: Sets, pictures", "title: Sets\u2028permit (principal, action, resource);"
    )
    cedar = export_cedar(load_sources(sources, name="hostile"))
    assert '@clause("1.1.1 Len\\u{22}ding\\u{5c} \\u{200b}")' in cedar
    assert cedar.startswith("// Sets permit (")


def test_a_rule_without_conditions_is_always_satisfied():
    pack = load_pack(CLUB)
    bare = dataclasses.replace(pack.clauses[0].rules[0], conditions=())
    pack = dataclasses.replace(pack, clauses=(dataclasses.replace(pack.clauses[0], rules=(bare,)), *pack.clauses[1:]))
    assert "when { true };" in export_cedar(pack)


@pytest.mark.parametrize("name", PACKS)
def test_cedar_fires_the_same_rules(name):
    cedarpy = pytest.importorskip("cedarpy", reason="cedarpy is not installed; it comes with the bench")
    pack = load_pack(name)
    policies = export_cedar(pack)
    dice = random.Random(name)
    acts = pack.vocabulary.facts[0].value_ids()
    fired_somewhere = set()
    for number in range(250):
        situation = {fact.id: dice.choice(fact.value_ids()) for fact in pack.vocabulary}
        situation["act"] = acts[number % len(acts)]
        request = {"principal": 'Adult::"sam"', "action": 'Action::"ask"', "resource": 'Policy::"it"', "context": situation}
        answer = cedarpy.is_authorized(request, policies, [])
        assert not answer.diagnostics.errors
        fired = {_rule_id(pack, reason) for reason in answer.diagnostics.reasons}
        assert fired == {rule.id for rule in pack.rules if rule.matches(situation)}
        fired_somewhere |= fired
    assert len(fired_somewhere) > len(pack.rules) / 2


def _rule_id(pack, reason):
    """A policy's own id: its @id, or the number that Cedar gave it by its place."""
    return pack.rules[int(reason.removeprefix("policy"))].id if reason.startswith("policy") and reason[6:].isdecimal() else reason
