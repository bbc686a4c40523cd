"""A file that is not taken. Nothing was changed, and the words say what to do."""

from __future__ import annotations


class ImportRefusal(Exception):
    """What is wrong with a file, and what to do about it. Neither holds anything out of a cell."""

    def __init__(self, wrong: str, advice: str) -> None:
        super().__init__(f"{wrong} {advice}")
        self.wrong, self.advice = wrong, advice
