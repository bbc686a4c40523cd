"""What is done about concerns without anybody asking. No job carries more than ids, and none can open anything."""

from __future__ import annotations

import datetime

from lanyard.concerns.actions.drafts import clear_old_drafts
from lanyard.concerns.actions.evidence import sweep_files
from lanyard.concerns.actions.holders import end_keys_of_leavers
from lanyard.people import checkpoints
from lanyard.people.models import School
from lanyard.records import jobs


@jobs.handles("report checkpoint", quiet=True)
def sign_checkpoint_of_report(payload: dict, *, at: datetime.datetime) -> None:
    """Sign the log as it stands with a report, and have that mailed outside the school, unless it was done."""
    checkpoints.send(school=School.objects.get(pk=payload["school"]), report=payload["case"], at=at)


@jobs.daily("old report drafts")
def throw_old_report_drafts_away(*, on: datetime.date, at: datetime.datetime) -> None:
    """Throw away reports that somebody began and never came back to."""
    clear_old_drafts(at=at)


@jobs.daily("files without a row")
def put_lost_files_aside(*, on: datetime.date, at: datetime.datetime) -> None:
    """Put aside sealed files that no evidence names, left over when a transaction did not come to its end."""
    sweep_files(at=at)


@jobs.daily("case keys of leavers")
def end_case_keys(*, on: datetime.date, at: datetime.datetime) -> None:
    """End the case keys of adults whose last day is over."""
    end_keys_of_leavers(on=on, at=at)
