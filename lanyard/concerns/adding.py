"""Adding a file, whoever does it: the holder of the receipt, or a holder of the case's key."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from lanyard.concerns.actions.evidence import take_file
from lanyard.concerns.models import Case, Item
from lanyard.concerns.opened import OpenCase, actor_id
from lanyard.concerns.originals import MAIL, kind_of, mail_facts
from lanyard.concerns.origins import NotTheOrigin, open_origin, seal_origin
from lanyard.concerns.queries.receipts import Returned, standing_for_reporter, takes_files
from lanyard.concerns.routes import book_of
from lanyard.concerns.uploads import BROKEN, Sealing
from lanyard.people.models import Account, Adult
from lanyard.policy.routes.book import Question
from lanyard.policy.routes.files import FilePermit, WordsOnly, files_of
from lanyard.policy.routes.history import Standing
from lanyard.policy.routes.kinds import Answer
from lanyard.proof.blobs import NotStored

NO_PLACE = WordsOnly("No file can be kept here. Say in words what you know.")


@dataclass(frozen=True)
class Adding:
    """Somebody who wants to add files to a case. ``adult`` is nobody for the holder of the receipt."""

    case: Case
    standing: Standing
    adult: Adult | None
    account: Account | None

    @property
    def adder(self) -> str:
        """Who adds, as what is sealed on its way is bound to."""
        return actor_id(self.adult.pk if self.adult else None)

    @property
    def question(self) -> Question:
        """The question gate, in the words of the school's routes."""
        return book_of(self.case.school).question("shows_child")

    @property
    def is_offered(self) -> bool:
        """Whether the gate may be asked at all: somewhere else there is nothing but words."""
        return isinstance(self.permit(Answer.NO), FilePermit)

    def permit(self, answer: Answer | None) -> FilePermit | WordsOnly:
        """The leave for these files, given the answer at the gate for them."""
        if not takes_files(self.case):
            return NO_PLACE
        return files_of(self.standing, answer)

    def seal(self, origin: dict[str, str]) -> str:
        """An origin on its way to the page with the file."""
        return seal_origin(origin, case=self.case, adder=self.adder)

    def keep(self, sealing: Sealing, *, at: datetime.datetime) -> Item:
        """Keep the file that came. Raises ``ValidationError`` with what went wrong; nothing of it is left then."""
        if sealing.problem:
            raise ValidationError(sealing.problem)
        try:
            origin = open_origin(sealing.request.POST.get("origin", ""), case=self.case, adder=self.adder)
        except NotTheOrigin as error:
            raise ValidationError("Say again where the file comes from. Nothing of it was kept.") from error
        incoming = sealing.whole()
        assert sealing.prepared is not None
        try:
            return take_file(
                case=self.case,
                prepared=sealing.prepared,
                incoming=incoming,
                size=sealing.size,
                body=described(sealing, origin),
                adult=self.adult,
                account=self.account.pk if self.account else None,
                at=at,
            )
        except NotStored as error:
            raise ValidationError(error.strerror or BROKEN) from error
        finally:
            incoming.abandon()


def by_reporter(returned: Returned) -> Adding:
    """Adding by whoever holds the receipt. Nobody is named."""
    return Adding(returned.case, standing_for_reporter(returned.case), None, None)


def by_holder(opened: OpenCase, adult: Adult, account: Account) -> Adding:
    """Adding by somebody who handles the case."""
    return Adding(opened.case, opened.standing, adult, account)


def described(sealing: Sealing, origin: dict[str, str]) -> dict[str, Any]:
    """What the sealed record of a file says of it: origin, name, kind, and what a mail says of itself."""
    beginning = bytes(sealing.beginning)
    kind = kind_of(beginning, sealing.name)
    told: dict[str, Any] = {"origin": origin, "name": sealing.name[:255], "kind": kind.title, "ending": kind.ending}
    if kind == MAIL:
        told["mail"] = mail_facts(beginning)
    return told
