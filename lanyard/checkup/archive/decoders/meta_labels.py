"""Profiles and settings of Meta's archives, whose fields are named in the language of the account.

A feature tells::

    roots    = ["profile_user", ""]            # where the rows may stand
    fields   = { username = "handle" }         # concepts of labels.toml that are fields of the profile
    settings = { private_account = "private_account" }  # concepts that are settings, and their keys
    known    = ["gender"]                      # concepts that are known and not needed
    sole     = "comments_from"                 # the setting of a file that holds one alone, whatever its label says
    history  = "private_account"               # the setting whose changes are listed, the sentence in `title`
    needs    = ["private_account"]             # concepts without which a file with unknown labels is not understood
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lanyard.checkup.archive.dialects import BadDialect, Feature
from lanyard.checkup.archive.members import Member, Owner
from lanyard.checkup.archive.outcomes import OverLimit, Rejected, UnknownLabel, Why
from lanyard.checkup.archive.text import repair_meta_all
from lanyard.checkup.archive.times import EARLIEST, of_epoch
from lanyard.checkup.items import Field, Item, Profile, Ref, Setting

from .json_paths import KeyWatch, path_of
from .json_rows import rows_at
from .kinds import Row
from .labels import Labelled, check_concepts, labelled, looks_boolean, meaning_of, plain, switched_to
from .row_values import email, link, phone

#: What Meta writes for a date of birth that nobody gave.
NO_BIRTHDAY = frozenset({"1919-01-01", "0000-00-00"})

#: Rows of a file of labels. Profiles have one, and nobody switches an account to and fro so often.
MOST_ROWS = 10_000

_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_HOLDS = ("string_map_data", "label_values", "string_list_data")
_TOLD = frozenset({"roots", "fields", "settings", "known", "sole", "history", "needs"})


class _Told(NamedTuple):
    roots: tuple[str, ...]
    fields: dict[str, Field]
    settings: dict[str, str]
    concepts: tuple[str, ...]
    sole: str
    history: str
    needs: frozenset[str]


def decode(member: Member, feature: Feature, owner: Owner) -> Iterator[Row]:
    """Fields of the profile and settings. What they are called is looked up in ``labels.toml``.

    Raises ``UnknownShape`` for another structure, and ``UnknownLabel`` where something that is needed may stand under a
    label that is not known; what was understood is given before.
    """
    told = _told_of(feature)
    watch = _watch(told)
    rows: list[dict[str, Any] | None] = []
    for row in rows_at(member, told.roots):
        if len(rows) >= MOST_ROWS:
            raise OverLimit
        whole = repair_meta_all(row)
        rows.append(whole if watch.takes(whole) and isinstance(whole, dict) else None)
    if told.history:
        yield from _history(rows, member, told.history)
    else:
        yield from _fields(rows, member, told)
    watch.judge()


_VALUES = "string_map_data.*.value label_values.value label_values.dict.value label_values.dict.dict.value label_values.vec.value"
_TIMES = "string_map_data.*.timestamp string_list_data.timestamp label_values.timestamp_value label_values.dict.timestamp_value"
_KNOWN = (
    "title media_map_data media fbid ent_name timestamp string_map_data.*.href string_list_data.href string_list_data.value"
    " label_values.label label_values.href label_values.title label_values.ent_field_name label_values.vec"
    " label_values.vec.dict label_values.dict.label label_values.dict.ent_field_name label_values.dict.title"
    " label_values.dict.href label_values.dict.dict"
)


def _watch(told: _Told) -> KeyWatch:
    wanted, others = (_TIMES, _VALUES) if told.history else (_VALUES, _TIMES)
    return KeyWatch(
        require=[tuple((each,) for each in _HOLDS)],
        expect=[tuple(map(path_of, wanted.split()))],
        known=map(path_of, f"{others} {_KNOWN}".split()),
    )


def _fields(rows: list[dict[str, Any] | None], member: Member, told: _Told) -> Iterator[Row]:
    missed = False
    for number, row in enumerate(rows):
        if row is None:
            yield Rejected(Why.KEY_MISSING)
            continue
        found = labelled(row, told.concepts)
        items = tuple(_items(found, told, member.ref(number)))
        missed = missed or _may_miss(found, items, told)
        yield items
    if missed:
        raise UnknownLabel


def _items(found: list[Labelled], told: _Told, ref: Ref) -> Iterator[Item]:
    for each in found:
        value = each.value.strip() or each.href
        if told.sole and value:
            yield Setting(ref, told.sole, meaning_of(value), of_epoch(each.timestamp))
        elif each.concept in told.settings and value:
            yield Setting(ref, told.settings[each.concept], meaning_of(value), of_epoch(each.timestamp))
        elif each.concept in told.fields and not _says_nothing(value):
            yield Profile(ref, told.fields[each.concept], value)
        elif not each.concept and (field := _field_by_shape(value)) and told.fields:
            yield Profile(ref, field, value)


def _says_nothing(value: str) -> bool:
    return not value or plain(value) in ("false", "true") or value in NO_BIRTHDAY


def _field_by_shape(value: str) -> Field | None:
    """What a value under a label that is not known can only be."""
    if email(value):
        return Field.EMAIL
    if link(value):
        return Field.WEBSITE
    if _DATE.fullmatch(value):
        return None if value in NO_BIRTHDAY else Field.BIRTHDAY
    return Field.PHONE if phone(value) and not looks_boolean(value) else None


def _may_miss(found: list[Labelled], items: tuple[Item, ...], told: _Told) -> bool:
    """Whether something that is needed may stand under a label that is not known, or has a value that is not."""
    if any(isinstance(each, Setting) and each.value is None for each in items):
        return True
    strange = [each for each in found if not each.concept and each.value.strip() and not told.sole]
    lacking = told.needs - {each.concept for each in found}
    return bool(strange) and any(_may_be(each, concept, told) for each in strange for concept in lacking)


def _may_be(strange: Labelled, concept: str, told: _Told) -> bool:
    if concept in told.settings:
        return looks_boolean(strange.value) or meaning_of(strange.value) is not None
    return not looks_boolean(strange.value)


def _history(rows: list[dict[str, Any] | None], member: Member, key: str) -> Iterator[Row]:
    """The newest change of a setting; earlier ones say nothing of how it is now."""
    times = [_time_of(row) for row in rows]
    newest = max(range(len(rows)), key=lambda at: times[at] or EARLIEST, default=-1)
    for number, row in enumerate(rows):
        if row is None:
            yield Rejected(Why.KEY_MISSING)
            continue
        turned = switched_to(str(row.get("title") or ""))
        if turned is None:
            yield Rejected(Why.UNKNOWN_LABEL)
        elif times[number] is None:
            yield Rejected(Why.NOT_A_TIME)
        else:
            yield (Setting(member.ref(number), key, turned, times[number]),) if number == newest else ()


def _time_of(row: dict[str, Any] | None) -> datetime.datetime | None:
    entries = list(labelled(row, ())) if row else []
    listed = (row or {}).get("string_list_data")
    told = [each.timestamp for each in entries]
    told += [each.get("timestamp") for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    return next((time for time in map(of_epoch, told) if time), None)


def _told_of(feature: Feature) -> _Told:
    told = feature.told
    try:
        if strange := set(told) - _TOLD:
            raise ValueError(f"{', '.join(sorted(strange))} is nothing that meta_labels knows")
        fields = {concept: Field(name) for concept, name in told.get("fields", {}).items()}
        settings = dict(told.get("settings", {}))
        concepts = (*settings, *fields, *told.get("known", ()))
        check_concepts((*concepts, *told.get("needs", ())))
    except (TypeError, ValueError, AttributeError) as error:
        raise BadDialect(f"{feature.platform}, feature {feature.id}: {type(error).__name__}: {error}") from error
    return _Told(
        roots=tuple(told.get("roots", ("",))),
        fields=fields,
        settings=settings,
        concepts=concepts,
        sole=told.get("sole", ""),
        history=told.get("history", ""),
        needs=frozenset(told.get("needs", ())),
    )
