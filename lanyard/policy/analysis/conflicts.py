"""Contradictions: where one clause permits what another forbids, and duties that cannot both be met.

The strict answer stands there in any case, and says so. Governors usually settle one by a ``despite``,
after which nothing is left to find; a reading that names the clauses records that they know of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product

from lanyard.policy.analysis.cubes import both
from lanyard.policy.analysis.findings import Finding, numbers
from lanyard.policy.analysis.survey import Firing, Region, Survey
from lanyard.policy.duties import Incompatible
from lanyard.policy.engine import Outcome
from lanyard.policy.rules import VERDICT_WORDS


def find_contradictions(survey: Survey) -> Iterator[Finding]:
    """A surviving permission beside a surviving prohibition, for each pair of clauses that meet so."""
    pairs = dict.fromkeys(pair for firing in survey.firings for pair in _opposed(survey, survey.outcome(firing)))
    for permits, forbids, verdict in sorted(pairs):
        region = survey.region(partial(_meets, survey, (permits, forbids, verdict)))
        message = (
            f"{_number(survey, permits)} says that this is fine, and {_number(survey, forbids)} says "
            f"“{VERDICT_WORDS[verdict].lower()}”, {region.how_many}. Until governors decide which of the two gives way, "
            f"the stricter answer stands. For example: {region.told}."
        )
        yield Finding("contradiction", True, _once(permits, forbids), message, region.situation, region.told)


def find_clashing_duties(survey: Survey) -> Iterator[Finding]:
    """Duties that nobody can meet together, for each pair of clauses that set them."""
    for exclusive in survey.pack.book.incompatible:
        groups = dict.fromkeys(
            clauses for firing in survey.firings for clauses in _setters(survey, survey.outcome(firing), exclusive)
        )
        for clauses in sorted(groups):
            region = survey.region(partial(_is_set, survey, exclusive, clauses))
            yield _clash(survey, clauses, exclusive, region)


def _clash(survey: Survey, clauses: tuple[str, ...], exclusive: Incompatible, region: Region) -> Finding:
    duties = both(f"“{survey.pack.duties[id_].wording.rstrip('.')}”" for id_ in exclusive.duties)
    sources = [_number(survey, id_) for id_ in _once(*clauses) if id_]
    if "" in clauses:
        sources.append("what follows where the policy is silent")
    opening = f"{both(sources)} together ask" if len(sources) > 1 else f"{sources[0]} asks"
    message = (
        f"{opening} for things that nobody can do together: {duties}, {region.how_many}. {exclusive.why} "
        f"For example: {region.told}."
    )
    return Finding("duties", True, tuple(id_ for id_ in _once(*clauses) if id_), message, region.situation, region.told)


def _opposed(survey: Survey, outcome: Outcome) -> set[tuple[str, str, str]]:
    """Clauses that permit beside clauses that forbid, with the verdict of the latter."""
    found = set()
    for kind, rules in outcome.conflicts:
        if kind == "contradiction":
            one, other = (survey.rules[number] for number in rules)
            permits, forbids = (one, other) if one.verdict == "fine" else (other, one)
            found.add((permits.clause_id, forbids.clause_id, forbids.verdict or ""))
    return found


def _setters(survey: Survey, outcome: Outcome, exclusive: Incompatible) -> set[tuple[str, ...]]:
    """The clauses that set each of some incompatible duties; an empty id stands for the policy's silence."""
    setters: list[list[str]] = []
    for wanted in exclusive.duties:
        found = [survey.rules[n].clause_id for n in outcome.surviving if wanted in dict(survey.rules[n].duties)]
        if outcome.verdict == "silent" and wanted in dict(survey.when_silent):
            found.append("")
        setters.append(found)
    return set(product(*setters))


def _meets(survey: Survey, pair: tuple[str, str, str], firing: Firing) -> bool:
    return pair in _opposed(survey, survey.outcome(firing))


def _is_set(survey: Survey, exclusive: Incompatible, clauses: tuple[str, ...], firing: Firing) -> bool:
    return clauses in _setters(survey, survey.outcome(firing), exclusive)


def _once(*clauses: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clauses))


def _number(survey: Survey, clause: str) -> str:
    return numbers(survey.pack, [clause])
