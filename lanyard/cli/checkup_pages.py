"""What ``lanyard checkup`` says before there is an archive: what it is, which platforms it reads, how to ask them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lanyard.checkup.archive.dialects import Dialect, load_dialects
from lanyard.checkup.items import Evidence
from lanyard.checkup.report.words import EVIDENCE, LEVELS, UNCHECKED_FORMATS, listed
from lanyard.cli.errors import DONE, unknown
from lanyard.cli.notation import write_json
from lanyard.cli.page import Page


def explain(page: Page) -> None:
    """What a check-up is and how to begin, for whoever types the command alone."""
    page.text("A private check-up looks through a copy of your own data from a platform for what the policy speaks about.")
    page.line()
    page.item("The copy is read on this machine. Nothing is sent anywhere.")
    page.item("Nothing is kept unless you ask for a report in a file.")
    page.item("Pictures, films and sound are never opened.")
    page.heading("1. Ask the platform for your archive")
    page.text("lanyard checkup --instructions facebook", indent=2)
    page.text(f"Platforms: {listed([each.id for each in load_dialects()])}.", indent=2)
    page.heading("2. Look through it")
    page.text("lanyard checkup facebook-yours.zip", indent=2)
    page.text("Give all parts at once if there are several. A folder into which you unpacked them will do as well.", indent=2)
    page.heading("3. Keep the report, if you want to")
    page.text("lanyard checkup facebook-yours.zip --html report.html", indent=2)
    page.heading("lanyard checkup --help lists all that it can do.", tone="")


def show_platforms(page: Page, *, as_json: bool = False) -> int:
    """Which platforms' archives are read, and what they show of each kind of evidence."""
    dialects = load_dialects()
    if as_json:
        write_json({"platforms": [_as_json(each) for each in dialects]})
        return DONE
    page.text(UNCHECKED_FORMATS)
    for dialect in dialects:
        page.heading(f"{dialect.label} ({dialect.id})")
        levels = levels_of(dialect)
        for kind in Evidence:
            known = f"read, {LEVELS[levels[kind]]}" if kind in levels else "not read"
            page.item(f"{EVIDENCE[kind].capitalize()}: {known}. {dialect.evidence[kind].words}")
    return DONE


def show_instructions(page: Page, platform: str, *, as_json: bool = False) -> int:
    """How to ask a platform for an archive, and what to tick."""
    dialect = find_dialect(platform, load_dialects())
    if as_json:
        write_json({"platform": dialect.id, "label": dialect.label, "steps": list(dialect.instructions)})
        return DONE
    page.heading(f"How to ask {dialect.label} for your archive")
    for number, step in enumerate(dialect.instructions, start=1):
        page.item(step, mark=f"{number}.")
    page.line()
    page.text("Nobody has tried these steps on a live account, and menus move. Save the archive where only you can read it.")
    page.text("Delete it when you are done: it holds other people’s words as well as yours.")
    return DONE


def find_dialect(platform: str, dialects: Sequence[Dialect]) -> Dialect:
    """The dialect of a platform by its id or name. Raises ``CommandError`` with the ones that come close."""
    wanted = platform.strip().casefold()
    for dialect in dialects:
        if wanted in (dialect.id.casefold(), dialect.label.casefold()):
            return dialect
    known = [each.id for each in dialects]
    message = f"“{platform}” is not a platform whose archives are read; “lanyard checkup --platforms” lists them."
    raise unknown("platform", platform, known, message)


def levels_of(dialect: Dialect) -> dict[Evidence, str]:
    """How each kind of evidence is known that the dialect reads: the surest of the features that give it."""
    levels: dict[Evidence, str] = {}
    for level in LEVELS:
        for feature in dialect.features:
            if feature.level == level:
                for kind in feature.evidence:
                    levels.setdefault(kind, level)
    return levels


def _as_json(dialect: Dialect) -> dict[str, Any]:
    levels = levels_of(dialect)
    evidence = {
        kind.value: {"exported": told.exported, "level": levels.get(kind), "words": told.words}
        for kind, told in dialect.evidence.items()
    }
    return {"id": dialect.id, "label": dialect.label, "evidence": evidence}
