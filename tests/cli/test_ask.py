"""``lanyard ask`` from what is given: the JSON, the text, and what it refuses."""

from __future__ import annotations

import json

import pytest

from lanyard.policy.ask import next_question
from lanyard.policy.decide import decide
from lanyard.policy.engine import compile_pack
from lanyard.policy.explain import explain
from lanyard.policy.pack import load_pack
from tests.cli.conftest import CLUB

KEYS = [
    "policy", "facts", "unknown", "verdict", "range", "clauses", "duties", "because", "would_help", "instead", "next",
    "conflicts", "handover", "prevails", "set_aside",
]  # fmt: skip


@pytest.fixture(scope="module")
def welton():
    return compile_pack(load_pack("welton"))


def facts(situation):
    return [part for fact, value in situation.items() for part in ("--fact", f"{fact}={value}")]


@pytest.mark.parametrize(
    "situation",
    [
        {},
        {"act": "accept_friend", "other": "pupil"},
        {"act": "found", "child_image": "not_sure"},
        {"act": "share_contact", "other": "pupil", "detail": "number"},
        {"other": "parent"},
    ],
)
def test_the_json_says_what_the_engine_says(ask, welton, situation):
    form = ask(*facts(situation))
    answer = decide(welton, situation)
    assert list(form) == KEYS
    assert form["policy"] == {"id": "welton", "version": welton.version, "hash": welton.hash, "title": welton.title}
    assert (form["facts"], form["unknown"]) == (situation, [])
    assert (form["verdict"], form["range"]) == (answer.verdict, list(answer.range))
    assert [(c["number"], c["rule"], c["certain"]) for c in form["clauses"]] == [
        (c.number, c.rule_id, c.certain) for c in answer.clauses
    ]
    assert [(d["id"], d["urgency"], d["certain"], d["addressee"]) for d in form["duties"]] == [
        (d.id, d.urgency, d.certain, d.addressee) for d in answer.duties
    ]
    assert [(b["fact"], b["value"]) for b in form["because"]] == list(explain(welton, situation))
    question = next_question(welton, situation)
    assert (form["next"] and form["next"]["fact"]) == (question and question.fact)


def test_a_friend_request_from_a_pupil_is_never_accepted(ask):
    form = ask("--fact", "act=accept_friend", "--fact", "other=pupil")
    assert form["verdict"] == "never"
    assert any(clause["number"] == "2.3.5" and clause["certain"] for clause in form["clauses"])


def test_an_indecent_image_leads_to_police_and_lado_now(ask):
    form = ask("--fact", "act=found", "--fact", "child_image=not_sure")
    now = {duty["id"] for duty in form["duties"] if duty["certain"] and duty["at_latest"] == "now"}
    assert {"tell_police", "tell_lado"} <= now
    assert form["next"] is None


def test_what_is_unknown_is_not_asked_again(ask):
    first = ask("--fact", "act=share_contact")["next"]["fact"]
    second = ask("--fact", "act=share_contact", "--unknown", first)
    assert second["unknown"] == [first]
    assert second["next"] is None or second["next"]["fact"] != first


def test_a_platform_gives_the_channel(ask):
    assert ask("--fact", "act=contact", "--platform", "whats app")["facts"] == {"act": "contact", "channel": "direct_message"}


def test_would_help_names_who_can_change_it(ask):
    form = ask("--pack", str(CLUB), "--fact", "act=lend", "--fact", "borrower=visitor", "--fact", "agreed=no")
    (help_,) = form["would_help"]
    assert help_["verdict"] == "fine"
    assert help_["changes"] == [
        {"fact": "agreed", "before": "no", "after": "yes", "phrase": "the steward has agreed", "changed_by": "the steward"}
    ]
    assert [duty["id"] for duty in help_["duties"]] == ["bring_back"]


