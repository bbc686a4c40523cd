"""docs/rights.md, written from ``rights.toml``: ``python -m lanyard.people.rights_document > docs/rights.md``."""

from __future__ import annotations

import sys

from .rights import PERMISSIONS, ROLES

OPENING = """\
# Rights: who may do what

Written by `python -m lanyard.people.rights_document > docs/rights.md`; a test fails when it is out of
date. Roles and permissions are data, in `lanyard/people/rights.toml`.

A permission opens a kind of page to everybody who holds one of its roles on that day. Whose record is
found behind the page follows from the person's scope: their own school only, and never a matter that
concerns themselves where somebody else has to decide. About the head teacher the chair of governors
decides. `lanyard explain-access SIGN_IN_NAME` says what somebody may do today, and why.

Whoever holds a role that has a permission marked *second factor* signs in with a second factor.
"""


def document() -> str:
    """The page, in Markdown."""
    lines = [OPENING, "## Roles", "", "| role | what whoever holds it does | second factor |", "|---|---|---|"]
    factored = {role for each in PERMISSIONS.values() if each.second_factor for role in each.roles}
    for role in ROLES.values():
        lines.append(f"| {role.name} | {role.does} | {'yes' if role.id in factored else ''} |")
    lines += ["", "## Permissions", "", "| permission | whoever has it can | who has it | second factor |", "|---|---|---|---|"]
    for each in PERMISSIONS.values():
        who = "everybody in scope" if each.everyone else ", ".join(ROLES[role].name for role in each.roles)
        lines.append(f"| `{each.id}` | {each.does} | {who} | {'yes' if each.second_factor else ''} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(document())
