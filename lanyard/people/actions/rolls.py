"""Writing imports: a file that waits, the mapping worth keeping, and the one transaction that applies a plan."""

from __future__ import annotations

import datetime
import json
import zlib
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.people.imports.planning import plan_roll
from lanyard.people.imports.plans import Plan, Sort, Step
from lanyard.people.imports.rows import ADULTS, Roll
from lanyard.people.keys import sealer
from lanyard.people.models import Account, Adult, ColumnMapping, Pupil, RollImport, School, WaitingImport
from lanyard.people.queries.rolls import known_people

from .accounts import open_account
from .adults import add_adult, bring_adult_back, change_adult, end_adult
from .noting import note
from .pupils import add_pupil, bring_pupil_back, change_pupil, end_pupil

#: How long a file may wait for the person who brought it.
PATIENCE = datetime.timedelta(days=1)


class PlanIsStale(ValidationError):
    """People changed after the plan was made, so it is not what was confirmed any more."""

    def __init__(self) -> None:
        super().__init__("Somebody changed the register after this plan was made. Look at the new plan before you confirm it.")


class ManyWouldLeave(ValidationError):
    """The plan ends so many that somebody has to say that it is meant."""

    def __init__(self, leaving: int, current: int) -> None:
        super().__init__(f"{leaving} of {current} people would leave. Say that this is meant, or nothing is changed.")


@transaction.atomic
def hold_import(
    *,
    school: School,
    kind: str,
    format: str,  # noqa: A002
    file_hash: str,
    encoding: str,
    content: Mapping[str, Any],
    options: Mapping[str, Any],
    is_mapped: bool,
    by: Account,
    at: datetime.datetime,
) -> WaitingImport:
    """Keep what was read, sealed, until the same person has mapped and confirmed it. Their older ones go."""
    WaitingImport.objects.filter(school=school, made_by=by).delete()
    waiting = WaitingImport(
        school=school,
        made_by=by,
        made_at=at,
        kind=kind,
        format=format,
        file_hash=file_hash,
        encoding=encoding,
        is_mapped=is_mapped,
        mapping=dict(options),
    )
    waiting.sealed = _seal(waiting, content)
    waiting.full_clean()
    waiting.save()
    note("import read", by=by, at=at, school=school)
    return waiting


@transaction.atomic
def map_import(
    *, waiting: WaitingImport, content: Mapping[str, Any], options: Mapping[str, Any], by: Account, at: datetime.datetime
) -> None:
    """Replace a table that waits by the rows that its mapping makes of it; the other columns are gone from then on."""
    waiting.sealed = _seal(waiting, content)
    waiting.is_mapped = True
    waiting.mapping = dict(options)
    waiting.save(update_fields=["sealed", "is_mapped", "mapping"])
    note("import mapped", by=by, at=at, school=waiting.school)


@transaction.atomic
def drop_import(*, waiting: WaitingImport, by: Account | None, at: datetime.datetime) -> None:
    """Forget a file that waits. Nothing was changed by it."""
    note("import dropped", by=by, at=at, school=waiting.school)
    waiting.delete()


@transaction.atomic
def forget_old_imports(*, by: Account | None, at: datetime.datetime) -> int:
    """Forget every file that has waited for a day; how many there were."""
    count, _ = WaitingImport.objects.filter(made_at__lt=at - PATIENCE).delete()
    return count


@transaction.atomic
def keep_mapping(*, school: School, kind: str, mapping: Mapping[str, str], by: Account | None, at: datetime.datetime) -> None:
    """Remember which column of the school's own lists means what."""
    ColumnMapping.objects.update_or_create(
        school=school, kind=kind, defaults={"mapping": dict(mapping), "kept_at": at, "kept_by": by}
    )
    note("mapping kept", by=by, at=at, school=school)


