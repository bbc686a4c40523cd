"""Versions are kept whole, and none is in force without its adoption (1.2.1)."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from lanyard.oversight import actions, packs, queries
from lanyard.oversight.models import Adoption, PolicyVersion
from lanyard.policy.decide import decide
from lanyard.policy.pack import load_sources
from lanyard.policy.refusal import Refusal
from tests.people.cast import AT, TODAY, make_adult, make_school
from tests.site.sample import sources

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def receive(school, **told) -> PolicyVersion:
    return actions.receive_version(school=school, sources=sources(**told), by=None, at=AT)


def adopt(version, on: datetime.date = TODAY, **told) -> Adoption:
    told = {"meeting": "Autumn meeting", "minute_ref": "26/31", "decided_by": "the full governing body", **told}
    return actions.record_adoption(version=version, adopted_on=on, by=None, at=AT, **told)


def test_a_version_is_kept_whole_and_once():
    school = make_school()
    version = receive(school)
    assert receive(school) == version
    kept = PolicyVersion.objects.get(pk=version.pk)
    assert kept.sources == sources()
    assert load_sources(kept.sources, name="kept").hash == kept.hash
    assert (kept.pack_id, kept.version, kept.title) == ("sample", "2026", "A sample policy")


def test_two_schools_may_hold_the_same_version():
    assert receive(make_school("One")).hash == receive(make_school("Other")).hash


def test_what_is_not_a_policy_is_refused_and_not_kept():
    broken = {**sources(), "facts.toml": "[[fact]]\nid = 1"}
    with pytest.raises(Refusal):
        actions.receive_version(school=make_school(), sources=broken, by=None, at=AT)
    assert not PolicyVersion.objects.exists()


def test_a_version_never_changes():
    version = receive(make_school())
    version.title = "Another"
    with pytest.raises(RuntimeError, match="never changes"):
        version.save()


def test_the_same_version_cannot_be_held_twice():
    version = receive(make_school())
    version.pk, version._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        version.save()


def test_nothing_is_in_force_without_an_adoption():
    school = make_school()
    version = receive(school)
    assert queries.version_in_force(school, on=TODAY) is None
    assert not queries.has_policy_in_force(on=TODAY)
    adoption = adopt(version, in_force_from=TODAY + DAY)
    assert queries.version_in_force(school, on=TODAY) is None
    found = queries.version_in_force(school, on=TODAY + DAY)
    assert (found.version, found.adoption, found.in_force_from) == (version, adoption, TODAY + DAY)
    assert queries.has_policy_in_force(on=TODAY + DAY)


def test_the_policy_in_force_answers():
    school = make_school()
    adopt(receive(school))
    found = queries.version_in_force(school, on=TODAY)
    assert found.pack.clause("1.1.1").id == "friends"
    assert decide(found.engine, {"act": "befriend", "other": "pupil"}).verdict == "never"


def test_the_past_is_judged_by_the_version_then_in_force():
    school = make_school()
    old, new = receive(school, version="2025"), receive(school, version="2026")
    adopt(old, TODAY - 100 * DAY)
    adopt(new, TODAY)
    assert queries.version_in_force(school, on=TODAY - DAY).version == old
    assert queries.version_in_force(school, on=TODAY).version == new
    assert [each.version for each in queries.adoptions(school)] == [new, old]
    assert list(queries.versions(school)) == [old, new]
    assert queries.compiled_version(old).pack.version == "2025"


def test_of_two_adoptions_for_one_day_the_later_record_holds():
    school = make_school()
    adopt(receive(school, version="2025"))
    second = receive(school, version="2026")
    adopt(second)
    assert queries.version_in_force(school, on=TODAY).version == second


def test_an_adoption_may_be_set_aside_with_its_minute():
    school = make_school()
    old, new = receive(school, version="2025"), receive(school, version="2026")
    adopt(old, TODAY - 10 * DAY)
    adoption = adopt(new, TODAY - 5 * DAY)
    actions.set_adoption_aside(adoption=adoption, on=TODAY, minute_ref="26/40", by=None, at=AT)
    assert queries.version_in_force(school, on=TODAY - DAY).version == new
    assert adoption.is_in_force(TODAY - DAY)
    assert queries.version_in_force(school, on=TODAY).version == old
    assert not adoption.is_in_force(TODAY)


@pytest.mark.parametrize("left_out", ["meeting", "minute_ref", "decided_by"])
def test_an_adoption_is_minuted(left_out):
    version = receive(make_school())
    with pytest.raises(ValidationError):
        adopt(version, **{left_out: ""})
    told = {"meeting": "m", "minute_ref": "1", "decided_by": "g", "adopted_on": TODAY, "in_force_from": TODAY}
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.create(version=version, recorded_at=AT, **{**told, left_out: ""})


def test_a_version_is_not_in_force_before_it_was_adopted():
    with pytest.raises(ValidationError):
        adopt(receive(make_school()), TODAY, in_force_from=TODAY - DAY)


@pytest.mark.parametrize(
    "half", [{"set_aside_on": TODAY}, {"set_aside_minute_ref": "1"}, {"set_aside_on": TODAY, "set_aside_minute_ref": ""}]
)
def test_setting_aside_is_all_or_nothing(half):
    adoption = adopt(receive(make_school()))
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.filter(pk=adoption.pk).update(**half)


def test_a_review_may_adopt_the_same_version_again():
    version = receive(make_school())
    adopt(version, TODAY - 365 * DAY)
    adopt(version, TODAY, minute_ref="27/12")
    with pytest.raises(ValidationError):
        adopt(version, TODAY)
    assert version.adoptions.count() == 2


def test_what_was_adopted_cannot_be_deleted():
    version = receive(make_school())
    adopt(version)
    with pytest.raises(ProtectedError):
        version.delete()


def test_schools_are_sealed_from_each_other():
    ours, theirs = make_school("Ours"), make_school("Theirs")
    adopt(receive(theirs))
    assert queries.version_in_force(ours, on=TODAY) is None
    assert not queries.versions(ours).exists()
    assert not queries.adoptions(ours).exists()


def test_who_received_and_recorded_is_kept():
    school = make_school()
    clerk = make_adult(school).account
    version = actions.receive_version(school=school, sources=sources(), by=clerk, at=AT)
    adoption = actions.record_adoption(
        version=version, meeting="m", minute_ref="1", decided_by="g", adopted_on=TODAY, by=clerk, at=AT
    )
    assert (version.received_by, version.received_at) == (clerk, AT)
    assert (adoption.recorded_by, adoption.recorded_at) == (clerk, AT)


def test_a_version_is_compiled_once_in_a_process(django_assert_num_queries):
    school = make_school()
    adopt(receive(school))
    packs.forget()
    assert queries.warm(on=TODAY) == 1
    with django_assert_num_queries(1):
        first = queries.version_in_force(school, on=TODAY)
    assert queries.version_in_force(school, on=TODAY).engine is first.engine


def test_only_so_many_compiled_versions_are_kept(monkeypatch):
    monkeypatch.setattr(packs, "MOST_KEPT", 1)
    packs.forget()
    school = make_school()
    for year in ("2025", "2026"):
        queries.compiled_version(receive(school, version=year))
    assert len(packs._kept) == 1
