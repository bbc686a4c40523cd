"""A school with everything in it, in a data folder of its own: ``python -m tests.cli.lived_in make|told|more``."""

from __future__ import annotations

import json
import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "lanyard.site.settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from lanyard.concerns.actions import exchange  # noqa: E402
from lanyard.concerns.models import Evidence, Holder  # noqa: E402
from lanyard.concerns.opened import Unlocked  # noqa: E402
from lanyard.concerns.queries.holders import key_of, place_of_holder  # noqa: E402
from lanyard.concerns.queries.receipts import returned_with  # noqa: E402
from lanyard.people.models import School  # noqa: E402
from lanyard.proof.holders import unlock  # noqa: E402
from lanyard.records.log.keys import log_keys  # noqa: E402
from tests.cli.lived_words import WORDS  # noqa: E402
from tests.concerns import lived  # noqa: E402
from tests.concerns.cast import PASSPHRASE, Cast, make_cast, send  # noqa: E402
from tests.people.cast import make_school  # noqa: E402


def make() -> None:
    """Make it; the one file of its last case is locked."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    cast = make_cast(make_school(), with_keys=("head",))
    lived.earlier(cast)
    lived.add_file(cast.second.case, lived.FILES[1])
    exchange.add_to_report(returned=returned_with(cast.first.receipt), words=WORDS[2], at=lived.NEXT)
    images = lived.attack(cast, words="About a picture").case
    lived.add_file(images, b"a picture " * 3_000)
    lived.step(cast, "head", images, "escalate", to="indecent-images", reason="A picture may show a child.")


def told() -> None:
    """Print what the head can open, by case, and the names of the files that are there."""
    holder = Holder.objects.get()
    unlocked = Unlocked(holder, unlock(key_of(holder), PASSPHRASE, place=place_of_holder(holder)))
    cast = Cast(School.objects.get(), {"head": holder.adult}, {"head": unlocked})
    cases = {str(case): [bodies, state.id] for _, case, bodies, state in lived.open_all(cast)}
    evidence = {each.blob: each.item.locked_at is not None for each in Evidence.objects.select_related("item")}
    sys.stdout.write(json.dumps({"cases": cases, "evidence": evidence, "log": log_keys().origin}, default=str, sort_keys=True))


def more() -> None:
    """Send another report."""
    send(Cast(School.objects.get(), {}, {}), at=timezone.now())


if __name__ == "__main__":
    {"make": make, "told": told, "more": more}[sys.argv[1]]()
