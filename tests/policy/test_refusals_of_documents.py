"""Mistakes in the document around the rules: front matter, headings, fences, clause blocks, statements, files."""

from __future__ import annotations

from pathlib import Path

import pytest

from lanyard.policy.pack import SOURCES, find_pack, hash_sources, load_pack, load_sources, read_sources
from lanyard.policy.refusal import Problem, Refusal
from lanyard.policy.text import read_document
from tests.policy.strategies import FRONT
from tests.policy.worlds import make_pack, make_sources, refused

FIELDS = "force: must not\nbinds: all adults\npurpose: safety"
HEADING = "### 1.1 Calls {#calls}"
CLAUSE = f"{HEADING}\nRing nobody at {{school}}.\n\n```clause\n{FIELDS}\n```\n"
RULE = "```rule\nnever\n  act: call\n```\n"


def line_of(source: dict[str, str], text: str) -> int:
    """The line of policy.md that is this text; for a text that stands there once."""
    lines = source["policy.md"].split("\n")
    assert lines.count(text) == 1
    return lines.index(text) + 1


def only(clauses: str, front: str = FRONT) -> Problem:
    """The one problem of these clauses."""
    (problem,) = refused(make_sources(clauses, front=front))
    return problem


def assert_refused(clauses: str, at: str, message: str, advice: str = "") -> None:
    """These clauses have one problem, on the line with this text, with these words."""
    problem = only(clauses)
    assert problem.line == line_of(make_sources(clauses), at)
    assert message in problem.message and advice in problem.suggestion
    assert problem.file == "policy.md"


# ---- Front matter


def test_a_document_begins_with_its_front_matter() -> None:
    problems = refused(make_sources(CLAUSE, front="## 1 Rules {#rules}\n"))
    assert problems[0].line == 1 and "must begin with its front matter" in problems[0].message
    assert refused({**make_sources(""), "policy.md": ""})[0].line == 1


def test_front_matter_is_closed() -> None:
    (first, *rest) = refused(make_sources(CLAUSE, front=FRONT.replace("safety = Safety\n---\n", "safety = Safety\n")))
    assert (first.line, first.message) == (12, "the front matter is not closed before this heading.")
    assert rest == []
    (problem, *_) = refused(make_sources("", front="---\nid: one\n"))
    assert problem.message == "the front matter is not closed."


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("school: Another School", "the front matter gives “school” twice."),
        ("school", "“school” is not a “key: value” line of the front matter."),
        (": Riverside", "“: Riverside” is not a “key: value” line of the front matter."),
    ],
)
def test_front_matter_is_made_of_keys_and_values(wrong: str, message: str) -> None:
    problem = only(CLAUSE, FRONT.replace("version: 1\n", f"version: 1\n\n{wrong}\n"))
    assert (problem.line, problem.message) == (8, message)


def test_front_matter_says_what_every_version_needs() -> None:
    problem = only(CLAUSE, FRONT.replace("minute: 1\n", ""))
    assert (problem.line, problem.message) == (1, "the front matter does not give “minute”.")


def test_more_keys_are_settings_that_prose_may_use() -> None:
    pack = make_pack(CLAUSE.replace("{school}", "{school}, {town}"), front=FRONT.replace("minute: 1", "minute: 1\ntown: Hill"))
    assert pack.clause("1.1").prose == "Ring nobody at Riverside School, Hill."
    assert (pack.id, pack.version, pack.title) == ("made-up", "1", "A made-up policy")


def test_prose_uses_settings_that_are_given() -> None:
    assert_refused(
        CLAUSE.replace("{school}", "{scool}"), "Ring nobody at {scool}.", "uses a setting “{scool}”", "Did you mean “school”"
    )


# ---- Headings and fences


@pytest.mark.parametrize("heading", ["### 1.2 Texts", "### Texts {#texts}", "### 1.2 Texts {#Texts}", "#### 1.2", "## Rules"])
def test_headings_have_a_number_a_title_and_an_id(heading: str) -> None:
    assert_refused(CLAUSE + f"\n{heading}\n", heading, "has no number or no id", "Write it as “### 2.4.7 Title {#stable-id}”")


