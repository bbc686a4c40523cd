"""Facts and duties: every mistake in facts.toml and duties.toml is refused on the line where it stands."""

from __future__ import annotations

import pytest

from lanyard.policy.duties import unite
from lanyard.policy.facts import Described, Fact, Value, Vocabulary
from lanyard.policy.refusal import Problem
from lanyard.policy.tables import TableReader
from lanyard.policy.vocabulary import read_duties, read_vocabulary
from tests.policy.worlds import DUTIES, FACTS, make_pack, make_sources, refused


def problems_of(source: str, file: str) -> list[Problem]:
    """What is wrong with one of the two files."""
    return read_vocabulary(source)[1] if file == "facts.toml" else read_duties(source)[1]


def changed(source: str, before: str, after: str, which: int = 0) -> tuple[str, int]:
    """The source with one place changed (counted from 0), and the line on which the change begins."""
    pieces = source.split(before)
    head, tail = before.join(pieces[: which + 1]), before.join(pieces[which + 1 :])
    return head + after + tail, head.count("\n") + 1


FACT_MISTAKES = [
    ('id = "call"', 'id = "cal l"', 0, "“cal l” cannot be an id", "Use small letters"),
    ('id = "risk"', 'id = "unless"', 0, "“unless” has a meaning of its own", "Choose another word"),
    ('id = "report"', 'id = "call"', 0, "the fact “act” has the value “call” twice", ""),
    ('label = "A pupil"', "label = 5", 0, "“label” must be text in quotes", ""),
    ('label = "A pupil"', 'labl = "A pupil"\nlabel = "A pupil"', 0, "“labl” is not a key of this table", "Did you mean “label”"),
    ("red_flag = true", 'red_flag = "yes"', 0, "“red_flag” must be true or false", ""),
    ('helps = "yes"', 'helps = "ja"', 0, "the fact “emergency” has no value “ja”", "Known: no, yes"),
    ('helps = "yes"', 'otherwise = "ja"', 0, "the fact “emergency” has no value “ja”", ""),
    ('helps = "yes"', 'words = ["one", 2]', 0, "“words” must hold texts only", ""),
    ('helps = "yes"', 'after = "agreed"', 0, "comes after “agreed”, which is no fact above it", ""),
    ('helps = "yes"', 'after = "othr"', 0, "comes after “othr”, which is no fact above it", "Did you mean “other”"),
    ('label = "A pupil"', 'label = "A\\u0000"', 0, "“label” holds a NUL character", "Delete it"),
    ('helps = "yes"', 'words = ["a\\u0000"]', 0, "“words” holds a NUL character", "Delete it"),
    ('helps = "yes"', "words = 2", 0, "“words” must be a list of texts", ""),
    ('helps = "yes"', "described = 1", 0, "“described” must be a list of tables", ""),
    ('helps = "yes"', "described = [1]", 0, "“described” must be written as [[…described]] tables", ""),
]


@pytest.mark.parametrize(("before", "after", "which", "message", "advice"), FACT_MISTAKES)
def test_mistakes_in_facts(before: str, after: str, which: int, message: str, advice: str) -> None:
    source, line = changed(FACTS, before, after, which)
    found = [problem for problem in problems_of(source, "facts.toml") if message in problem.message]
    assert len(found) == 1 and advice in found[0].suggestion
    where = source.split("\n")[found[0].line - 1]
    assert found[0].line == line or where.startswith('id = "'), where


