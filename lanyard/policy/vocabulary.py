"""Loading ``facts.toml`` and ``duties.toml`` into the words that rules may use."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lanyard.policy.duties import URGENCIES, Duty, Incompatible, Linked, Who
from lanyard.policy.facts import Described, Fact, Value, Vocabulary
from lanyard.policy.refusal import Problem, did_you_mean
from lanyard.policy.rules import VERDICTS
from lanyard.policy.tables import Table, TableReader

#: Words that mean something else at the beginning of a line of a rule, or among the duties of an example.
_RESERVED = ("despite", "duty", "from", "note", "unless", "absolute", "not", *VERDICTS, "silent", "undecided")
_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class DutyBook:
    """Everything ``duties.toml`` says. ``when_silent`` are the duties where the policy does not speak (1.1.2)."""

    duties: dict[str, Duty]
    who: dict[str, Who]
    linked: dict[str, Linked]
    incompatible: tuple[Incompatible, ...]
    when_silent: tuple[str, ...]


def read_vocabulary(source: str, file: str = "facts.toml") -> tuple[Vocabulary, list[Problem]]:
    """Read the facts; problems are returned, not raised, so that an author sees all of them at once."""
    reader = TableReader(source, file)
    root = reader.root()
    rows = [(table, _read_fact(table)) for table in root.tables("fact")]
    facts = [fact for _, fact in rows]
    _check_order(rows)
    root.finish()
    reader.check_unique((fact.id for fact in facts), "fact")
    if facts and facts[0].id != "act":
        reader.complain(
            0, "the first fact must be “act”.", "Move it to the top: every question starts from what a person wants to do."
        )
    if not facts and not reader.problems:
        reader.complain(0, "no fact is given.")
    return Vocabulary(facts), reader.problems


def _read_fact(table: Table) -> Fact:
    values = tuple(_read_value(value) for value in table.tables("value"))
    described = []
    for row in table.tables("described"):
        described.append(Described(row.text("question"), row.text("value")))
        row.finish()
    fact = Fact(
        id=_read_id(table, _RESERVED),
        question=table.text("question"),
        values=values,
        hint=table.text("hint", ""),
        changeable=table.flag("changeable"),
        changed_by=table.text("changed_by", ""),
        red_flag=table.flag("red_flag"),
        helps=table.text("helps", ""),
        words=table.words("words"),
        described=tuple(described),
        otherwise=table.text("otherwise", ""),
        after=table.text("after", ""),
    )
    table.finish()
    _check_fact(table, fact)
    return fact


def _read_id(table: Table, reserved: tuple[str, ...] = ()) -> str:
    """An id that rules can name without being misread."""
    id_ = table.text("id")
    if id_ in reserved:
        table.complain(f"“{id_}” has a meaning of its own in rules, so it cannot be an id.", "Choose another word.", key="id")
    elif id_ and not _ID.fullmatch(id_):
        table.complain(f"“{id_}” cannot be an id.", "Use small letters, figures, “_” and “-”.", key="id")
    return id_


def _read_value(table: Table) -> Value:
    value = Value(
        id=_read_id(table),
        label=table.text("label"),
        phrase=table.text("phrase"),
        hint=table.text("hint", ""),
        words=table.words("words"),
        common=table.flag("common"),
    )
    table.finish()
    return value


def _check_fact(table: Table, fact: Fact) -> None:
    ids = fact.value_ids()
    if len(ids) < 2:
        table.complain(f"the fact “{fact.id}” needs at least two values.")
    for id_ in sorted({id_ for id_ in ids if ids.count(id_) > 1}):
        table.complain(f"the fact “{fact.id}” has the value “{id_}” twice.")
    if fact.changeable and not fact.changed_by:
        table.complain(f"the fact “{fact.id}” is changeable but does not say by whom.", "Add changed_by.")
    named = [fact.helps, fact.otherwise, *(row.value for row in fact.described)]
    for id_ in named:
        if id_ and id_ not in ids:
            table.complain(f"the fact “{fact.id}” has no value “{id_}”.", did_you_mean(id_, ids))
    if fact.described and not fact.otherwise:
        table.complain(f"the fact “{fact.id}” has describing questions but no “otherwise”.")


def _check_order(rows: list[tuple[Table, Fact]]) -> None:
    """A question may lean on the answer to an earlier one only, so that no two wait for each other."""
    earlier: list[str] = []
    for table, fact in rows:
        if fact.after and fact.after not in earlier:
            message = f"the fact “{fact.id}” comes after “{fact.after}”, which is no fact above it."
            table.complain(message, did_you_mean(fact.after, earlier), key="after")
        earlier.append(fact.id)


def read_duties(source: str, file: str = "duties.toml") -> tuple[DutyBook, list[Problem]]:
    """Read the duties, those they are owed to, the linked policies and the incompatible pairs."""
    reader = TableReader(source, file)
    root = reader.root()
    who = [_read_who(table) for table in root.tables("who")]
    linked = [_read_linked(table) for table in root.tables("linked")]
    rows = [(table, _read_duty(table)) for table in root.tables("duty")]
    pairs = [(table, _read_incompatible(table)) for table in root.tables("incompatible")]
    when_silent = root.words("when_silent")
    root.finish()
    for ids, what in (
        ([w.id for w in who], "addressee"),
        ([x.id for x in linked], "linked policy"),
        ([d.id for _, d in rows], "duty"),
    ):
        reader.check_unique(ids, what)
    book = DutyBook(
        duties={duty.id: duty for _, duty in rows},
        who={one.id: one for one in who},
        linked={one.id: one for one in linked},
        incompatible=tuple(pair for _, pair in pairs),
        when_silent=when_silent,
    )
    _check_duties(book, rows, pairs, root)
    return book, reader.problems


def _read_who(table: Table) -> Who:
    who = Who(_read_id(table), table.text("label"), table.text("is", ""))
    table.finish()
    return who


def _read_linked(table: Table) -> Linked:
    linked = Linked(_read_id(table), table.text("title"))
    table.finish()
    return linked


def _read_duty(table: Table) -> Duty:
    duty = Duty(
        id=_read_id(table, _RESERVED),
        wording=table.text("wording"),
        addressees=table.words("addressee"),
        urgency=table.one_of("urgency", URGENCIES),
        how=table.text("how", ""),
        feature=table.text("feature", ""),
        contact=table.text("contact", ""),
        procedure=table.text("procedure", ""),
        choose=table.text("choose", ""),
    )
    table.finish()
    return duty


def _read_incompatible(table: Table) -> Incompatible:
    pair = Incompatible(table.words("duties"), table.text("why"))
    table.finish()
    if len(pair.duties) < 2:
        table.complain("an incompatible set needs at least two duties.")
    return pair


def _check_duties(book: DutyBook, rows: list[tuple[Table, Duty]], pairs: list[tuple[Table, Incompatible]], root: Table) -> None:
    for table, duty in rows:
        if not duty.addressees:
            table.complain("it does not say whom it is owed to.", "Add addressee.", key="addressee")
        for id_ in duty.addressees:
            if id_ not in book.who:
                table.complain(f"“{id_}” is not an addressee.", did_you_mean(id_, book.who), key="addressee")
        if duty.procedure and duty.procedure not in book.linked:
            advice = did_you_mean(duty.procedure, book.linked)
            table.complain(f"“{duty.procedure}” is not a linked policy.", advice, key="procedure")
    named = [(table, "duties", pair.duties) for table, pair in pairs]
    for table, key, ids in [*named, (root, "when_silent", book.when_silent)]:
        for id_ in ids:
            if id_ not in book.duties:
                table.complain(f"“{id_}” is not a duty.", did_you_mean(id_, book.duties), key=key)
