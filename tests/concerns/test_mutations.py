"""Hundreds of random changes to rows and files: each is found. Ten thousand: ``python -m tests.concerns.mutating 10000``."""

from __future__ import annotations

import pytest

from lanyard.concerns import commitments
from lanyard.concerns.audit import audit
from lanyard.concerns.models import CaseWrap, Holder
from tests.concerns.mutations import NO_RECORD_FIELDS, NO_RECORDS, columns, make_mutable_world, mutate, tables

pytestmark = [pytest.mark.django_db, pytest.mark.tampers]
MUTATIONS = 350


def test_every_change_is_found(cast):
    world = make_mutable_world(cast)
    assert world.found_by() is None
    for model in tables():
        assert model.objects.exists(), f"nothing of {model.__name__} could be changed"
    result = mutate(world, MUTATIONS)
    assert sorted(result.missed) == []
    assert min(result.made.values()) >= 10 and len(result.made) == 7
    assert world.found_by() is None, "what was undone leaves nothing"


def test_every_table_is_told_of_or_says_why_not():
    """A new table of concerns fails here until somebody has decided what the log is told of it."""
    told = {model for model, _ in (*commitments.PARTS, *commitments.ALONE)}
    of_concerns = {model for model in tables() if model._meta.app_label == "concerns"}
    assert of_concerns - told == {model for model in of_concerns if model.__name__ == "CaseCounter"}
    assert {model.__name__ for model in NO_RECORDS} == {"ReportDraft", "Job"}
    left_out = {(model.__name__, name) for model, name in NO_RECORD_FIELDS}
    assert left_out == {("CaseWrap", "read_at"), ("LogNode", "id"), ("LogTombstone", "id")}
    for model in of_concerns & told:
        left_out = {each.name for each in columns(model)} - {
            each.name for each in model._meta.concrete_fields if (model, each.name) not in commitments.UNTOLD
        }
        assert left_out <= {"body"}, f"{model.__name__} has columns of which the log is not told"


def test_a_lost_key_a_stranger_among_the_holders_and_an_exchanged_key_are_told_apart(cast, school):
    assert audit(school) == []
    holder = cast.keys["dsl"].holder
    Holder.objects.filter(pk=holder.pk).update(recipient=cast.keys["head"].holder.recipient)
    assert [(one.about, one.words) for one in audit(school, quick=True)] == [
        (str(holder.pk), "This holder is not what the log was told of.")
    ]


def test_a_wrap_that_was_taken_away_is_missed(cast, school):
    from tests.concerns.cast import send

    filed = send(cast)
    CaseWrap.objects.filter(case=filed.case)._raw_delete("default")
    assert [one.words for one in audit(school)] == ["Something in this case is not as the last action left it."]
