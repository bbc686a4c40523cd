"""Files real reports with evidence, by the service's own code and settings, each acknowledged on standard output.

``python -m tests.crash.filing prepare FOLDER`` sets a school up; ``file FOLDER COUNT`` is run under a tracer; ``open``
reads lines of a folder and the numbers that were acknowledged in it from standard input, starts on each disk, and
answers with what is wrong there, or ``whole``.
"""

from __future__ import annotations

import datetime
import json
import os
import sys
from pathlib import Path

#: How long an upload in the test is: more than a piece of the age format.
FILE = b"what was sent " * 6_000
AT = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)


def start(folder: Path) -> None:
    """The service's own settings, on a folder."""
    os.environ.update(LANYARD_DATA=str(folder), LANYARD_LOG="quiet", DJANGO_SETTINGS_MODULE="lanyard.site.settings")
    import django

    django.setup()


def prepare(folder: Path) -> None:
    """A school that takes reports; whatever was written is in the database file, and nothing in the journal."""
    start(folder)
    from django.core.management import call_command
    from django.db import connection

    from tests.concerns.cast import make_cast
    from tests.people.cast import make_school

    call_command("migrate", verbosity=0)
    make_cast(make_school(), with_keys=("head",))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    from lanyard.concerns.store import blobs, receipt_key

    blobs()
    receipt_key()
    connection.close()


def file(folder: Path, count: int) -> None:
    """So many reports, each with a file that was received first to last, and each acknowledged when all of it is kept."""
    start(folder)
    from lanyard.people.models import School
    from tests.concerns.cast import Cast
    from tests.concerns.lived import add_file, attack

    cast = Cast(School.objects.get(), {}, {})
    for number in range(1, count + 1):
        filed = attack(cast, draft=bytes([number]) * 32, at=AT)
        add_file(filed.case, FILE, at=AT)
        os.write(1, f"stored {number}\n".encode())


def faults(folder: Path, acknowledged: set[int]) -> str | None:
    """What is wrong with a disk on which the service has started again."""
    from django.conf import settings
    from django.db import DatabaseError, connections

    from lanyard.concerns import store
    from lanyard.concerns.audit import audit
    from lanyard.concerns.models import Case, Evidence
    from lanyard.concerns.queries.receipts import returned_with
    from lanyard.people.models import School
    from lanyard.proof.receipts import make_receipt_from
    from lanyard.records.log.verifying import audit as audit_log

    connections.close_all()
    connections["default"].settings_dict["NAME"] = folder / "lanyard.sqlite3"
    settings.DATA = folder
    store.receipt_key.cache_clear()
    try:
        for number in sorted(acknowledged):
            receipt = make_receipt_from(bytes([number]) * 32, key=store.receipt_key())
            returned = returned_with(receipt)
            if returned is None:
                return f"acknowledged and lost: {number}"
            if Evidence.objects.filter(item__case=returned.case).count() != 1:
                return f"acknowledged and its file lost: {number}"
        found = [one.words for one in audit(School.objects.get())] or [one.words for one in audit_log().findings]
        if found:
            return found[0]
        if Case.objects.count() not in range(len(acknowledged), len(acknowledged) + 2):
            return "there are cases that nobody sent"
    except DatabaseError as error:
        return f"the database does not open: {error}"
    finally:
        connections.close_all()
    return None


def open_each() -> None:
    """Answer each line of standard input with one."""
    for line in sys.stdin:
        told = json.loads(line)
        sys.stdout.write(f"{faults(Path(told['folder']), set(told['acknowledged'])) or 'whole'}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(Path(sys.argv[2]))
    elif sys.argv[1] == "file":
        file(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        start(Path(sys.argv[2]))
        open_each()
