"""Reading ``routes.toml``: whatever it names has to exist, and what the engine relies on has to be there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lanyard.policy.clocks import Clocks
from lanyard.policy.contacts import ContactBook
from lanyard.policy.law import LawRegister
from lanyard.policy.pack import Pack
from lanyard.policy.refusal import did_you_mean
from lanyard.policy.registers import Entry, RegisterReader
from lanyard.policy.routes import history
from lanyard.policy.routes.book import (
    ATTACKED,
    CLOSER,
    DECIDER,
    FILES,
    HANDLER,
    REPORTER,
    Book,
    Escalation,
    Fact,
    Option,
    Question,
    Route,
    Script,
    State,
    Step,
    Summary,
)
from lanyard.policy.routes.files import NEVER
from lanyard.policy.routes.guards import GUARDS
from lanyard.policy.routes.kinds import ROLE_CONTACTS, RouteId
from lanyard.policy.routes.opening import QUESTIONS

#: What a fact may be: words, a moment, one of its options, a person, a route, or a step of the route.
FACT_KINDS = ("text", "moment", "choice", "person", "route", "step")

_WHILE_LOCKED = "Add “while_locked = true”."

#: The steps that the engine knows by name, on every route, with the guard that each must have.
ENGINE_STEPS: Mapping[str, str] = {
    history.ESCALATE: "escalation",
    history.SKIP: "leaving",
    history.LEAVE_OUT: "leaving-out",
    history.PROPOSE: "closing",
    history.CLOSE: "closing",
    history.KEEP_OPEN: "",
    history.REOPEN: "",
}


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that routes may name: of contacts, law, clocks, clauses (by number) and linked procedures."""

    contacts: Collection[str]
    law: Collection[str]
    clocks: Collection[str]
    clauses: Collection[str]
    procedures: Collection[str]


def known_beside(pack: Pack, contacts: ContactBook, law: LawRegister, clocks: Clocks) -> Known:
    """What routes may name that stand beside a policy and its registers."""
    return Known(
        contacts={contact.id for contact in contacts},
        law={entry.id for entry in law},
        clocks={clock.id for clock in clocks},
        clauses={clause.number for clause in pack.clauses},
        procedures=set(pack.linked),
    )


def load_book(path: Path | str, known: Known) -> Book:
    """Load ``routes.toml``. A book that names what does not exist, or leaves a lock open, is refused whole."""
    reader = RegisterReader(path)
    root = reader.start()
    common = [(entry, _words(entry, "only_on"), _words(entry, "not_on"), _read_step(entry)) for entry in root.entries("common")]
    route_entries = root.entries("route")
    book = Book(
        questions=tuple(_read_question(entry) for entry in root.entries("question")),
        scripts=tuple(_read_script(entry) for entry in root.entries("script")),
        facts=tuple(_read_fact(entry) for entry in root.entries("fact")),
        routes=tuple(_read_route(entry, [(only, but, step) for _, only, but, step in common]) for entry in route_entries),
        escalations=tuple(way for entry in root.entries("escalation") for way in _read_escalations(entry)),
        summaries=tuple(_read_summary(entry) for entry in root.entries("summary")),
    )
    root.finish()
    for what, ids in _ids(book).items():
        reader.check_unique(ids, what)
    if not reader.problems:
        _check_whole(root, book)
        for entry, route in zip(route_entries, book.routes, strict=True):
            _check_route(entry, route, book, known)
        for entry, fact in zip(root.entries("fact"), book.facts, strict=True):
            _check_all(entry, "leads_to", (option.leads_to for option in fact.options if option.leads_to), list(RouteId))
        for entry, summary in zip(root.entries("summary"), book.summaries, strict=True):
            _check_all(entry, "contact", [summary.contact], known.contacts)
    reader.refuse()
    return book


def _ids(book: Book) -> Mapping[str, Iterable[str]]:
    kinds: Mapping[str, Iterable[Question | Script | Fact | Route | Summary]] = {
        "question": book.questions,
        "script": book.scripts,
        "fact": book.facts,
        "route": book.routes,
        "summary": book.summaries,
    }
    return {what: [one.id for one in entries] for what, entries in kinds.items()}


def _words(entry: Entry, key: str) -> tuple[str, ...]:
    """Ids of routes under a key of a common step."""
    found = entry.words(key)
    _check_all(entry, key, found, list(RouteId))
    return found


def _read_option(entry: Entry) -> Option:
    option = Option(entry.text("id"), entry.text("label"), entry.text("leads_to", ""))
    entry.finish()
    return option


def _read_question(entry: Entry) -> Question:
    question = Question(
        id=entry.one_of("id", QUESTIONS),
        asks=entry.text("asks"),
        hint=entry.text("hint", ""),
        several=entry.flag("several"),
        options=tuple(_read_option(option) for option in entry.entries("option")),
    )
    entry.finish()
    return question


