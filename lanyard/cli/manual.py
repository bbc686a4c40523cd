"""The manual of the command line, written from the commands' own help.

python -m lanyard.cli.manual > docs/cli.md
"""

from __future__ import annotations

import argparse
import os

from lanyard.cli.commands import PURE, SERVICE, parser_for
from lanyard.cli.errors import EXIT_CODES

_OPENING = """\
# The command `lanyard`

Written by `python -m lanyard.cli.manual > docs/cli.md`; a test fails when it is out of date.

## At a glance
"""

_JSON = """\
## JSON

With `--json` standard output holds one JSON document in UTF-8, or nothing. An error is one object on
standard error: `{"error": {"kind": …, "message": …, "suggestions": […]}}`, and the exit code says which
kind of trouble it is. The keys of `lanyard ask --json`:

| key | holds |
|---|---|
| `policy` | `id`, `version`, `hash` and `title` of the policy that answered |
| `facts`, `unknown` | what was given |
| `verdict` | `never`, `agree`, `caution`, `fine`, `silent`, or `undecided` while several are possible |
| `range` | the verdicts still possible, mildest first; `silent` (the policy does not say) stands last |
| `clauses` | each rule that decides: `number`, `id`, `title`, `rule`, `verdict` (null for duties alone), \
`read_back`, `certain`, `source` (the linked policy it comes from) |
| `duties` | `id`, `wording`, `addressee`, `urgency` (the soonest possible), `at_latest`, \
`certain`, `how`, `choose`, `feature`, `contact` |
| `because` | the fewest given facts that force the verdict: `fact`, `value`, `phrase` |
| `would_help` | the fewest changes that make it milder: `verdict`, \
`changes` (`fact`, `before`, `after`, `phrase`, `changed_by`), `duties` |
| `instead` | what the clauses that refuse name to do instead: `words`, `clause` (the number of the clause that allows it) |
| `next` | the question to ask next: `fact`, `question`, `hint`, `red_flag`, \
`values` (`id`, `label`, `hint`); null when nothing more needs asking |
| `conflicts` | clauses that cannot both be meant: `kind`, `clauses` |
| `handover` | the procedure that takes the matter over, or null |
| `prevails` | stricter linked policies that decided it |
| `set_aside` | clauses that give way here: `clause`, `by` |

A fact that is left out is unknown, never a no. `silent` and `undecided` are never a yes.
"""

_SETTINGS = """\
## Settings

| variable | meaning |
|---|---|
| `LANYARD_CACHE` | where compiled policies are kept; empty: nowhere. \
Else `cache` in `LANYARD_DATA` where that folder is, else `lanyard` in your cache folder |
| `LANYARD_NOTES` | where `lanyard note` keeps notes. Else `lanyard/notes` in `XDG_DATA_HOME`, or in `~/.local/share` |
| `NO_COLOR`, `TERM=dumb` | no colours. There are none either where the output is not a terminal |
| `COLUMNS` | the width of text where the output is not a terminal (80) |

A compiled policy is only read when it and its folder belong to you and nobody else may write to them. It
holds nothing that the policy does not hold; delete it when you like.
"""


def write_manual() -> str:
    """The manual as Markdown."""
    os.environ["COLUMNS"] = "100"
    parts = [_OPENING, "| command | what it does |", "|---|---|"]
    parts += [f"| `lanyard {name}` | {words} |" for name, (words, _) in PURE.items()]
    parts += [f"| `lanyard {name}` | {words} |" for name, words in SERVICE.items()]
    parts += ["", "`lanyard COMMAND --help` says what a command takes. `lanyard --version` says which Lanyard it is.", ""]
    for name in PURE:
        parser = parser_for(name)
        parts += _chapter(parser, "##")
        for added in _subparsers(parser):
            parts += _chapter(added, "###")
    parts += [_JSON, "## Exit codes", "", "| code | meaning |", "|---|---|"]
    parts += [f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items()]
    parts += ["", _SETTINGS]
    return "\n".join(parts).rstrip() + "\n"


def _chapter(parser: argparse.ArgumentParser, heading: str) -> list[str]:
    return [f"{heading} {parser.prog}", "", "```text", parser.format_help().rstrip(), "```", ""]


def _subparsers(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    found = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return [added for action in found for added in action.choices.values()]


if __name__ == "__main__":
    print(write_manual(), end="")
