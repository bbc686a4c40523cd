"""A process in which several threads send reports at once: ``python -m tests.concerns.sending prepare|send|check``.

``send THREADS COUNT`` waits until the file ``go`` is there, sends, and prints one line of JSON: how long each took, in
seconds, each receipt with its case, and the most memory that was held, in MiB. Every fourth draft is sent twice, and
every third report comes with words added afterwards; every fifth has a file. ``plain`` leaves all that away, and with
``pressed`` all threads send the same drafts.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import threading
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanyard.site.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from lanyard.concerns.actions.exchange import add_to_report  # noqa: E402
from lanyard.concerns.audit import audit  # noqa: E402
from lanyard.concerns.queries.receipts import returned_with  # noqa: E402
from lanyard.people.models import School  # noqa: E402
from lanyard.records.log.verifying import audit as audit_log  # noqa: E402
from tests.concerns.cast import Cast, make_cast, send  # noqa: E402
from tests.concerns.lived import add_file, attack  # noqa: E402
from tests.people.cast import make_school  # noqa: E402
from tests.support.memory import most_memory  # noqa: E402

GO = Path(os.environ["LANYARD_DATA"]) / "go"


def send_some(count: int, number: int, told: list[dict], trouble: list[BaseException], *, plain: bool, pressed: bool) -> None:
    """One sender's part. With ``pressed`` every sender sends the same drafts, as if one button were pressed by all."""
    try:
        cast = Cast(School.objects.get(), {}, {})
        for each in range(count):
            draft = bytes([each]) * 32 if pressed else secrets.token_bytes(32)
            at, begun = timezone.now(), time.perf_counter()
            filed = send(cast, draft=draft, at=at) if plain or each % 5 else attack(cast, draft=draft, at=at)
            took = time.perf_counter() - begun
            said = {"took": took, "receipt": str(filed.receipt), "case": str(filed.case.pk), "sender": number}
            told.append({**said, "new": filed.is_new})
            if plain:
                continue
            if each % 5 == 0:
                add_file(filed.case, b"a file " * 5_000, at=at)
            if each % 4 == 0:
                again = send(cast, draft=draft, at=at)
                assert (again.is_new, again.case.pk, again.receipt) == (False, filed.case.pk, filed.receipt)
            if each % 3 == 0:
                add_to_report(returned=returned_with(filed.receipt), words="More.", at=at)
    except BaseException as error:
        trouble.append(error)
    finally:
        connections.close_all()


def say(words: str) -> None:
    """A line for whoever started this."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main(what: str, *numbers: str) -> int:
    """Prepare a school, send, or check."""
    if what == "prepare":
        call_command("migrate", verbosity=0)
        make_cast(make_school(), with_keys=("head", "chair"))
    elif what == "check":
        found = [one.words for one in audit(School.objects.get())] + [one.words for one in audit_log().findings]
        say(json.dumps(found))
    else:
        threads, count = int(numbers[0]), int(numbers[1])
        told: list[dict] = []
        trouble: list[BaseException] = []
        how = {"plain": "plain" in numbers, "pressed": "pressed" in numbers}
        each = [threading.Thread(target=send_some, args=(count, number, told, trouble), kwargs=how) for number in range(threads)]
        Cast(School.objects.get(), {}, {})
        say("ready")
        while not GO.exists():
            time.sleep(0.01)
        for thread in each:
            thread.start()
        for thread in each:
            thread.join()
        said = [f"{type(error).__name__}: {error}" for error in trouble]
        say(json.dumps({"told": told, "trouble": said, "memory": most_memory()}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