def _read_script(entry: Entry) -> Script:
    script = Script(
        id=entry.text("id"),
        title=entry.text("title"),
        do=entry.words("do"),
        do_not=entry.words("do_not"),
        say=entry.words("say"),
        do_not_say=entry.words("do_not_say"),
        for_handlers=entry.flag("for_handlers"),
    )
    entry.finish()
    return script


def _read_fact(entry: Entry) -> Fact:
    fact = Fact(
        id=entry.text("id"),
        label=entry.text("label"),
        kind=entry.one_of("kind", FACT_KINDS, "text"),
        may_be_unknown=entry.flag("may_be_unknown"),
        options=tuple(_read_option(option) for option in entry.entries("option")),
    )
    entry.finish()
    if (fact.kind == "choice") != bool(fact.options):
        entry.complain("a fact has options exactly when it is a choice.", "Add options, or set kind = “text”.")
    return fact


def _read_summary(entry: Entry) -> Summary:
    lines = entry.entries("line")
    summary = Summary(
        id=entry.text("id"),
        title=entry.text("title"),
        contact=entry.text("contact"),
        opening=entry.text("opening"),
        lines=tuple((line.text("label"), line.text("fact")) for line in lines),
        closing=entry.text("closing"),
    )
    for line in lines:
        line.finish()
    entry.finish()
    return summary


def _read_state(entry: Entry) -> State:
    state = State(entry.text("id"), entry.text("label"), entry.flag("locked"), entry.words("reached_by"))
    entry.finish()
    return state


def _read_step(entry: Entry) -> Step:
    step = Step(
        id=entry.text("id"),
        label=entry.text("label"),
        who=entry.words("who") or (HANDLER,),
        facts=entry.words("facts"),
        may_give=(*entry.words("may_give"), "happened_at"),
        after=entry.words("after"),
        compulsory=entry.flag("compulsory"),
        never_skip=entry.flag("never_skip"),
        repeats=entry.flag("repeats"),
        at_once=entry.flag("at_once"),
        while_locked=entry.flag("while_locked"),
        while_closing=entry.flag("while_closing"),
        different_from=entry.words("different_from"),
        undoes=entry.words("undoes"),
        starts=entry.words("starts"),
        stops=entry.words("stops"),
        refers=entry.words("refers"),
        guard=entry.one_of("guard", ("", *GUARDS), ""),
    )
    entry.finish()
    if step.never_skip and not (step.compulsory or step.stops):
        entry.complain("a step that is never left out must be compulsory or stop a clock.", "Add “compulsory = true”.")
    return step


def _read_route(entry: Entry, common: Iterable[tuple[tuple[str, ...], tuple[str, ...], Step]]) -> Route:
    id_ = entry.one_of("id", list(RouteId))
    shared = [step for only, but, step in common if (not only or id_ in only) and id_ not in but]
    route = Route(
        id=_route_id(id_),
        title=entry.text("title"),
        fits=entry.text("fits"),
        clauses=entry.words("clauses"),
        receives=entry.words("receives"),
        files=entry.one_of("files", FILES),
        procedure=entry.text("procedure", ""),
        contacts=entry.words("contacts"),
        law=entry.words("law"),
        scripts=entry.words("scripts"),
        summaries=entry.words("summaries"),
        starts=entry.words("starts"),
        states=tuple(_read_state(state) for state in entry.entries("state")),
        steps=(*(_read_step(step) for step in entry.entries("step")), *shared),
    )
    entry.finish()
    return route


def _read_escalations(entry: Entry) -> list[Escalation]:
    sources, target = entry.words("from"), entry.one_of("to", list(RouteId))
    why, when_unlocked = entry.text("why"), entry.flag("when_unlocked")
    entry.finish()
    _check_all(entry, "from", sources, list(RouteId))
    return [Escalation(_route_id(source), _route_id(target), why, when_unlocked) for source in sources]


def _route_id(text: str) -> RouteId:
    """The route of that id; any will do for one that does not exist, because the file is refused then."""
    return RouteId(text) if text in list(RouteId) else RouteId.OTHER_PROCEDURE


def _check_whole(root: Entry, book: Book) -> None:
    _check_all(root, "question", QUESTIONS, [question.id for question in book.questions], missing=True)
    _check_all(root, "route", list(RouteId), [route.id for route in book.routes], missing=True)
    _check_all(root, "script", ["danger"], [script.id for script in book.scripts], missing=True)
    _check_all(root, "fact", ["happened_at"], [fact.id for fact in book.facts], missing=True)
    stops: dict[str, tuple[str, ...]] = {}
    for step in (step for route in book for step in route.steps if step.stops):
        stops.setdefault(step.id, step.stops)
    for route in book:
        for step in route.steps:
            if step.stops != stops.get(step.id, ()):
                root.complain(f"the step “{step.id}” does not stop the same clocks on every route.", f"See {route.id}.")
    for way in book.escalations:
        if way.source == RouteId.INDECENT_IMAGES:
            root.complain("nothing leads out of indecent images: it ends there, or is closed.", "Delete that escalation.")


