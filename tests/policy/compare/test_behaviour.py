"""What two versions decide differently, on small policies and by brute force on made-up ones."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings

from lanyard.policy.compare import Comparison, compare_packs
from lanyard.policy.compare.changes import Change
from tests.policy.analysis.making import DUTIES, FACTS, clause, small_pack
from tests.policy.reference import Judgement
from tests.policy.strategies import MadePolicy, policies

BAN = clause("ban", "1.1", "never\n  act: share\n  other: pupil\n  duty: tell_head")


def compared(old: str, new: str) -> Comparison:
    """Two policies of one clause text each, compared."""
    return compare_packs(small_pack(old), small_pack(new))


def test_same_policy_behaves_alike() -> None:
    same = compared(BAN, BAN)
    assert same.same_behaviour and same.changed == 0 and same.groups == () and same.clauses == ()
    assert same.roles == () and same.situations == 3 + 1 + 1 + 1


def test_milder_verdict_is_a_loosening_that_is_told_with_its_clause() -> None:
    new = clause("ban", "1.1", "caution\n  act: share\n  other: pupil\n  duty: tell_head")
    difference = compared(BAN, new)
    (group,) = difference.groups
    assert (group.act, group.before, group.after, group.direction, group.count) == ("share", "never", "caution", "looser", 1)
    assert group.loosens and difference.loosenings == (group,) and group.change.words == "“Never” becomes “Take care”"
    assert group.told == "act is share; other is pupil" and group.situation == {"act": "share", "other": "pupil"}
    assert group.clauses == ("ban",) and group.roles == () and group.held[1] == ("other", ("pupil",))
    assert (difference.loosened, difference.tightened, difference.changed) == (1, 0, 1)
    assert not compared(new, BAN).loosenings and compared(new, BAN).tightened == 1


def test_silence_where_the_policy_spoke_must_be_acknowledged() -> None:
    difference = compared(BAN, clause("other", "1.1", "never\n  act: contact"))
    silent = next(group for group in difference.groups if group.act == "share")
    assert silent.direction == "newly_silent" and silent.loosens and silent.clauses == ("ban",)
    spoken = next(group for group in difference.groups if group.act == "contact")
    assert spoken.direction == "newly_spoken" and not spoken.loosens and spoken.clauses == ("other",)
    assert (difference.newly_silent, difference.newly_spoken) == (1, 1)


def test_new_permission_out_of_silence_must_be_acknowledged() -> None:
    permits = BAN + clause("permit", "1.2", "fine\n  act: contact")
    assert [group.loosens for group in compared(BAN, permits).groups] == [True]


@pytest.mark.parametrize(
    ("before", "after", "loosens"),
    [
        ("duty: tell_head", "duty: tell_head\n  duty: keep", False),
        ("duty: tell_head\n  duty: keep", "duty: tell_head", True),
        ("duty: keep", "duty: tell_head", True),
        ("duty: tell_head now", "duty: tell_head same_day", True),
        ("duty: tell_head same_day", "duty: tell_head now", False),
    ],
)
def test_duties_that_go_or_may_wait_must_be_acknowledged(before: str, after: str, loosens: bool) -> None:
    old, new = (clause("ban", "1.1", f"never\n  act: share\n  {duty}") for duty in (before, after))
    difference = compared(old, new)
    (group,) = difference.groups
    assert group.direction == "duties" and group.loosens is loosens and difference.duties_changed == 1
    assert group.change.words == "Never: what must be done changes"


def test_change_for_one_role_says_so_and_counts_for_that_role() -> None:
    new = BAN + clause("heads", "1.2", "never\n  act: contact\n  role: head")
    difference = compared(BAN, new)
    (group,) = difference.groups
    assert group.roles == ("head",)
    assert [(role.role, role.changed, role.situations) for role in difference.roles] == [("head", 1, 6)]


def test_policy_without_roles_names_none() -> None:
    facts = {"act": FACTS["act"], "other": FACTS["other"]}
    old, new = small_pack(BAN, facts=facts), small_pack(clause("ban", "1.1", "fine\n  act: share"), facts=facts)
    assert compare_packs(old, new).roles == ()


def test_loosenings_come_first_and_what_is_too_much_to_read_is_counted() -> None:
    people = " ".join(f"p{n}" for n in range(6))
    facts = {"act": "contact share", **{f"f{n}": people for n in range(5)}}
    rules = [f"never\n  act: contact\n  f{n}: p{m}\n  f{n + 1}: p{m}" for n in range(4) for m in range(3)]
    old, new = small_pack(clause("many", "1.1", *rules), facts=facts), small_pack(clause("none", "1.1"), facts=facts)
    (act,) = compare_packs(old, new).acts
    assert act.rest["newly_silent"] + sum(group.count for group in act.groups) == act.counts["newly_silent"] == act.changed
    mixed = compared(
        clause("one", "1.1", "never\n  act: share\n  other: pupil", "fine\n  act: share\n  other: parent, public"),
        clause("one", "1.1", "fine\n  act: share\n  other: pupil", "never\n  act: share\n  other: parent, public"),
    )
    assert [group.direction for group in mixed.groups] == ["looser", "stricter"]


def test_comparison_is_plain_values() -> None:
    new = clause("ban", "1.1", "caution\n  act: share\n  other: pupil")
    plain = json.loads(json.dumps(compared(BAN, new).as_dict()))
    assert plain["counts"] == {"looser": 1, "newly_silent": 0, "newly_spoken": 0, "stricter": 0, "duties": 0}
    assert plain["changed"] == 1 and plain["old"]["version"] == "1" and len(plain["new"]["hash"]) == 64
    (group,) = plain["groups"]
    assert group["duties_lost"] == [{"duty": "tell_head", "urgency": "now"}] and group["duties_gained"] == []
    assert plain["acts"][0]["counts"] == {"looser": 1} and plain["acts"][0]["changed"] == 1
    assert plain["clauses"][0] == {"id": "ban", "kind": "rules_changed", "number": "1.1", "title": "Clause 1.1"}
    assert plain["roles"][0] == {"role": "teacher", "label": "teacher", "changed": 1, "situations": 6}
    assert plain["facts"] == plain["duties"] == []


def test_silence_of_one_version_may_ask_for_more() -> None:
    duties = DUTIES.replace('when_silent = ["say_why"]', 'when_silent = ["say_why", "tell_head"]')
    difference = compare_packs(small_pack(BAN), small_pack(BAN, duties=duties))
    assert {group.direction for group in difference.groups} == {"duties"} and not difference.loosenings


Expected = tuple[str, str, frozenset[tuple[str, str]], frozenset[tuple[str, str]]]


def expected_change(old: Judgement, new: Judgement) -> Expected | None:
    """Verdicts, and the duties lost and gained; None where nothing changes."""
    if old.follows == new.follows:
        return None
    owed, owes = (frozenset(one.duties.items()) for one in (old, new))
    return old.verdict, new.verdict, owed - owes, owes - owed


def as_expected(change: Change) -> Expected:
    """A change in the same form."""
    return change.before, change.after, frozenset(change.lost), frozenset(change.gained)


@pytest.mark.exhaustive
@settings(max_examples=80)
@given(policies(most=24, most_facts=3, most_clauses=3), policies(most=24, most_facts=3, most_clauses=3))
def test_difference_is_what_the_reference_says_over_the_united_vocabulary(old: MadePolicy, new: MadePolicy) -> None:
    values = {fact.id: list(fact.values) for fact in new.facts}
    for fact in old.facts:
        values[fact.id] = values.get(fact.id, []) + [value for value in fact.values if value not in values.get(fact.id, [])]
    changes = {}
    for row in itertools.product(*values.values()):
        situation = dict(zip(values, row, strict=True))
        changes[row] = expected_change(old.reference.judge(situation), new.reference.judge(situation))
    difference = compare_packs(old.pack, new.pack)
    names = list(values)
    for act in values["act"]:
        rows = [row for row in changes if row[names.index("act")] == act]
        counts = Counter(changes[row] for row in rows if changes[row])
        found = next((one for one in difference.acts if one.act == act), None)
        assert (found is not None) == bool(counts)
        if found is None:
            continue
        assert Fraction(found.changed, found.situations) == Fraction(sum(counts.values()), len(rows))
        assert sum(group.count for group in found.groups) + sum(found.rest.values()) == found.changed
        shown = Counter[object]()
        for group in found.groups:
            shown[as_expected(group.change)] += group.count
            held = dict(group.held)
            inside = [row for row in rows if all(row[names.index(fact)] in allowed for fact, allowed in held.items())]
            assert inside and all(changes[row] == as_expected(group.change) for row in inside)
        assert set(shown) == set(counts)
        if not found.rest:
            assert all(Fraction(shown[key], found.situations) == Fraction(counts[key], len(rows)) for key in counts)
