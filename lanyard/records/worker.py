"""A worker: looks for what is due, does it, waits a little, looks again.

Every process of the service has one in a thread; ``lanyard work`` is one by itself. Any number
may run at once, on as many machines as share the database: what one leases no other takes.
"""

from __future__ import annotations

import datetime
import os
import random
import socket
import threading

import structlog
from django.db import DatabaseError, close_old_connections, connections, transaction
from django.utils import timezone

from . import jobs, work

log = structlog.get_logger(__name__)

PAUSE = 5.0
PAUSE_AFTER_TROUBLE = 30.0
#: Beside requests: the first pages after a start come first, and between two jobs a request has its turn.
FIRST_PAUSE_BESIDE_REQUESTS = 10.0
BREATH_BESIDE_REQUESTS = 0.05


class Worker:
    """Does jobs until it is told to stop. It reads the clock: ``at`` is when each job is taken."""

    def __init__(self, *, pause: float = PAUSE, first_pause: float = 0.0, breath: float = 0.0):
        self.name = f"{socket.gethostname()[:20]}:{os.getpid()}:{threading.get_ident() % 10_000}"
        self.pause, self.first_pause, self.breath = pause, first_pause, breath
        self._stopping = threading.Event()
        self._derived: datetime.date | None = None

    def run(self) -> None:
        """Work until ``stop`` is called. Trouble with the database is waited out."""
        self._stopping.wait(self.first_pause)
        while not self._stopping.is_set():
            try:
                close_old_connections()
                while not self._stopping.is_set() and self._do_one():
                    self._stopping.wait(self.breath)
                # Two that wait equally long would look at the same moment for ever.
                wait = self.pause * random.uniform(0.8, 1.2)
            except DatabaseError as error:
                log.warning("worker waits for the database", error=type(error).__name__)
                connections.close_all()
                wait = PAUSE_AFTER_TROUBLE
            self._stopping.wait(wait)
        connections.close_all()

    def run_once(self) -> int:
        """Do everything that is due now; the number of jobs taken."""
        taken = 0
        while not self._stopping.is_set() and self._do_one():
            taken += 1
        return taken

    def stop(self) -> None:
        """Finish the job in hand, then take no more."""
        self._stopping.set()

    def _do_one(self) -> bool:
        now = timezone.now()
        if (today := now.astimezone(jobs.UK).date()) != self._derived:
            with transaction.atomic():
                jobs.enqueue_dailies(at=now)
            self._derived = today
        job = work.take(at=now, worker=self.name)
        if job is None:
            return False
        work.run(job, at=timezone.now())
        return True


class WorkerThread:
    """A worker beside the requests of one process of the service."""

    def __init__(self) -> None:
        self.worker = Worker(first_pause=FIRST_PAUSE_BESIDE_REQUESTS, breath=BREATH_BESIDE_REQUESTS)
        # A daemon: a process that must end does not wait for it. Its lease runs out, and another goes on.
        self.thread = threading.Thread(target=self.worker.run, name="lanyard-worker", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self.thread.start()

    def stop(self, *, patience: float = 10.0) -> None:
        """Let the job in hand finish, if it does so soon."""
        self.worker.stop()
        self.thread.join(patience)
