"""``lanyard policy``: each command on Welton's policy and on one of our own, as text and as JSON."""

from __future__ import annotations

import io
import json
import shutil
from fractions import Fraction

import pytest

from lanyard.cli.page import Page
from lanyard.cli.plans import Plan
from lanyard.cli.policy_pages import show_clause
from lanyard.policy.ask import next_question
from lanyard.policy.engine import compile_pack
from lanyard.policy.pack import BUILT_IN, load_pack
from tests.cli.conftest import CLUB


@pytest.fixture(scope="module")
def club():
    return compile_pack(load_pack(CLUB))


@pytest.fixture
def changed_welton(tmp_path):
    """Welton's policy with some words replaced."""

    def change(old, new):
        for file in ("policy.md", "facts.toml", "duties.toml"):
            shutil.copy(BUILT_IN / "welton" / file, tmp_path / file)
        text = (tmp_path / "policy.md").read_text()
        assert old in text
        (tmp_path / "policy.md").write_text(text.replace(old, new))
        return str(tmp_path)

    return change


def test_check_finds_nothing_unexplained_in_welton(lanyard):
    said = lanyard("policy", "check")
    assert said.returncode == 0, said.stdout + said.stderr
    assert said.stdout.endswith("Nothing serious is left unexplained.\n")


def test_check_as_json(in_process):
    code, out, err = in_process("policy", "check", "welton", "--json")
    report = json.loads(out)
    assert (code, err, report["ok"], report["unexplained"]) == (0, "", True, [])
    assert report["policy"]["id"] == "welton"
    assert report["settled"] and all(finding["settled_by"] for finding in report["settled"])


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("despite: personal-numbers, personal-email, no-personal-details\n", "2.5.6"),
        ("keep-evidence, ", "2.8.3"),
    ],
    ids=["the agreement of 2.5.6", "the precedence of 2.7.4"],
)
def test_check_fails_with_a_readable_reason_when_a_despite_is_taken_out(in_process, changed_welton, words, named):
    code, out, _ = in_process("policy", "check", changed_welton(words, ""))
    assert code == 1
    unexplained = out[out.index("Not explained: these stop the policy") :].partition("Settled by a reading")[0]
    assert named in unexplained
    assert "Put each right, or record a reading that settles it." in " ".join(out.split())


def test_check_of_a_refused_policy_gives_every_problem(in_process, changed_club):
    pack = changed_club("borrower: stranger", "borrower: strangr", 'urgency = "now"', 'urgency = "soon"')
    code, out, err = in_process("policy", "check", pack)
    assert (code, out) == (1, "")
    assert "for 2 reasons" in err and "Did you mean “stranger”?" in err and "“soon” is not a known urgency" in err
    code, out, err = in_process("policy", "check", pack, "--json")
    assert len(json.loads(err)["error"]["problems"]) == 2


def test_check_takes_the_policy_once(in_process):
    assert in_process("policy", "check", "welton", "--pack", "welton")[0] == 2


def test_check_of_a_broken_promise(in_process, changed_club):
    code, out, _ = in_process("policy", "check", changed_club("then: caution, call_help", "then: never"))
    assert code == 1 and "Promises that are broken" in out


def test_show_a_clause_by_number_or_id(in_process):
    by_number, by_id = in_process("policy", "show", "2.4.7"), in_process("policy", "show", "OWN-PHONE")
    assert by_number == by_id
    code, out, _ = by_number
    assert code == 0
    for heading in ("2.4.7 ", "How its rules read", "Examples", "Force:", "Binds:"):
        assert heading in out
    form = json.loads(in_process("policy", "show", "2.4.7", "--json")[1])
    clause = load_pack("welton").clause("2.4.7")
    assert (form["id"], form["prose"]) == (clause.id, clause.prose)
    assert [rule["id"] for rule in form["rules"]] == [rule.id for rule in clause.rules]


def test_every_clause_can_be_shown():
    pack = load_pack("welton")
    for clause in pack.clauses:
        out = io.StringIO()
        show_clause(Page(out), pack, clause)
        said = out.getvalue()
        assert said.startswith(f"{clause.number} ") and max(map(len, said.splitlines())) <= 80


def test_show_the_contents(in_process):
    _, out, _ = in_process("policy", "show", "--pack", str(CLUB))
    assert "1.1 Sets" in out and "1.1.1  Lending (lending)" in out
    assert [row["id"] for row in json.loads(in_process("policy", "show", "--pack", str(CLUB), "--json")[1])["clauses"]] == [
        "lending", "pictures", "hurt",
    ]  # fmt: skip


def test_show_an_unknown_clause(in_process):
    code, out, err = in_process("policy", "show", "2.4.77")
    assert (code, out) == (2, "") and "“2.4.7”" in err


def test_show_source_note_and_reading(in_process):
    assert "From: Rules of the house." in in_process("policy", "show", "lending", "--pack", str(CLUB))[1]
    assert "Note: The committee" in in_process("policy", "show", "lending", "--pack", str(CLUB))[1]
    assert "never needed a rule" in in_process("policy", "show", "hurt", "--pack", str(CLUB))[1]


