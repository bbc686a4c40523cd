"""Steps and names by chance holders, in any order: what must hold of a case whatever they do."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from lanyard.concerns.actions.names import act_on_name
from lanyard.concerns.actions.reports import Reporter
from lanyard.concerns.actions.steps import NotYours, take_step
from lanyard.concerns.chain import check_chain
from lanyard.concerns.models import Case, CaseWrap, Item, ItemKind
from lanyard.concerns.queries.names import name_of
from lanyard.policy.routes.history import CLOSED
from lanyard.policy.routes.kinds import Matter
from lanyard.policy.routes.names import NameAct, NameState
from tests.concerns.cast import Cast, send
from tests.people.cast import AT
from tests.policy.routes.given import BOOK, facts_for

pytestmark = pytest.mark.django_db
WHO = ("head", "dsl", "chair")
STEPS = sorted({step.id for route in BOOK for step in route.steps} - {"leave-somebody-out"})
TARGETS = sorted(route.id.value for route in BOOK)


class Handling(RuleBasedStateMachine):
    """A case about the assistant, sent by a teacher who keeps their name back, and three people with keys."""

    #: Making keys is slow on purpose, so one cast serves every walk.
    cast: Cast

    @initialize()
    def send_a_report(self) -> None:
        self.case: Case = send(
            self.cast,
            about=("assistant",),
            reporter=Reporter(self.cast.adults["teacher"], kept_back=True),
            matter=Matter.CONDUCT,
        ).case
        self.named = {self.cast.adults["assistant"].pk}
        self.seen: list[tuple[int, bytes]] = []
        self.minutes = 0

    def do(self, action, who: str, **told) -> None:
        """Let somebody try something a minute later; a refusal is an answer too."""
        self.minutes += 1
        at = AT + datetime.timedelta(minutes=self.minutes)
        by = self.cast.adults[who]
        try:
            action(scope=self.cast.scope(who), unlocked=self.cast.keys[who], case=self.case, by=by.account, at=at, **told)
        except (ValidationError, NotYours, KeyError):
            return

    @rule(who=st.sampled_from(WHO), step=st.sampled_from(STEPS), to=st.sampled_from(TARGETS), option=st.integers(0, 5))
    def try_any_step(self, who: str, step: str, to: str, option: int) -> None:
        found = next(route.step(step) for route in BOOK if route.has(step))
        facts = {**facts_for(found), **({"to": to} if "to" in found.facts else {})}
        for name in facts:
            options = BOOK.fact(name).options
            facts[name] = options[option % len(options)].id if options else facts[name]
        self.do(take_step, who, step=step, facts=facts)

    @rule(who=st.sampled_from(WHO), step=st.sampled_from(STEPS))
    def leave_a_step(self, who: str, step: str) -> None:
        self.do(take_step, who, step="leave-a-step", facts={"item": step, "reason": "Not needed."})

    @rule(who=st.sampled_from(WHO))
    def come_to_an_end(self, who: str) -> None:
        """Settle what is left as somebody, then ask for closing: chance alone would hardly ever come so far."""
        if self.case not in self.cast.cases(who):
            return
        for step in self.cast.open(who, self.case).standing.route.checklist:
            for name in ("judgement-looked-for", step.id):
                if self.cast.open(who, self.case).standing.step(name):
                    found = next(route.step(name) for route in BOOK if route.has(name))
                    self.do(take_step, who, step=name, facts=facts_for(found))
        self.do(take_step, who, step="propose-closing", facts={"reason": "Done."})

    @rule(who=st.sampled_from(WHO), step=st.sampled_from(("close", "keep-open", "reopen")))
    def end_or_go_on(self, who: str, step: str) -> None:
        self.do(take_step, who, step=step, facts={"reason": "Because."})

    @rule(who=st.sampled_from(WHO), act=st.sampled_from(NameAct))
    def act_on_the_name(self, who: str, act: NameAct) -> None:
        self.do(act_on_name, who, act=act, reason="It is needed.")

    @precondition(lambda self: len(self.named) == 1)
    @rule(who=st.sampled_from(("head", "chair")))
    def leave_the_lead_out(self, who: str) -> None:
        out, before = self.cast.adults["dsl"], Item.objects.filter(case=self.case, step="leave-somebody-out").count()
        facts = {"person": str(out.pk), "reason": "Close to somebody.", "roles": "dsl"}
        self.do(take_step, who, step="leave-somebody-out", facts=facts, left_out_adults=frozenset({out.pk}))
        if Item.objects.filter(case=self.case, step="leave-somebody-out").count() > before:
            self.named.add(out.pk)

    @invariant()
    def history_only_grows(self) -> None:
        items = list(Item.objects.filter(case=self.case).order_by("number"))
        assert [(item.number, bytes(item.link)) for item in items][: len(self.seen)] == self.seen
        self.seen = [(item.number, bytes(item.link)) for item in items]
        check_chain(self.case, items)

    @invariant()
    def nobody_who_is_left_out_has_a_key(self) -> None:
        held = set(CaseWrap.objects.filter(case=self.case).values_list("holder__adult", flat=True))
        assert not held & self.named
        assert held <= {self.cast.adults[who].pk for who in WHO}

    @invariant()
    def closed_means_two_different_people_and_shown_means_two_different_people(self) -> None:
        who = next((who for who in WHO if self.case in self.cast.cases(who)), None)
        if who is None:
            return
        opened = self.cast.open(who, self.case)
        assert (opened.standing.state == CLOSED) == (opened.case.closed_at is not None)
        assert opened.standing.ignored == (), "whatever was written could be taken"
        if opened.case.closed_at is not None:
            last = {item.step: item.by_id for item in Item.objects.filter(case=self.case, kind=ItemKind.STEP)}
            assert last["propose-closing"] != last["close"]
        name = name_of(opened)
        agreed = [one.item.by_id for one in opened.of(ItemKind.NAME) if one.body["act"] == NameAct.AGREE]
        assert name.is_shown == (name.standing.state == NameState.SHOWN) == bool(agreed)
        if agreed:
            asked = [one.item.by_id for one in opened.of(ItemKind.NAME) if one.body["act"] == NameAct.ASK]
            assert asked[-1] != agreed[0]
        else:
            assert self.cast.adults["teacher"].name not in str(name)


def test_whatever_holders_do_history_grows_and_two_people_close_and_show(cast):
    Handling.cast = cast
    few = settings(max_examples=6, stateful_step_count=16, deadline=None)
    run_state_machine_as_test(Handling, settings=few)