def test_ids_and_numbers_are_given_once() -> None:
    again = CLAUSE.replace("1.1 Calls", "1.2 Texts")
    assert_refused(CLAUSE + again, "### 1.2 Texts {#calls}", "“calls” already names what begins on line 14")
    again = CLAUSE.replace("calls", "texts")
    assert_refused(CLAUSE + again, "### 1.1 Calls {#texts}", "“1.1” already names what begins on line 14")
    assert_refused(CLAUSE + "## 2 Rules {#rules}\n", "## 2 Rules {#rules}", "“rules” already names what begins on line 13")
    assert_refused(CLAUSE + "## 1 More {#more}\n", "## 1 More {#more}", "“1” already names what begins on line 13")


def test_a_number_may_be_an_id() -> None:
    assert make_pack(CLAUSE.replace("1.1 Calls {#calls}", "5 Calls {#5}")).clause("5").title == "Calls"


@pytest.mark.parametrize(
    "closing", ["", "### 1.2 Texts {#texts}\nWords.\n\n```clause\n" + FIELDS + "\n```\n", "```example\n```\n"]
)
def test_a_block_that_is_never_closed_hides_nothing(closing: str) -> None:
    source = make_sources(CLAUSE + "```rule\nnever\n  act: call\n" + closing)
    problem = refused(source)[0]
    assert (problem.line, problem.clause) == (line_of(source, "```rule"), "1.1")
    assert str(problem).endswith("this block is never closed. End it with a line of three backticks.")
    assert [clause.number for clause in read_document(source["policy.md"]).clauses] == [
        "1.1",
        *(["1.2"] if "1.2" in closing else []),
    ]


@pytest.mark.parametrize(
    ("opening", "message"),
    [
        ("```rul", "“rul” is not a kind of block."),
        ("```Rule", "“Rule” is not a kind of block."),
        ("```rule never", "“rule never” is not a kind of block."),
        ("```rule:", "“rule:” is not a kind of block."),
        ("  ```rule", "this block does not open with three backticks."),
        ("````rule", "this block does not open with three backticks."),
        ("~~~rule", "this block does not open with three backticks."),
    ],
)
def test_no_block_is_taken_for_prose(opening: str, message: str) -> None:
    assert_refused(CLAUSE + RULE.replace("```rule", opening), opening, message)


def test_blocks_stand_under_clauses() -> None:
    assert_refused("```rule\n  act: call\n```\n" + CLAUSE, "```rule", "section 1 holds a block")
    source = make_sources(CLAUSE, front=FRONT.replace("## 1", "```rule\n  act: call\n```\n## 1"))
    (problem,) = refused(source)
    assert problem.line == line_of(source, "```rule") and problem.message == "this rule block stands under no clause."


def test_words_before_the_first_heading_are_no_clause() -> None:
    pack = make_pack(CLAUSE, front=FRONT.replace("## 1", "# A title\n\nAn introduction.\n\n## 1"))
    assert [clause.number for clause in pack.clauses] == ["1.1"]
    assert pack.sections[0].title == "Rules"


# ---- Clause blocks


def test_each_clause_has_one_clause_block_and_words() -> None:
    block = f"```clause\n{FIELDS}\n```\n"
    assert_refused(CLAUSE + block, HEADING, "this clause has 2 clause blocks", "Give it exactly one")
    assert_refused(CLAUSE.replace(block, ""), HEADING, "this clause has 0 clause blocks")
    assert_refused(CLAUSE.replace("Ring nobody at {school}.\n", ""), HEADING, "this clause has no prose")


@pytest.mark.parametrize(
    ("before", "after", "message", "advice"),
    [
        ("force: must not", "force: mustnot", "“mustnot” is not a force", "Did you mean “must not”"),
        ("force: must not", "force: must and shuld", "“shuld” is not a force", "Did you mean “should”"),
        ("binds: all adults", "binds: adults", "“adults” is not a binding", "Did you mean “all adults”"),
        ("purpose: safety", "purpose: safty", "“safty” is not a purpose", "Did you mean “safety”"),
        ("purpose: safety", "law: one", "“” is not a purpose", "Known: safety"),
    ],
)
def test_a_clause_block_uses_known_words(before: str, after: str, message: str, advice: str) -> None:
    assert_refused(CLAUSE.replace(before, after), "```clause", message, advice)


@pytest.mark.parametrize(
    ("line", "message", "advice"),
    [
        ("forse: aim", "“forse” is not a key of a clause block.", "Did you mean “force”"),
        ("nothing", "“nothing” is not a key of a clause block.", "Known: "),
        ("force: aim", "“force” is given twice.", ""),
    ],
)
def test_a_clause_block_uses_known_keys_once(line: str, message: str, advice: str) -> None:
    assert_refused(CLAUSE.replace("purpose: safety", f"purpose: safety\n{line}"), line, message, advice)


