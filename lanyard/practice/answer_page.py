"""What the answer page shows, in the order in which a person needs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lanyard.people.models import School
from lanyard.policy.contacts import Contact
from lanyard.policy.decide import Answer, Conflict, DutyDue, decide
from lanyard.policy.duties import URGENCIES
from lanyard.policy.engine import Engine
from lanyard.policy.explain import Approved, approved_ways, explain, what_would_help
from lanyard.policy.features import Feature
from lanyard.policy.law import Law
from lanyard.policy.pack import Clause, Pack

from . import wording
from .alternatives import Alternative, alternatives
from .note_words import is_open_to_judgement
from .questions import flags_raised, is_alarm, without_act
from .registers import Registers
from .summary import matters

#: The clause that says how far the policy reaches into private life (2.2.1), by its stable id.
STANDARDS = "high-standards"

#: The fact that says whether somebody is on duty.
HOURS = "hours"

#: Whom to ask where the policy is silent or undecided.
ASK = ("head-teacher", "dsl")

MOST_FEATURES = 6

#: A read-back with more letters than this is folded away.
LONG = 450


@dataclass(frozen=True)
class DutyShown:
    """A duty with everything needed to do it."""

    id: str
    wording: str
    urgency: str
    soon: str
    addressee: str
    how: str
    choose: str
    contact: Contact | None
    feature: Feature | None


@dataclass(frozen=True)
class Reason:
    """A clause that decided the answer, with its rules read back."""

    clause: Clause
    verdicts: tuple[str, ...]
    read_backs: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def folded(self) -> tuple[str, ...]:
        """The read-backs for under a line that names the verdict already, if there is only one."""
        if len(self.verdicts) > 1:
            return self.read_backs
        return tuple(wording.sentence_case(said.partition(": ")[2]) for said in self.read_backs)

    @property
    def is_long(self) -> bool:
        """Whether its read-back would push the rest of the page out of sight."""
        return sum(map(len, self.read_backs)) > LONG


@dataclass(frozen=True)
class Way:
    """Changes that together would make the answer milder, and what would then remain to do."""

    changes: tuple[str, ...]
    verdict: str
    duties: tuple[str, ...]


@dataclass(frozen=True)
class AnswerPage:
    """Everything on the answer page. ``kind`` picks its look: a verdict, ``duties`` or ``alarm``."""

    answer: Answer
    kind: str
    act_unknown: bool
    raised: bool
    about: str
    calls: tuple[DutyShown, ...]
    duties: tuple[DutyShown, ...]
    possible: tuple[DutyShown, ...]
    reasons: tuple[Reason, ...]
    may_apply: tuple[Reason, ...]
    because: tuple[str, ...]
    notes: tuple[str, ...]
    set_aside: tuple[str, ...]
    ways: tuple[Way, ...]
    instead: tuple[Approved, ...]
    alternatives: tuple[Alternative, ...]
    ask_first: tuple[Contact, ...]
    on_duty: str
    standards: Clause | None
    laws: tuple[Law, ...]
    features: tuple[Feature, ...]
    #: The clause that a professional judgement would depart from (1.1.2); ``None`` where that is no way out.
    departed: Clause | None

    @property
    def look(self) -> wording.Look:
        """The word, sign and sentence at the top."""
        return wording.LOOKS[self.kind]

    @property
    def is_alarm(self) -> bool:
        """Whether somebody must be phoned now."""
        return self.kind == "alarm"

    @property
    def sentence(self) -> str:
        """The verdict in one sentence."""
        if self.act_unknown and not self.is_alarm:
            return "Say what comes nearest to it, and the answer becomes exact."
        if self.kind == "undecided":
            return f"It could be {wording.range_words(self.answer.range)}, depending on what is not known yet."
        if self.kind == "caution" and not self.duties:
            return wording.CARE_ALONE
        return self.look.sentence

    @property
    def until_known(self) -> str:
        """What to go by while the answer is open; empty when it is settled."""
        strictest = [verdict for verdict in ("agree", "never") if verdict in self.answer.range]
        if self.kind != "undecided" or self.act_unknown or not strictest:
            return ""
        return f"Until you know, act as if the answer were: {wording.verdict_word(strictest[-1]).lower()}."


def build(
    pack: Pack, engine: Engine, registers: Registers, school: School, *, known: Mapping[str, str], dont_know: Sequence[str]
) -> AnswerPage:
    """The page for a situation; nothing on it depends on who looks."""
    act = engine.vocabulary.facts[0].id
    answer = decide(engine, known) if act in known else without_act(engine, known)
    shown = _each_feature_once([_shown(duty, registers, school, engine) for duty in _in_book_order(engine, answer)])
    certain = [one for one, duty in shown if duty.certain]
    calls = tuple(one for one in certain if one.urgency == "now" and is_alarm(answer))
    cited = [pack.clause(citation.clause_id) for citation in answer.clauses if citation.certain]
    undecided = answer.verdict == "undecided"
    kind = _kind(answer)
    return AnswerPage(
        answer=answer,
        kind=kind,
        act_unknown=act not in known,
        raised=bool(flags_raised(engine, known)),
        about=_about(engine, known),
        calls=calls,
        duties=tuple(one for one in certain if one not in calls),
        possible=tuple(one for one, duty in shown if not duty.certain),
        reasons=_reasons(pack, engine, answer, certain=True),
        may_apply=_reasons(pack, engine, answer, certain=False),
        because=tuple(engine.vocabulary.phrase(fact, value) for fact, value in explain(engine, known)) if not undecided else (),
        notes=_notes(answer),
        set_aside=_set_aside(answer),
        ways=() if kind == "alarm" or act not in known else _ways(engine, known),
        instead=() if kind == "alarm" else approved_ways(engine, answer),
        alternatives=() if kind in ("alarm", "fine") else alternatives(pack, engine, known),
        ask_first=_ask_first(registers, school, kind, certain),
        on_duty=_on_duty(engine, known) if act in known else "",
        standards=next((clause for clause in pack.clauses if clause.id == STANDARDS), None),
        laws=registers.law_of(cited),
        features=_features(certain, cited, registers),
        departed=_departed(pack, answer, kind) if act in known else None,
    )


def _about(engine: Engine, known: Mapping[str, str]) -> str:
    """The situation in words; the person's own part in the school only if it matters here."""
    act = engine.vocabulary.facts[0].id
    told = {fact: value for fact, value in known.items() if fact != "role" or (act in known and matters(engine, known, fact))}
    return wording.sentence_case(engine.vocabulary.read_back(told))


