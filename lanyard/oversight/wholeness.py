"""Holding everything that an installation keeps against its log: for the operator, who sees ids alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import transaction

from lanyard.concerns.actions.restored import tell_of_files_left_out
from lanyard.concerns.audit import Finding, audit
from lanyard.people.models import School
from lanyard.proof.log.checkpoints import Checkpoint
from lanyard.records import events
from lanyard.records.log import verifying


class OfSchool(NamedTuple):
    """What was found in the cases of one school, by the school's number."""

    school: int
    findings: list[Finding]
    remarks: list[Finding]


class Wholeness(NamedTuple):
    """What holding everything against the log has found."""

    log: verifying.Report
    schools: list[OfSchool]

    @property
    def is_whole(self) -> bool:
        """Whether the log and every case are as they were written; a remark is no damage."""
        return self.log.is_whole and not any(each.findings for each in self.schools)


def check_all(outside: Iterable[Checkpoint] = ()) -> Wholeness:
    """Read the whole log, every case and every sealed file; ``outside`` are checkpoints that were kept elsewhere."""
    return Wholeness(verifying.audit(outside), list(check_schools()))


def check_schools() -> Iterator[OfSchool]:
    """Hold the cases and files of every school against the log."""
    for school in School.objects.order_by("pk"):
        found = audit(school)
        yield OfSchool(school.pk, [one for one in found if not one.is_remark], [one for one in found if one.is_remark])


@transaction.atomic
def tell_of_restore(*, size: int, at: datetime.datetime) -> None:
    """Write down that the records were put back from a backup, made when the log had ``size`` entries."""
    tell_of_files_left_out(at=at)
    events.append("backup restored", at=at, size=size)


def looks_whole() -> bool:
    """A quick look, for the start of the service: the end of the log, the count of cases, keys and the sizes of files."""
    try:
        if not verifying.ends_as_kept():
            return False
        return all(one.is_remark for school in School.objects.order_by("pk") for one in audit(school, quick=True))
    except Exception:
        # Whatever somebody put there that cannot even be read. The service still starts: people need its help pages.
        return False
