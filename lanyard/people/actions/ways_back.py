"""Writing a way back in, for when nobody at a school is left who could let the others in.

It is the operator's, at the terminal of the machine. Whoever holds the machine could do worse unseen,
so this is the way that is seen: an event that nobody deletes, a line on desks, a mail.
"""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.people import sign_in_mail
from lanyard.people.models import Adult
from lanyard.people.queries.deciders import who_watches_ways_back
from lanyard.people.rights import PERMISSIONS

from .compromises import remove_second_factors
from .noting import note
from .sign_in_codes import Issued, issue_sign_in_code
from .sign_in_sessions import end_sign_ins
from .sign_in_tries import unlock_sign_in

#: The operator hands the code over at once.
HOURS = 4


@transaction.atomic
def open_way_back(
    *, adult: Adult, lost_second_step: bool, on: datetime.date, by: None, at: datetime.datetime
) -> tuple[Issued, list[Adult]]:
    """Let one who manages sign-ins try again, with a code that works once within ``HOURS``; and who is told by mail.

    With ``lost_second_step`` passkeys, app and recovery codes go too, and a new second step is set up
    before anything else. The password stays as it is. ``by`` is nobody in the service: the operator.
    """
    managers = PERMISSIONS["manage sign-ins"].roles
    if not any(held.role in managers and held.is_held(on) for held in adult.roles_held.all()):
        raise ValidationError(
            "Only whoever manages sign-ins (head teacher, school business manager, IT lead) gets in this way. "
            "They give everybody else a code, under “Sign-ins”"
        )
    unlock_sign_in(adult=adult, by=by, at=at)
    if lost_second_step:
        remove_second_factors(adult=adult, by=by, at=at)
    end_sign_ins(account=adult.account)
    issued = issue_sign_in_code(adult=adult, hours=HOURS, by=by, at=at)
    note("way back opened", by=by, school=adult.school, at=at, adult=adult.pk, code=issued.code.pk)
    watching = who_watches_ways_back(adult, on=on)
    return issued, [each for each in watching if sign_in_mail.plan(adult=each, about="way-back", of=issued.code.pk, at=at)]
