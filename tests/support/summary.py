"""Adds up several pytest runs: what was skipped and why, what failed, and one closing line.

`python -m tests.support.summary FOLDER` reads the JUnit files that the runs left in a folder.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

# pytest notes an expected failure as a skip of this kind.
EXPECTED_FAILURE = "pytest.xfail"


@dataclass
class Totals:
    """How many tests did what, over every run."""

    passed: int = 0
    failed: list[str] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    counted: list[str] = field(default_factory=list)

    def add_case(self, case: ElementTree.Element, run: str) -> None:
        """Counts one test: the worst thing that happened to it decides."""
        name = f"{case.get('classname', '')}::{case.get('name', '')} ({run})"
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            self.failed.append(name)
        elif skip is not None and skip.get("type") != EXPECTED_FAILURE:
            self.skipped[skip.get("message") or "no reason given"] += 1
        else:
            self.passed += 1
        # What a test counted, such as the situations in which diagram and reference agree.
        self.counted += [noted.get("value", "") for noted in case.iter("property") if noted.get("name") == "counted"]

    def closing_line(self) -> str:
        """The line that people and build machines read last."""
        return f"{self.passed} passed, {len(self.failed)} failed, {self.skipped.total()} skipped"


def read_runs(folder: Path) -> Totals:
    """Adds up every JUnit file in a folder; each is named after its run."""
    totals = Totals()
    for path in sorted(folder.glob("*.xml")):
        for case in ElementTree.parse(path).iter("testcase"):
            totals.add_case(case, path.stem.replace("-", " "))
    return totals


def main(folder: str) -> int:
    """Prints the sum; the exit code is 1 when a test failed or when none ran."""
    totals = read_runs(Path(folder))
    for text in totals.counted:
        print(f"  counted: {text}")
    for reason, count in totals.skipped.most_common():
        print(f"  skipped {count}: {reason}")
    for name in totals.failed[:40]:
        print(f"  failed: {name}")
    print(totals.closing_line())
    return 1 if totals.failed or not totals.passed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