@pytest.mark.parametrize(
    ("before", "after", "message", "advice"),
    [
        ('urgency = "same_day"', 'urgency = "sameday"', "“sameday” is not a known urgency", "Did you mean “same_day”"),
        ('addressee = "head"', 'addressee = "heat"', "“heat” is not an addressee", "Did you mean “head”"),
        ('addressee = "head"', "addressee = []", "it does not say whom it is owed to", "Add addressee"),
        ('procedure = "allegations"', 'procedure = "allegation"', "“allegation” is not a linked policy", "“allegations”"),
        ('when_silent = ["do_nothing"]', 'when_silent = ["do"]', "“do” is not a duty", "Known: do_nothing"),
        ('id = "tell_head"', 'id = "never"', "“never” has a meaning of its own", "Choose another word"),
        ('id = "tell_head"', 'id = "Tell"', "“Tell” cannot be an id", "Use small letters"),
    ],
)
def test_mistakes_in_duties(before: str, after: str, message: str, advice: str) -> None:
    source, line = changed(DUTIES, before, after)
    found = [problem for problem in problems_of(source, "duties.toml") if message in problem.message]
    assert len(found) == 1 and advice in found[0].suggestion
    assert found[0].line == line and found[0].file == "duties.toml"


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("facts.toml", '[[fact]]\nid = "act"\nquestion = "What?"\n', "the fact “act” needs at least two values"),
        ("facts.toml", FACTS.replace('changed_by = "you"\n', ""), "is changeable but does not say by whom"),
        ("facts.toml", FACTS.replace('label = "A pupil"\n', ""), "“label” is missing"),
        ("facts.toml", FACTS.replace('id = "act"', 'id = "deed"'), "the first fact must be “act”"),
        ("facts.toml", "", "no fact is given"),
        ("duties.toml", DUTIES.replace('["hand_over", "do_nothing"]', '["hand_over"]'), "needs at least two duties"),
        ("duties.toml", DUTIES.replace('["hand_over", "do_nothing"]', '["hand_over", "nothing"]'), "“nothing” is not a duty"),
        ("duties.toml", DUTIES.replace('urgency = "same_day"\n', ""), "“urgency” is missing"),
        ("duties.toml", DUTIES.replace("[[who]]", "[[whom]]"), "“whom” is not a key of this table"),
    ],
)
def test_what_is_missing_is_refused(file: str, text: str, message: str) -> None:
    assert any(message in problem.message for problem in problems_of(text, file))


def test_a_missing_urgency_is_one_problem() -> None:
    (problem,) = problems_of(DUTIES.replace('urgency = "same_day"\n', ""), "duties.toml")
    assert problem.suggestion == "Give it as text in quotes."


@pytest.mark.parametrize(
    ("file", "what", "id_"),
    [("facts.toml", "fact", "other"), ("duties.toml", "addressee", "head"), ("duties.toml", "linked policy", "allegations")],
)
def test_an_id_given_twice_is_refused_where_it_is_given_again(file: str, what: str, id_: str) -> None:
    source = FACTS if file == "facts.toml" else DUTIES
    block = next(block for block in source.split("\n\n") if f'id = "{id_}"' in block)
    doubled = source + "\n" + block + "\n"
    (problem,) = (p for p in problems_of(doubled, file) if "twice" in p.message)
    assert problem.message == f"the {what} “{id_}” is given twice."
    assert problem.line == doubled[: doubled.rindex(f'id = "{id_}"')].count("\n") + 1


def test_toml_that_cannot_be_read_is_the_only_problem_of_the_words() -> None:
    clause = "### 1.1 Calls {#calls}\nWords.\n\n```rule\nnever\n  act: call\n```\n"
    source = make_sources(clause, facts=FACTS.replace('id = "risk"', 'id = "risk'))
    line = FACTS[: FACTS.index('id = "risk"')].count("\n") + 1
    (problem,) = refused(source)
    assert (problem.file, problem.line) == ("facts.toml", line) and "not readable as TOML" in problem.message
    (problem,) = refused(make_sources(clause, duties=DUTIES + "]"))
    assert (problem.file, problem.line) == ("duties.toml", DUTIES.count("\n") + 1)
    (first, second) = refused(make_sources("```rule\n", facts="["))
    assert (first.file, second.file) == ("facts.toml", "policy.md")


def test_toml_that_ends_too_soon_or_is_nested_too_deeply_is_refused() -> None:
    (problem,) = read_vocabulary("one = [\n")[1]
    assert problem.line == 2
    (problem,) = read_vocabulary("one = " + "[" * 4000)[1]
    assert (problem.line, problem.message) == (0, "this is not readable as TOML: it is nested too deeply.")


