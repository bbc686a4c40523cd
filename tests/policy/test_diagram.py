"""The diagram against tables: every operation gives what going through all situations gives."""

from __future__ import annotations

import itertools
import math
import sys
import threading
import time
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from lanyard.policy.diagram import Diagram

Row = tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """A function of a few facts, written out."""

    sizes: tuple[int, ...]
    payloads: tuple[Hashable, ...]

    @property
    def rows(self) -> list[Row]:
        """Every situation, as value numbers by level."""
        return list(itertools.product(*(range(size) for size in self.sizes)))

    def __getitem__(self, row: Sequence[int]) -> Hashable:
        index = 0
        for size, value in zip(self.sizes, row, strict=True):
            index = index * size + value
        return self.payloads[index]


@st.composite
def tables(draw: st.DrawFn, sizes: tuple[int, ...] | None = None) -> Table:
    """Tables of up to four facts with few different payloads, so that branches fall together."""
    sizes = sizes or tuple(draw(st.lists(st.integers(2, 3), min_size=1, max_size=4)))
    kinds = st.sampled_from(["never", "fine", "silent"][: draw(st.integers(1, 3))])
    count = math.prod(sizes)
    return Table(sizes, tuple(draw(st.lists(kinds, min_size=count, max_size=count))))


@st.composite
def two_tables(draw: st.DrawFn) -> tuple[Table, Table]:
    """Two tables over the same facts."""
    one = draw(tables())
    return one, draw(tables(one.sizes))


def build(diagram: Diagram, table: Table, row: Row = ()) -> int:
    """The table as a diagram, made from its leaves up."""
    level = len(row)
    if level == len(table.sizes):
        return diagram.leaf(table[row])
    return diagram.node(level, [build(diagram, table, (*row, value)) for value in range(table.sizes[level])])


def agree(row: Row, fixed: dict[int, int]) -> bool:
    """Whether a situation has the values that are known."""
    return all(row[level] == value for level, value in fixed.items())


def known_values(table: Table) -> st.SearchStrategy[dict[int, int]]:
    """Some levels of a table with values."""
    levels = range(len(table.sizes))
    return st.lists(st.sampled_from(levels), unique=True).flatmap(
        lambda chosen: st.fixed_dictionaries({level: st.integers(0, table.sizes[level] - 1) for level in chosen})
    )


@given(tables())
def test_evaluate_reads_the_table(table: Table) -> None:
    diagram = Diagram(table.sizes)
    root = build(diagram, table)
    assert [diagram.evaluate(root, row) for row in table.rows] == list(table.payloads)


@given(two_tables())
def test_equal_functions_are_one_node_and_different_ones_are_not(pair: tuple[Table, Table]) -> None:
    one, other = pair
    diagram = Diagram(one.sizes)
    assert (build(diagram, one) == build(diagram, other)) == (one == other)
    assert build(diagram, one) == build(diagram, one)
    assert len(set(zip(diagram.levels, diagram.children, strict=True))) == len(diagram.levels)
    assert all(len(set(kids)) > 1 for kids in diagram.children)


@given(tables(), st.data())
def test_restrict_fixes_values(table: Table, data: st.DataObject) -> None:
    diagram = Diagram(table.sizes)
    fixed = data.draw(known_values(table))
    restricted = diagram.restrict(build(diagram, table), fixed)
    meant = {row: table[[fixed.get(level, value) for level, value in enumerate(row)]] for row in table.rows}
    assert {row: diagram.evaluate(restricted, row) for row in table.rows} == meant
    assert restricted == build(diagram, Table(table.sizes, tuple(meant.values())))
    one_by_one = build(diagram, table)
    for level, value in fixed.items():
        one_by_one = diagram.restrict(one_by_one, {level: value})
    assert one_by_one == restricted


@given(tables(), st.data())
def test_reachable_and_support_are_what_rows_show(table: Table, data: st.DataObject) -> None:
    diagram = Diagram(table.sizes)
    root = build(diagram, table)
    fixed = data.draw(known_values(table))
    rows = [row for row in table.rows if agree(row, fixed)]
    assert {diagram.payload(leaf) for leaf in diagram.reachable(root, fixed)} == {table[row] for row in rows}
    assert diagram.reachable(diagram.restrict(root, fixed)) == diagram.reachable(root, fixed)
    matters = set(_matters(table, rows))
    assert diagram.support(diagram.restrict(root, fixed)) == matters
    assert matters <= diagram.support(root, fixed) <= set(range(len(table.sizes))) - set(fixed)
    assert diagram.support(root) == set(_matters(table, table.rows))


