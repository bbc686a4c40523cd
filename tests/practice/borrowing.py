"""A process that borrows, beside others: ``python -m tests.practice.borrowing prepare|borrow|hand-out NAME``.

Started by ``test_equipment_at_once`` on a database of its own; everybody waits for the file ``go``.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanyard.site.settings")

import django

django.setup()

from django.core.exceptions import ValidationError  # noqa: E402
from django.core.management import call_command  # noqa: E402

from lanyard.people.models import Adult  # noqa: E402
from lanyard.practice.models import Equipment, Loan  # noqa: E402
from tests.people.cast import make_adult, make_school  # noqa: E402
from tests.practice import lending  # noqa: E402

GO = Path(os.environ["LANYARD_DATA"]) / "go"
ROUNDS = 12
PEOPLE = 4


def prepare() -> None:
    """A school with a keeper, some borrowers, things to borrow, and for each of those two bookings side by side."""
    call_command("migrate", verbosity=0)
    school = make_school()
    keeper = make_adult(school, "Kofi Mensah", "it_lead")
    people = [make_adult(school, f"Borrower {number}") for number in range(PEOPLE)]
    for number in range(ROUNDS):
        lending.add(keeper, f"P-{number:02}")
        item = lending.add(keeper, f"Q-{number:02}")
        loans = [lending.book(person, item, first, first) for first, person in enumerate(people)]
        # All of them may be picked up today, as if each had been booked for it: only one can have it.
        Loan.objects.filter(pk__in=[loan.pk for loan in loans]).update(starts_on=lending.TODAY)


def borrow(number: int) -> None:
    """Try to book each thing for overlapping days, and to pick up each of one's bookings; say what one got."""
    adult = Adult.objects.get(name=f"Borrower {number}")
    items = list(Equipment.objects.filter(tag__startswith="P").order_by("tag"))
    booked = list(Loan.objects.filter(borrower=adult).order_by("equipment__tag"))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while not GO.exists():
        time.sleep(0.002)
    for item, loan in zip(items, booked, strict=True):
        attempt("booked", lending.book, adult, item, number % 3, 3 + number)
        attempt("picked", lending.pick_up, adult, loan)


def attempt(said: str, act, *arguments) -> None:
    """Do it, or be told why not; nothing else may happen."""
    try:
        act(*arguments)
        sys.stdout.write(f"{said}\n")
    except ValidationError:
        sys.stdout.write("refused\n")
    sys.stdout.flush()


if __name__ == "__main__":
    prepare() if sys.argv[1] == "prepare" else borrow(int(sys.argv[2]))
