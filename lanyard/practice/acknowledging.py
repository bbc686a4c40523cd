"""The way from being asked to an answer: what to read, which situations to answer, and whether all is done.

Pages, the command line and the action that records an answer all look at the same way.
"""

from __future__ import annotations

from dataclasses import dataclass

from lanyard.people.queries import Scope
from lanyard.policy.compare import Comparison, compare_packs
from lanyard.policy.pack import Clause, Pack

from . import queries, scenarios
from .computed import Memory
from .models import Extent
from .policies import Policy
from .scenarios import Scenario
from .standing import Standing, parts_of

_memory = Memory(32)


@dataclass(frozen=True)
class Way:
    """How far one person has come with the version in force."""

    policy: Policy
    standing: Standing
    clauses: tuple[Clause, ...]
    gone: tuple[Clause, ...]
    opened: frozenset[str]
    ticked: frozenset[str]
    scenarios: tuple[Scenario, ...]
    answered: frozenset[str]

    @property
    def is_brief(self) -> bool:
        """Whether it is the two-minute pack."""
        return self.standing.extent is Extent.BRIEF

    @property
    def unread(self) -> tuple[Clause, ...]:
        """The clauses that are still to be ticked."""
        return tuple(clause for clause in self.clauses if clause.id not in self.ticked)

    @property
    def unanswered(self) -> tuple[Scenario, ...]:
        """The situations that are still to be answered."""
        return tuple(scenario for scenario in self.scenarios if scenario.key not in self.answered)

    @property
    def has_read(self) -> bool:
        """Whether every clause is ticked."""
        return not self.unread

    @property
    def has_checked(self) -> bool:
        """Whether every situation is answered."""
        return not self.unanswered

    @property
    def is_ready(self) -> bool:
        """Whether the person can agree."""
        return self.has_read and self.has_checked


def way_of(scope: Scope, policy: Policy) -> Way:
    """How far the person has come with the policy in force."""
    standing = queries.standing_of(scope, policy)
    pack, since = policy.pack, standing.since_hash
    read = queries.clauses_read(scope, pack.hash)
    old = policy.pack_named(since) if since else None
    return Way(
        policy=policy,
        standing=standing,
        clauses=tuple(pack.clause(id_) for id_ in standing.to_read),
        gone=tuple(old.clause(id_) for id_ in standing.gone) if old else (),
        opened=frozenset(read),
        ticked=frozenset(id_ for id_, one in read.items() if one.ticked_at),
        scenarios=_scenarios(scope, policy, standing, old),
        answered=queries.situations_answered(scope, pack.hash, since),
    )


def comparison_of(old: Pack, new: Pack) -> Comparison:
    """Two versions compared, once in a process."""
    return _memory.remember((old.hash, new.hash), lambda: compare_packs(old, new))


def _scenarios(scope: Scope, policy: Policy, standing: Standing, old: Pack | None) -> tuple[Scenario, ...]:
    """The situations of a person's check; none where there is nothing to read."""
    if not standing.to_read:
        return ()
    pack, engine = policy.pack, policy.engine
    most = scenarios.BRIEF if standing.extent is Extent.BRIEF else scenarios.WHOLE
    seed = f"{pack.hash}:{standing.since_hash}:{scope.adult.pk}"
    roles = scenarios.role_values(engine, parts_of(scope.adult.group, scope.roles))

    def make() -> tuple[Scenario, ...]:
        told = {"roles": roles, "clauses": standing.to_read, "seed": seed, "most": most}
        if old is None or old.hash == pack.hash or standing.since.extent != standing.extent:
            return scenarios.first_scenarios(pack, engine, **told)
        return scenarios.changed_scenarios(pack, engine, comparison_of(old, pack), **told)

    return _memory.remember((seed, roles, standing.to_read, standing.extent), make)
