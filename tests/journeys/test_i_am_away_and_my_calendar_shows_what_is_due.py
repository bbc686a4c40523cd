"""A teacher says that they are away, and lets their own calendar show the days on which something is due."""

from __future__ import annotations

import datetime
import re
import urllib.request
from zoneinfo import ZoneInfo

from tests.journeys.visitor import Visitor

UK = ZoneInfo("Europe/London")


def write_first_day(visitor: Visitor, day: datetime.date) -> None:
    """Type a day into the three boxes of the first question."""
    for name, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        visitor.write(name, str(part))


def test_away_and_back(visitor: Visitor) -> None:
    visitor.sign_in("Hannah Kowal")
    visitor.open("/desk/")
    visitor.follow("I am away")
    tomorrow = datetime.datetime.now(tz=UK).date() + datetime.timedelta(days=1)
    write_first_day(visitor, tomorrow)
    visitor.press("Save")
    assert f"From {tomorrow:%-d %B %Y}, nobody knows yet until when" in visitor.main()
    write_first_day(visitor, tomorrow)
    visitor.press("Save")
    assert "Another absence covers some of these days" in visitor.main()
    visitor.press(re.compile("^Take it back"))
    assert "nobody knows yet" not in visitor.main()


def test_a_calendar_reads_days_and_nothing_else(visitor: Visitor) -> None:
    visitor.sign_in("Hannah Kowal")
    visitor.open("/desk/")
    visitor.follow("Calendar feed")
    visitor.press(re.compile("^Make an? (new )?address.*Everything"))
    address = visitor.page.get_by_role("link", name=re.compile(r"\.ics$")).get_attribute("href")
    secret = address.rpartition("/")[2]
    here = re.match(r"https?://[^/]+", visitor.page.url)[0]
    with urllib.request.urlopen(f"{here}/calendar/{secret}", timeout=20) as answer:
        file = answer.read().decode()
    assert file.startswith("BEGIN:VCALENDAR")
    assert set(re.findall(r"SUMMARY:(.*)\r", file)) <= {"Lanyard: something is due"}
    assert "Hannah" not in file
    visitor.open("/desk/calendar/")
    assert secret not in visitor.main()
    visitor.press(re.compile("^End it.*Everything"))
    assert "A feed is there" not in visitor.main()
