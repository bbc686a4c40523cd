"""The compiled policy: the diagram with everything needed to answer, in a form that loads in a moment.

``compile_pack`` makes an engine from a pack. ``Engine.to_plain`` and ``Engine.from_plain`` turn it into
plain tuples and back, so that a command can answer without reading and compiling the policy again.
"""

from __future__ import annotations

from lanyard.policy.diagram import Diagram
from lanyard.policy.duties import Duty, Linked, Who
from lanyard.policy.facts import Described, Fact, Value, Vocabulary
from lanyard.policy.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from lanyard.policy.pack import Pack

#: Raised with every change of the plain form, so that an old cache is never misread.
PLAIN_FORM = 6


@record
class Outcome:
    """What follows in a situation. Numbers are those of the engine's rules.

    ``overridden`` pairs each rule set aside with the rule whose ``despite`` did so. ``conflicts`` are
    pairs of a kind (``contradiction`` or ``duties``) and the rules that cannot both be meant.
    """

    verdict: str
    surviving: tuple[int, ...]
    overridden: tuple[tuple[int, int], ...]
    duties: tuple[tuple[str, str], ...]
    conflicts: tuple[tuple[str, tuple[int, ...]], ...]


@record
class RuleCard:
    """What an answer shows of a rule: its clause, verdict and read-back.

    ``instead`` holds the approved ways: words, and number, id and title of the clause that allows each.
    """

    id: str
    clause_id: str
    number: str
    title: str
    verdict: str
    read_back: str
    source: str
    note: str
    instead: tuple[tuple[str, str, str, str], ...] = ()


class Engine:
    """A compiled policy. Three diagrams share one store:

    ``exact`` has an ``Outcome`` number at each leaf; ``simple`` the verdict and duties; ``verdicts`` the
    verdict alone. ``choices`` remembers which fact is best asked at a node of ``simple``.
    """

    __slots__ = (
        "_linked_nodes",
        "book",
        "choices",
        "diagram",
        "exact",
        "hash",
        "linked",
        "outcomes",
        "policy_id",
        "rules",
        "settings",
        "simple",
        "title",
        "verdicts",
        "version",
        "vocabulary",
        "who",
    )

    def __init__(
        self,
        *,
        identity: tuple[str, str, str, str],
        vocabulary: Vocabulary,
        duties: Mapping[str, Duty],
        who: Mapping[str, Who],
        linked: Mapping[str, Linked],
        rules: tuple[RuleCard, ...],
        outcomes: tuple[Outcome, ...],
        diagram: Diagram,
        roots: tuple[int, int, int],
        choices: dict[int, int],
    ) -> None:
        self.policy_id, self.version, self.hash, self.title = identity
        self.vocabulary = vocabulary
        self.book, self.who, self.linked = duties, who, linked
        self.rules, self.outcomes = rules, outcomes
        self.diagram = diagram
        self.exact, self.simple, self.verdicts = roots
        self.choices = choices
        self._linked_nodes: Any = None

    def fixed(self, known: Mapping[str, str]) -> dict[int, int]:
        """Known facts as value numbers by level."""
        fixed = {}
        for fact_id, value_id in known.items():
            level = self.vocabulary.level(fact_id)
            fixed[level] = self.vocabulary.facts[level].value_ids().index(value_id)
        return fixed

    def outcome(self, situation: Mapping[str, str]) -> Outcome:
        """The outcome of a situation in which every fact that matters is known. The inner loop of Lanyard.

        Raises ``KeyError`` with the fact's id when a fact that matters is missing; a missing fact is
        never taken for a yes or a no.
        """
        node = self._linked_nodes
        if node is None:
            node = self._link()
        while node.__class__ is tuple:
            node = node[1][situation[node[0]]]
        return node  # type: ignore[no-any-return]

    def _link(self) -> Any:
        """The exact diagram as nested (fact, {value: next}) pairs, the quickest thing for Python to walk."""
        diagram = self.diagram
        ids = self.vocabulary.ids()
        done: dict[int, Any] = {}

        def link(node: int) -> Any:
            if node not in done:
                if node < 0:
                    done[node] = self.outcomes[diagram.payload(node)]
                else:
                    level = diagram.levels[node]
                    values = self.vocabulary.facts[level].value_ids()
                    kids = zip(values, diagram.children[node], strict=True)
                    done[node] = (ids[level], {value: link(kid) for value, kid in kids})
            return done[node]

        self._linked_nodes = link(self.exact)
        return self._linked_nodes

    def to_plain(self) -> dict[str, Any]:
        """The engine as plain tuples, numbers and texts."""
        return {
            "form": PLAIN_FORM,
            "identity": (self.policy_id, self.version, self.hash, self.title),
            "facts": [_plain_fact(fact) for fact in self.vocabulary],
            "duties": [_fields(duty) for duty in self.book.values()],
            "who": [_fields(who) for who in self.who.values()],
            "linked": [_fields(linked) for linked in self.linked.values()],
            "rules": [_fields(rule) for rule in self.rules],
            "outcomes": [_fields(outcome) for outcome in self.outcomes],
            # Copies: two diagrams that grew the same lists would spoil each other.
            "levels": list(self.diagram.levels),
            "children": list(self.diagram.children),
            "leaves": list(self.diagram.leaves),
            "roots": (self.exact, self.simple, self.verdicts),
            "choices": self.choices,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Engine:
        """An engine from its plain form; ``ValueError`` when it was written by another form of Lanyard."""
        if plain.get("form") != PLAIN_FORM:
            raise ValueError("this compiled policy was written by another version of Lanyard")
        vocabulary = Vocabulary([_fact_from(fields) for fields in plain["facts"]])
        return cls(
            identity=plain["identity"],
            vocabulary=vocabulary,
            duties={fields[0]: Duty(*fields) for fields in plain["duties"]},
            who={fields[0]: Who(*fields) for fields in plain["who"]},
            linked={fields[0]: Linked(*fields) for fields in plain["linked"]},
            rules=tuple([RuleCard(*fields) for fields in plain["rules"]]),
            outcomes=tuple([Outcome(*fields) for fields in plain["outcomes"]]),
            diagram=Diagram.from_tables(vocabulary.sizes(), plain["levels"], plain["children"], plain["leaves"]),
            roots=plain["roots"],
            choices=plain["choices"],
        )


def compile_pack(pack: Pack, *, prove: bool = True) -> Engine:
    """Compile a pack into an engine.

    With ``prove``, every ``always`` statement is proved over every situation first; ``Refusal`` names
    the ones that fail, each with a situation that breaks it.
    """
    from lanyard.policy.building import build_engine

    return build_engine(pack, prove=prove)


def _names(kind: Any) -> tuple[str, ...]:
    return tuple(kind.__slots__)


def _fields(value: Any) -> tuple[Any, ...]:
    return tuple(getattr(value, name) for name in _names(type(value)))


def _plain_fact(fact: Fact) -> tuple[Any, ...]:
    fields = dict(zip(_names(Fact), _fields(fact), strict=True))
    fields["values"] = tuple(_fields(value) for value in fact.values)
    fields["described"] = tuple(_fields(row) for row in fact.described)
    return tuple(fields.values())


def _fact_from(plain: tuple[Any, ...]) -> Fact:
    fields = dict(zip(_names(Fact), plain, strict=True))
    fields["values"] = tuple([Value(*value) for value in fields["values"]])
    fields["described"] = tuple([Described(*row) for row in fields["described"]])
    return Fact(**fields)
