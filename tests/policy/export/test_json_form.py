"""The JSON form is complete: a policy can be judged from it alone."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from lanyard.policy.engine import compile_pack
from lanyard.policy.export import export_json
from lanyard.policy.pack import load_pack

CLUB = Path(__file__).parents[2] / "cli" / "club"
ORDER = ("fine", "caution", "agree", "never")


@pytest.fixture(scope="module", params=["welton", "welton/earlier/2025", str(CLUB)])
def exported(request):
    pack = load_pack(request.param)
    engine = compile_pack(pack)
    return pack, engine, json.loads(json.dumps(export_json(pack, engine)))


def test_everything_is_there(exported):
    pack, engine, form = exported
    assert form["policy"] == {"id": pack.id, "version": pack.version, "hash": pack.hash, "title": pack.title}
    assert form["settings"] == dict(pack.settings)
    assert [fact["id"] for fact in form["facts"]] == list(pack.vocabulary.ids())
    assert [[value["id"] for value in fact["values"]] for fact in form["facts"]] == [list(f.value_ids()) for f in pack.vocabulary]
    assert form["situations"] == pack.vocabulary.situations()
    assert {duty["id"]: duty["wording"] for duty in form["duties"]} == {d.id: d.wording for d in pack.duties.values()}
    assert [(c["number"], c["id"], c["prose"]) for c in form["clauses"]] == [(c.number, c.id, c.prose) for c in pack.clauses]
    counts = {"rules": pack.rules, "examples": pack.examples, "always": pack.always, "readings": pack.readings}
    for name, found in counts.items():
        assert sum(len(clause[name]) for clause in form["clauses"]) == len(found)
    assert len(form["who"]) == len(pack.who) and len(form["linked"]) == len(pack.linked)
    assert len(form["incompatible"]) == len(pack.book.incompatible)


def test_verdicts_follow_from_the_form_alone(exported):
    _, engine, form = exported
    rules = [(clause["id"], rule) for clause in form["clauses"] for rule in clause["rules"]]
    values = {fact["id"]: [value["id"] for value in fact["values"]] for fact in form["facts"]}
    dice = random.Random(1)
    for _ in range(300):
        situation = {fact: dice.choice(ids) for fact, ids in values.items()}
        assert _judge(rules, situation) == engine.outcome(situation).verdict


def _judge(rules, situation):
    """The verdict by the words of the form: conditions, exceptions, ``despite``, the strictest left."""
    fired = [(clause, rule) for clause, rule in rules if _fires(rule, situation)]
    gone = set()
    changed = True
    while changed:
        # A rule that is itself set aside sets nothing aside; the circle-free order settles in a few rounds.
        removed = {target for clause, rule in fired if clause not in gone for target in rule["despite"]}
        changed, gone = removed != gone, removed
    verdicts = [rule["verdict"] for clause, rule in fired if clause not in gone and rule["verdict"]]
    return max(verdicts, key=ORDER.index) if verdicts else "silent"


def _fires(rule, situation):
    def hold(conditions):
        return all(situation[fact] in values for fact, values in conditions.items())

    return hold(rule["conditions"]) and not any(hold(exception) for exception in rule["exceptions"])
