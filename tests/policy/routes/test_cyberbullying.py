"""Kinds of attack: each with its law, its way to report, and somebody to turn to."""

from __future__ import annotations

import pytest

from lanyard.policy.platforms import load_catalogue
from lanyard.policy.refusal import Refusal
from lanyard.policy.routes.cyberbullying import laws_for, load_kit, reporting_ways
from tests.policy.routes.given import BOOK, CLOCKS, CONTACTS, LAW, PACK, WELTON

CATALOGUE = load_catalogue(WELTON / "platforms.toml")
KNOWN = {
    "law": [law.id for law in LAW],
    "platforms": [platform.id for platform in CATALOGUE],
    "contacts": [contact.id for contact in CONTACTS],
    "clocks": [clock.id for clock in CLOCKS],
    "answers": [value.id for value in PACK.vocabulary.fact("attack").values],
}
FILE = WELTON / "cyberbullying.toml"
KIT = load_kit(FILE, **KNOWN)
GOOD = """[[category]]
id = "threat"
answer = "threat"
title = "A threat"
means = "Somebody threatens."
law = ["harassment-1997"]
report_as = "Choose threats."
platforms = ["facebook"]
tell = ["police-101"]
advice = ["Keep it."]
"""


def test_every_kind_of_attack_has_law_and_help():
    assert {category.id for category in KIT} == {option.id for option in BOOK.fact("category").options}
    assert len(KIT) == 10
    for category in KIT:
        assert all(law.sources or law.unverified for law in laws_for(category, LAW)), category.id
        assert reporting_ways(category, CATALOGUE) and category.advice


def test_every_answer_about_an_attack_means_a_category():
    for answer in KNOWN["answers"]:
        assert KIT.meaning(answer) or answer in ("other", "something_else"), answer
    assert KIT.meaning("no such answer") is None


def test_what_may_hold_a_picture_asks_the_gate_first():
    assert {category.id for category in KIT if category.gate} == {"doctored-image", "intimate-image"}
    assert [category.id for category in KIT if category.clock] == ["intimate-image"]


def test_the_platform_that_is_named_comes_alone():
    category = KIT.get("fake-account")
    (way,) = reporting_ways(category, CATALOGUE, "tik tok")
    assert way.platform.id == "tiktok" and way.where == way.platform.report and way.choose == category.report_as
    assert way.checked is (way.platform.steps_checked is not None)
    guessed = reporting_ways(category, CATALOGUE, "nobody knows this one")
    assert (
        tuple(one.platform.id for one in guessed)
        == category.platforms
        == tuple(one.platform.id for one in reporting_ways(category, CATALOGUE))
    )


def test_a_mistyped_category_is_suggested():
    with pytest.raises(KeyError, match="harassment"):
        KIT.get("harasment")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("harassment-1997", "harrassment-1997", "Did you mean “harassment-1997”"),
        ('["facebook"]', '["facebok"]', "Did you mean “facebook”"),
        ("police-101", "police-110", "Did you mean"),
        ('answer = "threat"', 'answer = "treat"', "Did you mean “threat”"),
        ("means =", 'clock = "intimate-images"\nmeans =', "Did you mean “intimate-image”"),
        ('advice = ["Keep it."]', "advice = []", "without help"),
        ("title =", "titel =", "Did you mean “title”"),
    ],
)
def test_a_kit_that_names_what_is_not_there_is_refused(tmp_path, old, new, said):
    file = tmp_path / "cyberbullying.toml"
    file.write_text(GOOD)
    assert len(load_kit(file, **KNOWN)) == 1
    file.write_text(GOOD.replace(old, new))
    with pytest.raises(Refusal, match=said) as refused:
        load_kit(file, **KNOWN)
    assert "cyberbullying.toml" in str(refused.value)


def test_two_categories_of_one_name_are_refused(tmp_path):
    file = tmp_path / "cyberbullying.toml"
    file.write_text(GOOD + GOOD)
    with pytest.raises(Refusal, match="twice"):
        load_kit(file, **KNOWN)
