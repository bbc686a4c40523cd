"""Random changes to everything that is stored, behind the back of the code; each must be found."""

from __future__ import annotations

import random
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.db.utils import DataError

from lanyard.concerns import models as concerns
from lanyard.concerns.audit import audit
from lanyard.concerns.models.kept import Kept
from lanyard.concerns.store import blobs
from lanyard.proof.log.checkpoints import Checkpoint as Outside
from lanyard.records import models as records
from lanyard.records.log.verifying import audit as audit_log

#: What is no record: a draft is the person's own and sealed by itself, a job is done and forgotten.
NO_RECORDS = {concerns.ReportDraft, records.Job}
#: What may change without a trace: that somebody has read a case takes it off their desk, and no more; nodes and
#: tombstones are found by their place and their entry, and nothing goes by their row's own number.
NO_RECORD_FIELDS = {(concerns.CaseWrap, "read_at"), (records.LogNode, "id"), (records.LogTombstone, "id")}
#: What is sealed or wrapped, and could be exchanged for another of its kind.
SEALED = {
    concerns.Case: ("wrapped_recovery", "recipient"),
    concerns.CaseWrap: ("wrapped",),
    concerns.Item: ("body", "wrapped_case", "wrapped_recovery", "wrapped_reporter", "link"),
    concerns.ReportReceipt: ("salt", "digest", "sealed", "recipient"),
    concerns.Holder: ("recipient", "salt", "sealed"),
    concerns.Evidence: ("blob",),
    records.LogEntry: ("commitment", "salt", "link"),
    records.Event: ("about", "kind"),
}


def tables() -> list[type[models.Model]]:
    """Every table of concerns and of the log that holds records."""
    found = [each for module in (concerns, records) for each in vars(module).values() if isinstance(each, type)]
    return sorted(
        {each for each in found if issubclass(each, models.Model) and each is not Kept and each not in NO_RECORDS},
        key=lambda model: model._meta.db_table,
    )


def columns(model: type[models.Model]) -> list[models.Field]:
    """The columns of a table that are part of the record."""
    return [each for each in model._meta.concrete_fields if (model, each.name) not in NO_RECORD_FIELDS]


def rows(model: type[models.Model]) -> list[dict[str, Any]]:
    """Everything in a table."""
    return list(model._default_manager.order_by("pk").values())


class NothingDone(Exception):
    """This change would change nothing here; another is drawn."""


