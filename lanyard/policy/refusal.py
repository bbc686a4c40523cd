"""How Lanyard refuses a policy that it cannot read: where, which clause, what is wrong, what to do."""

from __future__ import annotations

from lanyard.policy.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


#: No more letters of a word are compared with known ones, because the time that takes grows with its length.
_LONGEST = 80


@record
class Problem:
    """One thing that is wrong with a policy, in words its author can act on.

    ``line`` counts from 1; 0 means the file as a whole. ``clause`` is empty outside a clause.
    """

    file: str
    line: int
    clause: str
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        clause = f" (clause {self.clause})" if self.clause else ""
        advice = f" {self.suggestion}" if self.suggestion else ""
        return f"{place}{clause}: {self.message}{advice}"


class Refusal(ValueError):
    """A policy, register or calendar was refused. ``problems`` holds every reason found, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Say which known words come close to ``word``, or list a few of them when none does."""
    import difflib

    choices = list(known)
    close = difflib.get_close_matches(word[:_LONGEST], choices, n=3, cutoff=0.6)
    if close:
        return f"Did you mean {_either(close)}?"
    if not choices:
        return ""
    listed = ", ".join(sorted(choices)[:12])
    return f"Known: {listed}{' …' if len(choices) > 12 else ''}."


def suggestions(word: str, known: Iterable[str], *, closeness: float = 0.5) -> tuple[str, ...]:
    """The known words closest to ``word``, best first, at most three; ``closeness`` goes from 0 to 1 (the same)."""
    import difflib

    return tuple(difflib.get_close_matches(word[:_LONGEST], list(known), n=3, cutoff=closeness))


def _either(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " or " + quoted[-1]