def test_diff_of_two_versions(in_process, changed_club):
    newer = changed_club("version: 7", "version: 8", "never\n  act: photo", "caution\n  act: photo")
    code, out, _ = in_process("policy", "diff", str(CLUB), newer)
    assert code == 0
    assert "From version 7 to version 8" in out
    assert "! with a drone: “Never” becomes “Take care” (1)" in out
    report = json.loads(in_process("policy", "diff", str(CLUB), newer, "--json")[1])
    assert (report["changed"], report["counts"]["looser"]) == (1, 1)
    assert "Every answer stays as it is." in in_process("policy", "diff", str(CLUB), str(CLUB))[1]


def test_diff_of_welton_with_its_earlier_version(in_process):
    code, out, err = in_process("policy", "diff", "welton/earlier/2025", "welton")
    assert (code, err) == (0, "") and "cases change" in out
    code, out, err = in_process("policy", "diff", "welton/earlier/2025", "weltn")
    assert (code, out) == (1, "") and "“welton”" in err


def test_table_forms(in_process):
    _, text, _ = in_process("policy", "table", "lend", "--pack", str(CLUB))
    assert text.startswith("Lending a set\n4 rows, 6 situations.")
    _, markdown, _ = in_process("policy", "table", "lend", "--pack", str(CLUB), "--markdown")
    assert markdown.startswith("## Lending a set\n") and "4 rows, 6 situations." in markdown
    _, html, _ = in_process("policy", "table", "lend", "--pack", str(CLUB), "--html")
    assert html.startswith("<table") and html.count("<tr") == 5
    table = json.loads(in_process("policy", "table", "lend", "--pack", str(CLUB), "--json")[1])
    assert sum(row["situations"] for row in table["rows"]) == table["situations"] == 6
    for wrong in (["--json", "--html"], ["--html", "--markdown"]):
        assert in_process("policy", "table", "lend", "--pack", str(CLUB), *wrong)[0] == 2
    code, _, err = in_process("policy", "table", "lnd", "--pack", str(CLUB))
    assert code == 2 and "“lend”" in err


def test_export_forms(in_process):
    form = json.loads(in_process("policy", "export", "--pack", str(CLUB))[1])
    assert form == json.loads(in_process("policy", "export", "--pack", str(CLUB), "--json")[1])
    assert len(form["clauses"]) == 3
    cedar = in_process("policy", "export", "--format", "cedar", "--pack", str(CLUB))[1]
    assert cedar.count("permit (") == len(load_pack(CLUB).rules)
    tables = in_process("policy", "export", "--format", "tables", "--pack", str(CLUB))[1]
    assert tables.count("\n## ") == 4
    assert in_process("policy", "export", "--format", "cedar", "--json")[0] == 2
    code, _, err = in_process("policy", "export", "--format", "cedr")
    assert code == 2 and "“cedar”" in err


def test_questions_counts_are_those_of_the_questions_asked(in_process, club):
    acts = json.loads(in_process("policy", "questions", "--pack", str(CLUB), "--json")[1])["acts"]
    assert [act["act"] for act in acts] == ["lend", "photo", "accident", "sing"]
    for act in acts:
        expected, most = _expected(club, {"act": act["act"]})
        assert act["expected"] == pytest.approx(float(expected), abs=0.001)
        assert act["most"] == most
        assert "tree" not in act


def _expected(engine, known):
    """The number of questions to expect and the most, by asking in every possible way."""
    question = next_question(engine, known)
    if question is None:
        return Fraction(0), 0
    ways = [_expected(engine, {**known, question.fact: value.id}) for value in question.values]
    return 1 + sum(way[0] for way in ways) / len(ways), 1 + max(way[1] for way in ways)


def test_welton_questions_follow_the_plan(in_process):
    engine = compile_pack(load_pack("welton"))
    for act in ("share_contact", "found", "accept_friend"):
        expected, most = _expected(engine, {"act": act})
        plan = Plan(engine, act)
        assert (plan.expected, plan.most) == (pytest.approx(float(expected)), most)
        _follow(engine, {"act": act}, plan.tree())


def _follow(engine, known, tree):
    question = next_question(engine, known)
    assert (question and question.fact) == tree.get("fact")
    for branch in tree.get("branches", ()):
        _follow(engine, {**known, tree["fact"]: branch["values"][0]}, branch["then"])


def test_questions_as_text(in_process):
    _, out, _ = in_process("policy", "questions", "lend", "--pack", str(CLUB))
    assert "1.3 questions to expect, 2 at most." in out and "- stranger: Never" in out
    _, out, _ = in_process("policy", "questions", "--tree", "--pack", str(CLUB))
    assert "Call for help (now)" in out and "No question: the act alone settles it." in out
    assert in_process("policy", "questions", "lnd", "--pack", str(CLUB))[0] == 2
    assert in_process("policy", "questions")[0] == 0