def test_describing_questions_need_an_otherwise() -> None:
    row = '[[fact.described]]\nquestion = "Does it ring?"\nvalue = "call"\n'
    at = FACTS.index('[[fact]]\nid = "risk"')
    assert "has describing questions but no “otherwise”" in str(read_vocabulary(FACTS[:at] + row + FACTS[at:])[1][0])
    whole = FACTS.replace('id = "act"\n', 'id = "act"\notherwise = "report"\n')
    at = whole.index('[[fact]]\nid = "risk"')
    vocabulary, problems = read_vocabulary(whole[:at] + row + whole[at:])
    act = vocabulary.fact("act")
    assert problems == [] and (act.classify([True]), act.classify([False])) == ("call", "report")
    assert "has no value “ring”" in str(read_vocabulary(whole[:at] + row.replace('"call"', '"ring"') + whole[at:])[1][0])


def test_where_a_table_stands_is_found_even_in_odd_files() -> None:
    source = "\n".join(
        [
            'title = """',
            "[[law]]",
            'id = "not a table"""" # a text',
            '[[ "law" ]] # a comment',
            'id = "one"',
            "[[law.part]]",
            "number = 1",
            "[law.more]",
            "[[law]]",
            "[[law.part]]",
            'name = "two"',
            'inline = [{ id = "three" }]',
            "[[none.such.here]]",
            "number = 2",
        ]
    )
    reader = TableReader(source, "odd.toml")
    laws = reader.root().tables("law")
    assert [table.line for table in laws] == [5, 9]
    assert [part.line for table in laws for part in table.tables("part")] == [6, 11]
    assert [table.line for table in laws[1].tables("part")[0].tables("inline")] == [11]
    assert reader.line_of({"id": "elsewhere"}, 7) == 7
    reader.check_unique(["x", "x"], "thing")
    assert reader.problems[-1].line == 0


def test_headings_that_toml_reads_otherwise_are_no_trouble() -> None:
    """A heading that only looks like one, because this reader is simpler than TOML's, finds no table and no harm."""
    reader = TableReader("a.b = 1\n[c]\nd = '''\n[[c.d]]\n'''\n['e.f']\ng = 1\n", "odd.toml")
    assert reader.problems == [] and reader.is_readable
    assert reader.line_of_key(reader.data["c"], "d", 0) == 3


def test_a_vocabulary_is_small_and_ordered() -> None:
    vocabulary = make_pack("").vocabulary
    assert vocabulary.ids() == ("act", "risk", "other", "device", "emergency", "agreed")
    assert (len(vocabulary), vocabulary.sizes(), vocabulary.situations()) == (6, (2,) * 6, 64)
    assert "risk" in vocabulary and "nobody" not in vocabulary and vocabulary.level("other") == 2
    assert [fact.id for fact in vocabulary] == list(vocabulary.ids())
    assert vocabulary.fact("risk").is_yes_no and not vocabulary.fact("act").is_yes_no
    assert vocabulary.phrase("device", "own") == "from your own phone"
    assert vocabulary.read_back({"device": "own", "act": "call"}) == "calling somebody; from your own phone"
    with pytest.raises(KeyError):
        vocabulary.fact("act").value("nothing")
    with pytest.raises(KeyError):
        vocabulary.fact("nothing")


def test_an_unknown_thing_is_classified_by_the_first_yes() -> None:
    values = tuple(Value(id_, id_, id_) for id_ in ("phone", "camera", "other"))
    rows = (Described("Can it call?", "phone"), Described("Can it take pictures?", "camera"))
    fact = Fact("device", "Which?", values, described=rows, otherwise="other")
    assert [fact.classify(answers) for answers in ([True, True], [False, True], [False, False], [])] == [
        "phone", "camera", "other", "other",
    ]  # fmt: skip
    assert Vocabulary([fact]).situations() == 3


def test_duties_are_united_with_the_soonest_urgency_first() -> None:
    assert unite([("a", "routine"), ("b", "same_day"), ("a", "now"), ("c", "now"), ("a", "before")]) == (
        ("a", "now"), ("c", "now"), ("b", "same_day"),
    )  # fmt: skip
    assert unite([]) == ()
