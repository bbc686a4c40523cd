"""The demonstration: an invented school with Welton's policy in force, its invented people and what it lends."""

from __future__ import annotations

import datetime

import pytest

from lanyard.oversight import queries
from lanyard.oversight.models import Adoption, PolicyVersion
from lanyard.people.models import Account, Adult, School
from lanyard.people.queries import scope_of
from lanyard.policy.pack import load_pack
from lanyard.policy.refusal import Refusal
from lanyard.practice.actions.loans import book_loan
from lanyard.practice.models import Acknowledgement, Equipment, Loan, LoanStep
from lanyard.practice.queries import agreed_on
from lanyard.practice.queries.equipment import shelf
from lanyard.records.models import Event
from lanyard.site import demonstration
from tests.people.cast import AT, TODAY, make_adult, make_school
from tests.site.sample import sources

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(monkeypatch, tmp_path):
    """Two small versions of a policy in place of Welton's, which takes longer to load."""
    for year, day in (("2025", "2025-09-01"), ("2026", "2026-09-01")):
        folder = tmp_path / year
        folder.mkdir()
        for name, text in sources(version=year, adopted_on=day, minute=f"{year}/1").items():
            (folder / name).write_text(text)
    monkeypatch.setattr(demonstration, "VERSIONS", (str(tmp_path / "2025"), str(tmp_path / "2026")))
    return tmp_path


def test_the_school_and_its_council_come_from_the_policy(small):
    school = demonstration.seed(at=AT)
    assert (school.name, school.council) == ("Sample Primary School", "Sample Council")
    assert school.is_demonstration


def test_the_cast_is_complete(small):
    demonstration.seed(at=AT)
    groups = sorted(Adult.objects.values_list("group", flat=True))
    assert {"teacher", "support", "supply", "governor", "contractor", "volunteer"} == set(groups)
    roles = {role for adult in Adult.objects.all() for role in scope_of(adult.account, on=TODAY).roles}
    assert {"head", "dsl", "chair", "business_manager"} <= roles
    assert groups.count("teacher") == 4  # two of them are the head teacher and the DSL
    assert all(name.endswith("@example.org") for name in Account.objects.values_list("sign_in_name", flat=True))
    assert not any(account.has_usable_password() for account in Account.objects.all())
    assert Adult.objects.filter(group="supply").exclude(employer="").exists()


def test_both_versions_are_adopted_with_their_records(small):
    school = demonstration.seed(at=AT)
    assert queries.version_in_force(school, on=datetime.date(2026, 1, 1)).pack.version == "2025"
    found = queries.version_in_force(school, on=TODAY)
    assert found.pack.version == "2026"
    assert found.adoption.minute_ref == "2026/1"
    assert found.adoption.decided_by == "the full governing body"


def test_seeding_again_changes_nothing(small):
    demonstration.seed(at=AT)
    before = counts()
    Adult.objects.filter(name="Sam Whitcombe").update(name="Sam Whitcombe-Jones")
    demonstration.seed(at=AT)
    assert counts() == before
    assert Adult.objects.filter(name="Sam Whitcombe-Jones").exists()


def counts() -> list[int]:
    kept = (School, Account, Adult, PolicyVersion, Adoption, Acknowledgement, Equipment, Loan, LoanStep, Event)
    return [model.objects.count() for model in kept]


def test_the_it_lead_keeps_what_is_lent_and_one_thing_is_out(small):
    school = demonstration.seed(at=AT)
    shown = shelf(scope_of(Account.objects.get(sign_in_name="it.lead@example.org").adult.account, on=TODAY))
    assert [(each.item.tag, each.out is not None) for each in shown] == [("P-01", False), ("T-01", False), ("P-02", True)]
    lead = scope_of(Account.objects.get(sign_in_name="it.lead@example.org"), on=TODAY)
    assert lead.can("manage equipment")
    assert lead.can("manage sign-ins")
    assert Loan.objects.get().borrower.school == school


