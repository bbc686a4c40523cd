"""An installation from before the log: its events are put into it in order, and going back loses nothing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lanyard.records.log.verifying import audit
from tests.people.cast import AT

BEFORE, AFTER = "0001_initial", "0003_log_earlier_events"


def migrate(name: str):
    """The models as they are after that migration."""
    executor = MigrationExecutor(connection)
    executor.migrate([("records", name)])
    return executor.loader.project_state([("records", name)]).apps


def migrate_to_the_end() -> None:
    """The database as the code of today expects it."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.fixture
def restored():
    """The database as the other tests expect it, whatever happened."""
    yield
    migrate_to_the_end()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [0, 1, 1_500])
def test_earlier_events_are_logged_in_their_order_and_going_back_keeps_them(count, restored):
    apps = migrate(BEFORE)
    event = apps.get_model("records", "Event")
    about = [{"job": number, **({"case": 7} if number % 100 == 0 else {})} for number in range(count)]
    event.objects.bulk_create(event(kind="job tried again", school_id=3, at=AT, about=told) for told in about)
    kept = list(event.objects.order_by("pk").values())
    apps = migrate(AFTER)
    entries = apps.get_model("records", "LogEntry")
    found = list(entries.objects.order_by("number").values_list("number", "event_id"))
    assert found == [(number, row["id"]) for number, row in enumerate(kept)]
    migrate_to_the_end()
    report = audit()
    assert report.size == count
    assert report.findings == []
    assert list(apps.get_model("records", "Event").objects.order_by("pk").values()) == kept
    apps = migrate(BEFORE)
    assert list(apps.get_model("records", "Event").objects.order_by("pk").values()) == kept
    assert not any("records_log" in name for name in connection.introspection.table_names())
    migrate_to_the_end()
    assert audit().findings == [], "forwards again"
