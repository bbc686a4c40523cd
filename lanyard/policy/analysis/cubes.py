"""Describing a set of situations in few words.

A set of situations is a diagram with a question for its leaves (“is this one wanted?”). A cube is a
part of it that a person can read: for each fact that matters, the values that belong to it. A fact
that a cube does not name may have any value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

from lanyard.policy.diagram import Diagram
from lanyard.policy.facts import Vocabulary

#: Value numbers by level.
Cube = Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """A cube of the wanted situations, and how many of them no cube before it held."""

    cube: Cube
    count: int


def parts(diagram: Diagram, root: int, fixed: Cube, levels: frozenset[int], most: int) -> tuple[list[Part], int]:
    """At most ``most`` cubes that together hold the situations of ``root``, the largest first.

    ``root`` is a diagram of truths. ``fixed`` are facts already chosen above it; they open every cube.
    Situations are counted over the facts at ``levels``. Also returned: how many situations are left over.
    """
    found: list[Part] = []
    left = root
    left_count = count(diagram, left, levels)
    while left_count and len(found) < most:
        cube = _widened(diagram, root, _largest(diagram, left))
        left = without(diagram, left, cube)
        now = count(diagram, left, levels)
        found.append(Part({**fixed, **cube}, left_count - now))
        left_count = now
    return found, left_count


def truths(diagram: Diagram, root: int, wanted: Callable[[Any], bool]) -> int:
    """The diagram of truths that says where a payload is wanted."""
    return diagram.map_leaves(root, lambda payload: bool(wanted(payload)))


def count(diagram: Diagram, root: int, levels: frozenset[int]) -> int:
    """How many situations of a diagram of truths are true, told apart by the facts at ``levels`` alone."""
    return tally(diagram, root, levels).get(True, 0)


def tally(diagram: Diagram, root: int, levels: frozenset[int]) -> dict[Any, int]:
    """How many situations lead to each payload, told apart by the facts at ``levels`` alone."""
    done: dict[int, dict[Any, int]] = {}

    def skipped(above: int, below: int) -> int:
        return prod(diagram.sizes[level] for level in range(above, below) if level in levels)

    def walk(node: int) -> dict[Any, int]:
        if node < 0:
            return {diagram.payload(node): 1}
        found = done.get(node)
        if found is None:
            found = done[node] = {}
            level = diagram.levels[node]
            for kid in diagram.children[node]:
                factor = skipped(level + 1, diagram.level(kid))
                for payload, held in walk(kid).items():
                    found[payload] = found.get(payload, 0) + held * factor
        return found

    factor = skipped(0, diagram.level(root))
    return {payload: held * factor for payload, held in walk(root).items()}


def size(diagram: Diagram, levels: frozenset[int]) -> int:
    """How many situations the facts at ``levels`` tell apart."""
    return prod(diagram.sizes[level] for level in levels)


def without(diagram: Diagram, root: int, cube: Cube) -> int:
    """A diagram of truths with everything inside the cube made false."""
    levels = sorted(cube)
    false = diagram.leaf(False)
    done: dict[tuple[int, int], int] = {}

    def walk(node: int, index: int) -> int:
        if index == len(levels) or node == false:
            return false
        found = done.get((node, index))
        if found is None:
            level = levels[index]
            if diagram.level(node) < level:
                found = diagram.node(diagram.level(node), [walk(kid, index) for kid in diagram.children[node]])
            else:
                tests = diagram.level(node) == level
                kids = diagram.children[node] if tests else (node,) * diagram.sizes[level]
                found = diagram.node(level, [walk(k, index + 1) if v in cube[level] else k for v, k in enumerate(kids)])
            done[node, index] = found
        return found

    return walk(root, 0)


def holds_throughout(diagram: Diagram, root: int, cube: Cube) -> bool:
    """Whether a diagram of truths is true everywhere inside the cube."""
    seen = {root}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node < 0:
            if not diagram.payload(node):
                return False
            continue
        kids = diagram.children[node]
        values = cube.get(diagram.levels[node])
        for kid in kids if values is None else [kids[value] for value in values]:
            if kid not in seen:
                seen.add(kid)
                waiting.append(kid)
    return True


def _largest(diagram: Diagram, root: int) -> dict[int, tuple[int, ...]]:
    """The path to a true leaf that holds the greatest share of all situations."""
    best: dict[int, tuple[float, tuple[int, ...], int]] = {}

    def share(node: int) -> float:
        if node < 0:
            return 1.0 if diagram.payload(node) else 0.0
        if node not in best:
            branches: dict[int, list[int]] = {}
            for value, kid in enumerate(diagram.children[node]):
                branches.setdefault(kid, []).append(value)
            total = diagram.sizes[diagram.levels[node]]
            ranked = [(share(kid) * len(values) / total, tuple(values), kid) for kid, values in branches.items()]
            best[node] = max(ranked, key=lambda one: one[0])
        return best[node][0]

    share(root)
    path: dict[int, tuple[int, ...]] = {}
    node = root
    while node >= 0:
        _, values, kid = best[node]
        path[diagram.levels[node]] = values
        node = kid
    return path


def _widened(diagram: Diagram, root: int, cube: Cube) -> Cube:
    """A cube that still holds only true situations, with as few facts and as many values as can be."""
    wide = dict(cube)
    for level in sorted(cube):
        trial = {other: values for other, values in wide.items() if other != level}
        if holds_throughout(diagram, root, trial):
            wide = trial
            continue
        for value in range(diagram.sizes[level]):
            if value not in wide[level]:
                trial = {**wide, level: tuple(sorted((*wide[level], value)))}
                if holds_throughout(diagram, root, trial):
                    wide = trial
    return wide


def situation(vocabulary: Vocabulary, cube: Cube) -> dict[str, str]:
    """One situation of a cube: of each fact it names, the first value that belongs to it."""
    return {vocabulary.facts[level].id: vocabulary.facts[level].values[cube[level][0]].id for level in sorted(cube)}


def tell(vocabulary: Vocabulary, cube: Cube) -> str:
    """A cube in words, its facts in the vocabulary's order: “contacting someone; a pupil or a parent”."""
    return "; ".join(_tell_fact(vocabulary, level, cube[level]) for level in sorted(cube)) or "in every situation"


def name_values(vocabulary: Vocabulary, cube: Cube) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A cube as fact ids and value ids, in the vocabulary's order."""
    facts = [(vocabulary.facts[level], cube[level]) for level in sorted(cube)]
    return tuple((fact.id, tuple(fact.values[value].id for value in values)) for fact, values in facts)


def _tell_fact(vocabulary: Vocabulary, level: int, values: tuple[int, ...]) -> str:
    fact = vocabulary.facts[level]
    others = [number for number in range(len(fact.values)) if number not in values]
    if len(values) > 4 and 0 < len(others) <= 3:
        return " and ".join(f"not {fact.values[number].phrase}" for number in others)
    return either(fact.values[number].phrase for number in values)


def either(words: Iterable[str]) -> str:
    """Words joined as a choice: “a pupil, a parent or a governor”."""
    listed = list(words)
    return listed[0] if len(listed) == 1 else ", ".join(listed[:-1]) + " or " + listed[-1]


def both(words: Iterable[str]) -> str:
    """Words joined as a list: “2.4.2, 2.4.3 and 2.5.3”."""
    listed = list(words)
    return listed[0] if len(listed) == 1 else ", ".join(listed[:-1]) + " and " + listed[-1]
