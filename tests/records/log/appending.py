"""A process in which several threads append at once: ``python -m tests.records.log.appending prepare|append|audit``."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanyard.site.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from lanyard.records import events  # noqa: E402
from lanyard.records.log.verifying import audit  # noqa: E402

THREADS, ROUNDS = 4, 25
GO = Path(os.environ["LANYARD_DATA"]) / "go"
#: Each fifth round is undone; every second one writes two events.
KEPT = sum(1 + number % 2 for number in range(ROUNDS) if number % 5 != 4)


def append(case: int, trouble: list[BaseException]) -> None:
    """One thread's part, in transactions of its own."""
    try:
        for number in range(ROUNDS):
            with transaction.atomic():
                for _ in range(1 + number % 2):
                    events.append("job tried again", at=timezone.now(), job=number, case=case)
                if number % 5 == 4:
                    transaction.set_rollback(True)
    except BaseException as error:
        trouble.append(error)
    finally:
        connections.close_all()


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(what: str) -> int:
    if what == "prepare":
        call_command("migrate", "records", verbosity=0)
    elif what == "audit":
        report = audit()
        say(f"{report.size} {len(report.findings)}")
    else:
        say("ready")
        while not GO.exists():
            time.sleep(0.01)
        trouble: list[BaseException] = []
        threads = [threading.Thread(target=append, args=(case % 2, trouble)) for case in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        say(" ".join(type(error).__name__ for error in trouble) or "done")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
