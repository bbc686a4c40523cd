"""Writing that somebody else may know a password (2.4.1), and closing every door it opened."""

from __future__ import annotations

import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.people import mail, sign_in_mail
from lanyard.people.models import Account, Adult, Compromise, Role

from .noting import note
from .sign_in_codes import withdraw_sign_in_codes
from .sign_in_sessions import end_sign_ins


@transaction.atomic
def report_compromise(*, adult: Adult, by: Account, at: datetime.datetime) -> Compromise:
    """Somebody may know a person's password: end every session, block the password, tell the IT lead.

    Links to other services' accounts go too; they can be linked again after a sign-in code.

    The password stays blocked until the person chooses another after a sign-in code. Reported
    twice before anybody dealt with it, it is one report.
    """
    account = adult.account
    account.set_unusable_password()
    account.save(update_fields=["password"])
    # It may be the password of the other service that is known.
    SocialAccount.objects.filter(user=account).delete()
    withdraw_sign_in_codes(account=account, by=by, at=at)
    end_sign_ins(account=account)
    open_report = Compromise.objects.filter(adult=adult, settled_at__isnull=True).first()
    if open_report is not None:
        return open_report
    report = Compromise.objects.create(adult=adult, reported_at=at, reported_by=by)
    note("password may be known", by=by, school=adult.school, at=at, adult=adult.pk, compromise=report.pk)
    for lead in _who_deals_with_it(adult, on=at):
        sign_in_mail.plan(adult=lead, about="compromise", of=report.pk, at=at)
    return report


@transaction.atomic
def settle_compromise(*, compromise: Compromise, by: Account, at: datetime.datetime) -> None:
    """Record that the school has dealt with a report; never by the person it is about."""
    if compromise.adult.account_id == by.pk:
        raise ValidationError("Somebody else must settle this")
    if compromise.settled_at is None:
        compromise.settled_at, compromise.settled_by = at, by
        compromise.save(update_fields=["settled_at", "settled_by"])
        note("compromise settled", by=by, school=compromise.adult.school, at=at, compromise=compromise.pk)


@transaction.atomic
def remove_second_factors(*, adult: Adult, by: Account | None, at: datetime.datetime) -> int:
    """Take away the passkeys, authenticator app and recovery codes of somebody who lost them; how many.

    For the person in front of you only: whoever holds a role that needs a second factor sets up
    a new one before anything else. Nobody does this for themselves; ``by`` is ``None`` for the operator.
    """
    if by is not None and adult.account_id == by.pk:
        raise ValidationError("Somebody else must do this for you")
    gone, _ = Authenticator.objects.filter(user=adult.account).delete()
    end_sign_ins(account=adult.account)
    if gone:
        note("second factors removed", by=by, school=adult.school, at=at, adult=adult.pk)
        sign_in_mail.plan(adult=adult, about="factors", of=int(at.timestamp()), at=at)
    return gone


def _who_deals_with_it(adult: Adult, *, on: datetime.datetime) -> list[Adult]:
    """The IT leads with an address, else the heads; never the person concerned."""
    day = on.date()
    for role in (Role.IT_LEAD, Role.HEAD, Role.BUSINESS_MANAGER):
        held = (
            Adult.objects.filter(school=adult.school, roles_held__role=role, roles_held__held_from__lte=day)
            .exclude(roles_held__role=role, roles_held__held_until__lt=day)
            .exclude(pk=adult.pk)
            .select_related("account")
            .distinct()
        )
        found = [each for each in held if each.is_in_scope(day) and each.account and mail.address_of(each)]
        if found:
            return found
    return []
