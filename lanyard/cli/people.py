"""``lanyard people``: what the records say about the adults of a school, for whoever runs the machine."""

from __future__ import annotations

import csv
import datetime
import sys

from lanyard.cli.notation import write_json
from lanyard.cli.page import harmless
from lanyard.site.configuration import ConfigurationError

HEADING = ("name", "group", "version", "hash", "method", "agreed_at", "last_word", "about")


def agreed(*, on: datetime.date | None, school: int | None, as_json: bool) -> None:
    """Print who had agreed to what by the end of a day, as CSV or JSON."""
    from django.utils import timezone

    from lanyard.people.queries import only_school, school_numbered
    from lanyard.practice.queries import agreed_on
    from lanyard.practice.sheets import harmless as harmless_cell

    found = only_school() if school is None else school_numbered(school)
    if found is None:
        raise ConfigurationError("Say which school with --school NUMBER." if school is None else "There is no such school.")
    day = on or timezone.localdate()
    rows = [
        (
            one.name,
            one.group,
            one.version,
            one.hash,
            one.method,
            one.agreed_at.isoformat(timespec="seconds") if one.agreed_at else "",
            one.response,
            one.about,
        )
        for one in agreed_on(found, day)
    ]
    if as_json:
        write_json({"on": day.isoformat(), "school": found.pk, "adults": [dict(zip(HEADING, row, strict=True)) for row in rows]})
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(HEADING)
    writer.writerows([harmless_cell(harmless(cell)) for cell in row] for row in rows)
