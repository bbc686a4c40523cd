"""Writes docs/clauses.md: what makes each clause of the Welton policy live.

`python -m tools.clauses_doc` writes it; with `--check` it only says whether it is up to date.
"""

from __future__ import annotations

import sys
from pathlib import Path

from lanyard.policy.clause_coverage import cover, render_markdown
from lanyard.policy.features import load_features
from lanyard.policy.law import load_law_register
from lanyard.policy.pack import BUILT_IN, load_pack

PAGE = Path(__file__).resolve().parent.parent / "docs" / "clauses.md"


def clauses_page() -> str:
    """The page as it should be."""
    pack = load_pack("welton")
    features = load_features(BUILT_IN / "features.toml")
    return render_markdown(pack, cover(pack, features, load_law_register(BUILT_IN / "welton" / "law.toml")))


def main(arguments: list[str]) -> int:
    """Write the page, or with ``--check`` compare it; the exit code is 1 when it is out of date."""
    page = clauses_page()
    if "--check" in arguments:
        current = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page
        print(f"{PAGE.name} is {'up to date' if current else 'out of date: run python -m tools.clauses_doc'}")
        return 0 if current else 1
    PAGE.write_text(page, encoding="utf-8")
    print(f"wrote {PAGE}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
