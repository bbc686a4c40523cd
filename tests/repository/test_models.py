"""Fields that belong together are set together, in every model: who did something, and when."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import CheckConstraint, Model, Q

MODELS = [model for model in apps.get_models() if model.__module__.startswith("lanyard.")]


def fields_of(condition: Q) -> Iterator[str]:
    """The fields that a condition looks at."""
    for child in condition.children:
        yield from fields_of(child) if isinstance(child, Q) else [child[0].split("__")[0]]


def checked_together(model: type[Model], *names: str) -> bool:
    """Whether one constraint of the database looks at all of these fields."""
    checks = [each for each in model._meta.constraints if isinstance(each, CheckConstraint) and isinstance(each.condition, Q)]
    return any(set(names) <= set(fields_of(check.condition)) for check in checks)


def pairs(model: type[Model]) -> Iterator[tuple[str, str]]:
    """Fields such as ``decided_at`` and ``decided_by`` that may both be empty."""
    names = {field.name: field for field in model._meta.concrete_fields}
    for name, field in names.items():
        other = name.removesuffix("_at") + "_by"
        if name.endswith("_at") and field.null and other in names and names[other].null:
            yield name, other


PAIRS = [(model, at, by) for model in MODELS for at, by in pairs(model)]


def test_there_are_pairs_to_look_at():
    assert len(PAIRS) > 3


@pytest.mark.parametrize(("model", "at", "by"), PAIRS, ids=lambda each: getattr(each, "__name__", each))
def test_who_and_when_are_set_together(model, at, by):
    assert checked_together(model, at, by), f"{model.__name__}: add a CheckConstraint over {at} and {by}"


def test_a_choice_that_may_be_empty_is_checked_for_being_empty_as_well():
    """``x__in`` of an empty field is neither true nor false to a database, so a check lets it pass."""
    loose = []
    for model in MODELS:
        for check in model._meta.constraints:
            if isinstance(check, CheckConstraint) and isinstance(check.condition, Q):
                loose += [f"{model.__name__}.{check.name}: {name}" for name in unguarded(check.condition, model)]
    assert loose == []


def unguarded(condition: Q, model: type[Model]) -> Iterator[str]:
    """Fields asked for being one of some values, in a list of conditions that does not ask for them being there."""
    flat = [child for child in condition.children if not isinstance(child, Q)]
    if condition.connector == Q.AND:
        for name, _ in flat:
            field, _, lookup = name.partition("__")
            there = (f"{field}__isnull", False) in flat
            if lookup == "in" and model._meta.get_field(field).null and not there:
                yield field
    for child in condition.children:
        if isinstance(child, Q):
            yield from unguarded(child, model)
