"""Writers wait in a queue. SQLite itself lets those who wait try again by chance, so that the unlucky wait long."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction


@contextmanager
def written_in_turn() -> Iterator[None]:
    """A transaction for which those who wait are woken as soon as it is their turn, also in other processes.

    On SQLite a lock of a file is the queue. It is taken before the transaction begins, so that nobody
    who holds the database waits for it, and goes with the process that holds it, however that ends.
    PostgreSQL queues by itself. Inside a transaction that has begun already there is nothing to wait for.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    with (settings.DATA / "writers.lock").open("wb") as queue:
        fcntl.flock(queue, fcntl.LOCK_EX)
        with transaction.atomic():
            yield
