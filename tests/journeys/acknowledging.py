"""What somebody does on the way to an answer: reads every clause, and answers situations until they are right."""

from __future__ import annotations

from tests.journeys.visitor import Visitor

VERDICTS = ("Never", "Not without agreement", "Take care", "Fine", "The policy does not say")
MOST = 100


def read_everything(visitor: Visitor) -> int:
    """Ticks each clause, beginning at the list; how many there were."""
    count = 0
    visitor.press("Start reading")
    while visitor.path.startswith("/acknowledge/read/"):
        visitor.press("I have read it")
        count += 1
        assert count < MOST, "reading without end"
    return count


def answer_everything(visitor: Visitor) -> list[str]:
    """Tries one verdict after the other at each situation, as somebody who has not read; the situations met."""
    met: list[str] = []
    while visitor.path.startswith("/acknowledge/check/"):
        here = visitor.path
        met.append(here)
        for verdict in VERDICTS:
            visitor.choose(verdict)
            visitor.press("Answer")
            if visitor.path != here:
                break
            assert "Not quite" in visitor.main()
        assert len(met) < MOST, "situations without end"
    return met
