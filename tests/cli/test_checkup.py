"""``lanyard checkup`` over made-up archives: what it prints, writes, refuses, and never says."""

from __future__ import annotations

import contextlib
import datetime
import fcntl
import json
import os
import pty
import re
import signal
import stat
import struct
import subprocess
import termios
from pathlib import Path

import html5lib
import pytest

from lanyard.checkup.check_up import READING, check_up
from lanyard.checkup.checks import load_checks
from lanyard.checkup.report.as_json import SCHEMA, as_json
from tests.checkup.archives import HANDLE, MAKERS, PLANTED, PUPIL, part, saved, with_planted
from tests.checkup.dialects.snapchat_archive import of_html
from tests.checkup.dialects.x_archive import tweet
from tests.cli.conftest import CLUB, SCRIPT


@pytest.fixture
def planted(tmp_path):
    return saved(tmp_path, with_planted(), "twitter-robin.zip")


def told(in_process, *arguments):
    code, out, err = in_process("checkup", *arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def check(report, id_):
    return next(each for each in report["checks"] if each["id"] == id_)


def test_it_shows_what_was_found_and_ends_well(in_process, planted):
    code, out, err = in_process("checkup", planted)
    assert (code, err) == (0, ""), "a finding is no failure"
    said = " ".join(out.split())
    assert load_checks().urgent in said
    assert f"Ring me on [{PLANTED[1]}] or write to [{PLANTED[0]}@example.org]" in said
    assert "clauses 2.3.2, 2.4.2 and 2.4.3" in said and "add --name NAME" in said


@pytest.mark.parametrize("platform", MAKERS)
def test_json_of_each_platform(in_process, tmp_path, platform):
    report = told(in_process, saved(tmp_path, MAKERS[platform]()))
    assert report["schema"] == SCHEMA and [each["id"] for each in report["platforms"]] == [platform]
    assert sum(report["files"]["outcomes"].values()) == report["files"]["members"]
    assert [each["id"] for each in report["checks"]] == list(load_checks().by_id)


def test_several_archives_at_once_and_a_folder(in_process, tmp_path):
    folder = tmp_path / "unpacked"
    for name, text in MAKERS["reddit"]().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    report = told(in_process, saved(tmp_path, MAKERS["x"](), "one.zip"), str(folder))
    assert {each["id"] for each in report["platforms"]} == {"x", "reddit"}
    assert [each["name"] for each in report["parts"]] == ["one.zip", "unpacked"]


def test_pupils_are_looked_for_by_names_given_and_by_a_file_of_them(in_process, tmp_path):
    archive = saved(tmp_path, MAKERS["snapchat"]())
    names = tmp_path / "names.txt"
    names.write_text(f"\ufeff{PUPIL}\n\n", encoding="utf-8")
    by_file, by_name = told(in_process, archive, "--names", str(names)), told(in_process, archive, "--name", PUPIL)
    assert by_file["checks"] == by_name["checks"]
    assert HANDLE in check(by_name, "pupils-among-contacts")["findings"][0]["who"]


def test_a_roll_is_compared_and_one_that_is_none_is_refused(in_process, tmp_path):
    archive, roll = saved(tmp_path, MAKERS["snapchat"]()), tmp_path / "roll.csv"
    roll.write_text(f"Forename,Surname\n{PUPIL.replace(' ', ',')}\n")
    report = told(in_process, archive, "--roll", str(roll))
    assert report["compared"] == "roll" and HANDLE in check(report, "pupils-among-contacts")["findings"][0]["who"]
    roll.write_text(f"Height,Weight\n{PLANTED[0]},3\n")
    code, out, err = in_process("checkup", archive, "--roll", str(roll))
    assert (code, out) == (1, "") and "Name them “Forename” and “Surname”" in err and PLANTED[0] not in err


def test_the_report_is_one_page_that_only_its_owner_can_read(in_process, tmp_path, planted):
    path = tmp_path / "report.html"
    code, out, err = in_process("checkup", planted, "--html", str(path))
    assert (code, err) == (0, "") and str(path) in "".join(out.split("\n"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(path.read_text())
    assert not {each.tag for each in tree.iter()} & {"script", "link", "img", "iframe", "a"}
    assert [each.text for each in tree.iter("mark")] == [PLANTED[1], f"{PLANTED[0]}@example.org"]


def test_a_report_never_takes_the_place_of_a_file(in_process, tmp_path, planted):
    path = tmp_path / "report.html"
    path.write_text("mine")
    (tmp_path / "link.html").symlink_to(tmp_path / "elsewhere.html")
    for name in ("report.html", "link.html"):
        code, out, err = in_process("checkup", planted, "--html", str(tmp_path / name))
        assert (code, out) == (1, "") and "is there already" in err
    assert path.read_text() == "mine" and not (tmp_path / "elsewhere.html").exists()


def test_a_report_that_cannot_be_written_is_an_error_in_words(in_process, tmp_path, planted):
    code, out, err = in_process("checkup", planted, "--html", str(tmp_path / "no" / "report.html"))
    assert (code, out) == (1, "") and "cannot be written" in err


def test_what_is_set_aside_by_its_number_stays_away(in_process, tmp_path, planted):
    aside = str(tmp_path / "aside.json")
    before = told(in_process, planted)
    number = check(before, "contact-details")["findings"][0]["number"]
    code, out, err = in_process("checkup", planted, "--set-aside", aside, "--aside", str(number))
    assert (code, err) == (0, "") and "Set aside: 1." in out
    assert stat.S_IMODE(os.stat(aside).st_mode) == 0o600
    assert not any(word in Path(aside).read_text() for word in PLANTED)
    after = check(told(in_process, planted, "--set-aside", aside), "contact-details")
    assert (after["count"], after["set_aside"]) == (0, 1)
    assert check(told(in_process, planted), "contact-details")["count"] == 1, "only where the file is given"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("{archive}", "--aside", "1"), 2, "--set-aside"),
        (("{archive}", "--set-aside", "{folder}/a", "--aside", "999"), 2, "no finding 999"),
        (("{archive}", "--set-aside", "{folder}/a", "--aside", "one"), 2, "not a list of numbers"),
        (("{archive}", "--set-aside", "{archive}"), 1, "not a file in which"),
        (("{folder}/absent.zip",), 1, "There is no file or folder"),
        (("{archive}", "--names", "{folder}/absent.txt"), 1, "cannot be read"),
        (("--json",), 2, "Name the archive"),
        (("{archive}", "--jsno"), 2, "Did you mean “--json”"),
        (("{archive}", "--pack", str(CLUB)), 1, "does not say what a check-up looks for"),
    ],
)
def test_slips_are_answered_in_words(in_process, tmp_path, planted, arguments, code, said):
    filled = [each.format(archive=planted, folder=tmp_path) for each in arguments]
    found, out, err = in_process("checkup", *filled)
    assert (found, out) == (code, "") and said in err
    assert not any(word in err for word in PLANTED)


