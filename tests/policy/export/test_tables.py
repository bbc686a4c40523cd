"""Decision tables hold every situation once, and say what the engine says."""

from __future__ import annotations

import itertools
import random
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from lanyard.policy.engine import compile_pack
from lanyard.policy.export import decision_table
from lanyard.policy.export.tables import ANY
from lanyard.policy.pack import load_pack, load_sources, read_sources

CLUB = Path(__file__).parents[2] / "cli" / "club"
WELTON = compile_pack(load_pack("welton"))
ACTS = WELTON.vocabulary.facts[0].value_ids()
#: More situations than this of one act are drawn rather than gone through.
MOST = 1200


@pytest.mark.parametrize("act", ACTS)
def test_every_situation_is_in_one_row_and_the_row_is_right(act):
    table = decision_table(WELTON, act)
    assert sum(row.situations for row in table.rows) == table.situations
    facts = [WELTON.vocabulary.fact(column.fact) for column in table.columns]
    situations = list(itertools.product(*(fact.value_ids() for fact in facts)))
    assert len(situations) == table.situations
    dice = random.Random(act)
    if len(situations) > MOST:
        situations = dice.sample(situations, MOST)
    for values in situations:
        held = [row for row in table.rows if all(v in (c.values or (v,)) for v, c in zip(values, row.cells, strict=True))]
        assert len(held) == 1
        others = {fact.id: dice.choice(fact.value_ids()) for fact in WELTON.vocabulary}
        outcome = WELTON.outcome({**others, "act": act, **dict(zip([fact.id for fact in facts], values, strict=True))})
        (row,) = held
        assert (row.verdict, [(duty.id, duty.urgency) for duty in row.duties]) == (outcome.verdict, list(outcome.duties))
        assert [clause.number for clause in row.clauses] == list(
            dict.fromkeys(WELTON.rules[number].number for number in outcome.surviving)
        )


def test_rows_are_merged():
    table = decision_table(WELTON, "share_contact")
    assert len(table.rows) < 20
    assert any(len(cell.values) > 1 for row in table.rows for cell in row.cells)


def test_making_a_table_leaves_the_engine_as_it_was():
    before = len(WELTON.diagram.levels), len(WELTON.diagram.leaves)
    decision_table(WELTON, "contact")
    assert (len(WELTON.diagram.levels), len(WELTON.diagram.leaves)) == before


def test_an_unknown_act():
    with pytest.raises(KeyError):
        decision_table(WELTON, "juggle")


def test_words_of_cells():
    cells = {cell.words for act in ACTS for row in decision_table(WELTON, act).rows for cell in row.cells}
    assert ANY in cells
    assert any(words.startswith("not ") and " and not " in words for words in cells)
    assert any(" or " in words for words in cells)


def test_an_act_that_needs_no_question_is_one_row():
    table = decision_table(compile_pack(load_pack(CLUB)), "sing")
    assert (table.columns, len(table.rows), table.situations) == ((), 1, 1)
    assert (table.rows[0].verdict, table.rows[0].clauses) == ("silent", ())
    assert table.size() == "1 row, 1 situation"
    assert "The policy does not say" in table.to_markdown()


@pytest.fixture(scope="module")
def hostile():
    """The club's policy with words that would be markup if nobody escaped them."""
    sources = dict(read_sources(CLUB))
    bad = "<script>alert(1)</script> a|b *c* [d](e) `f` & \\"
    sources["facts.toml"] = sources["facts.toml"].replace('phrase = "a visitor"', f"phrase = '{bad}'")
    sources["facts.toml"] = sources["facts.toml"].replace('question = "Who is to have it?"', f"question = '{bad}'")
    sources["facts.toml"] = sources["facts.toml"].replace('phrase = "lending a set"', f"phrase = '{bad}'")
    sources["duties.toml"] = sources["duties.toml"].replace('wording = "Ask the steward."', f"wording = '{bad}'")
    return decision_table(compile_pack(load_sources(sources, name="hostile")), "lend"), bad


class Reader(HTMLParser):
    """Collects tags and the words of cells."""

    def __init__(self):
        super().__init__()
        self.tags, self.texts = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.texts.append("")

    def handle_data(self, data):
        self.texts[-1] += data


def test_html_is_escaped(hostile):
    table, bad = hostile
    reader = Reader()
    reader.feed(table.to_html())
    assert set(reader.tags) == {"table", "caption", "thead", "tr", "th", "tbody", "td"}
    assert sum(bad in text for text in reader.texts) >= 4
    assert reader.tags.count("tr") == len(table.rows) + 1
    assert reader.tags.count("td") == len(table.rows) * len(table.headings())


def test_markdown_is_escaped(hostile):
    from markdown_it import MarkdownIt

    table, bad = hostile
    markdown = table.to_markdown()
    rendered = MarkdownIt("commonmark").enable("table").render(markdown)
    reader = Reader()
    reader.feed(rendered)
    assert set(reader.tags) == {"h2", "table", "thead", "tr", "th", "tbody", "td", "p"}
    assert sum(bad in text for text in reader.texts) >= 4
    assert reader.tags.count("td") == len(table.rows) * len(table.headings())
    assert re.search(r"\d+ rows, \d+ situations\.\n\Z", markdown)


def test_as_dict_names_only_what_is_held():
    table = decision_table(WELTON, "share_contact")
    form = table.as_dict()
    assert (form["act"], form["situations"]) == ("share_contact", table.situations)
    own_child = next(row for row in form["rows"] if row["when"] == {"other": ["own_child"]})
    assert own_child["verdict"] == "fine" and own_child["clauses"][0]["number"] == "2.6.2"
