"""What to say to an outside body: a summary of a case to read out or copy, from what the case says and nothing else."""

from __future__ import annotations

from lanyard.concerns.case_words import step_label, value_words
from lanyard.concerns.opened import OpenCase
from lanyard.concerns.queries.names import name_of
from lanyard.concerns.subjects import answer_to, subjects_of, told_rows
from lanyard.people.queries import Scope
from lanyard.policy.routes.book import Summary
from lanyard.policy.routes.history import NOT_KNOWN
from lanyard.policy.routes.summaries import referral
from lanyard.practice.templatetags.policy import moment


def referral_of(opened: OpenCase, summary: Summary, scope: Scope) -> str:
    """The text of a summary for this case. What the case does not say reads “not known”."""
    known = {**_from_steps(opened), **_from_report(opened, scope)}
    return referral(summary, {fact: known[fact] for _, fact in summary.lines if fact in known})


def _from_steps(opened: OpenCase) -> dict[str, str]:
    """The last that was written down under each fact of the book, and who was told."""
    facts = {fact.id: fact for fact in opened.book.facts}
    found: dict[str, str] = {}
    told: list[str] = []
    for event in opened.standing.events:
        for id_, value in event.facts.items():
            if id_ in facts and value != NOT_KNOWN and facts[id_].kind in ("text", "choice"):
                found[id_] = value_words(opened, facts[id_], value, {})
        step = next((p.route.step(event.step) for p in opened.standing.phases if p.route.has(event.step)), None)
        if step is not None and step.refers:
            told.append(_told(opened, event.step, event.facts, moment(event.happened_at)))
    if told:
        found["told"] = "; ".join(told)
    # Notes and reasons are for the case alone.
    return {id_: said for id_, said in found.items() if id_ not in ("words", "reason")}


def _told(opened: OpenCase, step: str, facts, when: str) -> str:
    spoke, reference = facts.get("spoke_to", ""), facts.get("reference", "")
    more = [spoke if spoke != NOT_KNOWN else "", f"reference {reference}" if reference not in ("", NOT_KNOWN) else ""]
    return f"{step_label(opened, step)} ({', '.join(part for part in (when, *more) if part)})"


def _from_report(opened: OpenCase, scope: Scope) -> dict[str, str]:
    school, report = opened.case.school, opened.report
    found = {
        "school": school.name,
        "caller": ", ".join((scope.adult.name, *scope.role_names[:1])),
        "words": " / ".join(f"{asked} {said}" for asked, said in told_rows(opened)),
        "danger": f"the report of that day says: {danger}" if (danger := answer_to(opened, "danger")) else "",
        "subject": ", ".join(sorted(subjects_of(opened).values())),
        "found": f"a report came in on {moment(opened.case.opened_at)}",
    }
    reporter = name_of(opened)
    if reporter.is_shown and not report.get("about_reporter"):
        found["found"] += f", from {reporter.told.get('name') or 'somebody who can be reached'}"
    return {fact: said for fact, said in found.items() if said}