@dataclass
class Tampering:
    """Changes one thing at random, and says what it did. Files are put back by ``put_back``."""

    chance: random.Random
    older: dict[type[models.Model], list[dict[str, Any]]]
    changed: dict[Path, bytes | None] = field(default_factory=dict)

    def change_a_field(self) -> str:
        model, row = self._row()
        column = self.chance.choice(columns(model))
        value = self._another(model, column, row[column.attname])
        self._update(model, row, {column.attname: value})
        return f"{model.__name__}.{column.name} changed"

    def delete_a_row(self) -> str:
        model, row = self._row()
        with connection.cursor() as cursor:
            table, key = model._meta.db_table, model._meta.pk.column
            value = model._meta.pk.get_db_prep_value(row[model._meta.pk.attname], connection)
            cursor.execute(f'DELETE FROM "{table}" WHERE "{key}" = %s', [value])  # noqa: S608 - names of ours
        return f"{model.__name__} deleted"

    def double_a_row(self) -> str:
        model, row = self._row()
        key = model._meta.pk
        made = {**row, key.attname: self._new_key(model, row[key.attname])}
        for column in columns(model):
            if column.unique and column is not key:
                made[column.attname] = self._another(model, column, row[column.attname])
            if column.name in ("number", "sequence", "chain_place") and column is not key and made[column.attname] is not None:
                made[column.attname] = 1000 + self.chance.randrange(1000)
        model._default_manager.bulk_create([model(**made)])
        # What leads to a row that is not there the database refuses when the transaction ends.
        connection.check_constraints()
        return f"{model.__name__} doubled"

    def exchange_what_is_sealed(self) -> str:
        model = self.chance.choice([each for each in SEALED if len(rows(each)) > 1])
        one, two = self.chance.sample(rows(model), 2)
        name = self.chance.choice(SEALED[model])
        if _plain(one[name]) == _plain(two[name]):
            raise NothingDone
        between = "0" * 64 if name == "blob" else one[name]
        for row, value in ((one, between), (two, one[name]), (one, two[name])):
            model._default_manager.filter(pk=row[model._meta.pk.attname]).update(**{name: value})
        return f"{model.__name__}.{name} exchanged"

    def put_back_an_older_table(self) -> str:
        model = self.chance.choice([each for each in self.older if _told(self.older[each]) != _told(rows(each))])
        with connection.cursor() as cursor:
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')  # noqa: S608 - names of ours
        model._default_manager.bulk_create([model(**row) for row in self.older[model]])
        return f"{model.__name__}: older table"

    def put_back_an_older_row(self) -> str:
        model = self.chance.choice(list(self.older))
        key = model._meta.pk.attname
        now = {row[key]: row for row in rows(model)}
        differing = [row for row in self.older[model] if row[key] in now and _told([row]) != _told([now[row[key]]])]
        if not differing:
            raise NothingDone
        row = self.chance.choice(differing)
        self._update(model, row, {name: value for name, value in row.items() if name != key})
        return f"{model.__name__}: older row"

    def change_a_file(self) -> str:
        store = blobs()
        paths = [store.path(name) for name in concerns.Evidence.objects.values_list("blob", flat=True)]
        path = self.chance.choice(paths)
        text = path.read_bytes()
        how = self.chance.choice(["flip", "cut", "append", "swap", "delete", "empty"])
        self.changed.setdefault(path, text)
        if how == "flip":
            at = self.chance.randrange(len(text))
            path.write_bytes(text[:at] + bytes([text[at] ^ 1 << self.chance.randrange(8)]) + text[at + 1 :])
        elif how == "cut":
            path.write_bytes(text[: self.chance.randrange(len(text))])
        elif how == "append":
            path.write_bytes(text + self.chance.randbytes(1 + self.chance.randrange(50)))
        elif how == "swap":
            other = self.chance.choice([each for each in paths if each != path])
            self.changed.setdefault(other, other.read_bytes())
            path.write_bytes(other.read_bytes())
            other.write_bytes(text)
        elif how == "empty":
            path.write_bytes(b"")
        else:
            path.unlink()
        return f"file: {how}"

    def put_back(self) -> None:
        """Make every file what it was."""
        for path, text in self.changed.items():
            if text is not None:
                path.write_bytes(text)
        self.changed.clear()

    def _row(self) -> tuple[type[models.Model], dict[str, Any]]:
        model = self.chance.choice([each for each in tables() if each._default_manager.exists()])
        return model, self.chance.choice(rows(model))

    def _update(self, model: type[models.Model], row: dict[str, Any], values: dict[str, Any]) -> None:
        changed = model._default_manager.filter(pk=row[model._meta.pk.attname]).update(**values)
        if not changed or all(_plain(row[name]) == _plain(value) for name, value in values.items()) and len(values) == 1:
            raise NothingDone

    def _new_key(self, model: type[models.Model], key: Any) -> Any:
        return uuid.uuid4() if isinstance(key, uuid.UUID) else 1_000_000 + self.chance.randrange(1000)

    def _another(self, model: type[models.Model], column: models.Field, value: Any) -> Any:
        """Another value of the same kind; for what leads to another row, another row."""
        if column.remote_field:
            others = [each for each in column.remote_field.model._default_manager.values_list("pk", flat=True) if each != value]
            return self.chance.choice(others) if others else uuid.uuid4() if isinstance(value, uuid.UUID) else 77_777
        if isinstance(value, bytes | memoryview):
            raw = bytes(value)
            at = self.chance.randrange(len(raw))
            how = self.chance.choice(["flip", "cut", "append"])
            flipped = raw[:at] + bytes([raw[at] ^ 1 << self.chance.randrange(8)]) + raw[at + 1 :]
            return {"flip": flipped, "cut": raw[:at], "append": raw + b"x"}[how]
        if isinstance(value, bool):
            return not value
        if isinstance(value, int):
            return value + self.chance.choice([1, -1, 1000])
        if isinstance(value, uuid.UUID):
            return uuid.uuid4()
        if isinstance(value, datetime):
            return value + timedelta(seconds=self.chance.choice([1, -86_400, 86_400]))
        if isinstance(value, dict):
            return {**value, self.chance.choice(["adult", "case", *value]): self.chance.randrange(10_000, 99_999)}
        if isinstance(value, list):
            return [*value, "Somebody else"]
        if value is None:
            filled = {"DateTimeField": datetime.fromisoformat("2026-11-23T10:00:00+00:00"), "BinaryField": b"x" * 40}
            return filled.get(column.get_internal_type(), 7)
        choices = [each for each, _ in column.choices or () if each != value]
        if choices:
            return self.chance.choice(choices)
        turned = value[:-1] + ("x" if value[-1:] != "x" else "y")
        return turned if value else "x"


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def _told(found: list[dict[str, Any]]) -> str:
    """Rows as text, without what is no record."""
    return repr([{name: _plain(value) for name, value in row.items() if name != "read_at"} for row in found])


@dataclass
class World:
    """A school with cases in it, what stood there earlier, a checkpoint outside, and ways to open each case."""

    school: Any
    outside: Outside
    older: dict[type[models.Model], list[dict[str, Any]]]
    open_all: Callable[[], object]

    def found_by(self) -> str | None:
        """Which check finds that something was changed, the cheapest first."""
        if audit(self.school):
            return "the records"
        if not audit_log([self.outside]).is_whole:
            return "the log"
        try:
            self.open_all()
        except Exception as error:
            return f"opening ({type(error).__name__})"
        return None


@dataclass
class Result:
    """How many changes were made, found by what, refused by the database, and those that nothing found."""

    made: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    missed: list[str] = field(default_factory=list)


def mutate(world: World, count: int, *, seed: int = 0) -> Result:
    """So many random changes, each undone before the next."""
    result, number = Result(), seed * 1_000_000
    ways = sorted(name for name in vars(Tampering) if not name.startswith("_") and name not in ("put_back", "older", "changed"))
    ways = [way for way in ways if callable(getattr(Tampering, way, None))]
    while sum(result.made.values()) < count:
        number += 1
        way, tampering = ways[number % len(ways)], Tampering(random.Random(number), world.older)
        try:
            with transaction.atomic():
                words = getattr(tampering, way)()
                found = world.found_by()
                transaction.set_rollback(True)
        except NothingDone:
            continue
        except (IntegrityError, DataError):
            result.refused += 1
            continue
        finally:
            tampering.put_back()
        result.made[way] += 1
        if found is None:
            result.missed.append(f"{number}: {words}")
        else:
            result.found[found] += 1
    return result


def make_mutable_world(cast: Any) -> World:
    """Everything that a case may hold, some of it since earlier."""
    from tests.concerns import lived

    lived.earlier(cast)
    older = {model: rows(model) for model in tables()}
    lived.later(cast)
    older = {model: found for model, found in older.items() if _told(found) != _told(rows(model))}
    return World(cast.school, lived.checkpoint_outside(), older, lambda: lived.open_all(cast))
