"""Which adults a case is about, as far as the report itself names them."""

from __future__ import annotations

from lanyard.concerns.opened import OpenCase
from lanyard.concerns.queries.desk import names_of
from lanyard.concerns.queries.names import name_of
from lanyard.policy.routes.history import NOT_KNOWN

#: The question that asks for the whole of it, as the pages of reporters put it.
WHAT = "What happened?"


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
    """What happened, on one line; where nobody was asked that, what was said at greatest length."""
    rows = told_rows(opened)
    found = next((said for asked, said in rows if asked == WHAT), max((said for _, said in rows), key=len, default=""))
    return " ".join(found.split())


def told_rows(opened: OpenCase) -> list[tuple[str, str]]:
    """What the reporter told in their own words: without the questions that only find the way, and what is not known."""
    asked_first = {question.asks for question in opened.book.questions}
    rows = ((str(asked), str(said)) for asked, said in opened.report.get("rows", ()))
    return [(asked, said) for asked, said in rows if asked not in asked_first and said.casefold() != NOT_KNOWN]


def answer_to(opened: OpenCase, question: str) -> str:
    """What the reporter answered to one of the questions before everything; empty where it was not asked."""
    asks = opened.book.question(question).asks
    return next((str(said) for asked, said in opened.report.get("rows", ()) if asked == asks), "")
