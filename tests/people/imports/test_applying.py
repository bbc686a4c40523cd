"""Applying a plan: all of it or nothing, only what was confirmed, and never across schools."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from lanyard.people import actions
from lanyard.people.actions.rolls import ManyWouldLeave, PlanIsStale
from lanyard.people.imports.rows import PUPILS
from lanyard.people.models import Account, Adult, Pupil, RollImport
from lanyard.records.models import Event
from tests.people.cast import AT, SINCE, TODAY, make_adult, make_school
from tests.people.imports.rolls import STAFF, data_sync_2, plan, read, sheet, staff_sheet, transfer_file

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def apply(school, roll, *, on=TODAY, plan_hash=None, **more) -> RollImport:
    told = {"file_hash": "0" * 64, "mapping": {}, "by": None, "at": AT, **more}
    return actions.apply_roll(school=school, roll=roll, plan_hash=plan_hash or plan(school, roll, on).hash, on=on, **told)


def test_staff_come_in_with_a_sign_in_that_nobody_can_use_yet():
    school = make_school()
    done = apply(school, read(staff_sheet()))
    assert [(each.name, each.group, each.starts_on) for each in school.adults.all()] == [
        ("Hannah Kowal", "teacher", TODAY),
        ("Leah Morrow", "support", TODAY),
        ("Sam Whitcombe", "teacher", TODAY),
    ]
    for adult in school.adults.all():
        assert adult.account.sign_in_name == adult.account.email == adult.email
        assert not adult.account.has_usable_password()
        assert not adult.roles_held.exists()
    assert done.result["counts"]["create"] == len(done.result["create"]) == 3
    assert (done.format, done.encoding, done.file_hash) == ("sheet", "utf-8", "0" * 64)
    assert Event.objects.filter(kind="roll imported", about={"roll_import": done.pk}).count() == 1


def test_applying_twice_changes_nothing_the_second_time():
    school = make_school()
    apply(school, read(data_sync_2()))
    again = plan(school, read(data_sync_2()))
    assert again.does_nothing
    assert again.counts["unchanged"] == 3


def test_leavers_get_a_last_day_and_stay_in_the_register():
    school = make_school()
    apply(school, read(staff_sheet()))
    leah = Adult.objects.get(name="Leah Morrow")
    actions.give_role(adult=leah, role="it_lead", held_from=TODAY, by=None, at=AT)
    roll = read(staff_sheet(STAFF[:2]))
    with pytest.raises(ManyWouldLeave, match="1 of 3 people would leave"):
        apply(school, roll, on=TODAY + DAY)
    leah.refresh_from_db()
    assert leah.ends_on is None
    apply(school, roll, on=TODAY + DAY, many_may_leave=True)
    leah.refresh_from_db()
    assert leah.ends_on == TODAY + DAY
    assert leah.roles_held.get().held_until == TODAY + DAY
    assert school.adults.count() == 3
    assert Account.objects.filter(pk=leah.account_id).exists()


def test_whoever_came_by_hand_is_never_ended_by_a_file():
    school = make_school()
    head = make_adult(school, "Priya Hartwell", "head")
    governor = make_adult(school, "Ruth Adeyemi", "chair", group="governor")
    apply(school, read(staff_sheet()))
    apply(school, read(staff_sheet(STAFF[:1])), many_may_leave=True)
    for each in (head, governor):
        each.refresh_from_db()
        assert each.ends_on is None


@pytest.mark.parametrize("change", ["name", "leaver", "joiner", "role"])
def test_a_plan_goes_stale_when_people_change(change):
    school = make_school()
    apply(school, read(staff_sheet()))
    roll = read(staff_sheet(STAFF[:2]))
    seen = plan(school, roll).hash
    sam = Adult.objects.get(name="Sam Whitcombe")
    if change == "name":
        actions.change_adult(adult=sam, name="Sam Whitcombe-Field", by=None, at=AT)
    elif change == "leaver":
        actions.end_adult(adult=sam, ends_on=TODAY, by=None, at=AT)
    elif change == "role":
        actions.give_role(adult=sam, role="head", held_from=TODAY, by=None, at=AT)
    else:
        make_adult(school, "Tom Bellamy")
    with pytest.raises(PlanIsStale):
        apply(school, roll, plan_hash=seen, many_may_leave=True)
    assert RollImport.objects.count() == 1


def test_a_plan_of_yesterday_is_not_todays():
    school = make_school()
    roll = read(staff_sheet())
    with pytest.raises(PlanIsStale):
        apply(school, roll, on=TODAY + DAY, plan_hash=plan(school, roll, TODAY).hash)


def test_all_of_it_or_nothing(monkeypatch):
    school = make_school()
    roll = read(staff_sheet())
    seen = plan(school, roll).hash
    long = read(sheet([("Name", "Role"), ("Sam Whitcombe", "Teacher"), ("x" * 200, "Teacher")]))
    assert plan(school, long).counts["create"] == 2
    from lanyard.people.actions import rolls

    def fail(**told):
        raise ValidationError("something that nobody foresaw")

    monkeypatch.setattr(rolls.RollImport, "full_clean", fail)
    with pytest.raises(TypeError):
        apply(school, roll, plan_hash=seen)
    assert not Adult.objects.exists()
    assert not Event.objects.filter(kind="adult added").exists()


def test_one_schools_roll_touches_no_other_school():
    ours, theirs = make_school("Ours"), make_school("Theirs")
    apply(theirs, read(staff_sheet()))
    before = list(theirs.adults.order_by("pk").values())
    done = apply(ours, read(staff_sheet()))
    assert done.result["counts"]["create"] == 3
    assert list(theirs.adults.order_by("pk").values()) == before
    names = set(Account.objects.values_list("sign_in_name", flat=True))
    assert len(names) == 6
    # Each school keeps the work address; the second sign-in has a name of its own and tells nothing of the first.
    assert ours.adults.get(name="Sam Whitcombe").email == "sam.whitcombe@example.org"
    assert ours.adults.get(name="Sam Whitcombe").account.sign_in_name == "sam.whitcombe"


def test_coming_back_keeps_the_time_before():
    school = make_school()
    apply(school, read(staff_sheet()))
    sam = Adult.objects.get(name="Sam Whitcombe")
    actions.end_adult(adult=sam, ends_on=TODAY, by=None, at=AT)
    later = TODAY + 30 * DAY
    back = sheet([("Staff code", "Name", "Role", "Start date"), ("1001", "Sam Whitcombe", "Teacher", f"{later:%d/%m/%Y}")])
    apply(school, read(back, complete=False), on=later)
    sam.refresh_from_db()
    returned = Adult.objects.get(name="Sam Whitcombe", starts_on=later)
    assert (sam.ends_on, sam.account, sam.email) == (TODAY, None, "")
    assert (returned.roll_key, returned.email, returned.ends_on) == ("1001", "sam.whitcombe@example.org", None)
    assert returned.account.sign_in_name == "sam.whitcombe@example.org"
    assert plan(school, read(back, complete=False), later).does_nothing


def test_a_new_address_goes_to_the_sign_in_unless_somebody_has_it():
    school = make_school()
    sam = make_adult(school, email="old@example.org")
    actions.change_email(account=sam.account, email="old@example.org", by=None, at=AT)
    actions.change_adult(adult=sam, email="new@example.org", by=None, at=AT)
    assert sam.account.email == "new@example.org"
    other = make_adult(make_school("Other"), email="taken@example.org")
    actions.change_email(account=other.account, email="taken@example.org", by=None, at=AT)
    actions.change_adult(adult=sam, email="taken@example.org", by=None, at=AT)
    assert (sam.email, sam.account.email) == ("taken@example.org", "new@example.org")


def test_pupils_come_in_change_leave_and_come_back():
    school = make_school()
    apply(school, read({"file.xml": transfer_file()}, PUPILS))
    ada = Pupil.objects.get(given_name="Ada")
    assert (ada.year_group, ada.starts_on, ada.is_on_roll(TODAY)) == ("4", TODAY, True)
    assert ada.reference.startswith("P")
    assert "Ada" not in str(ada)
    moved = sheet([("UPN", "Surname", "Forename", "RegGroup"), ("A801200005001", "Field", "Ada", "Oak")])
    apply(school, read({"c.csv": moved}, PUPILS, complete=False))
    ada.refresh_from_db()
    assert (ada.class_name, ada.year_group) == ("Oak", "4")
    apply(school, read({"c.csv": moved}, PUPILS), many_may_leave=True)
    assert Pupil.objects.get(given_name="Zoë").ends_on == TODAY
    later = TODAY + 60 * DAY
    back = sheet([("UPN", "Surname", "Forename", "Entry date"), ("B801200005001", "O’Neill", "Zoë", later.isoformat())])
    apply(school, read({"c.csv": back}, PUPILS, complete=False), on=later)
    zoe = list(Pupil.objects.filter(given_name="Zoë").order_by("pk"))
    assert [each.roll_key for each in zoe] == ["", "B801200005001"]
    assert zoe[0].reference != zoe[1].reference


def test_staff_import_needs_no_pupil():
    school = make_school()
    apply(school, read(data_sync_2()))
    assert not Pupil.objects.exists()


def test_only_what_may_be_changed_is_changed():
    school = make_school()
    sam = make_adult(school)
    for field in ("school", "account", "pk"):
        with pytest.raises(TypeError, match="changed otherwise"):
            actions.change_adult(adult=sam, by=None, at=AT, **{field: None})
    with pytest.raises(ValidationError, match="after the last day"):
        actions.bring_adult_back(adult=sam, starts_on=SINCE, by=None, at=AT)
    count = Event.objects.count()
    actions.change_adult(adult=sam, name=sam.name, by=None, at=AT)
    assert Event.objects.count() == count


def test_a_file_that_waits_is_sealed_to_its_place_and_forgotten_after_a_day():
    from lanyard.people.actions.rolls import open_waiting
    from lanyard.proof.sealing import CannotOpen

    school = make_school()
    head = make_adult(school, "Priya Hartwell", "head")
    told = {"school": school, "kind": "adults", "format": "sheet", "file_hash": "0" * 64, "encoding": "utf-8"}
    waiting = actions.hold_import(**told, content={"rows": ["Sam Whitcombe"]}, options={}, is_mapped=True, by=head.account, at=AT)
    assert open_waiting(waiting) == {"rows": ["Sam Whitcombe"]}
    assert b"Whitcombe" not in bytes(waiting.sealed)
    other = actions.hold_import(**told, content={}, options={}, is_mapped=True, by=make_adult(school).account, at=AT)
    other.sealed = waiting.sealed
    with pytest.raises(CannotOpen):
        open_waiting(other)
    assert actions.forget_old_imports(by=None, at=AT + DAY) == 0
    assert actions.forget_old_imports(by=None, at=AT + DAY + datetime.timedelta(seconds=1)) == 2