def test_a_clause_block_lists_and_continues() -> None:
    more = "force: must not and should\nexcept: none\nrecord: Write it\n  down.\nfeature: one, two\nlaw: act-1990\nguidance: Ask."
    clause = make_pack(CLAUSE.replace("force: must not", more)).clause("calls")
    assert (clause.force, clause.binds, clause.except_) == (("must not", "should"), "all adults", "none")
    assert (clause.record, clause.features, clause.law) == ("Write it down.", ("one", "two"), ("act-1990",))
    assert (clause.guidance, clause.purposes, clause.section.number) == ("Ask.", ("safety",), "1")


# ---- Examples, invariants, readings


def with_block(kind: str, *lines: str) -> str:
    """A clause with a rule and one more block."""
    return CLAUSE + RULE + "\n".join([f"```{kind}", *lines, "```", ""])


@pytest.mark.parametrize(
    ("lines", "at", "message", "advice"),
    [
        (["A story."], "```example", "this example has no line “facts → verdict”", "End it with one"),
        ([], "```example", "this example has no line", ""),
        (["act: call → never"], "```example", "this example tells no story", "Say in a sentence"),
        (["Story.", "act: cal → never"], "act: cal → never", "“cal” is not a value of “act”", "Did you mean “call”"),
        (["Story.", "act: call, report → never"], "act: call, report → never", "an example needs one value of “act”", ""),
        (["Story.", "act: call → nevr"], "act: call → nevr", "“nevr” is neither a verdict nor a duty", "Did you mean “never”"),
        (["Story.", "act: call →"], "act: call →", "“” is neither a verdict nor a duty", "Known: "),
        (["Story.", "act: call → not tell"], "act: call → not tell", "there is no duty “tell”", "Did you mean “tell_head”"),
        (["Story.", "act: call → tell_head soon"], "act: call → tell_head soon", "“soon” is not an urgency", ""),
    ],
)
def test_mistakes_in_examples(lines: list[str], at: str, message: str, advice: str) -> None:
    assert_refused(with_block("example", *lines), at, message, advice)


def test_examples_are_read() -> None:
    (example,) = make_pack(
        with_block("example", "A story", "on two lines.", "act: call · emergency -> never, tell_head now, not hand_over")
    ).examples
    assert example.story == "A story on two lines."
    assert example.situation == {"act": "call", "emergency": "yes"}
    assert (example.expected.verdicts, example.expected.duties) == (("never",), (("tell_head", "now"),))
    assert (example.expected.absent, example.clause_id) == (("hand_over",), "calls")


@pytest.mark.parametrize(
    ("lines", "at", "message", "advice"),
    [
        (["when: act: call"], "```always", "this always block expects nothing", "Add a line “then: …”"),
        (["wen: act: call", "then: never"], "wen: act: call", "“wen” is not part of an always block", "Did you mean “when”"),
        (
            ["when: act: call", "when: act: report", "then: never"],
            "when: act: report",
            "there are two conditions on “act”",
            "List",
        ),
        (["when: act: call", "then: nevr"], "then: nevr", "“nevr” is neither a verdict nor a duty", "Did you mean “never”"),
    ],
)
def test_mistakes_in_invariants(lines: list[str], at: str, message: str, advice: str) -> None:
    assert_refused(with_block("always", *lines), at, message, advice)


def test_invariants_are_read() -> None:
    (one,) = make_pack(
        with_block("always", "when: act: call", "when: other: pupil", "then: never, agree", "then: tell_head")
    ).always
    assert one.when == (("act", ("call",)), ("other", ("pupil",)))
    assert (one.expected.verdicts, one.expected.duties) == (("never", "agree"), (("tell_head", ""),))


@pytest.mark.parametrize(
    ("lines", "at", "message", "advice"),
    [
        (["settles: wording", "decision: So.", "basis: None."], "```reading", "", ""),
        (["decision: So.", "basis: None."], "```reading", "this reading does not give its settles", ""),
        (["settles: wording", "basis: None."], "```reading", "this reading does not give its decision", ""),
        (["settles: words", "decision: So.", "basis: None."], "```reading", "“words” is not a kind of finding", "“wording”"),
        (["settles: dead cals", "decision: So.", "basis: No."], "```reading", "there is no clause “cals”", "“calls”"),
        (["settles: gap act: cal", "decision: So.", "basis: No."], "```reading", "“cal” is not a value of “act”", "“call”"),
        (
            ["setles: dead", "settles: dead calls", "decision: So.", "basis: No."],
            "setles: dead",
            "“setles” is not a key",
            "“settles”",
        ),
    ],
)
def test_mistakes_in_readings(lines: list[str], at: str, message: str, advice: str) -> None:
    if message:
        assert_refused(with_block("reading", *lines), at, message, advice)
    else:
        assert make_pack(with_block("reading", *lines)).readings[0].number == ""


