"""An answer as text: what must be done at once, the verdict, why, and what would help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lanyard.cli.page import Page
from lanyard.policy.contacts import ContactBook
from lanyard.policy.duties import URGENCY_WORDS
from lanyard.policy.rules import VERDICT_WORDS

#: The verdict as a sentence, and what it means. “The policy does not say” must never read as a yes.
SENTENCES = {
    "never": ("Never.", "The policy does not allow this."),
    "agree": ("Not without agreement.", "Do not go ahead until the right people have agreed."),
    "caution": ("Take care.", "Go carefully, and do what the policy asks of you."),
    "fine": ("Fine.", "The policy allows this."),
    "silent": ("The policy does not say.", "That is not permission. Ask before you act, and do what is listed here."),
    "undecided": ("It depends.", "What you have told so far does not settle it. Do not take this for a yes."),
}

#: What “take care” means where the policy asks for nothing in particular.
CARE_ALONE = "The policy does not rule this out. Go carefully, and do it openly."

#: With more readings than this that only may apply, their clauses are named and the readings left out.
_MOST_READINGS = 4

_CONFLICTS = {
    "contradiction": "These clauses disagree here, so the stricter one stands until governors settle it",
    "duties": "These clauses set duties that cannot both be met; ask the head teacher which comes first",
}


def show_answer(page: Page, form: Mapping[str, Any], book: ContactBook | None = None) -> None:
    """Show an answer; the form is that of ``lanyard.cli.forms``."""
    urgent = [duty for duty in form["duties"] if _is_urgent(duty)]
    if urgent:
        _show_duties(page, "Do this now", urgent, book, tone="never")
    _show_verdict(page, form)
    rest = [duty for duty in form["duties"] if duty["certain"] and duty not in urgent]
    if rest:
        _show_duties(page, "What you must do", rest, book)
    possible = [duty for duty in form["duties"] if not duty["certain"]]
    if possible:
        _show_duties(page, "What you may have to do, depending on what is still open", possible, book)
    _show_clauses(page, form)
    _show_reasons(page, form)
    if form["instead"]:
        page.heading("What to do instead")
        for way in form["instead"]:
            page.item(f"{way['words']} ({way['clause']})", indent=2)
    if form["would_help"]:
        _show_help(page, form["would_help"])
    if form["next"]:
        _show_next(page, form["next"])
    _show_policy(page, form["policy"])


def _is_urgent(duty: Mapping[str, Any]) -> bool:
    return bool(duty["certain"] and duty["at_latest"] == "now")


def _show_verdict(page: Page, form: Mapping[str, Any]) -> None:
    verdict = form["verdict"]
    sentence, meaning = SENTENCES[verdict]
    page.heading(sentence, tone=verdict)
    listed = any(duty["certain"] for duty in form["duties"])
    page.text(CARE_ALONE if verdict == "caution" and not listed else meaning)
    if verdict == "undecided":
        possible = [VERDICT_WORDS[one].lower() for one in form["range"]]
        page.text(f"Still possible: {'; '.join(possible)}.")
    if form["handover"]:
        page.text(f"Another procedure takes this over: {form['handover']}. Follow that, and not this policy.")
    for title in form["prevails"]:
        page.text(f"A stricter policy decides this: {title}.")


def _show_duties(
    page: Page, heading: str, duties: Sequence[Mapping[str, Any]], book: ContactBook | None, *, tone: str = "heading"
) -> None:
    page.heading(heading, tone=tone)
    for number, duty in enumerate(duties, start=1):
        mark = f"{number}."
        page.item(f"{duty['wording']} ({_when(duty)})", mark=mark, indent=2)
        said = [f"Who: {duty['addressee']}."] if duty["addressee"] != "you" else []
        if duty["certain"]:
            said += [duty[part] for part in ("how", "choose") if duty[part]]
        if said:
            page.text(" ".join(said), indent=3 + len(mark))
        reach = _reach(duty, book)
        if reach:
            page.text(reach, indent=3 + len(mark))


def _when(duty: Mapping[str, Any]) -> str:
    soonest, latest = URGENCY_WORDS[duty["urgency"]], URGENCY_WORDS[duty["at_latest"]]
    return soonest if soonest == latest else f"{soonest}, or {latest}: it depends"


def _reach(duty: Mapping[str, Any], book: ContactBook | None) -> str:
    """How to reach the person or service that a duty names."""
    contact = next((one for one in book or () if one.id == duty["contact"]), None)
    if contact is None:
        return ""
    ways = [way for way in (contact.phone, contact.email, contact.web) if way]
    invented = " (invented, for the demonstration)" if contact.demonstration else ""
    return f"{contact.title}: {', '.join(ways)}{invented}" if ways else ""


def _show_clauses(page: Page, form: Mapping[str, Any]) -> None:
    certain = [clause for clause in form["clauses"] if clause["certain"]]
    possible = [clause for clause in form["clauses"] if not clause["certain"]]
    if certain:
        page.heading("Why")
        _show_readings(page, certain)
    for pair in form["set_aside"]:
        page.text(f"Clause {pair['clause']} gives way here to clause {pair['by']}.", indent=2)
    for conflict in form["conflicts"]:
        page.text(f"{_CONFLICTS[conflict['kind']]}: {', '.join(conflict['clauses'])}.", indent=2)
    if possible:
        page.heading("May apply, depending on what is still open")
        if len(possible) <= _MOST_READINGS:
            _show_readings(page, possible)
        else:
            for name in dict.fromkeys(f"{clause['number']} {clause['title']}" for clause in possible):
                page.text(name, indent=2, hanging=2)


def _show_readings(page: Page, clauses: Sequence[Mapping[str, Any]]) -> None:
    last = ""
    for clause in clauses:
        name = f"{clause['number']} {clause['title']}"
        if name != last:
            page.text(name, indent=2, hanging=2)
        last = name
        page.text(clause["read_back"], indent=4)


def _show_reasons(page: Page, form: Mapping[str, Any]) -> None:
    if form["because"]:
        page.heading("Because you said")
        for reason in form["because"]:
            page.item(f"{reason['phrase']} ({reason['fact']}={reason['value']})", indent=2)


def _show_help(page: Page, helps: Sequence[Mapping[str, Any]]) -> None:
    page.heading("What would help")
    for help_ in helps:
        changes = [f"{change['phrase']} ({change['changed_by']})" for change in help_["changes"]]
        page.item(f"{VERDICT_WORDS[help_['verdict']]}: {'; and '.join(changes)}", indent=2)
        for duty in help_["duties"]:
            page.text(f"{duty['wording']} ({_when(duty)})", indent=4)


def _show_next(page: Page, question: Mapping[str, Any]) -> None:
    page.heading("The next question would be")
    page.text(question["question"], indent=2)
    for value in question["values"]:
        page.text(f"{question['fact']}={value['id']}: {value['label']}", indent=4, hanging=2)


def _show_policy(page: Page, policy: Mapping[str, str]) -> None:
    page.line()
    page.text(f"{policy['title']}, version {policy['version']} ({policy['hash'][:12]})", tone="quiet")