def _kind(answer: Answer) -> str:
    if is_alarm(answer):
        return "alarm"
    if answer.verdict == "silent" and any(citation.certain for citation in answer.clauses):
        return "duties"
    return answer.verdict


def _in_book_order(engine: Engine, answer: Answer) -> list[DutyDue]:
    """Certain duties first, most urgent first, and among equals in the order in which the policy lists them."""
    place = {id_: number for number, id_ in enumerate(engine.book)}
    return sorted(answer.duties, key=lambda duty: (not duty.certain, URGENCIES.index(duty.urgency), place[duty.id]))


def _shown(duty: DutyDue, registers: Registers, school: School, engine: Engine) -> tuple[DutyShown, DutyDue]:
    told = "" if engine.book[duty.id].addressees == ("you",) else duty.addressee
    return (
        DutyShown(
            id=duty.id,
            wording=duty.wording,
            urgency=duty.urgency,
            soon=wording.SOON[duty.urgency],
            addressee=told,
            how=duty.how,
            choose=duty.choose,
            contact=registers.contact(duty.contact, school) if duty.contact else None,
            feature=registers.feature(duty.feature) if duty.feature else None,
        ),
        duty,
    )


def _each_feature_once(shown: list[tuple[DutyShown, DutyDue]]) -> list[tuple[DutyShown, DutyDue]]:
    """The duties with every feature linked from the first that it serves, so that no link stands twice."""
    seen: set[str] = set()
    found = []
    for one, duty in shown:
        if one.feature is not None and one.feature.id in seen:
            one = replace(one, feature=None)
        elif one.feature is not None:
            seen.add(one.feature.id)
        found.append((one, duty))
    return found


def _reasons(pack: Pack, engine: Engine, answer: Answer, *, certain: bool) -> tuple[Reason, ...]:
    """The clauses cited, each once, in the order in which the answer cites them."""
    by_clause: dict[str, list] = {}
    for citation in answer.clauses:
        if citation.certain == certain:
            by_clause.setdefault(citation.clause_id, []).append(citation)
    return tuple(
        Reason(
            clause=pack.clause(clause_id),
            verdicts=tuple(dict.fromkeys(citation.verdict for citation in cited)),
            read_backs=tuple(citation.read_back for citation in cited),
            sources=tuple(dict.fromkeys(engine.linked[c.source].title for c in cited if c.source)),
        )
        for clause_id, cited in by_clause.items()
    )


