"""What is done about practice without anybody asking."""

from __future__ import annotations

import datetime

from lanyard.practice import parent_jobs  # noqa: F401 - it registers what it handles
from lanyard.practice.actions.phones import empty_vaults_of_leavers
from lanyard.records import jobs


@jobs.daily("vaults of leavers")
def delete_phones_of_leavers(*, on: datetime.date, at: datetime.datetime) -> None:
    """Delete the phones of adults who have left (2.4.4)."""
    empty_vaults_of_leavers(on=on, at=at)
