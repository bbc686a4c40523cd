"""``lanyard ask`` as a conversation, answered at its prompts in a real terminal."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import struct
import termios
import time
from fcntl import ioctl

import pytest

from tests.cli.conftest import CLUB, SCRIPT

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
PATIENCE = 30.0


class Terminal:
    """A process in a terminal of its own: wait for words, type an answer."""

    def __init__(self, arguments, environment, width=80):
        self.seen = ""
        self.pid, self.end = pty.fork()
        if self.pid == 0:  # pragma: no cover - the other process
            ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
            # A runner in the background ignores Ctrl-C, and would hand that down.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.execve(SCRIPT, ["lanyard", *arguments], environment)

    def wait_for(self, words):
        """Read until the words appear, and return what was read, without colours."""
        give_up = time.monotonic() + PATIENCE
        while words not in self.seen:
            ready = select.select([self.end], [], [], max(0, give_up - time.monotonic()))[0]
            assert ready, f"“{words}” did not appear in: {self.seen}"
            self.seen += self._read()
        told, found, self.seen = self.seen.partition(words)
        return told + found

    def _read(self):
        try:
            data = os.read(self.end, 65536)
        except OSError:
            data = b""
        if not data:
            raise AssertionError(f"it ended after: {self.seen}")
        return COLOUR.sub("", data.decode()).replace("\r", "")

    def type(self, text, words="\n> "):
        """Type a line, and wait for the next prompt."""
        os.write(self.end, text.encode() + b"\n")
        return self.wait_for(words)

    def press_ctrl_c(self):
        """Press Ctrl-C as a person does, who presses again when nothing happens.

        Python asks for a line in C: a signal between the prompt and the read only sets a flag, and the
        read then waits for a key. No hand is that fast, but a test is.
        """
        for _ in range(10):
            os.write(self.end, b"\x03")
            again_at = time.monotonic() + 2
            while select.select([self.end], [], [], max(0, again_at - time.monotonic()))[0]:
                self.seen += self._read()
                if self.seen.replace("^C", "").strip():
                    return
        raise AssertionError(f"Ctrl-C does nothing after: {self.seen}")

    def close(self):
        """What was still said, and the exit code."""
        rest = self.seen
        while True:
            assert select.select([self.end], [], [], PATIENCE)[0], f"it does not end after: {rest}"
            try:
                data = os.read(self.end, 65536)
            except OSError:
                break
            if not data:
                break
            rest += COLOUR.sub("", data.decode()).replace("\r", "")
        os.close(self.end)
        _, status = os.waitpid(self.pid, 0)
        return rest, os.waitstatus_to_exitcode(status)


@pytest.fixture
def converse(environment):
    """Begin a conversation about the chess club; whatever is left running is stopped."""
    begun = []

    def begin(*arguments, width=80, **settings):
        given = arguments or ("ask", "--pack", str(CLUB))
        begun.append(Terminal(given, {**environment, **settings}, width))
        return begun[-1]

    yield begin
    for terminal in begun:
        try:
            os.kill(terminal.pid, signal.SIGKILL)
            os.waitpid(terminal.pid, 0)
            os.close(terminal.end)
        except (ProcessLookupError, ChildProcessError, OSError):
            continue


def test_questions_lead_to_an_answer_that_can_be_checked_first(converse):
    terminal = converse()
    first = terminal.wait_for("\n> ")
    assert "What would you like to do at the chess club?" in first
    assert first.index("1. Take a picture of a game") < first.index("2. Lend a set to somebody")
    assert "Who is to have it?" in terminal.type("2")
    assert "Has the steward agreed?" in terminal.type("2")
    checked = terminal.type("2", "Press Enter for the answer: ")
    assert "Check your answers" in checked
    assert "3. Has the steward agreed? No" in checked
    answer = terminal.type("", "Enter stop: ")
    assert "Not without agreement." in answer
    assert "Fine: the steward has agreed (the steward)" in answer
    os.write(terminal.end, b"\n")
    assert terminal.close()[1] == 0


def test_an_answer_can_be_changed_and_what_hung_on_it_is_asked_anew(converse):
    terminal = converse()
    terminal.wait_for("\n> ")
    terminal.type("lend")
    terminal.type("visitor")
    terminal.type("1", "Press Enter for the answer: ")
    assert "What would you like to do" in terminal.type("1")
    assert "What kind of thing is it?" in terminal.type("photo")
    checked = terminal.type("drone", "Press Enter for the answer: ")
    assert "1. What would you like to do at the chess club? Take a picture of a game" in checked
    assert "2. What kind of thing is it? A drone" in checked
    assert "steward" not in checked
    assert "Never." in terminal.type("", "Enter stop: ")


def test_a_duty_due_now_ends_the_questions_and_stands_on_top(converse):
    terminal = converse()
    terminal.wait_for("\n> ")
    terminal.type("accident")
    answer = terminal.type("1", "Enter stop: ")
    assert "Check your answers" not in answer
    assert answer.index("Do this now") < answer.index("1. Call for help. (now)") < answer.index("Take care.")


def test_back_and_dont_know(converse):
    terminal = converse()
    terminal.wait_for("\n> ")
    assert "This is the first question." in terminal.type("b")
    assert "Choose the nearest to begin with" in terminal.type("?")
    terminal.type("lend")
    assert "What would you like to do" in terminal.type("back")
    terminal.type("lend")
    assert "Has the steward agreed?" in terminal.type("?")
    checked = terminal.type("?", "Press Enter for the answer: ")
    assert "2. Who is to have it? I don’t know" in checked
    answer = terminal.type("", "Enter stop: ")
    assert "It depends." in answer and "Still possible: fine; not without agreement; never." in answer


def test_words_find_a_choice_and_slips_are_forgiven(converse):
    terminal = converse()
    terminal.wait_for("\n> ")
    assert "Nothing here matches “xylophone”." in terminal.type("xylophone")
    assert "Type one of the numbers." in terminal.type("")
    assert "Nothing here matches “99”." in terminal.type("99")
    several = terminal.type("somebody")
    assert "Which of these?" in several and "Somebody had an accident" in several and "Lend a set" in several
    assert "Lend a set to somebody." in terminal.type("board")


def test_something_not_on_the_list_is_described(converse):
    terminal = converse()
    terminal.wait_for("\n> ")
    terminal.type("photo")
    assert "Does it fly?" in terminal.type("3", "(y or n) ")
    assert "Does it take pictures?" in terminal.type("n", "(y or n) ")
    assert "A camera." in terminal.type("n", "Press Enter for the answer: ")


def test_answers_can_be_looked_at_on_the_way(converse):
    terminal = converse()
    terminal.wait_for("\n> ")
    terminal.type("lend")
    assert "1. What would you like to do at the chess club? Lend" in terminal.type("c", "Press Enter to go on: ")
    assert "“7” is not the number of an answer." in terminal.type("7", "Press Enter to go on: ")
    assert "Who is to have it?" in terminal.type("")


def test_starting_again(converse):
    terminal = converse()
    terminal.wait_for("\n> ")
    assert "The policy does not say." in terminal.type("sing", "Enter stop: ")
    assert "What would you like to do" in terminal.type("s")


def test_welton_goes_on_past_what_is_due_now_when_asked(converse):
    terminal = converse("ask")
    terminal.wait_for("\n> ")
    terminal.type("found")
    answer = terminal.type("2", "Enter stop: ")
    assert answer.index("Do this now") < answer.lower().index("the police") < answer.index("\nNever.")
    assert "g go on with the questions" in answer
    assert "?" in terminal.type("g")


def test_an_app_is_known_by_its_name(converse):
    terminal = converse("ask", "--fact", "act=contact", "--fact", "other=parent", "--interactive")
    for _ in range(12):
        asked = terminal.wait_for("\n> ")
        if "I don’t know" in asked and "group chat" in asked.lower():
            os.write(terminal.end, b"whatsapp\n")
            assert "essage" in terminal.wait_for("\n> ")
            return
        os.write(terminal.end, b"1\n")
    pytest.fail("the channel was never asked for")


@pytest.mark.parametrize(("typed", "code"), [(b"\x03", 130), (b"\x04", 0), (b"q\n", 0)], ids=["Ctrl-C", "Ctrl-D", "q"])
def test_stopping_is_polite(converse, typed, code):
    terminal = converse()
    terminal.wait_for("\n> ")
    if typed == b"\x03":
        terminal.press_ctrl_c()
    else:
        os.write(terminal.end, typed)
    rest, ended = terminal.close()
    assert ended == code
    assert "Stopped. Nothing was kept." in rest and "Traceback" not in rest


def test_colour_only_adds_to_the_words(converse, environment):
    """With colours the same words stand on the same lines."""
    told = []
    for settings in ({"TERM": "xterm-256color"}, {"TERM": "dumb"}, {"TERM": "xterm-256color", "NO_COLOR": "1"}):
        terminal = converse(**settings)
        said = terminal.wait_for("\n> ") + terminal.type("sing", "Enter stop: ")
        told.append(said)
    assert told[0] == told[1] == told[2]


def test_a_narrow_window(converse):
    terminal = converse(width=40)
    assert max(len(line) for line in terminal.wait_for("\n> ").splitlines()) <= 40
