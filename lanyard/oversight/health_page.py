"""Policy health as a page: findings by what they are about, the silences, the ways round a clause."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from lanyard.policy.analysis import Finding, Gap, Health, Loophole, Registers, check_health
from lanyard.policy.engine import Engine
from lanyard.policy.pack import Clause, Pack
from lanyard.practice import registers as beside

#: What each kind of finding is called on the page.
KINDS = {
    "contradiction": "Clauses at odds with each other",
    "duties": "Duties that cannot both be done",
    "interests": "Deciding about oneself",
    "wording": "Names written out",
    "binding": "Who is bound",
    "choice": "A choice left open",
    "gap": "Not covered",
    "contact": "Whom to contact",
    "law": "Law that changed",
    "platform": "Networks that closed",
    "dead": "Rules that can never count",
    "shadowed": "Rules that never make a difference",
    "void": "Exceptions that release nothing",
    "monotonicity": "An approval that makes it worse",
    "always": "A promise that is broken",
    "instead": "An approved way that is not allowed",
    "example": "An example that fails",
    "untested": "A rule without an example",
}


@dataclass(frozen=True)
class FindingShown:
    """A finding with its clauses."""

    finding: Finding
    kind: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class GapShown:
    """How far the policy is silent about one act, as a share of a hundred."""

    gap: Gap
    label: str
    percent: str

    @property
    def summary(self) -> str:
        """The line that opens to the examples."""
        return f"{self.label}: silent in {self.percent} of its situations"


@dataclass(frozen=True)
class Decision:
    """A recorded decision, read once, with everything that it settles."""

    said: str
    found: tuple[FindingShown, ...]

    @property
    def summary(self) -> str:
        """The line that opens to what it settles."""
        return f"What this settles ({len(self.found)})"


@dataclass(frozen=True)
class WaysRound:
    """The ways round a clause that one act leaves open."""

    label: str
    found: tuple[Loophole, ...]

    @property
    def summary(self) -> str:
        """The line that opens to them."""
        return f"{self.label} ({len(self.found)})"


@dataclass(frozen=True)
class HealthPage:
    """Everything on the page."""

    health: Health
    open: tuple[FindingShown, ...]
    settled: tuple[Decision, ...]
    notices: tuple[FindingShown, ...]
    gaps: tuple[GapShown, ...]
    loopholes: tuple[WaysRound, ...]


def build_health(pack: Pack, engine: Engine, registers: beside.Registers, *, on: datetime.date) -> HealthPage:
    """Run every analysis over a version, with the registers beside it as they are on a day."""
    known = Registers(law=registers.law, contacts=registers.contacts, platforms=registers.platforms, on=on)
    health = check_health(pack, engine, registers=known)
    act = pack.vocabulary.facts[0]
    gaps = tuple(GapShown(gap, act.value(gap.act).label, _percent(gap.share)) for gap in health.gaps)
    by_act: dict[str, list[Loophole]] = {}
    for loophole in health.loopholes:
        if not loophole.changeable:
            by_act.setdefault(act.value(loophole.act).label, []).append(loophole)
    return HealthPage(
        health=health,
        open=_shown(pack, health.unexplained),
        settled=_by_decision(_shown(pack, health.settled)),
        notices=_shown(pack, health.notices),
        gaps=gaps,
        loopholes=tuple(WaysRound(label, tuple(found)) for label, found in by_act.items()),
    )


def _shown(pack: Pack, findings: Iterable[Finding]) -> tuple[FindingShown, ...]:
    return tuple(
        FindingShown(finding, KINDS.get(finding.kind, finding.kind), tuple(pack.clause(id_) for id_ in finding.clauses))
        for finding in findings
    )


def _by_decision(shown: Iterable[FindingShown]) -> tuple[Decision, ...]:
    """Findings under the decision that settles them, which is then read once."""
    by: dict[str, list[FindingShown]] = {}
    for one in shown:
        by.setdefault(one.finding.settled_by, []).append(one)
    return tuple(Decision(said, tuple(found)) for said, found in by.items())


def _percent(share: float) -> str:
    percent = 100 * share
    return f"{percent:.0f} %" if percent >= 1 else "under 1 %"
