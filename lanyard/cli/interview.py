"""A conversation in the terminal: as few questions as possible, any of them open to “I don't know”.

A duty that is due now ends the questions and stands above everything else.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from lanyard.cli.answers import show_answer
from lanyard.cli.choices import Choice, find_choices, offered
from lanyard.cli.forms import answer_form
from lanyard.cli.page import Page, harmless
from lanyard.cli.registers import load_book
from lanyard.policy.ask import next_question
from lanyard.policy.engine import Engine
from lanyard.policy.facts import Fact

_DONT_KNOW = "I don’t know"
_HELP = "a number, or a word to look for · ? I don’t know · b back · c check your answers · q stop"


class _Back(Exception):
    """The person wants the question before this one."""


class _Check(Exception):
    """The person wants to see the answers given so far."""


class Interview:
    """One conversation over one policy. ``answers`` holds a value id, or None for “I don't know”, by fact."""

    def __init__(self, engine: Engine, pack: str, known: Mapping[str, str], unsure: Sequence[str]) -> None:
        self.engine, self.pack = engine, pack
        self.answers: dict[str, str | None] = {**known, **dict.fromkeys(unsure)}
        self.past_urgent = False
        self.page = Page()

    def hold(self) -> int:
        """Ask, show the answer, and let answers be changed until the person has done; the exit code."""
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(errors="replace")
        self.page.heading(f"{self.engine.title}, version {self.engine.version}")
        self.page.text("Nothing you type is kept or sent anywhere. Press Ctrl-C to stop at any time.")
        try:
            while True:
                self._ask_all()
                if not self._show():
                    return 0
        except EOFError:
            self.page.line()
            self.page.text("Stopped. Nothing was kept.")
            return 0

    def known(self) -> dict[str, str]:
        """The facts that the person could tell."""
        return {fact: value for fact, value in self.answers.items() if value is not None}

    def unsure(self) -> list[str]:
        """The facts that the person could not tell."""
        return [fact for fact, value in self.answers.items() if value is None]

    def _ask_all(self) -> None:
        while True:
            question = next_question(self.engine, self.known(), self.unsure(), past_urgent=self.past_urgent)
            if question is None:
                return
            try:
                self.answers[question.fact] = self._ask(self.engine.vocabulary.fact(question.fact))
            except _Back:
                self._go_back()
            except _Check:
                self._check("Press Enter to go on: ")

    def _go_back(self) -> None:
        if self.answers:
            self.answers.popitem()
        else:
            self.page.text("This is the first question.")

    def _show(self) -> bool:
        """Show the answer; whether the conversation goes on."""
        form = answer_form(self.engine, self.known(), self.unsure())
        urgent = any(duty["certain"] and duty["at_latest"] == "now" for duty in form["duties"])
        if not urgent and len(self.answers) > 1 and self._check("Press Enter for the answer: "):
            return True
        show_answer(self.page, {**form, "next": None}, load_book(self.pack))
        return self._offer_more(urgent)

    def _offer_more(self, urgent: bool) -> bool:
        self.page.line()
        more = urgent and next_question(self.engine, self.known(), self.unsure(), past_urgent=True) is not None
        ways = ["c change an answer", "s start again", "Enter stop"]
        if more and not self.past_urgent:
            self.page.text("There are questions left. Do what is due now before you answer them.")
            ways.insert(0, "g go on with the questions")
        said = self._read(f"{' · '.join(ways)}: ")
        if said == "g" and more:
            self.past_urgent = True
        elif said == "s":
            self.answers.clear()
            self.past_urgent = False
        elif said == "c":
            self._check("Press Enter to go on: ")
        else:
            return False
        return True

    def _check(self, prompt: str) -> bool:
        """Show the answers given, and change the one that the person names; whether one was changed."""
        while True:
            self.page.heading("Check your answers")
            for number, (fact, value) in enumerate(self.answers.items(), start=1):
                known = self.engine.vocabulary.fact(fact)
                said = _DONT_KNOW if value is None else known.value(value).label
                self.page.item(f"{known.question} {said}", mark=f"{number}.", indent=2)
            said = self._read(f"The number of one to change. {prompt}")
            if said == "q":
                raise EOFError
            if not said:
                return False
            if said.isdecimal() and 1 <= int(said) <= len(self.answers):
                return self._change(list(self.answers)[int(said) - 1])
            self.page.text(f"“{said}” is not the number of an answer.")

    def _change(self, fact: str) -> bool:
        try:
            changed = self._ask(self.engine.vocabulary.fact(fact))
        except (_Back, _Check):
            return False
        if changed == self.answers[fact]:
            return False
        self.answers[fact] = changed
        self.past_urgent = False
        self._forget_what_no_longer_matters()
        return True

    def _forget_what_no_longer_matters(self) -> None:
        """Keep an answer only where it is still asked for, given those before it."""
        kept: dict[str, str | None] = {}
        for fact, value in self.answers.items():
            fixed = self.engine.fixed({name: known for name, known in kept.items() if known is not None})
            if self.engine.vocabulary.level(fact) in self.engine.diagram.support(self.engine.simple, fixed):
                kept[fact] = value
        self.answers = kept

    def _ask(self, fact: Fact) -> str | None:
        """Put one question until it is answered: a value's id, or None for “I don't know”."""
        choices = offered(fact)
        self._lay_out(fact, choices)
        while True:
            said = self._read("> ")
            if said.replace("’", "'") in ("?", "don't know", "i don't know", "dont know", "not sure"):
                if fact.id != "act":
                    return None
                self.page.text("Choose the nearest to begin with; you can change it later.")
                continue
            _obey(said)
            found = find_choices(choices, said, fact, self.pack)
            if len(found) == 1:
                value = found[0].value or self._describe(fact)
                self.page.text(f"{fact.value(value).label}.", indent=2, tone="quiet")
                return value
            self._say_what_matches(said, found)

    def _lay_out(self, fact: Fact, choices: Sequence[Choice]) -> None:
        self.page.heading(fact.question)
        if fact.hint:
            self.page.text(fact.hint)
        for choice in choices:
            self.page.item(choice.label, mark=f"{choice.number:>2}.", indent=1)
            if choice.hint:
                self.page.text(choice.hint, indent=5, tone="quiet")
        self.page.text(_HELP if fact.id != "act" else _HELP.replace("? I don’t know · ", ""), tone="quiet")

    def _say_what_matches(self, said: str, found: Sequence[Choice]) -> None:
        if not found:
            self.page.text(f"Nothing here matches “{said}”. Type one of the numbers." if said else "Type one of the numbers.")
        else:
            self.page.text("Which of these? Type its number.")
            for choice in found:
                self.page.item(choice.label, mark=f"{choice.number:>2}.", indent=1)

    def _describe(self, fact: Fact) -> str:
        """Which value something counts as that is not on the list (2.1.1, 2.1.2)."""
        answers = []
        for described in fact.described:
            said = ""
            while said not in ("y", "yes", "n", "no"):
                said = self._read(f"{described.question} (y or n) ")
                _obey(said)
            answers.append(said in ("y", "yes"))
            if answers[-1]:
                break
        return fact.classify(answers)

    def _read(self, prompt: str) -> str:
        return harmless(input(harmless(prompt))).strip().lower()


def _obey(said: str) -> None:
    """Follow the words that are no answer but lead elsewhere."""
    if said in ("q", "quit", "stop", "exit"):
        raise EOFError
    if said in ("b", "back"):
        raise _Back
    if said in ("c", "check"):
        raise _Check
