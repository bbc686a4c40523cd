"""``python -m tests.concerns.mutating 10000 [SEED]``: so many random changes on a database of its own, and what was missed."""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter


def main(count: int, seed: int) -> int:
    """Run and print; 1 when something was missed."""
    os.environ.update(LANYARD_LOG="quiet", DJANGO_SETTINGS_MODULE="tests.settings")
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import transaction

    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        settings.DATABASES["default"]["NAME"] = f"{folder}/lanyard.sqlite3"
        call_command("migrate", verbosity=0)
        from tests.concerns.cast import make_cast
        from tests.concerns.mutations import make_mutable_world, mutate
        from tests.people.cast import make_school

        with transaction.atomic():
            world = make_mutable_world(make_cast(make_school()))
            assert world.found_by() is None
            result = mutate(world, count, seed=seed)
            assert world.found_by() is None
            transaction.set_rollback(True)
    say = sys.stdout.write
    say(f"{sum(result.made.values())} changes: {dict(result.made)}; the database refused {result.refused} more\n")
    say(f"found by {dict(result.found)}; missed {len(result.missed)}\n")
    for words, times in Counter(each.partition(": ")[2] for each in result.missed).most_common():
        say(f"  missed {times} × {words}\n")
    return 1 if result.missed else 0


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]), int((sys.argv[2:] or ["1"])[0])))
