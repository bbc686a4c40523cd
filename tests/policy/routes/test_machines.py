"""Every machine, walked: nobody decides about themselves, locks hold, two people close, nothing is lost."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.policy.routes.history import CLOSED
from lanyard.policy.routes.kinds import RouteId
from lanyard.policy.routes.steps import next_steps, standing
from tests.policy.routes.given import BOOK, matter
from tests.policy.routes.walks import PEOPLE, do, finish, key, moves

LEFT_OUT = [frozenset(), frozenset({"head"}), frozenset({"head", "chair", "dsl"})]


def walk(history, depth: int):
    """Every matter that can come of one within so many steps, each distinguishable one once, with its standing."""
    seen, queue = set(), deque([(history, 0)])
    while queue:
        here, steps = queue.popleft()
        now = standing(BOOK, here)
        yield here, now
        if steps == depth:
            continue
        for step, person, facts in moves(now):
            there = do(here, step, person.id, facts)
            mark = key(standing(BOOK, there))
            if mark not in seen:
                seen.add(mark)
                queue.append((there, steps + 1))


@pytest.mark.exhaustive
@pytest.mark.parametrize("left_out", LEFT_OUT, ids=["nobody-left-out", "head-left-out", "three-left-out"])
@pytest.mark.parametrize("route", RouteId)
def test_every_machine_holds_its_promises(route, left_out):
    counted, known = 0, set()
    for history, now in walk(matter(route, left_out=left_out), 1 if left_out else 2):
        counted += 1
        # Whatever was offered and taken took effect, and nothing of the history is lost.
        assert now.ignored == () and now.events == history.events
        offered = {person.id: next_steps(BOOK, now, person) for person in PEOPLE}
        for person in PEOPLE:
            if now.left_out & person.roles:
                assert offered[person.id] == ()
        if now.locked:
            assert all(step.while_locked for steps in offered.values() for step in steps)
        if now.state == CLOSED:
            assert {step.id for steps in offered.values() for step in steps} <= {"reopen"}
        ended = standing(BOOK, finish(history, known))
        assert ended.ignored == () and ended.events[: len(history.events)] == history.events
    assert counted > 10


@pytest.mark.parametrize("left_out", LEFT_OUT, ids=["nobody-left-out", "head-left-out", "three-left-out"])
@pytest.mark.parametrize("route", RouteId)
def test_every_route_ends_with_everything_done_and_two_people(route, left_out):
    history = finish(matter(route, left_out=left_out))
    now = standing(BOOK, history)
    assert now.state == CLOSED and now.ignored == () and now.events == history.events
    assert not any(run.running for run in now.clocks)
    assert {step.id for step in now.route.checklist} <= now.done | now.skipped
    proposed, closed = now.last("propose-closing"), now.last("close")
    assert proposed.by != closed.by and not {proposed.by, closed.by} & left_out


@settings(max_examples=15)
@given(st.data())
def test_a_chance_walk_loses_nothing_and_locks_hold(data):
    history = matter(data.draw(st.sampled_from(RouteId)), left_out=data.draw(st.sampled_from(LEFT_OUT)))
    for _ in range(data.draw(st.integers(1, 10))):
        now = standing(BOOK, history)
        step, person, facts = data.draw(st.sampled_from(list(moves(now))))
        before = now.route.id
        history = do(history, step, person.id, facts)
        after = standing(BOOK, history)
        assert after.ignored == () and after.events == history.events
        assert [phase.route.id for phase in after.phases[: len(now.phases)]] == [phase.route.id for phase in now.phases]
        if before == RouteId.INDECENT_IMAGES:
            assert after.route.id == before and after.locked
        assert after.left_out >= now.left_out
        assert not any(next_steps(BOOK, after, replace(one, about_them=True)) for one in PEOPLE)
        met = [run for run in now.clocks if not run.running]
        assert all(run in after.clocks for run in met)