def _check_route(entry: Entry, route: Route, book: Book, known: Known) -> None:
    steps = [step.id for step in route.steps]
    facts = [fact.id for fact in book.facts]
    roles = list(ROLE_CONTACTS)
    _check_all(entry, "clauses", route.clauses, known.clauses)
    _check_all(entry, "receives", route.receives, [*roles, DECIDER])
    _check_all(entry, "contacts", route.contacts, known.contacts)
    _check_all(entry, "law", route.law, known.law)
    _check_all(entry, "scripts", route.scripts, [script.id for script in book.scripts])
    _check_all(entry, "summaries", route.summaries, [summary.id for summary in book.summaries])
    _check_all(entry, "starts", route.starts, known.clocks)
    _check_all(entry, "procedure", [route.procedure] if route.procedure else [], known.procedures)
    for state in route.states:
        _check_all(entry, "reached_by", state.reached_by, steps)
    places = {str(table.data.get("id")): table for table in entry.entries("step")}
    if any(DECIDER in step.who for step in route.steps) and DECIDER not in route.receives:
        entry.complain("somebody decides here who does not receive it.", "Add “decider” to “receives”.")
    for step in route.steps:
        place = places.get(step.id, entry)
        _check_all(place, "who", step.who, [*roles, HANDLER, DECIDER, CLOSER, REPORTER, ATTACKED])
        _check_all(place, "facts", (*step.facts, *step.may_give), facts)
        _check_all(place, "after", (*step.after, *step.different_from, *step.undoes), steps)
        _check_all(place, "clocks", (*step.starts, *step.stops), known.clocks)
        _check_all(place, "refers", step.refers, known.contacts)
    _check_engine(entry, route)
    _check_order(entry, route)


def _check_engine(entry: Entry, route: Route) -> None:
    steps = [step.id for step in route.steps]
    for twice in {id_ for id_ in steps if steps.count(id_) > 1}:
        entry.complain(f"the step “{twice}” is given twice.", "Give each its own id.")
    if not route.states or route.states[0].reached_by:
        entry.complain("its first state must be the one it begins in.", "Leave out “reached_by” there.")
    if route.id in NEVER and route.files != "never":
        entry.complain("no file may be kept on this route.", "Set files = “never”.")
    for id_, guard in ENGINE_STEPS.items():
        found = [step for step in route.steps if step.id == id_]
        if not found and not (id_ == history.ESCALATE and route.id == RouteId.INDECENT_IMAGES):
            entry.complain(f"the step “{id_}” is missing.", "Add it to the common steps.")
        elif found and found[0].guard != guard:
            entry.complain(f"the step “{id_}” must have the guard “{guard}”.")
        elif id_ == history.CLOSE and found[0].different_from != (history.PROPOSE,):
            entry.complain("closing takes two people.", f"Set different_from = [“{history.PROPOSE}”].")
    met = {clock for step in route.steps for clock in step.stops}
    for clock in {*route.starts, *(clock for step in route.steps for clock in step.starts)} - met:
        entry.complain(f"nothing stops the clock “{clock}”.", "Name it under “stops” of the step that meets it.")
    for step in route.steps:
        if not step.while_locked and step.id in _may_be_carried(route):
            entry.complain(
                f"the step “{step.id}” meets a clock that may run on while another body has the matter.", _WHILE_LOCKED
            )
    if route.id == RouteId.CYBERBULLYING:
        _check_police(entry, route)


def _may_be_carried(route: Route) -> set[str]:
    """The steps that meet clocks, with all that come before them: an escalation takes them along."""
    found = {step.id for step in route.steps if step.stops}
    while more := {id_ for step in route.steps if step.id in found for id_ in step.after} - found:
        found |= more
    return found


def _check_order(entry: Entry, route: Route) -> None:
    """Steps that wait for each other could never be taken."""
    reached: set[str] = set()
    while more := {step.id for step in route.steps if reached.issuperset(step.after)} - reached:
        reached |= more
    for step in route.steps:
        if step.id not in reached:
            entry.complain(f"the step “{step.id}” can never be taken.", "Look at what its “after” waits for.")


def _check_police(entry: Entry, route: Route) -> None:
    """The person who was attacked decides about the police, but for named grounds, and is told then (2.8.5)."""
    told = [step.guard for step in route.steps if {"police-101", "police-emergency"}.intersection(step.refers)]
    if sorted(told) != ["ground", "wish"]:
        entry.complain("one step tells the police as the person wishes, and one on a named ground.", "Give them their guards.")
    grounds = [step for step in route.steps if step.guard == "ground"]
    if any(not step.starts for step in grounds):
        entry.complain("whoever’s wish is set aside is told so.", "Start a clock with that step.")


def _check_all(entry: Entry, key: str, wanted: Iterable[str], known: Iterable[str], *, missing: bool = False) -> None:
    """Complain about each that is not known; with ``missing`` about each that ought to be there."""
    choices = list(known)
    for word in wanted:
        if word not in choices:
            said = f"the {key} “{word}” is missing." if missing else f"“{word}”, named by “{key}”, does not exist."
            entry.complain(said, "" if missing else did_you_mean(word, choices), key=key)
