"""The queue of writers: nobody is lost in it, nobody waits for who is gone, and who is in already does not wait."""

from __future__ import annotations

import datetime
import fcntl
import os
import signal
import subprocess
import sys
import threading

import pytest
from django.db import connection, transaction

from lanyard.records import events
from lanyard.records.models import Event
from lanyard.records.turns import written_in_turn

HOLD = """
import fcntl, sys, time
with open(sys.argv[1], "ab") as queue:
    fcntl.flock(queue, fcntl.LOCK_EX)
    print("held", flush=True)
    time.sleep(60)
"""

AT = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)
KIND = "job tried again"
pytestmark = pytest.mark.django_db(transaction=True)
only_sqlite = pytest.mark.once


@pytest.fixture(autouse=True)
def queue(settings, tmp_path):
    """A queue of the test's own."""
    settings.DATA = tmp_path
    return tmp_path / "writers.lock"


class Cut(Exception):
    """Something goes wrong in the middle."""


def write(*, well: bool) -> None:
    with written_in_turn():
        events.append(KIND, at=AT, job=1)
        if not well:
            raise Cut


def test_what_fails_in_a_turn_is_not_written_and_the_next_gets_theirs():
    with pytest.raises(Cut):
        write(well=False)
    assert not Event.objects.exists()
    write(well=True)
    assert Event.objects.count() == 1


def test_inside_a_transaction_there_is_nothing_to_wait_for(queue):
    with queue.open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with transaction.atomic(), written_in_turn():
            assert connection.in_atomic_block


@only_sqlite
def test_a_turn_within_a_turn_does_not_wait_for_itself():
    with written_in_turn(), written_in_turn():
        assert connection.in_atomic_block


@only_sqlite
def test_whoever_waits_is_served_when_the_one_before_is_killed(queue):
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(queue)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "held\n"
    served = threading.Event()

    def wait():
        with queue.open("ab") as mine:
            fcntl.flock(mine, fcntl.LOCK_EX)
        served.set()

    waiting = threading.Thread(target=wait)
    waiting.start()
    assert not served.wait(0.2), "there is a queue"
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()
    with written_in_turn():
        pass
    waiting.join(10)
    assert served.is_set()
