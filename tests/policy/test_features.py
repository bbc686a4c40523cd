"""The catalogue of features: every clause served, and nobody left without something to do."""

from __future__ import annotations

import pytest

from lanyard.policy.features import Features, load_features
from lanyard.policy.pack import BUILT_IN, load_pack
from lanyard.policy.refusal import Refusal

FILE = BUILT_IN / "features.toml"
LIVE = {"ask", "policy-pages", "policy-health", "law-register", "platform-catalogue", "compare", "map"}
HOLLOW = ("coming" + " soon", "not implemented", "to be done", "lorem", "later version")

GOOD = """
[[feature]]
id = "vault"
title = "A vault"
does = "Keeps a number."
clauses = ["2.4.4"]
status = "later"
meanwhile = "Keep it at home."
"""


@pytest.fixture(scope="module")
def features() -> Features:
    return load_features(FILE)


@pytest.fixture
def refused(tmp_path):
    def load(text: str) -> str:
        file = tmp_path / "features.toml"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(Refusal) as refusal:
            load_features(file)
        return str(refusal.value)

    return load


def test_every_clause_of_the_policy_is_served(features):
    for clause in load_pack("welton").clauses:
        assert features.serving(clause.number), clause.number


def test_what_a_clause_names_is_in_the_catalogue(features):
    pack = load_pack("welton")
    named = {name for clause in pack.clauses for name in clause.features}
    named |= {duty.feature for duty in pack.duties.values() if duty.feature}
    assert named <= {feature.id for feature in features}


def test_what_is_live_has_a_page(features):
    assert {feature.id for feature in features if feature.live} >= LIVE
    assert all(feature.page.startswith("/") for feature in features if feature.live)


def test_nobody_is_left_without_something_to_do(features):
    for feature in features:
        said = f"{feature.does} {feature.meanwhile}".lower()
        assert len(feature.meanwhile) > 60, feature.id
        assert not any(word in said for word in HOLLOW), feature.id


def test_a_moment_of_danger_names_whom_to_phone(features):
    urgent = [feature for feature in features if feature.urgent]
    assert {"indecent-images-route", "allegation-route", "pupil-disclosure"} <= {feature.id for feature in urgent}
    for feature in urgent:
        assert "phone" in feature.meanwhile, feature.id


def test_the_route_for_indecent_images_asks_nobody_to_handle_one(features):
    said = features.get("indecent-images-route").meanwhile
    assert "999" in said and "101" in said and "LADO" in said
    assert "Do not open, copy, capture, print, send or delete anything." in said


def test_an_unknown_feature_is_answered_with_suggestions(features):
    assert len(features) == 47
    with pytest.raises(KeyError, match="imei-vault"):
        features.get("imei-vaults")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('clauses = ["2.4.4"]', "", "it serves no clause"),
        ('status = "later"', 'status = "soon"', "“soon” is not a known status"),
        ('status = "later"', 'status = "live"', "a live feature needs “page”"),
        ('status = "later"', 'status = "later"\npage = "/vault/"', "a live feature needs “page”"),
        ('status = "later"', 'status = "later"\ngroup = "play"', "“play” is not a known group"),
        ("Keep it at home.", " ", "it leaves a person with nothing to do"),
        ('status = "later"', 'status = "later"\nurgent = true', "says not whom to phone"),
    ],
)
def test_an_entry_that_leaves_a_person_helpless_is_refused(refused, old, new, said):
    assert said in refused(GOOD.replace(old, new))


def test_the_same_id_twice_is_refused(refused):
    assert "the feature “vault” is given twice" in refused(GOOD + GOOD)
