"""An answer as plain text, to paste into an e-mail or a note."""

from __future__ import annotations

import datetime

from lanyard.policy.pack import Pack

from . import wording
from .answer_page import AnswerPage, DutyShown


def write(page: AnswerPage, pack: Pack, *, on: datetime.date) -> str:
    """The answer in a few lines, with the version that gave it and the day."""
    lines = [f"{page.look.word}. {page.sentence}", f"Asked about: {page.about}.", ""]
    if page.calls or page.duties:
        lines += ["What to do:", *(_duty(duty) for duty in (*page.calls, *page.duties)), ""]
    if page.reasons:
        lines += ["Why:", *(f"- {reason.clause.number} {reason.clause.title}" for reason in page.reasons), ""]
    for way in page.ways:
        lines += [f"{wording.verdict_word(way.verdict)}, if:", *(f"- {change}" for change in way.changes), ""]
    if page.instead:
        lines += ["What to do instead:", *(f"- {one.words} ({one.number})" for one in page.instead), ""]
    if page.alternatives:
        lines += ["Ways that are fine:", *(f"- {one.way} ({one.number})" for one in page.alternatives), ""]
    lines.append(f"{pack.title}, {pack.settings['school']}, version {pack.version}. Asked on {on.day} {on:%B %Y}.")
    lines.append("This says what the policy says. It is not legal advice.")
    return "\n".join(lines)


def _duty(duty: DutyShown) -> str:
    phone = f" {duty.contact.title}: {duty.contact.phone}." if duty.contact and duty.contact.phone else ""
    return f"- {duty.soon}: {duty.wording}{phone}"
