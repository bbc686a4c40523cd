"""What ``lanyard policy`` shows, as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lanyard.cli.page import Page
from lanyard.policy.analysis import Finding, Health
from lanyard.policy.analysis.findings import numbers
from lanyard.policy.compare import ChangeGroup, Comparison
from lanyard.policy.duties import URGENCY_WORDS
from lanyard.policy.engine import Engine
from lanyard.policy.export import DecisionTable
from lanyard.policy.pack import Clause, Pack
from lanyard.policy.rules import VERDICT_WORDS, read_back
from lanyard.policy.statements import Expected, Reading

KIND_WORDS = {
    "contradiction": "Clauses that contradict each other",
    "duties": "Duties that cannot both be met",
    "interests": "Somebody would be told about themselves",
    "wording": "Wording",
    "binding": "Who is bound",
    "choice": "A choice that the policy leaves open",
    "gap": "The policy does not say",
    "contact": "Contacts",
    "law": "Law",
    "platform": "Platforms",
    "dead": "Rules that can never fire",
    "shadowed": "Rules that never decide anything",
    "void": "Exceptions that release nothing",
    "monotonicity": "Help that makes an answer worse",
    "always": "Promises that are broken",
    "instead": "Approved ways that are not allowed",
    "example": "Examples that fail",
    "untested": "Rules without an example of their own",
}


def show_health(page: Page, pack: Pack, health: Health) -> None:
    """The report of ``policy check``."""
    page.heading(f"{pack.title}, version {pack.version}")
    looked_at = {"Rules": health.rules, "Examples": health.examples, "Promises": health.invariants}
    page.text(f"Checked. {'; '.join(f'{what}: {count}' for what, count in looked_at.items())}.")
    _show_findings(page, pack, "Not explained: these stop the policy", health.unexplained)
    _show_findings(page, pack, "Settled by a reading", health.settled)
    _show_findings(page, pack, "Worth knowing", health.notices)
    if health.gaps:
        page.heading("Where the policy does not say")
        for gap in health.gaps:
            known = " A reading says so." if gap.known else ""
            page.item(f"{gap.phrase}: {gap.share:.0%} of its situations ({gap.silent} of {gap.situations}).{known}", indent=2)
    page.heading("In short")
    page.text(f"{len(health.loopholes)} changes of one answer make a prohibition milder; --json lists them.")
    if health.ok:
        page.text("Nothing serious is left unexplained.", tone="fine")
    else:
        left = f"Left unexplained: {len(health.unexplained)}."
        page.text(f"{left} Put each right, or record a reading that settles it.", tone="never")


def _show_findings(page: Page, pack: Pack, heading: str, findings: Sequence[Finding]) -> None:
    if findings:
        page.heading(f"{heading} ({len(findings)})")
    kinds = [*KIND_WORDS, *(finding.kind for finding in findings)]
    kind, reading = "", ""
    for finding in sorted(findings, key=lambda one: (kinds.index(one.kind), one.settled_by)):
        if (finding.kind, finding.settled_by) != (kind, reading):
            kind, reading = finding.kind, finding.settled_by
            page.text(KIND_WORDS.get(kind, kind), indent=2)
            if reading:
                page.text(reading, indent=4, tone="quiet")
        named = all(pack.clause(id_).number in finding.message for id_ in finding.clauses)
        page.item(finding.message if named else f"{numbers(pack, finding.clauses)}: {finding.message}", indent=4)
        if finding.told and finding.told not in finding.message:
            page.text(f"Such as: {finding.told}.", indent=6)


def show_contents(page: Page, pack: Pack) -> None:
    """The contents of a policy: sections and clauses."""
    page.heading(f"{pack.title}, version {pack.version}")
    section = ""
    for clause in pack.clauses:
        if clause.section.number != section:
            section = clause.section.number
            page.heading(f"{section} {clause.section.title}")
        page.item(f"{clause.title} ({clause.id})", mark=f"{clause.number:<6}", indent=2)


def show_clause(page: Page, pack: Pack, clause: Clause) -> None:
    """One clause: its words, how its rules read, examples and readings."""
    page.heading(f"{clause.number} {clause.title}")
    page.text(f"{pack.title}, version {pack.version}. Id: {clause.id}.", tone="quiet")
    page.line()
    _show_prose(page, clause.prose)
    facts = {
        "Force": ", ".join(clause.force),
        "Binds": clause.binds,
        "Exceptions": clause.except_,
        "Record": clause.record,
        "Served by": ", ".join(clause.features),
        "Guidance": clause.guidance,
        "Law": ", ".join(clause.law),
        "Purposes": ", ".join(pack.purposes.get(id_, id_) for id_ in clause.purposes),
    }
    page.line()
    for name, said in facts.items():
        if said:
            page.item(said, mark=f"{name}:")
    if clause.rules:
        page.heading("How its rules read")
        for rule in clause.rules:
            page.item(read_back(rule, pack.vocabulary, pack.duties), indent=2)
            for said in _beside(pack, rule):
                page.text(said, indent=4)
    if clause.examples:
        page.heading("Examples")
        for example in clause.examples:
            page.item(f"{example.story} → {_expected(pack, example.expected)}.", indent=2)
    _show_readings(page, clause.readings)


def _beside(pack: Pack, rule: Any) -> Iterable[str]:
    if rule.despite:
        yield f"Sets aside: {', '.join(pack.clause(id_).number for id_ in rule.despite)}."
    if rule.source:
        yield f"From: {pack.linked[rule.source].title}."
    if rule.absolute:
        yield "Absolute: nothing sets it aside."
    if rule.note:
        yield f"Note: {rule.note}"


def _show_prose(page: Page, prose: str) -> None:
    """Paragraphs and lists of the policy's own words."""
    paragraph: list[str] = []
    for line in [*prose.splitlines(), ""]:
        if line.startswith(("- ", "* ")) or not line.strip():
            if paragraph:
                page.text(" ".join(paragraph))
            paragraph = []
            if line.strip():
                page.item(line[2:].strip(), indent=2)
        else:
            paragraph.append(line.strip())


