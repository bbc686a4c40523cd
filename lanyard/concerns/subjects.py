"""Which adults a case is about, as far as the report itself names them."""

from __future__ import annotations

from lanyard.concerns.opened import OpenCase
from lanyard.concerns.queries.desk import names_of
from lanyard.concerns.queries.names import name_of


def subjects_of(opened: OpenCase) -> dict[int, str]:
    """The adults whose names stand in the report, or who reported about themselves, by their ids.

    Whoever is left out is not always a subject: the reporter may have kept somebody else out, and a name
    may be shared. So nobody counts as one whom the reporter’s own words do not name.
    """
    report = opened.report
    words = " ".join(" ".join(str(said) for _, said in report.get("rows", ())).casefold().split())
    names = names_of(opened.case.school, set(report.get("left_out_adults", ())))
    found = {id_: name for id_, name in names.items() if name.casefold() in words}
    reporter = name_of(opened).told
    if report.get("about_reporter") and reporter.get("adult"):
        found[reporter["adult"]] = reporter["name"]
    return found


def gist_of(opened: OpenCase) -> str:
    """What the report says at greatest length, on one line: mostly what happened."""
    answers = [" ".join(str(said).split()) for _, said in opened.report.get("rows", ())]
    return max(answers, key=len, default="")
