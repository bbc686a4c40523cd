"""A hash over all that a row holds, which an event can carry: whatever is changed in the row afterwards shows."""

from __future__ import annotations

import datetime
import hashlib
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Model

from lanyard.proof.canonical import LARGEST, Plain, canonical


def fields_of(model: type[Model], *, but: Collection[str] = ()) -> tuple[str, ...]:
    """The names of a model's own columns, in order."""
    return tuple(field.attname for field in model._meta.concrete_fields if field.name not in but)


def row_hash(row: Model) -> str:
    """A hash over a row."""
    names = fields_of(type(row))
    return values_hash(names, tuple(getattr(row, name) for name in names))


def values_hash(names: tuple[str, ...], values: tuple[Any, ...]) -> str:
    """A hash over the values of these columns, the same from any database."""
    return hashlib.sha256(canonical({name: _plain(value) for name, value in zip(names, values, strict=True)})).hexdigest()


def _plain(value: Any) -> Plain:
    if isinstance(value, bytes | memoryview | bytearray):
        return {"sha256": hashlib.sha256(bytes(value)).hexdigest()}
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, int) and abs(value) <= LARGEST:
        return value
    return None if value is None else str(value)
