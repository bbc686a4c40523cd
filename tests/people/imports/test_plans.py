"""Plans: what must hold of every roll and every register, and what each doubt says."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.people.imports.planning import plan_roll
from lanyard.people.imports.plans import DOING, Known, Plan, Sort
from lanyard.people.imports.rows import ADULTS, PUPILS, AdultRow, PupilRow, Roll
from tests.people.cast import TODAY

DAY = datetime.timedelta(days=1)
LONG_AGO = datetime.date(2020, 9, 1)

names = st.sampled_from(["Sam Whitcombe", "Hannah Kowal", "Zoë O’Neill", "zoe o'neill", "Priya Hartwell"])
keys = st.sampled_from(["", "1", "2", "3", "4"])
emails = st.sampled_from([None, "a@example.org", "b@example.org", "c@example.org"])
days = st.sampled_from([None, TODAY - 400 * DAY, TODAY - DAY, TODAY, TODAY + 30 * DAY])
groups = st.sampled_from(["teacher", "support", None])

adult_rows = st.lists(
    st.builds(
        AdultRow,
        row=st.just(0),
        key=keys,
        name=names,
        email=emails,
        group=groups,
        employer=st.sampled_from([None, "", "Example Supply Agency"]),
        starts_on=days,
        ends_on=days,
        left=st.booleans(),
        problems=st.sampled_from([(), (), (), ("there is no name",)]),
    ),
    max_size=7,
)
pupil_rows = st.lists(
    st.builds(
        PupilRow,
        row=st.just(0),
        key=keys,
        given_name=st.sampled_from(["Ada", "Ben", "Cleo"]),
        family_name=st.sampled_from(["Field", "Wood"]),
        class_name=st.sampled_from([None, "", "Oak"]),
        year_group=st.sampled_from([None, "4"]),
        starts_on=days,
        ends_on=days,
        left=st.booleans(),
    ),
    max_size=7,
)


def numbered(rows):
    """Rows with the numbers of a sheet, and dates in an order that a parser would let pass."""
    found = []
    for number, row in enumerate(rows, start=2):
        told = {field: getattr(row, field) for field in row.__dataclass_fields__}
        if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
            told["starts_on"] = None
        found.append(type(row)(**{**told, "row": number}))
    return tuple(found)


@st.composite
def adults(draw) -> list[Known]:
    """A register in which numbers and addresses are unique, as the database holds them to be."""
    found = []
    for id_ in range(1, draw(st.integers(0, 5)) + 1):
        key = draw(keys)
        email = draw(emails) or ""
        key = "" if any(each.key == key for each in found) else key
        email = "" if any(each.email == email for each in found) else email
        starts = draw(st.sampled_from([LONG_AGO, TODAY, TODAY + 5 * DAY]))
        ends = draw(st.sampled_from([None, None, starts, starts + 20 * DAY]))
        roll = "sheet" if key else draw(st.sampled_from(["", "oneroster"]))
        values = {"name": draw(names), "email": email, "group": "teacher", "employer": "", "starts_on": starts, "ends_on": ends}
        values |= {"contact_with_pupils": True, "roll": roll, "roll_key": key}
        held = draw(st.sampled_from(["", "", "is the head teacher"]))
        found.append(Known(id_, values["name"], key, email, starts, ends, bool(roll), values, held))
    return found


@st.composite
def pupils(draw) -> list[Known]:
    """The pupils of a register."""
    found = []
    for id_ in range(1, draw(st.integers(0, 5)) + 1):
        key = draw(keys)
        key = "" if any(each.key == key for each in found) else key
        ends = draw(st.sampled_from([None, None, TODAY - DAY]))
        given_name, family = draw(st.sampled_from(["Ada", "Ben"])), draw(st.sampled_from(["Field", "Wood"]))
        values = {"given_name": given_name, "family_name": family, "class_name": "Oak", "year_group": "4"}
        values |= {"starts_on": LONG_AGO, "ends_on": ends, "roll_key": key}
        found.append(Known(id_, f"{given_name} {family}", key, "", LONG_AGO, ends, True, values))
    return found


def applied(plan: Plan, known: list[Known]) -> list[Known]:
    """The register after a plan, worked out apart from the actions that write it."""
    after = {each.id: dict(each.values) for each in known}
    fresh = iter(range(1000, 2000))
    for step in plan.of(*DOING):
        if step.sort is Sort.CREATE:
            blank = {
                "email": "",
                "employer": "",
                "ends_on": None,
                "contact_with_pupils": True,
                "class_name": "",
                "year_group": "",
            }
            after[next(fresh)] = {**blank, "roll_key": "", **step.values}
        elif step.sort is Sort.RETURN:
            before = after[step.id]
            after[next(fresh)] = {**before, "ends_on": None, **step.values}
            after[step.id] = {**before, "email": "", "roll_key": ""}
        else:
            after[step.id].update(step.values)
    held = {each.id: each.held for each in known}
    return [_known(id_, values, held.get(id_, "")) for id_, values in after.items()]


def _known(id_: int, values: dict, held: str) -> Known:
    name = values.get("name") or f"{values['given_name']} {values['family_name']}"
    on_this = values.get("roll", "sheet") == "sheet"
    return Known(
        id_, name, values["roll_key"] if on_this else "", values.get("email", ""), values["starts_on"], values["ends_on"],
        bool(values.get("roll", "sheet")), values, held,
    )  # fmt: skip


def roll_of(rows, kind: str = ADULTS, complete: bool = True) -> Roll:
    return Roll(kind, "sheet", numbered(rows), "utf-8", complete)


def plans(rows, known, kind: str = ADULTS, complete: bool = True) -> Plan:
    return plan_roll(roll_of(rows, kind, complete), known, on=TODAY)


def meaning(plan: Plan) -> list:
    """A plan without the numbers of its rows."""
    return sorted(repr((step.sort, step.id, step.name, step.changes)) for step in plan.steps)


@settings(max_examples=400)
@given(adult_rows, adults(), st.booleans())
def test_planning_again_after_applying_finds_nothing_to_do(rows, known, complete):
    first = plans(rows, known, complete=complete)
    again = plans(rows, applied(first, known), complete=complete)
    assert again.does_nothing, [step for step in again.steps if step.sort in DOING]


def known_as(id_: int, name: str, key: str = "", email: str = "", ends_on=None) -> Known:
    values = {"name": name, "email": email, "group": "teacher", "employer": "", "starts_on": LONG_AGO, "ends_on": ends_on}
    values |= {"contact_with_pupils": True, "roll": "sheet" if key else "", "roll_key": key}
    return Known(id_, name, key, email, LONG_AGO, ends_on, bool(key), values)


@pytest.mark.parametrize(
    ("rows", "known"),
    [
        pytest.param(
            [
                AdultRow(row=0, key="", name="Sam Whitcombe", email="b@example.org", group="teacher"),
                AdultRow(row=0, key="1", name="Sam Whitcombe", email="a@example.org", group="teacher", starts_on=TODAY),
            ],
            [known_as(1, "Hannah Kowal", "1", "b@example.org", LONG_AGO)],
            id="one row frees the address that another asks for",
        ),
        pytest.param(
            [
                AdultRow(row=0, key="", name="Zoë O’Neill", email="a@example.org", group="teacher"),
                AdultRow(row=0, key="1", name="Zoë O’Neill", group="teacher"),
            ],
            [known_as(1, "Zoë O’Neill", "2"), known_as(2, "Zoë O’Neill")],
            id="one row settles which of two of a name another is",
        ),
        pytest.param(
            [
                AdultRow(row=0, key="", name="Sam Whitcombe", email="c@example.org", group="teacher"),
                AdultRow(row=0, key="", name="Hannah Kowal", group="teacher"),
            ],
            [known_as(3, "Hannah Kowal", "", "c@example.org")],
            id="one row renames the person whom another names",
        ),
    ],
)
def test_what_one_row_would_settle_for_another_is_left_to_a_person(rows, known):
    plan = plans(rows, known, complete=False)
    assert [step.sort for step in plan.steps] == [Sort.AMBIGUOUS, Sort.AMBIGUOUS]


@settings(max_examples=200)
@given(pupil_rows, pupils(), st.booleans())
def test_planning_pupils_again_finds_nothing_to_do(rows, known, complete):
    first = plans(rows, known, PUPILS, complete)
    assert plans(rows, applied(first, known), PUPILS, complete).does_nothing


@settings(max_examples=200)
@given(adult_rows, adults(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_people_does_not_matter(rows, known, chance):
    first = plans(rows, known)
    shuffled, people = list(rows), list(known)
    chance.shuffle(shuffled)
    chance.shuffle(people)
    assert meaning(plans(shuffled, people)) == meaning(first)


@settings(max_examples=300)
@given(adult_rows, adults(), st.booleans())
def test_nothing_is_lost(rows, known, complete):
    plan = plans(rows, known, complete=complete)
    assert sorted(step.row for step in plan.steps if step.row) == list(range(2, len(rows) + 2))
    told = [step.id for step in plan.of(*DOING) if step.id]
    assert len(told) == len(set(told)), "nobody is changed twice"
    for each in known:
        mentioned = any(step.id == each.id for step in plan.steps)
        missed = each.on_roll and each.ends_on is None and each.starts_on <= TODAY and not each.held
        if complete and rows and missed and not mentioned:
            # Then a row that is in doubt may be about them, and they stay.
            assert plan.of(Sort.AMBIGUOUS)
        if not each.on_roll and mentioned and not any(step.row for step in plan.steps if step.id == each.id):
            pytest.fail("somebody who came by hand is touched by a file that does not name them")
    assert not [step for step in plan.of(Sort.LEAVE) if next(each for each in known if each.id == step.id).held]


@settings(max_examples=200)
@given(adult_rows, adults())
def test_a_list_of_some_ends_nobody_who_is_missing(rows, known):
    assert all(step.row for step in plans(rows, known, complete=False).steps)


@settings(max_examples=200)
@given(adult_rows, adults())
def test_numbers_and_addresses_stay_unique(rows, known):
    after = applied(plans(rows, known), known)
    for told in ("email", "roll_key"):
        found = [(each.values["roll"] if told == "roll_key" else "", each.values[told]) for each in after if each.values[told]]
        assert len(found) == len(set(found))
    assert all(each.ends_on is None or each.ends_on >= each.starts_on for each in after)


def known(id_: int, name: str, key: str = "", email: str = "", **more) -> Known:
    values = {"name": name, "email": email, "group": "teacher", "employer": "", "starts_on": LONG_AGO, "ends_on": None}
    values |= {"contact_with_pupils": True, "roll": "sheet" if key else "", "roll_key": key, **more}
    held = values.pop("held", "")
    return Known(id_, name, key, email, values["starts_on"], values["ends_on"], bool(values["roll"]), values, held)


def row(name: str = "Sam Whitcombe", **more) -> AdultRow:
    return AdultRow(**{"row": 0, "name": name, "group": "teacher", **more})


@pytest.mark.parametrize(
    ("rows", "people", "why"),
    [
        ([row(key="1"), row("Hannah Kowal", key="1")], [], "same number and says something else"),
        ([row(key="1", email="a@example.org"), row(key="2", email="a@example.org")], [], "same e-mail address"),
        ([row(key="1", email="b@example.org")], [known(1, "Sam", "1"), known(2, "Hannah", "2", "b@example.org")], "to another"),
        ([row(email="a@example.org", key="9")], [known(1, "Hannah Kowal", "1", "a@example.org")], "somebody of another name"),
        ([row(), row()], [], "nothing to tell them apart"),
        ([row()], [known(1, "Sam Whitcombe"), known(2, "Sam Whitcombe")], "several people"),
        ([row()], [known(1, "Sam Whitcombe", ends_on=TODAY - DAY)], "left on 21 November 2026"),
        ([row(key="1")], [known(1, "Sam Whitcombe", "1", ends_on=TODAY - DAY)], "still lists them"),
        ([row(group=None)], [], "does not say whether"),
        ([row(starts_on=TODAY + DAY, key="1")], [known(1, "Sam Whitcombe", "1", ends_on=TODAY)], "last day would come before"),
    ],
)
def test_a_doubt_is_left_to_a_person_and_says_why(rows, people, why):
    found = plans(rows, people).of(Sort.AMBIGUOUS)
    assert found
    assert all(why in step.why for step in found)
    assert plans(rows, people).does_nothing


def test_somebody_known_by_name_gets_their_number():
    plan = plans([row("Zoe O'Neill", key="7", email="z@example.org")], [known(1, "Zoë O’Neill")])
    assert plan.counts[Sort.CHANGE] == 1
    assert plan.steps[0].values == {"name": "Zoe O'Neill", "email": "z@example.org", "roll": "sheet", "roll_key": "7"}


def test_the_head_is_never_ended_by_a_file():
    people = [known(1, "Priya Hartwell", "1", held="is the head teacher"), known(2, "Sam Whitcombe", "2")]
    plan = plans([row(key="2")], people)
    assert plan.counts[Sort.LEAVE] == 0
    assert plan.of(Sort.AMBIGUOUS)[0].id == 1


def test_coming_back_needs_a_new_first_day():
    people = [known(1, "Sam Whitcombe", "1", "a@example.org", ends_on=TODAY - 90 * DAY)]
    plan = plans([row(key="1", email="a@example.org", starts_on=TODAY - 3 * DAY)], people)
    assert plan.steps[0].sort is Sort.RETURN


@pytest.mark.parametrize(("missing", "asks"), [(1, False), (2, True)])
def test_more_than_a_tenth_leaving_is_asked_about(missing, asks):
    people = [known(number, f"Person {number}", str(number)) for number in range(1, 16)]
    rows = [row(f"Person {number}", key=str(number)) for number in range(1 + missing, 16)]
    plan = plans(rows, people)
    assert plan.counts[Sort.LEAVE] == missing
    assert plan.ends_many is asks


def test_a_copy_of_a_row_counts_once():
    plan = plans([row(key="1"), row(key="1")], [])
    assert (plan.counts[Sort.CREATE], plan.counts[Sort.ASIDE]) == (1, 1)
    assert plan.of(Sort.ASIDE)[0].why == "says the same as row 2"


def test_the_hash_names_the_plan_and_the_people_it_rests_on():
    people = [known(1, "Sam Whitcombe", "1")]
    first = plans([row(key="1")], people)
    assert plans([row(key="1")], people).hash == first.hash
    assert plans([row(key="1"), row("Hannah Kowal", key="2")], people).hash != first.hash
    assert plans([row(key="1")], [*people, known(2, "Hannah Kowal")]).hash != first.hash
    assert plans([row(key="1")], [known(1, "Sam Whitcombe", "1", employer="Agency")]).hash != first.hash