def test_days_stay_ahead_whenever_it_is_started(small):
    school = demonstration.seed(at=AT)
    for days in (1, 2, 3, 4, 9, 40, 41, 400):
        at = AT + datetime.timedelta(days=days)
        demonstration.seed(at=at)
        supply = Account.objects.get(sign_in_name="supply@example.org").adult
        for ahead in (supply.ends_on - at.date(), Loan.objects.get().ends_on - at.date()):
            assert 2 <= ahead.days <= 5
        assert scope_of(supply.account, on=at.date()).school == school


def test_a_demonstration_that_is_left_running_moves_its_days_on_and_a_school_does_not(small, settings):
    demonstration.seed(at=AT)
    later = AT + datetime.timedelta(days=8)
    settings.DEMONSTRATION = False
    demonstration.move_days_on(on=later.date(), at=later)
    assert Account.objects.get(sign_in_name="supply@example.org").adult.ends_on < later.date()
    settings.DEMONSTRATION = True
    demonstration.move_days_on(on=later.date(), at=later)
    assert Account.objects.get(sign_in_name="supply@example.org").adult.ends_on > later.date()


def test_who_booked_what_is_on_loan_goes_first(small):
    demonstration.seed(at=AT)
    sam = scope_of(Account.objects.get(sign_in_name="teacher.one@example.org"), on=TODAY)
    loan, after = Loan.objects.get(), TODAY + datetime.timedelta(days=6)
    told = {"equipment": loan.equipment, "terms": loan.terms, "purpose": "A walk", "starts_on": after, "ends_on": after}
    book_loan(scope=sam, **told, by=sam.account, at=AT)
    demonstration.seed(at=AT + datetime.timedelta(days=4))
    loan.refresh_from_db()
    assert loan.ends_on == TODAY + datetime.timedelta(days=5)


def test_some_have_signed_and_some_are_still_to_be_asked(small):
    school = demonstration.seed(at=AT)
    found = {one.name: one.version for one in agreed_on(school, TODAY)}
    assert (found["Tom Bellamy"], found["Sam Whitcombe"], found["Hannah Kowal"]) == ("2026", "2025", "")
    assert not Acknowledgement.objects.exclude(method="paper").exists()


def test_a_changed_policy_is_adopted_beside_the_old(small):
    school = demonstration.seed(at=AT)
    path = small / "2026" / "policy.md"
    path.write_text(path.read_text().replace("Colleagues may be friends.", "Colleagues may well be friends."))
    demonstration.seed(at=AT)
    assert PolicyVersion.objects.filter(school=school).count() == 3
    assert "may well be" in queries.version_in_force(school, on=TODAY).pack.clause("1.1.2").prose


def test_a_missing_older_version_is_left_out_but_not_the_current_one(small, monkeypatch):
    monkeypatch.setattr(demonstration, "VERSIONS", ("welton/earlier/none", str(small / "2026")))
    assert len(demonstration.version_sources()) == 1
    monkeypatch.setattr(demonstration, "PACK", "nothing-here")
    monkeypatch.setattr(demonstration, "VERSIONS", ("nothing-here",))
    with pytest.raises(Refusal):
        demonstration.seed(at=AT)


def test_a_real_school_is_left_alone(small):
    real = make_adult(make_school("Real")).school
    school = demonstration.seed(at=AT)
    assert school != real
    assert real.adults.count() == 1
    assert not queries.versions(real).exists()


def test_weltons_own_policy_is_in_force():
    school = demonstration.seed(at=AT)
    pack = load_pack("welton")
    assert (school.name, school.council) == (pack.settings["school"], pack.settings["council"])
    found = queries.version_in_force(school, on=TODAY)
    assert (found.pack.id, found.version.hash) == (pack.id, pack.hash)
    assert queries.version_in_force(school, on=datetime.date(2024, 1, 1)) is None