def test_a_pack_whose_checks_cannot_be_used_says_so(in_process, tmp_path, planted):
    (tmp_path / "checkup.toml").write_text("urgent = 1\n[[check]]\nid = 'horoscope'\n")
    code, out, err = in_process("checkup", planted, "--pack", str(tmp_path))
    assert (code, out) == (1, "") and "horoscope" in err


def test_what_is_no_archive_is_refused_with_its_reason(in_process, tmp_path):
    shopping, broken = tmp_path / "shopping.txt", tmp_path / "broken.zip"
    shopping.write_text(f"eggs for {PLANTED[0]}")
    broken.write_bytes(b"PK\x03\x04 and no more")
    code, out, err = in_process("checkup", str(shopping), str(broken), "--json")
    assert (code, out) == (1, "")
    error = json.loads(err)["error"]
    assert error["kind"] == "not_an_archive" and "Download it again" in error["parts"][1]["advice"]
    assert PLANTED[0] not in err


def test_the_form_that_is_not_read_is_known_and_says_how_to_ask_for_the_other(in_process, tmp_path):
    code, out, err = in_process("checkup", saved(tmp_path, of_html()))
    said = " ".join(out.split())
    assert (code, err) == (0, "") and "tick “Export JSON Files”" in said
    assert "Checked, nothing found" not in said


def test_how_an_archive_is_built_is_shown_before_it_is_written(in_process, tmp_path, planted):
    path = tmp_path / "drift.json"
    code, out, err = in_process("checkup", planted, "--drift", str(path))
    assert (code, err) == (0, "")
    assert json.loads(out) == json.loads(path.read_text())
    assert not any(word in out for word in (*PLANTED, "Robin"))
    assert in_process("checkup", planted, "--drift", str(path))[0] == 1, "never over another file"


def test_an_archive_behind_drift_is_an_archive(in_process, planted):
    code, out, err = in_process("checkup", "--drift", planted)
    assert (code, err) == (0, "") and json.loads(out)["schema"].startswith("lanyard-drift/")


