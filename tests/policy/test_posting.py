"""Before you post: prompts that find what they should, and rules that two programs read alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.policy.pack import BUILT_IN, load_pack
from lanyard.policy.posting import LONGEST, load_looks, plain
from lanyard.policy.refusal import Refusal

FILE = BUILT_IN / "welton" / "before-you-post.toml"
SETTINGS = {"school": "Sample Primary School", "council": "Sample and East Council"}


@pytest.fixture(scope="module")
def looks():
    return load_looks(FILE)


def found(looks, draft):
    return {each.look.id: each.words for each in looks.find(draft, SETTINGS)}


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("One of my kids in Year 4 was sick on the bus", {"pupil": ("One of my kids", "Year 4")}),
        ("Mrs Smith and J.T. are off", {"initials": ("Mrs Smith", "J.T.")}),
        ("He has an EHCP and a social worker", {"sensitive": ("EHCP", "social worker")}),
        ("Don’t tell anyone, but", {"confidential": ("Don't tell",)}),
        ("Ring me on 07700 900 123 or sam@example.org", {"contact": ("07700 900 123", "sam@example.org")}),
        ("+44 7700 900123", {"contact": ("+44 7700 900123",)}),
        ("We leave from the school gates", {"whereabouts": ("school gates",)}),
        ("I love Sample Primary, and Sample Primary School loves me", {"work": ("Sample Primary", "Sample Primary School")}),
        ("Sample and East should be ashamed", {"work": ("Sample and East",)}),
        ("He is a liar and should be sacked", {"accusation": ("liar", "should be sacked")}),
        ("Some parents are useless", {"unkind": ("useless",)}),
        ("Too old for this job", {"who-they-are": ("Too old",)}),
        ("Look: https://example.org/a", {"picture": ("https://example.org/a",)}),
        ("Lovely walk by the river today", {}),
        ("", {}),
    ],
)
def test_what_a_draft_gives_away_is_found(looks, draft, expected):
    told = found(looks, draft)
    assert {name: told.get(name) for name in expected} == expected
    assert expected or not told


def test_capitals_matter_for_names_alone(looks):
    assert "initials" not in found(looks, "mrs smith") and "accusation" in found(looks, "LIAR")


def test_each_prompt_serves_a_clause_of_the_policy(looks):
    pack = load_pack("welton")
    assert {look.clause for look in looks} <= {clause.id for clause in pack.clauses}
    assert len({look.id for look in looks}) == 11


def test_without_the_schools_words_it_looks_for_the_rest(looks):
    assert looks.find("Sample Primary", {}) == ()


@given(st.text(max_size=300))
def test_any_draft_is_looked_at_and_quoted_word_for_word(text):
    for each in load_looks(FILE).find(text, SETTINGS):
        assert each.words and all(word in plain(text) for word in each.words)


def test_a_long_draft_is_looked_at_in_good_time(looks):
    for piece in ("a", "a ", "0 ", "A. ", "aa@", "1 a ", "A" * 99 + " "):
        looks.find(piece * LONGEST, SETTINGS)


def test_the_browser_gets_the_same_rules_with_the_schools_own_words(looks):
    rules = {rule["id"]: rule for rule in looks.as_rules({"school": "St. Mary's (Upper) School"})}
    assert rules["work"]["patterns"][-2:] == [r"St\. Mary's \(Upper\) School", r"St\. Mary's \(Upper\)"]
    assert rules["initials"]["cased"] and not rules["pupil"]["cased"]


ENTRY = '[[look]]\nid = "a"\nclause = "b"\ntitle = "c"\nwhy = "d"\n'


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("", "looks for nothing"),
        (r"patterns = ['a.b']", "read differently"),
        (r"patterns = ['(?<=a)b']", "read differently"),
        (r"patterns = ['(?P<n>a)']", "read differently"),
        (r"patterns = ['\s']", "read differently"),
        (r"patterns = ['a++']", "read differently"),
        (r"patterns = ['é']", "read differently"),
        (r"patterns = ['(a']", "no regular expression"),
        (r"patterns = ['a*']", "matches nothing at all"),
    ],
)
def test_a_rule_that_cannot_serve_both_programs_is_refused(tmp_path, more, said):
    file = tmp_path / "looks.toml"
    file.write_text(ENTRY + more + "\n", encoding="utf-8")
    with pytest.raises(Refusal, match=said):
        load_looks(file)


def test_a_dot_in_brackets_or_after_a_stroke_is_read_alike(tmp_path):
    file = tmp_path / "looks.toml"
    file.write_text(ENTRY + r"patterns = ['[.]a\.b']" + "\n", encoding="utf-8")
    assert [each.words for each in load_looks(file).find("x .a.b", {})] == [(".a.b",)]
