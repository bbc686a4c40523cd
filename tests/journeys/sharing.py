"""How people agree on contact details in a browser: dates, boxes, and the mail that a parent gets."""

from __future__ import annotations

import datetime
import re
import sqlite3
import time

from tests.journeys.demonstration import FOLDERS
from tests.journeys.visitor import Visitor

#: The longest that a mail may take, in seconds.
PATIENCE = 60


def write_day(visitor: Visitor, name: str, day: datetime.date) -> None:
    """Types a day into its three boxes."""
    for part in ("day", "month", "year"):
        box = visitor.page.locator(f"#id_{name}-{part}")
        text = str(getattr(day, part))
        if visitor.way.keyboard:
            visitor._reach(lambda box=box: visitor._has_focus(box), f"{name}-{part}")
            visitor.page.keyboard.type(text)
        else:
            box.fill(text)


def tick(visitor: Visitor, label: str) -> None:
    """Ticks the box with this label."""
    visitor.tick(visitor.page.get_by_role("checkbox", name=label, exact=True))


def choose_in(visitor: Visitor, question: str, label: str) -> None:
    """Chooses an answer to one of several questions on a page."""
    group = visitor.page.get_by_role("group", name=question)
    radio = group.get_by_role("radio", name=label, exact=True)
    if visitor.way.keyboard:
        visitor._choose_by_keyboard(radio)
    else:
        group.get_by_text(label, exact=True).click()


def mails_to(visitor: Visitor, address: str) -> list[str]:
    """What was sent to an address, the earliest first."""
    outbox = FOLDERS[visitor.watch.address] / "outbox"
    texts = [path.read_text() for path in sorted(outbox.glob("*"), key=lambda path: path.stat().st_mtime)]
    single = [mail for text in texts for mail in text.split("-" * 79)]
    return [mail for mail in single if f"To: {address}" in mail]


def wait_for_mail(visitor: Visitor, address: str, pattern: str) -> str:
    """Waits until something was sent to an address, and takes it out of the latest such mail."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        for mail in reversed(mails_to(visitor, address)):
            if found := re.search(pattern, mail):
                return found[1].strip()
        time.sleep(0.5)
    raise AssertionError(f"no mail that matches {pattern!r} was sent to {address}")


def let_days_pass(visitor: Visitor, days: int) -> None:
    """Moves the agreements of the service back in time, as if that many days had passed since."""
    file = FOLDERS[visitor.watch.address] / "lanyard.sqlite3"
    with sqlite3.connect(file, timeout=20) as connection:
        for column in ("starts_on", "ends_on"):
            connection.execute(f"UPDATE practice_agreement SET {column} = date({column}, '-{days} days')")  # noqa: S608
        connection.execute(f"UPDATE practice_agreementstep SET at = datetime(at, '-{days} days')")  # noqa: S608
    connection.close()