@pytest.mark.parametrize("option", ["--html", "--json", "--drift"])
def test_a_decoder_that_fails_quotes_nothing(in_process, tmp_path, option):
    files = with_planted()
    files["data/tweets.js"] = files["data/tweets.js"].replace('"full_text"', f'"full_text": {PLANTED[0]}, "x"')
    arguments = ["checkup", saved(tmp_path, files), option] + ([str(tmp_path / "r.html")] if option == "--html" else [])
    _, out, err = in_process(*arguments)
    assert not any(word in out + err for word in PLANTED)


def test_it_imports_neither_django_nor_anything_that_connects(environment, planted):
    start = (
        "import sys; from lanyard.cli import main; code = main(); print(*sorted(sys.modules), file=sys.stderr); sys.exit(code)"
    )
    said = subprocess.run(
        [str(SCRIPT.parent / "python"), "-c", start, "checkup", planted, "--json"],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = {name.split(".")[0] for name in said.stderr.split()}
    assert loaded & {"django", "socket", "ssl", "http", "urllib3", "asyncio", "logging", "sqlite3", "rich"} == set()


def test_what_would_wait_for_ever_is_refused(in_process, tmp_path):
    pipe, report = tmp_path / "pipe.mbox", tmp_path / "report.html"
    os.mkfifo(pipe)
    code, out, err = in_process("checkup", str(pipe), "--html", str(report))
    assert (code, out) == (1, "") and "nothing was checked" in err
    assert not report.exists()


class Terminal:
    """A real terminal, 40 columns wide, in which the command runs."""

    def __init__(self, environment, *arguments):
        self._mine, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 40, 0, 0))
        self._running = subprocess.Popen(
            [SCRIPT, "checkup", *arguments],
            env={**environment, "TERM": "xterm"}, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self.said = ""

    def read(self, until=None):
        """Read on until something is said, or to the end; everything that was said, without colours."""
        with contextlib.suppress(OSError):
            while until is None or until not in self.said:
                self.said += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", os.read(self._mine, 65536).decode(errors="replace"))
        return self.said

    def type(self, text):
        os.write(self._mine, text.encode())

    def interrupt(self):
        os.kill(self._running.pid, signal.SIGINT)

    def end(self):
        """What was said, and the exit code."""
        self.read()
        os.close(self._mine)
        return self.said, self._running.wait(timeout=60)


def test_a_terminal_sees_progress_and_a_report_that_fits_it(environment, planted):
    said, code = Terminal(environment, planted).end()
    assert code == 0 and READING in said
    report = said[said.index("Your private check-up") :]
    assert READING not in report
    assert all(len(line.rstrip()) <= 40 or " " not in line.strip() for line in report.splitlines())


def test_ctrl_c_ends_it_in_a_sentence_and_leaves_nothing(environment, tmp_path):
    # So many that a busy machine is not done with them before the key is pressed.
    one = json.dumps({"tweet": tweet(f"One of many, {PLANTED[0]}")})
    files = {**with_planted(), "data/tweets.js": f"window.YTD.tweets.part0 = [{','.join([one] * 300_000)}]"}
    report = tmp_path / "report.html"
    terminal = Terminal(environment, saved(tmp_path, files), "--html", str(report))
    terminal.read(until=READING)
    terminal.interrupt()
    said, code = terminal.end()
    assert code == 130 and "Stopped. Nothing was kept." in said
    assert "Traceback" not in said and not any(word in said for word in PLANTED)
    assert not report.exists()


@pytest.mark.parametrize(("answer", "is_written"), [("no\n", False), ("yes\n", True)])
def test_in_a_terminal_how_an_archive_is_built_is_written_only_once_somebody_agreed(
    environment, tmp_path, planted, answer, is_written
):
    path = tmp_path / "d.json"
    terminal = Terminal(environment, planted, "--drift", str(path))
    assert "lanyard-drift/1" in terminal.read(until="Write it to")
    assert not path.exists()
    terminal.type(answer)
    assert terminal.end()[1] == 0 and path.exists() is is_written


def test_both_executors_find_the_same(tmp_path):
    fast = pytest.importorskip("lanyard.cli.fast_detection", exc_type=ImportError).fast
    at = datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC)
    parts = [part(make(), f"{name}.zip") for name, make in (*MAKERS.items(), ("planted", with_planted))]
    plain, quick = (as_json(check_up(parts, checks=load_checks(), at=at, names=[PUPIL], executor=each)) for each in (None, fast))
    assert plain == quick
