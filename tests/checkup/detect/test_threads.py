"""The hour on the wall, against a second opinion."""

from __future__ import annotations

import datetime
import zoneinfo

from hypothesis import given
from hypothesis import strategies as st

from lanyard.checkup.detect.threads import is_late, uk_hour
from lanyard.checkup.items import Message, Ref

LONDON = zoneinfo.ZoneInfo("Europe/London")


@given(st.integers(0, 31 * 366 * 24 * 60))
def test_the_uk_hour_is_that_of_the_time_zone_tables(minutes: int):
    when = datetime.datetime(2004, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(minutes=minutes)
    assert uk_hour(when, local=False).replace(tzinfo=None) == when.astimezone(LONDON).replace(tzinfo=None)


def test_local_hours_are_taken_as_they_are():
    evening = datetime.datetime(2026, 7, 3, 20, 30, tzinfo=datetime.UTC)
    item = Message(Ref(0, "", 0), "", "t", "Jo", True, evening)
    assert is_late(item)
    assert not is_late(item._replace(local=True))
    assert not is_late(item._replace(when=None))
