"""What the page of a case shows of its files: ``concerns/evidence/block.html``, to include with ``evidence``."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from lanyard.concerns.adding import by_holder
from lanyard.concerns.custody import File, files_of_case
from lanyard.concerns.models import Case
from lanyard.concerns.opened import OpenCase
from lanyard.policy.routes.files import may_open_files
from lanyard.policy.routes.kinds import RouteId


@dataclass(frozen=True)
class EvidenceBlock:
    """The files of a case, and what the person may do about them now."""

    case: Case
    files: tuple[File, ...]
    may_add: bool
    why_not: str
    is_attack: bool

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to show: a route that never takes a file shows no word about files."""
        return bool(self.files) or self.may_add or self.is_attack


def evidence_block(opened: OpenCase, request: HttpRequest) -> EvidenceBlock:
    """The block for this person; give it to the template as ``evidence``."""
    adding = by_holder(opened, request.scope.adult, request.user)
    may, files = may_open_files(opened.standing), tuple(files_of_case(opened))
    return EvidenceBlock(
        case=opened.case,
        files=files,
        may_add=adding.is_offered,
        why_not="" if may or not files else may.reason,
        is_attack=opened.standing.route.id == RouteId.CYBERBULLYING,
    )