def _expected(pack: Pack, expected: Expected) -> str:
    said = [VERDICT_WORDS[verdict] for verdict in expected.verdicts]
    said += [pack.duties[id_].wording.rstrip(".") for id_, _ in expected.duties]
    said += [f"not: {pack.duties[id_].wording.rstrip('.')}" for id_ in expected.absent]
    return "; ".join(said)


def _show_readings(page: Page, readings: Sequence[Reading]) -> None:
    if readings:
        page.heading("Readings")
    for reading in readings:
        page.item(f"{reading.decision} ({reading.basis})", indent=2)


def show_table(page: Page, table: DecisionTable) -> None:
    """A decision table as a list, which no width can break."""
    page.heading(table.phrase[:1].upper() + table.phrase[1:])
    page.text(f"{table.size()}. A row leaves out the questions whose answer makes no difference to it.")
    for number, row in enumerate(table.rows, start=1):
        held = [cell.words for cell in row.cells if cell.values]
        page.line()
        page.item(f"{VERDICT_WORDS[row.verdict]}: {'; '.join(held) or 'always'}", mark=f"{number}.", tone=row.verdict)
        for duty in row.duties:
            page.item(duty.words, indent=5)
        if row.clauses:
            page.text(f"Clauses: {', '.join(clause.number for clause in row.clauses)}", indent=5)


def show_plans(page: Page, engine: Engine, plans: Iterable[Any], *, tree: bool) -> None:
    """The questions that acts lead to."""
    for plan in plans:
        form = plan.form(tree=tree)
        page.heading(f"{form['label']} ({form['act']})")
        if not form["facts"]:
            page.text("No question: the act alone settles it.", indent=2)
            continue
        page.text(f"{form['expected']:.1f} questions to expect, {form['most']} at most.", indent=2)
        if tree:
            _show_tree(page, engine, form["tree"], 2)
        else:
            for id_ in form["facts"]:
                page.item(f"{engine.vocabulary.fact(id_).question} ({id_})", indent=2)


def _show_tree(page: Page, engine: Engine, tree: Mapping[str, Any], indent: int) -> None:
    fact = engine.vocabulary.fact(tree["fact"])
    page.text(f"{fact.question} ({fact.id})", indent=indent)
    for branch in tree["branches"]:
        values, then = ", ".join(branch["values"]), branch["then"]
        if "fact" in then:
            page.item(values, indent=indent + 2)
            _show_tree(page, engine, then, min(indent + 4, page.width // 2))
        else:
            page.item(f"{values}: {_end(engine, then)}", indent=indent + 2)


def _end(engine: Engine, end: Mapping[str, Any]) -> str:
    now = [f"{engine.book[id_].wording.rstrip('.')} ({URGENCY_WORDS['now']})" for id_ in end["duties_now"]]
    verdict = [VERDICT_WORDS[end["verdict"]]] if end["verdict"] else []
    return "; ".join([*verdict, *now])


DIRECTION_WORDS = {
    "looser": "milder",
    "newly_silent": "newly silent",
    "newly_spoken": "newly answered",
    "stricter": "stricter",
    "duties": "the same verdict with other duties",
}


def show_comparison(page: Page, comparison: Comparison, new: Pack, old: Pack) -> None:
    """Two versions compared: what answers change, how many cases each change is, and what was reworded."""
    page.heading(f"From version {comparison.old[0]} to version {comparison.new[0]}")
    if comparison.same_behaviour:
        page.text("Every answer stays as it is.")
    else:
        counts = [f"{comparison.count(one)} {words}" for one, words in DIRECTION_WORDS.items() if comparison.count(one)]
        page.text(f"{comparison.changed} of {comparison.situations} cases change: {'; '.join(counts)}.")
        loosenings = len(comparison.loosenings)
        page.text(f"{loosenings} of the changes below loosen the policy (marked !); a governor acknowledges each.")
    for act in comparison.acts:
        page.heading(f"{act.phrase[:1].upper()}{act.phrase[1:]}: {act.changed} of {act.situations} cases")
        for group in act.groups:
            _show_change(page, group, new, old)
        rest = [f"{count} {DIRECTION_WORDS[one]}" for one, count in act.rest.items() if count]
        if rest:
            page.item(f"and more that no short description fits: {'; '.join(rest)}", mark=" ", indent=2)
    if comparison.clauses:
        page.heading("Clauses")
        for change in comparison.clauses:
            page.item(f"{change.number} {change.title}: {change.kind.replace('_', ' ')}", indent=2)


def _show_change(page: Page, group: ChangeGroup, new: Pack, old: Pack) -> None:
    told = group.told.partition("; ")[2] or "always"
    mark = "!" if group.loosens else "-"
    page.item(f"{told}: {group.change.words} ({group.count})", mark=mark, indent=2)
    for sign, duties in (("no longer", group.change.lost), ("now", group.change.gained)):
        for id_, urgency in duties:
            wording = (new if id_ in new.duties else old).duties[id_].wording.rstrip(".")
            page.text(f"{sign}: {wording} ({URGENCY_WORDS[urgency]})", indent=6)
