"""Times are read in any unit, and are None where they cannot be believed."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.checkup.archive.times import EARLIEST, of_epoch, of_format, of_iso

UTC = datetime.UTC
MOMENTS = st.timedeltas(datetime.timedelta(0), datetime.timedelta(days=365 * 95)).map(lambda after: EARLIEST + after)


@given(MOMENTS, st.sampled_from([1, 1000, 1_000_000]), st.sampled_from([int, str]))
def test_a_whole_number_is_read_in_seconds_milliseconds_and_microseconds(moment, per_second, kind):
    whole = (moment - datetime.datetime(1970, 1, 1, tzinfo=UTC)) // datetime.timedelta(microseconds=1)
    got = of_epoch(kind(whole * per_second // 1_000_000))
    assert got is not None and abs(got - moment) < datetime.timedelta(seconds=1) / per_second + datetime.timedelta(microseconds=1)


def test_a_fraction_of_seconds_is_kept():
    assert of_epoch(1400149123.5) == of_epoch("1400149123.5") == datetime.datetime(2014, 5, 15, 10, 18, 43, 500000, tzinfo=UTC)


@pytest.mark.parametrize(
    "value", [0, -62169958800, 1, "x", "", None, True, [], float("nan"), float("inf"), 1e300, "9" * 400, 10**30, 1000000000]
)
def test_what_is_no_time_or_before_2004_is_none(value):
    assert of_epoch(value) is None


def test_what_is_after_the_export_is_none():
    latest = datetime.datetime(2024, 1, 1, tzinfo=UTC)
    assert of_epoch(1704067200, latest=latest) == latest and of_epoch(1704067201, latest=latest) is None
    assert of_iso("2024-01-02", latest=latest) is None and of_format("02 Jan 2024", "%d %b %Y", latest=latest) is None


@pytest.mark.parametrize(
    "text",
    [
        "2021-05-06 07:08:09",
        "2021-05-06 07:08:09 UTC",
        "2021-05-06T07:08:09Z",
        "2021-05-06T08:08:09+01:00",
        "2021-05-06T07:08:09.000Z",
        " 2021-05-06\u202f07:08:09 ",
    ],
)
def test_iso_texts_are_read_as_utc(text):
    assert of_iso(text) == datetime.datetime(2021, 5, 6, 7, 8, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20210506",
        "yesterday",
        "2021-13-01",
        "1997-05-06",
        "2021-05-06 nonsense",
        None,
        5,
        "2021-05-06" + " " * 90,
        "0001-01-01T00:00:00+23:00",
    ],
)
def test_what_is_no_iso_time_is_none(text):
    assert of_iso(text) is None


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        ("29 Jan 2026", "%d %b %Y"),
        ("1/29/26, 12:00\u202fAM", "%m/%d/%y, %I:%M %p"),
        ("Thu Jan 29 00:00:00 +0000 2026", "%a %b %d %H:%M:%S %z %Y"),
    ],
)
def test_a_declared_format_is_read(text, format_):
    assert of_format(text, "%Y", format_) == datetime.datetime(2026, 1, 29, tzinfo=UTC)


@given(st.text(max_size=30))
def test_any_text_is_a_time_within_bounds_or_none(text):
    for got in (of_epoch(text), of_iso(text), of_format(text, "%d %b %Y")):
        assert got is None or (got >= EARLIEST and got.tzinfo is UTC)
