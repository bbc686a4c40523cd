"""Drafts of reports: only which school one belongs to. What it says, only its secret opens."""

from __future__ import annotations

import uuid

from lanyard.concerns.models import ReportDraft
from lanyard.people.models import School


def school_of_draft(draft: uuid.UUID) -> School | None:
    """The school of a draft."""
    found = ReportDraft.objects.select_related("school").filter(pk=draft).first()
    return found.school if found else None