REFUSED = {
    ("--fact", "act=acept_friend"): ("unknown_value", "accept_friend"),
    ("--fact", "othr=pupil"): ("unknown_fact", "other"),
    ("--unknown", "othr"): ("unknown_fact", "other"),
    ("--fact", "act"): ("usage", None),
    ("--fact", "act="): ("usage", None),
    ("--fact", "=contact"): ("usage", None),
    ("--fact", "act=contact", "--fact", "act=post"): ("repeated_fact", None),
    ("--fact", "act=contact", "--unknown", "act"): ("repeated_fact", None),
    ("--unknown", "other", "--unknown", "other"): ("repeated_fact", None),
    ("--fact", "act=contact", "--platform", "whatsap"): ("unknown_platform", "WhatsApp"),
    ("--fact", "channel=text", "--platform", "WhatsApp"): ("repeated_fact", None),
    ("--fact",): ("usage", None),
    ("--jsn",): ("usage", "--json"),
    ("contact",): ("usage", None),
    ("--interactive",): ("usage", None),
}


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_what_is_not_understood_is_refused_with_a_suggestion(in_process, arguments):
    kind, suggested = REFUSED[arguments]
    code, out, err = in_process("ask", *arguments, "--json")
    assert (code, out) == (2, "")
    error = json.loads(err)["error"]
    assert error["kind"] == kind
    assert suggested is None or suggested in error["suggestions"]
    code, out, err = in_process("ask", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("lanyard: ") and "Traceback" not in err
    assert suggested is None or f"“{suggested}”" in err


def test_a_refused_policy_gives_every_reason(lanyard, changed_club, tmp_path):
    pack = changed_club("act: lend", "act: lent", "duty: call_help", "duty: cal_help")
    said = lanyard("ask", "--pack", pack, "--fact", "act=lend", "--json")
    assert (said.returncode, said.stdout) == (1, "")
    problems = json.loads(said.stderr)["error"]["problems"]
    assert {problem["clause"] for problem in problems} == {"1.1.1", "1.2.1"}
    assert all(problem["line"] and problem["suggestion"] for problem in problems)
    assert lanyard("ask", "--pack", str(tmp_path / "nowhere"), "--json").returncode == 1


def test_silence_never_reads_as_fine(lanyard):
    said = lanyard("ask", "--pack", str(CLUB), "--fact", "act=sing")
    assert said.returncode == 0
    assert said.stdout.startswith("The policy does not say.\n")
    assert "not permission" in said.stdout
    assert "fine" not in said.stdout.lower()
    assert "Ask the steward." in said.stdout


def test_undecided_is_no_yes(lanyard):
    said = lanyard("ask", "--pack", str(CLUB), "--fact", "act=lend").stdout
    assert said.startswith("It depends.\n")
    assert "Do not take this for a yes." in said
    assert "Still possible: fine; not without agreement; never." in said
    assert "borrower=visitor: A visitor" in said


def test_what_is_due_now_stands_on_top(lanyard):
    said = lanyard("ask", "--pack", str(CLUB), "--fact", "act=accident", "--fact", "hurt=yes").stdout
    assert said.startswith("Do this now\n  1. Call for help. (now)\n")
    assert said.index("Take care.") > said.index("Call for help")
    assert "accident (act=accident)" in said


def test_whom_to_phone_stands_beside_the_duty(lanyard):
    said = lanyard("ask", "--fact", "act=found", "--fact", "child_image=yes").stdout
    top = said[: said.index("Never.")]
    assert "101" in top and "LADO" in top
    assert "(invented, for the demonstration)" in " ".join(said.split())


@pytest.mark.parametrize("width", [24, 40, 72, 200])
def test_text_keeps_to_the_width(lanyard, width):
    said = lanyard("ask", "--fact", "act=share_contact", "--fact", "other=pupil", COLUMNS=str(width)).stdout
    too_long = [line for line in said.splitlines() if len(line) > width and " " in line.strip()]
    assert too_long == []
    assert "\x1b" not in said and "\t" not in said
    assert all(line == line.rstrip() for line in said.splitlines())


def test_the_short_way_and_the_long_way_give_the_same_bytes(lanyard, in_process):
    for arguments in (
        ["--fact", "act=contact", "--fact=other=parent", "--json"],
        ["--json", "--fact", "act=found", "--unknown", "child_image"],
        ["--json", "--pack", str(CLUB), "--fact", "act=lend"],
        ["--json"],
    ):
        quick = lanyard("ask", *arguments)
        assert (quick.returncode, quick.stderr) == (0, "")
        assert in_process("ask", *arguments) == (0, quick.stdout, "")


def test_the_long_way_alone_gives_the_same_bytes(lanyard, monkeypatch, in_process):
    monkeypatch.setattr("lanyard.cli.quick.answer_at_once", lambda arguments, leaving: None)
    arguments = ["ask", "--fact", "act=contact", "--fact", "other=parent", "--json"]
    assert in_process(*arguments)[:2] == (0, lanyard(*arguments).stdout)


def test_json_is_utf8_whatever_the_terminal(lanyard):
    plain = lanyard("ask", "--fact", "act=contact", "--json", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert plain.stdout == lanyard("ask", "--fact", "act=contact", "--json").stdout