def _matters(table: Table, rows: list[Row]) -> Iterator[int]:
    """The levels on which the payload depends within some rows."""
    for level in range(len(table.sizes)):
        groups: dict[Row, set[Hashable]] = {}
        for row in rows:
            groups.setdefault(row[:level] + row[level + 1 :], set()).add(table[row])
        if any(len(payloads) > 1 for payloads in groups.values()):
            yield level


@given(two_tables())
def test_combine_joins_row_by_row(pair: tuple[Table, Table]) -> None:
    one, other = pair
    diagram = Diagram(one.sizes)
    both = diagram.combine(build(diagram, one), build(diagram, other), lambda left, right: (left, right))
    assert [diagram.evaluate(both, row) for row in one.rows] == [(one[row], other[row]) for row in one.rows]


@given(tables(), st.data())
def test_forget_unites_what_a_fact_tells_apart(table: Table, data: st.DataObject) -> None:
    diagram = Diagram(table.sizes)
    level = data.draw(st.integers(0, len(table.sizes) - 1))
    sets = diagram.map_leaves(build(diagram, table), lambda payload: frozenset([payload]))
    forgotten = diagram.forget(sets, level, frozenset.union)
    assert level not in diagram.support(forgotten)
    for row in table.rows:
        united = {table[(*row[:level], value, *row[level + 1 :])] for value in range(table.sizes[level])}
        assert diagram.evaluate(forgotten, row) == united


@given(tables(), st.data())
def test_count_counts_rows(table: Table, data: st.DataObject) -> None:
    diagram = Diagram(table.sizes)
    root = build(diagram, table)
    wanted = data.draw(st.sampled_from(sorted({str(payload) for payload in table.payloads})))
    assert diagram.count(root, lambda payload: payload == wanted) == table.payloads.count(wanted)
    fixed = data.draw(known_values(table))
    rows = [row for row in table.rows if agree(row, fixed) and table[row] == wanted]
    # An iterator of levels must do as well as a list.
    assert diagram.count(diagram.restrict(root, fixed), lambda payload: payload == wanted, iter(fixed)) == len(rows)


@given(tables(), st.data())
def test_paths_cover_the_wanted_rows_once_each(table: Table, data: st.DataObject) -> None:
    diagram = Diagram(table.sizes)
    wanted = data.draw(st.sets(st.sampled_from(["never", "fine", "silent"])))
    groups = list(diagram.paths(build(diagram, table), lambda payload: payload in wanted))
    for row in table.rows:
        holding = [payload for held, payload in groups if all(row[level] in values for level, values in held.items())]
        assert holding == ([table[row]] if table[row] in wanted else [])


@given(tables(), st.data())
def test_paths_can_be_kept_to_some_values(table: Table, data: st.DataObject) -> None:
    diagram = Diagram(table.sizes)
    within = data.draw(
        st.dictionaries(
            st.sampled_from(range(len(table.sizes))), st.lists(st.integers(0, 1), unique=True, min_size=1), max_size=2
        )
    )
    groups = list(diagram.paths(build(diagram, table), lambda payload: payload == "never", within))
    for row in table.rows:
        looked_at = all(row[level] in values for level, values in within.items())
        if looked_at:
            holding = [held for held, _ in groups if all(row[level] in values for level, values in held.items())]
            assert len(holding) == (table[row] == "never")
    assert all(set(values) <= set(within.get(level, values)) for held, _ in groups for level, values in held.items())


@given(tables())
def test_map_leaves_changes_every_payload(table: Table) -> None:
    diagram = Diagram(table.sizes)
    mapped = diagram.map_leaves(build(diagram, table), lambda payload: payload == "never")
    assert [diagram.evaluate(mapped, row) for row in table.rows] == [payload == "never" for payload in table.payloads]


@given(two_tables())
def test_compact_keeps_the_roots_and_nothing_else(pair: tuple[Table, Table]) -> None:
    one, other = pair
    diagram = Diagram(one.sizes)
    roots = [build(diagram, one), build(diagram, other)]
    fresh, moved = diagram.compact(roots[:1])
    assert [fresh.evaluate(moved[roots[0]], row) for row in one.rows] == list(one.payloads)
    assert len(fresh.levels) == fresh.size(moved[roots[0]]) == diagram.size(roots[0])
    assert set(fresh.leaves) == set(one.payloads)