def test_readings_are_read() -> None:
    settles = "settles: dead calls, 1.1; gap act: call · other: pupil, parent; law one, two; ; wording"
    (reading,) = make_pack(with_block("reading", "number: 3", settles, "decision: So", " it is.", "basis: Us.")).readings
    assert reading.settles == (
        ("dead", ("calls", "calls")),
        ("gap", ("act: call", "other: pupil, parent")),
        ("law", ("one", "two")),
        ("wording", ()),
    )
    assert (reading.number, reading.decision, reading.basis) == ("3", "So it is.", "Us.")


# ---- Files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack on disk."""
    for name, text in make_sources(CLAUSE + RULE).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_pack_is_a_folder_of_three_files(folder: Path) -> None:
    assert load_pack(folder).hash == load_pack(str(folder)).hash
    (folder / "facts.toml").unlink()
    (folder / "duties.toml").unlink()
    with pytest.raises(Refusal) as refusal:
        load_pack(folder)
    assert [Path(problem.file).name for problem in refusal.value.problems] == ["facts.toml", "duties.toml"]
    assert "this file of the pack is missing" in str(refusal.value)


def test_files_are_utf_8_with_or_without_a_mark_in_front(folder: Path) -> None:
    before = load_pack(folder)
    for name in SOURCES:
        (folder / name).write_bytes(b"\xef\xbb\xbf" + (folder / name).read_bytes())
    assert load_pack(folder).hash == before.hash
    (folder / "policy.md").write_bytes(b"---\n\xff")
    with pytest.raises(Refusal, match=r"policy\.md: this file is not UTF-8 text \(byte 4\)\. Save it as UTF-8\."):
        load_pack(folder)


@pytest.mark.parametrize("name", SOURCES)
def test_a_sign_that_no_database_keeps_is_refused_where_it_stands(name: str) -> None:
    """PostgreSQL holds no NUL in a text, and nobody sees one on a screen."""
    source = make_sources(CLAUSE + RULE)
    lines = source[name].split("\n")
    lines[3] += "\0"
    (problem,) = refused({**source, name: "\n".join(lines)})
    assert (problem.file, problem.line) == (name, 4)
    assert problem.message == "this line holds a NUL character, which nobody can see and the database cannot keep."


def test_a_mark_in_front_of_a_text_from_elsewhere_does_no_harm() -> None:
    source = make_sources(CLAUSE)
    marked = load_sources({**source, "policy.md": "\ufeff" + source["policy.md"]}, name="marked")
    assert marked.clause_names() == ("1.1", "calls")


def test_an_unknown_pack_is_refused_with_suggestions(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"weltn: there is no such policy pack\. Did you mean “welton”"):
        load_pack("weltn")
    with pytest.raises(Refusal, match="there is no such policy pack"):
        find_pack(tmp_path / "nowhere")


def test_built_in_packs_are_found_by_name() -> None:
    assert find_pack("welton").name == "welton"
    assert set(read_sources("welton")) == set(SOURCES)


def test_line_ends_do_not_change_a_version_nor_where_its_mistakes_are() -> None:
    source = make_sources(CLAUSE + RULE)
    windows = {name: text.replace("\n", "\r\n") for name, text in source.items()}
    assert hash_sources(windows) == hash_sources(source)
    assert load_sources(windows, name="windows").clauses == load_sources(source, name="unix").clauses
    assert hash_sources({**source, "facts.toml": source["facts.toml"] + "\n"}) != hash_sources(source)
    odd = CLAUSE.replace("Ring", "Form\x0cfeed, \x1c and \u2028.\nRing")
    assert_refused(odd + RULE.replace("never", "nver"), "nver", "“nver” is not a verdict", "never")


def test_clauses_know_whether_they_changed() -> None:
    one, other = make_pack(CLAUSE + RULE).clause("1.1"), make_pack(CLAUSE + RULE.replace("never", "fine")).clause("1.1")
    assert one.digest != other.digest
    assert one.digest == make_pack(CLAUSE + RULE).clause("calls").digest
    assert make_pack(CLAUSE).clause_names() == ("1.1", "calls")
