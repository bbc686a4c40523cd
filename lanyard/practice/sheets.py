"""Lists to take into a spreadsheet. What a person typed is never a formula there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse

#: What a spreadsheet takes for the beginning of a formula, also behind a space or a line end.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(text: object) -> str:
    """A cell's text as text: one that a spreadsheet would run gets an apostrophe in front."""
    said = "" if text is None else str(text)
    return f"'{said}" if said.lstrip(" \u00a0").startswith(FORMULA) or said.startswith(FORMULA) else said


def csv_answer(name: str, heading: Iterable[str], rows: Iterable[Iterable[object]]) -> HttpResponse:
    """A list as a file that spreadsheets open in UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
