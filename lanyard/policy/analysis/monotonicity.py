"""What should help must never hurt: an approval, openness or an emergency makes no answer stricter.

For every fact with a value that helps, the situations with that value are laid over those without it.
Silence is neither mild nor strict: where helping ends or begins a silence, that is a notice.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from lanyard.policy.analysis.cubes import situation, tell, truths
from lanyard.policy.analysis.findings import Finding, numbers
from lanyard.policy.analysis.survey import Firing, Survey, strictness
from lanyard.policy.facts import Fact
from lanyard.policy.rules import VERDICT_WORDS

#: A fact of this name helps when it is true, even where the vocabulary forgets to say so.
_EMERGENCY = "emergency"

Deciding = tuple[str, Firing]


def find_harmful_help(survey: Survey) -> Iterator[Finding]:
    """Facts whose helping value makes the verdict stricter somewhere, or trades it for silence."""
    for level, fact in enumerate(survey.vocabulary):
        helping = fact.helps or ("yes" if fact.id == _EMERGENCY and fact.is_yes_no else "")
        if not helping:
            continue
        for value in fact.value_ids():
            if value != helping:
                yield from _compare(survey, level, fact, value, helping)


def _compare(survey: Survey, level: int, fact: Fact, without: str, helping: str) -> Iterator[Finding]:
    values = fact.value_ids()
    if not _anything_harmed(survey, level, values.index(without), values.index(helping)):
        return
    one = survey.diagram.restrict(survey.deciding, {level: values.index(without)})
    other = survey.diagram.restrict(survey.deciding, {level: values.index(helping)})
    joined = survey.diagram.combine(one, other, lambda before, after: (before, after))
    for serious in (True, False):
        root = truths(survey.diagram, joined, partial(_is_harm, serious))
        if root >= 0 or survey.diagram.payload(root):
            yield _finding(survey, fact, helping, root, joined, serious)


def _anything_harmed(survey: Survey, level: int, without: int, helping: int) -> bool:
    one = survey.diagram.restrict(survey.verdicts, {level: without})
    other = survey.diagram.restrict(survey.verdicts, {level: helping})
    joined = survey.diagram.combine(one, other, _harm)
    return any(survey.diagram.payload(leaf) is not None for leaf in survey.diagram.reachable(joined))


def _is_harm(serious: bool, pair: tuple[Deciding, Deciding]) -> bool:
    return _harm(pair[0][0], pair[1][0]) is serious


def _harm(before: str, after: str) -> bool | None:
    """True where help makes the verdict stricter, False where silence is in play, None where all is well."""
    if before == after:
        return None
    if "silent" in (before, after):
        lost = after == "silent" and before in ("fine", "caution")
        forbidden = before == "silent" and after in ("agree", "never")
        return False if lost or forbidden else None
    return True if strictness(after) > strictness(before) else None


def _finding(survey: Survey, fact: Fact, helping: str, root: int, joined: int, serious: bool) -> Finding:
    region = survey.region_of(root, frozenset([survey.vocabulary.level(fact.id)]))
    values = [region.cube.get(level, (0,))[0] for level in range(len(survey.vocabulary))]
    (before, _), (after, _) = survey.diagram.evaluate(joined, values)
    deciding: set[int] = set()
    for _, ((_, ones), (_, others)) in survey.diagram.paths(joined, partial(_is_harm, serious)):
        deciding.update(others or ones)
    clauses = survey.clause_ids(deciding)
    message = (
        f"It should only ever help that {fact.value(helping).phrase}. Yet it turns "
        f"“{VERDICT_WORDS[before].lower()}” into “{VERDICT_WORDS[after].lower()}” under {numbers(survey.pack, clauses)}, "
        f"{region.how_many}. For example: {tell(survey.vocabulary, region.cube)}."
    )
    told = {**situation(survey.vocabulary, region.cube), fact.id: helping}
    return Finding("monotonicity", serious, clauses, message, told, survey.vocabulary.read_back(told))
