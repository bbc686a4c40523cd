"""The command as a whole: help, version, slips of the finger, exit codes, pipes, what it imports."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from lanyard import __version__
from lanyard.cli.commands import PURE, SERVICE
from lanyard.cli.page import harmless
from tests.cli.conftest import CLUB, SCRIPT

PURE_COMMANDS = [
    ["--help"],
    ["--version"],
    ["ask", "--fact", "act=misread", "--json"],
    ["ask", "--fact", "act=misread"],
    ["ask", "--fact", "act=misraed"],
    ["ask", "--help"],
    ["checkup"],
    ["checkup", "--platforms"],
    ["policy", "check", str(CLUB)],
    ["policy", "show", "1.1.1", "--pack", str(CLUB)],
    ["policy", "diff", str(CLUB), str(CLUB)],
    ["policy", "table", "lend", "--pack", str(CLUB)],
    ["policy", "export", "--pack", str(CLUB)],
    ["policy", "questions", "--pack", str(CLUB)],
]


@pytest.mark.parametrize("ask_for_help", [[], ["--help"], ["-h"], ["help"]])
def test_help_lists_every_command(lanyard, ask_for_help):
    said = lanyard(*ask_for_help)
    assert (said.returncode, said.stderr) == (0, "")
    for name in (*PURE, *SERVICE):
        assert f"\n  {name} " in said.stdout


@pytest.mark.parametrize("name", SERVICE)
def test_the_services_commands_are_passed_on(lanyard, name):
    said = lanyard(name, "--help")
    assert said.returncode == 0 and said.stdout.startswith(f"usage: lanyard {name}")


@pytest.mark.parametrize("ask_for_it", ["--version", "-V", "version"])
def test_version(lanyard, ask_for_it):
    assert lanyard(ask_for_it).stdout == f"lanyard {__version__}\n"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(["aks"], "ask"), (["polcy"], "policy"), (["policy", "chekc"], "check"), (["policy", "check", "--jsn"], "--json")],
)
def test_a_slip_is_answered_with_what_was_meant(in_process, typed, meant):
    code, out, err = in_process(*typed)
    assert (code, out) == (2, "")
    assert f"Did you mean “{meant}”" in err


def test_slips_without_a_neighbour_point_to_help(in_process):
    for typed in (
        ["frobnicate"],
        ["policy"],
        ["policy", "check", "--zzz"],
        ["policy", "diff", "one"],
        ["ask", "--fact", "a=b", "c"],
    ):
        code, out, err = in_process(*typed)
        assert (code, out) == (2, "")
        assert "--help" in err


def test_errors_are_one_object_with_json(in_process):
    _, _, err = in_process("aks", "--json")
    assert json.loads(err) == {
        "error": {
            "kind": "unknown_command",
            "message": "“aks” is not a command of lanyard; “lanyard --help” lists them. Did you mean “ask”?",
            "command": "aks",
            "suggestions": ["ask"],
        }
    }


@pytest.mark.parametrize("command", [["ask", "--json"], ["policy", "export"]])
def test_a_reader_who_leaves_early_is_no_error(environment, command):
    running = subprocess.Popen([SCRIPT, *command], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait() == 141
    running.stderr.close()


@pytest.mark.parametrize("command", [["ask", "--fact", "act=misread", "--json"], ["policy", "show"]])
def test_output_that_cannot_be_written_is_an_error(environment, command):
    with open("/dev/full", "wb") as full:
        said = subprocess.run([SCRIPT, *command], env=environment, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert said.returncode == 1
    message = "the output could not be written: No space left on device."
    assert said.stderr == f"lanyard: {message}\n" or json.loads(said.stderr) == {"error": {"kind": "output", "message": message}}


def test_a_policy_that_cannot_be_read(in_process, changed_club):
    code, out, err = in_process("ask", "--pack", "x" * 300, "--json")
    assert (code, out, json.loads(err)["error"]["kind"]) == (1, "", "unreadable")
    code, out, err = in_process("ask", "--pack", "a\0b", "--json")
    assert (code, out, json.loads(err)["error"]["kind"]) == (1, "", "refused")
    pack = changed_club()
    os.unlink(f"{pack}/policy.md")
    code, out, err = in_process("policy", "check", pack)
    assert (code, out) == (1, "") and "this file of the pack is missing" in err


def test_it_runs_as_a_module_too(environment):
    said = subprocess.run([sys.executable, "-m", "lanyard.cli", "--version"], env=environment, capture_output=True, check=True)
    assert said.stdout.decode() == f"lanyard {__version__}\n"


def test_letters_from_elsewhere_do_no_harm(lanyard):
    said = lanyard("ask", "--fact", "act=\x1b[31mred", "--json")
    assert said.returncode == 2 and "\x1b" not in said.stderr
    said = lanyard("ask", "--fact", "act=\x1b[31mred")
    assert said.returncode == 2 and "\x1b" not in said.stderr
    assert lanyard("ask", "--fact", "act=\udcff", "--json").returncode == 2
    assert harmless("a\x1b[2J\nb\u202e") == "a\ufffd[2J\nb\ufffd"


@pytest.mark.parametrize("command", PURE_COMMANDS, ids=" ".join)
def test_pure_commands_do_not_import_django(environment, command):
    loaded = modules_of(environment, command)
    assert {name for name in loaded if name.split(".")[0] in ("django", "gunicorn", "structlog", "sqlite3", "rich")} == set()
    assert "lanyard.cli" in loaded


def test_the_quick_answer_imports_next_to_nothing(environment):
    loaded = modules_of(environment, ["ask", "--fact", "act=misread", "--json"])
    heavy = {"dataclasses", "typing", "inspect", "pathlib", "argparse", "enum", "json", "re", "hashlib", "difflib"}
    assert loaded & {*heavy, "lanyard.policy.pack"} == set()
    ours = {name for name in loaded if name.startswith("lanyard")}
    assert len(ours) < 18


def modules_of(environment, command):
    """Every module that a command imports, once its policy is compiled."""
    start = "import sys; from lanyard.cli import main; sys.exit(main())"
    for options in ([], ["-X", "importtime"]):
        said = subprocess.run(
            [sys.executable, *options, "-c", start, *command], env=environment, capture_output=True, text=True, check=False
        )
    lines = [line.split("|") for line in said.stderr.splitlines() if line.startswith("import time:")]
    return {parts[2].strip() for parts in lines if len(parts) == 3}
