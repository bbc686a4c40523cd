"""``lanyard acknowledge``: read what binds you, try the situations and say what you think, in a terminal (3.1.2).

Whoever runs the machine cannot agree for anybody: the person proves who they are, with the password
or the one-time code that they sign in with. Whoever needs a second factor uses the website.
"""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lanyard.cli.page import Page
from lanyard.cli.working import check_database
from lanyard.site.configuration import ConfigurationError

LATER = "q"
VERDICTS = {
    "never": "Never: the policy rules this out",
    "agree": "Not without agreement",
    "caution": "Take care",
    "fine": "Fine: the policy allows this",
    "silent": "The policy does not say",
}
RESPONSES = {
    "agree": "I agree to keep to it",
    "need_help": "I need help with it first",
    "disagree": "I do not agree to it",
}
WRONG = "That name and that password or code do not belong together, or there were too many tries. Nothing was done."


def acknowledge(*, sign_in_name: str, with_code: bool) -> None:
    """Hold the conversation; raises ``ConfigurationError`` when it cannot begin."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ConfigurationError("There is no terminal to ask in, and nobody can agree for somebody else.")
    check_database()
    secret = getpass.getpass("One-time code: " if with_code else "Password: ")
    scope = prove(sign_in_name, secret, with_code=with_code)
    Conversation(scope=scope, page=Page(), ask=input).hold()


def prove(sign_in_name: str, secret: str, *, with_code: bool) -> Any:
    """The scope of whoever gave their own password or code. It takes as long, and says the same, for any other."""
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    from lanyard.people.actions.sign_in_codes import use_sign_in_code
    from lanyard.people.actions.sign_in_tries import Kind, begin_try, forgive_tries
    from lanyard.people.queries import account_named, scope_of

    at, kind = timezone.now(), Kind.CODE if with_code else Kind.PASSWORD
    if not begin_try(of=sign_in_name, kind=kind, at=at):
        raise ConfigurationError(WRONG)
    account = account_named(sign_in_name)
    if with_code:
        account = use_sign_in_code(sign_in_name=sign_in_name, words=secret, at=at)
    elif account is None or not account.is_active:
        make_password(secret)
        account = None
    elif not account.check_password(secret):
        account = None
    if account is None:
        raise ConfigurationError(WRONG)
    forgive_tries(of=sign_in_name, kind=kind)
    scope = scope_of(account, on=timezone.localdate(at))
    if scope is None:
        raise ConfigurationError("The policy does not bind you today: your time at the school has not begun or has ended.")
    _check_one_factor_is_enough(account, scope)
    return scope


def _check_one_factor_is_enough(account: Any, scope: Any) -> None:
    """A password or a code alone is not enough for whoever signs in with more."""
    from allauth.mfa.models import Authenticator

    from lanyard.people.rights import needs_second_factor

    if needs_second_factor(scope) or Authenticator.objects.filter(user=account).exists():
        raise ConfigurationError("You sign in with a second factor, so please acknowledge the policy on the website.")


@dataclass
class Conversation:
    """One person's way to an answer. ``ask`` puts a question and returns what was typed."""

    scope: Any
    page: Page
    ask: Callable[[str], str]

    def hold(self) -> None:
        """Go on from where the person is; they may stop at any time and nothing is lost."""
        from lanyard.practice.policies import policy_of

        self.policy = policy_of(self.scope.school, on=self.scope.on)
        if self.policy is None:
            raise ConfigurationError("Your school has no policy in force today.")
        way = self._way()
        self.page.heading(f"{self.policy.pack.title}: version {self.policy.pack.version}")
        if way.standing.status.is_settled:
            self.page.text(f"{way.standing.status.value}: there is nothing more to do.")
            return
        if self._read() and self._try():
            self._say()

    def _way(self) -> Any:
        from lanyard.practice.acknowledging import way_of

        return way_of(self.scope, self.policy)

    def _read(self) -> bool:
        """Show each clause that is not ticked; whether the person came to the end."""
        from django.utils import timezone

        from lanyard.practice import actions
        from lanyard.practice.markdown import plain

        unread = self._way().unread
        for number, clause in enumerate(unread, 1):
            self.page.heading(f"{clause.number} {clause.title}  ({number} of {len(unread)})")
            self.page.text(plain(clause.prose))
            if self._asked(f"Press Enter when you have read it, {LATER} to stop: ") == LATER:
                return self._stopped()
            told = {"policy_hash": self.policy.pack.hash, "clause_ids": [clause.id]}
            actions.tick_clauses(scope=self.scope, **told, at=timezone.now())
        return True

    def _try(self) -> bool:
        """Ask each situation until it is answered rightly; whether the person came to the end."""
        from lanyard.practice import actions

        way = self._way()
        for scenario in way.unanswered:
            self.page.heading(scenario.story or "Somebody asks about this")
            self.page.text(f"{scenario.told}.")
            while True:
                chosen = self._choose("What does the policy say?", VERDICTS)
                if not chosen:
                    return self._stopped()
                if chosen == scenario.verdict:
                    break
                self._teach(scenario)
            told = {"policy_hash": self.policy.pack.hash, "since_hash": way.standing.since_hash}
            actions.pass_situation(scope=self.scope, **told, key=scenario.key)
            self.page.text("That is what the policy says.")
        return True

    def _teach(self, scenario: Any) -> None:
        from lanyard.practice.markdown import plain

        self.page.text("Not quite. Look at the clause, and try again. Nothing of this is kept.")
        for id_ in scenario.clauses:
            clause = self.policy.pack.clause(id_)
            self.page.item(f"{clause.title}: {plain(clause.prose)}", mark=clause.number, indent=2)

    def _say(self) -> None:
        """Ask what the person says, and record it."""
        from django.utils import timezone

        from lanyard.practice import actions
        from lanyard.practice.models import Method

        chosen = self._choose("What do you say to it?", RESPONSES)
        if not chosen:
            self._stopped()
            return
        told = {"response": chosen, "method": Method.COMMAND_LINE, "by": self.scope.account, "at": timezone.now()}
        row = actions.acknowledge(scope=self.scope, policy=self.policy, **told)
        self.page.text(f"It is on record, number {row.pk}. Your certificate is under My record on the website.")

    def _choose(self, question: str, choices: dict[str, str]) -> str:
        """The id of what was chosen by its number; empty when the person stops."""
        self.page.text(question)
        for number, words in enumerate(choices.values(), 1):
            self.page.item(words, mark=f"{number}.", indent=2)
        while True:
            typed = self._asked(f"A number, or {LATER} to stop: ")
            if typed == LATER:
                return ""
            if typed.isascii() and typed.isdecimal() and 1 <= int(typed[:4]) <= len(choices):
                return list(choices)[int(typed[:4]) - 1]

    def _asked(self, prompt: str) -> str:
        try:
            return self.ask(prompt).strip().lower()
        except EOFError:
            return LATER

    def _stopped(self) -> bool:
        self.page.text("Stopped. Your place is kept, here and on the website.")
        return False