@transaction.atomic
def apply_roll(
    *,
    school: School,
    roll: Roll,
    plan_hash: str,
    file_hash: str,
    mapping: Mapping[str, Any],
    on: datetime.date,
    many_may_leave: bool = False,
    waiting: WaitingImport | None = None,
    by: Account | None,
    at: datetime.datetime,
) -> RollImport:
    """Do what a plan says, all of it or nothing, and keep who did it from which file.

    ``plan_hash`` names the plan that a person saw. Raises ``PlanIsStale`` when the register is not
    what it was then, and ``ManyWouldLeave`` when that was not said to be meant.
    """
    School.objects.select_for_update().get(pk=school.pk)
    plan = plan_roll(roll, known_people(school, roll.kind, format=roll.format, on=on), on=on)
    if plan.hash != plan_hash:
        raise PlanIsStale
    if plan.ends_many and not many_may_leave:
        raise ManyWouldLeave(plan.counts[Sort.LEAVE], plan.current)
    result = (_apply_to_adults if roll.kind == ADULTS else _apply_to_pupils)(school, plan, by=by, at=at)
    done = RollImport(
        school=school,
        kind=roll.kind,
        format=roll.format,
        file_hash=file_hash,
        encoding=roll.encoding,
        mapping=dict(mapping),
        result={**result, "counts": {sort.value: count for sort, count in plan.counts.items()}},
        applied_at=at,
        applied_by=by,
    )
    done.full_clean()
    done.save()
    note("roll imported", by=by, at=at, school=school, roll_import=done.pk)
    if waiting is not None:
        waiting.delete()
    return done


def _apply_to_adults(school: School, plan: Plan, *, by: Account | None, at: datetime.datetime) -> dict[str, list[int]]:
    found = Adult.objects.select_related("school", "account").in_bulk([step.id for step in plan.steps if step.id])

    def create(step: Step) -> int:
        adult = add_adult(school=school, by=by, at=at, **step.values)
        open_account(adult=adult, by=by, at=at)
        return adult.pk

    def bring_back(step: Step) -> int:
        return bring_adult_back(adult=found[step.id], by=by, at=at, **step.values).pk

    def change(step: Step) -> int:
        change_adult(adult=found[step.id], by=by, at=at, **step.values)
        return step.id

    def end(step: Step) -> int:
        end_adult(adult=found[step.id], ends_on=step.values["ends_on"], by=by, at=at)
        return step.id

    return _do(plan, {Sort.CREATE: create, Sort.RETURN: bring_back, Sort.CHANGE: change, Sort.LEAVE: end})


def _apply_to_pupils(school: School, plan: Plan, *, by: Account | None, at: datetime.datetime) -> dict[str, list[int]]:
    found = Pupil.objects.select_related("school").in_bulk([step.id for step in plan.steps if step.id])

    def create(step: Step) -> int:
        return add_pupil(school=school, by=by, at=at, **step.values).pk

    def bring_back(step: Step) -> int:
        return bring_pupil_back(pupil=found[step.id], by=by, at=at, **step.values).pk

    def change(step: Step) -> int:
        change_pupil(pupil=found[step.id], by=by, at=at, **step.values)
        return step.id

    def end(step: Step) -> int:
        end_pupil(pupil=found[step.id], ends_on=step.values["ends_on"], by=by, at=at)
        return step.id

    return _do(plan, {Sort.CREATE: create, Sort.RETURN: bring_back, Sort.CHANGE: change, Sort.LEAVE: end})


def _do(plan: Plan, doing: dict) -> dict[str, list[int]]:
    """The ids of everybody whom a step touched, by what was done."""
    return {sort.value: [act(step) for step in plan.of(sort)] for sort, act in doing.items()}


def open_waiting(waiting: WaitingImport) -> dict[str, Any]:
    """What a waiting import holds; for the pages of the person who brought it."""
    opened = sealer("imports").unseal(waiting.sealed, place=_place(waiting))
    return json.loads(zlib.decompress(opened))


def _seal(waiting: WaitingImport, content: Mapping[str, Any]) -> bytes:
    packed = zlib.compress(json.dumps(content, default=str).encode("utf-8"))
    return sealer("imports").seal(packed, place=_place(waiting))


def _place(waiting: WaitingImport) -> tuple[str | int, ...]:
    return ("waiting import", waiting.school_id, str(waiting.pk))
