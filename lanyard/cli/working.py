"""``lanyard work``: do what is due, here and now or until stopped."""

from __future__ import annotations

import signal

from lanyard.site.configuration import ConfigurationError


def work(*, once: bool) -> None:
    """Do jobs until Ctrl-C or SIGTERM; with ``once``, until nothing is due."""
    from django.db import DatabaseError

    from lanyard.records.worker import Worker

    check_database()
    worker = Worker()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    if not once:
        print("Working. (Ctrl-C stops it)", flush=True)
        worker.run()
        return
    try:
        taken = worker.run_once()
    except DatabaseError as error:
        raise ConfigurationError(f"The database cannot be used ({type(error).__name__}). Try again later.") from error
    print("Nothing was due." if not taken else f"{taken} {'job was' if taken == 1 else 'jobs were'} taken.")


def check_database() -> None:
    """Refuse a database that this release has not brought up to date; raises ``ConfigurationError``."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        is_behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        raise ConfigurationError(f"The database cannot be used ({type(error).__name__}).") from error
    if is_behind:
        raise ConfigurationError("The database is not up to date. Run “lanyard migrate” first.")
