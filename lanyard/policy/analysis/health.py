"""The health of a policy: every analysis in one report, for the adoption gate and the policy health page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lanyard.policy.analysis.conflicts import find_clashing_duties, find_contradictions
from lanyard.policy.analysis.effects import find_dead_rules, find_shadowed_rules
from lanyard.policy.analysis.examples import find_broken_promises, find_untested_rules
from lanyard.policy.analysis.exceptions import find_void_despites, find_void_exceptions
from lanyard.policy.analysis.findings import Finding, settle
from lanyard.policy.analysis.gaps import Gap, find_gaps, measure_gaps
from lanyard.policy.analysis.interests import find_interests
from lanyard.policy.analysis.loopholes import Loophole, find_loopholes
from lanyard.policy.analysis.monotonicity import find_harmful_help
from lanyard.policy.analysis.references import Registers, find_dated_contacts, find_dated_law, find_dated_platforms
from lanyard.policy.analysis.survey import Survey
from lanyard.policy.analysis.wording import find_binding_drift, find_literal_names, find_open_choices
from lanyard.policy.engine import Engine
from lanyard.policy.pack import Pack


@dataclass(frozen=True, slots=True)
class Health:
    """What every analysis found. ``ok`` says that nothing serious is left without an explanation.

    ``gaps`` and ``loopholes`` are information. ``rules``, ``examples`` and ``invariants`` count what was looked at.
    """

    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    loopholes: tuple[Loophole, ...]
    rules: int
    examples: int
    invariants: int

    @property
    def unexplained(self) -> tuple[Finding, ...]:
        """Serious findings that no reading settles: a policy with one of them is not adopted."""
        return tuple(finding for finding in self.findings if finding.unexplained)

    @property
    def settled(self) -> tuple[Finding, ...]:
        """Findings that a reading settles. The strict answer still stands where one is about answers."""
        return tuple(finding for finding in self.findings if finding.settled_by)

    @property
    def notices(self) -> tuple[Finding, ...]:
        """Findings that are worth knowing and stop nothing."""
        return tuple(finding for finding in self.findings if not finding.serious and not finding.settled_by)

    @property
    def ok(self) -> bool:
        """Whether the policy may be adopted as far as the analyses can tell."""
        return not self.unexplained

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values, for JSON."""
        return {
            "ok": self.ok,
            "rules": self.rules,
            "examples": self.examples,
            "invariants": self.invariants,
            "unexplained": [finding.as_dict() for finding in self.unexplained],
            "settled": [finding.as_dict() for finding in self.settled],
            "notices": [finding.as_dict() for finding in self.notices],
            "gaps": [gap.as_dict() for gap in self.gaps],
            "loopholes": [loophole.as_dict() for loophole in self.loopholes],
        }


def check_health(pack: Pack, engine: Engine, *, registers: Registers | None = None) -> Health:
    """Run every analysis over a pack and the engine compiled from it (with or without ``prove``).

    Dated references are looked for only in the ``registers`` given.
    """
    survey = Survey(pack)
    found = list(_find_all(survey, engine, registers or Registers()))
    settled = [finding if finding.settled_by else settle(pack, finding) for finding in found]
    return Health(
        findings=tuple(sorted(settled, key=lambda finding: (not finding.unexplained, not finding.serious))),
        gaps=measure_gaps(survey),
        loopholes=find_loopholes(survey),
        rules=len(pack.rules),
        examples=len(pack.examples),
        invariants=len(pack.always),
    )


def _find_all(survey: Survey, engine: Engine, registers: Registers) -> Iterator[Finding]:
    pack = survey.pack
    yield from find_broken_promises(survey, engine)
    yield from find_contradictions(survey)
    yield from find_clashing_duties(survey)
    yield from find_void_exceptions(survey)
    yield from find_void_despites(survey)
    yield from find_dead_rules(survey)
    yield from find_shadowed_rules(survey)
    yield from find_harmful_help(survey)
    yield from find_interests(survey)
    yield from find_gaps(survey)
    yield from find_literal_names(pack)
    yield from find_binding_drift(pack)
    yield from find_open_choices(pack)
    yield from find_dated_law(pack, registers)
    yield from find_dated_platforms(pack, registers)
    yield from find_dated_contacts(pack, registers)
    yield from find_untested_rules(survey)