@given(tables())
def test_tables_read_back_find_the_nodes_they_have(table: Table) -> None:
    diagram = Diagram(table.sizes)
    root = build(diagram, table)
    again = Diagram.from_tables(diagram.sizes, list(diagram.levels), list(diagram.children), list(diagram.leaves))
    assert build(again, table) == root
    assert (again.levels, again.children, again.leaves) == (diagram.levels, diagram.children, diagram.leaves)


def test_tables_read_back_can_begin_with_a_node() -> None:
    diagram = Diagram.from_tables((2,), [0], [(~0, ~1)], ["never", "fine"])
    assert diagram.node(0, [~0, ~1]) == 0
    assert diagram.node(0, [~1, ~0]) == 1
    assert diagram.leaf("silent") == ~2


class _Overtaken:
    """A lock before which another thread always gets its work in."""

    def __init__(self, first: object) -> None:
        self.first = first

    def __enter__(self) -> None:
        self.first()  # type: ignore[operator]

    def __exit__(self, *details: object) -> None:
        pass


def test_a_leaf_or_node_made_by_another_thread_in_between_is_taken() -> None:
    diagram = Diagram((2,))
    never, fine = diagram.leaf("never"), diagram.leaf("fine")
    lock = diagram._lock

    def overtake(work: object) -> None:
        def first() -> None:
            diagram._lock = lock
            work()  # type: ignore[operator]

        diagram._lock = _Overtaken(first)  # type: ignore[assignment]

    overtake(lambda: diagram.leaf("silent"))
    assert diagram.leaf("silent") == ~2 and len(diagram.leaves) == 3
    overtake(lambda: diagram.node(0, [never, fine]))
    assert diagram.node(0, [never, fine]) == 0 and len(diagram.levels) == len(diagram.children) == 1


class _Interrupted(list[object]):
    """A list during whose reading another thread gets to work for a while."""

    work: object = None

    def __iter__(self) -> Iterator[object]:
        yield from list(super().__iter__())
        if self.work is not None:
            thread = threading.Thread(target=self.work)  # type: ignore[arg-type]
            self.work = None
            thread.start()
            thread.join(0.2)


def test_look_up_tables_are_made_for_all_threads_at_once() -> None:
    leaves = _Interrupted(["never", "fine"])
    diagram = Diagram.from_tables((2, 2), [1], [(~0, ~1)], leaves)
    leaves.work = lambda: diagram.leaf("silent")
    diagram.leaf("never")
    _wait_for(diagram, leaves=3)
    assert diagram.leaf("silent") == ~2 and list(diagram.leaves) == ["never", "fine", "silent"]
    levels = _Interrupted([1])
    diagram = Diagram.from_tables((2, 2), levels, [(~0, ~1)], ["never", "fine"])  # type: ignore[arg-type]
    levels.work = lambda: diagram.node(0, [~0, ~1])
    diagram.node(1, [~0, ~1])
    _wait_for(diagram, nodes=2)
    assert diagram.node(0, [~0, ~1]) == 1 and list(diagram.levels) == [1, 0]


def _wait_for(diagram: Diagram, *, leaves: int = 0, nodes: int = 0) -> None:
    for _ in range(100):
        if len(diagram.leaves) >= leaves and len(diagram.children) >= nodes:
            return
        time.sleep(0.01)


def test_many_threads_make_each_node_once() -> None:
    sizes = (3, 3, 3, 3)
    rows = list(itertools.product(range(3), repeat=4))
    functions = [Table(sizes, tuple((sum(row) * step + row[step % 4]) % 5 for row in rows)) for step in range(1, 9)]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(5):
            _race(sizes, functions)
    finally:
        sys.setswitchinterval(before)


def _race(sizes: tuple[int, ...], functions: list[Table]) -> None:
    """Eight threads build the same functions in different orders on tables read back from a cache."""
    seed = Diagram(sizes)
    build(seed, functions[0])
    diagram = Diagram.from_tables(sizes, seed.levels, seed.children, seed.leaves)
    start = threading.Barrier(8)
    roots: dict[tuple[int, int], int] = {}
    failed: list[BaseException] = []

    def work(number: int) -> None:
        try:
            start.wait()
            for index in [*range(number, len(functions)), *range(number)]:
                roots[number, index] = build(diagram, functions[index])
                diagram.restrict(roots[number, index], {3: number % 3})
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(diagram.levels) == len(diagram.children) == len(set(zip(diagram.levels, diagram.children, strict=True)))
    assert len(diagram.leaves) == len(set(diagram.leaves))
    for index in range(len(functions)):
        assert len({roots[number, index] for number in range(8)}) == 1