def _notes(answer: Answer) -> tuple[str, ...]:
    """What must be said plainly about how the clauses stand to each other and to other policies."""
    notes = []
    if answer.handover:
        notes.append(f"Another procedure takes over from here: {answer.handover}. It decides what happens next, not this policy.")
    notes += [f"A stricter policy decides this: {title}." for title in answer.prevails]
    for conflict in answer.conflicts:
        notes.append(_conflict(conflict))
    return tuple(notes)


def _set_aside(answer: Answer) -> tuple[str, ...]:
    """Which clauses give way to which."""
    by: dict[str, list[str]] = {}
    for clause, other in answer.set_aside:
        by.setdefault(other, []).append(clause)
    return tuple(
        f"{_named(clauses)} {'gives' if len(set(clauses)) == 1 else 'give'} way to clause {other} here."
        for other, clauses in by.items()
    )


def _named(numbers: Sequence[str]) -> str:
    numbers = list(dict.fromkeys(numbers))
    return f"Clause {numbers[0]}" if len(numbers) == 1 else f"Clauses {', '.join(numbers[:-1])} and {numbers[-1]}"


def _conflict(conflict: Conflict) -> str:
    named = _named(conflict.clauses)
    if conflict.kind == "duties":
        asks = "asks" if len(set(conflict.clauses)) == 1 else "ask"
        return f"{named} {asks} for things that cannot all be done. Ask the head teacher which comes first."
    return f"{named} do not agree with each other here. The stricter one counts until governors settle it."


def _ways(engine: Engine, known: Mapping[str, str]) -> tuple[Way, ...]:
    found = []
    for help_ in what_would_help(engine, known):
        changes = []
        for change in help_.changes:
            fact = engine.vocabulary.fact(change.fact)
            meant = fact.helps in ("", change.after)
            changes.append(wording.sentence_case(change.changed_by if meant else change.phrase))
        found.append(Way(tuple(changes), help_.verdict, tuple(duty.wording for duty in help_.duties)))
    return tuple(found)


def _ask_first(registers: Registers, school: School, kind: str, duties: Sequence[DutyShown]) -> tuple[Contact, ...]:
    """Whom to ask where the policy gives no answer, beside those whom a duty names already."""
    if kind not in ("silent", "undecided"):
        return ()
    told = {duty.contact.id for duty in duties if duty.contact}
    found = [registers.contact(id_, school) for id_ in ASK if id_ not in told]
    return tuple(contact for contact in found if contact is not None)


def _on_duty(engine: Engine, known: Mapping[str, str]) -> str:
    """Whether the time of day matters here (2.2.1)."""
    if HOURS not in engine.vocabulary or not known:
        return "The answer is the same on and off duty."
    others = {fact: value for fact, value in known.items() if fact != HOURS}
    matters = engine.vocabulary.level(HOURS) in engine.diagram.support(engine.simple, engine.fixed(others))
    if not matters:
        return "The answer is the same on and off duty."
    if HOURS in known:
        return f"The time matters here: you said {engine.vocabulary.phrase(HOURS, known[HOURS])}."
    return "The time matters here: on duty and off duty may differ."


def _departed(pack: Pack, answer: Answer, kind: str) -> Clause | None:
    """The first clause behind a “never” or “not without agreement” that leaves room for judgement (1.1.2)."""
    if kind not in ("never", "agree"):
        return None
    cited = (pack.clause(citation.clause_id) for citation in answer.clauses if citation.certain and citation.verdict == kind)
    found = tuple(cited)
    return found[0] if found and all(is_open_to_judgement(clause) for clause in found) else None


def _is_reading(feature: Feature) -> bool:
    """Whether a feature is there to read or to ask, which an answer leads to anyway."""
    return feature.live and (feature.page == "/" or feature.page.startswith("/policy/"))


def _features(duties: Sequence[DutyShown], cited: Sequence[Clause], registers: Registers) -> tuple[Feature, ...]:
    """What a person may do next beside the duties, which carry their own links."""
    told = {duty.feature.id for duty in duties if duty.feature}
    found: dict[str, Feature] = {}
    for clause in cited:
        for id_ in clause.features:
            feature = registers.feature(id_)
            if feature is not None and not _is_reading(feature) and id_ not in told:
                found.setdefault(id_, feature)
    return tuple(found.values())[:MOST_FEATURES]
