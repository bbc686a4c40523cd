"""How people sign in: their own ways in and devices, and what somebody who manages sign-ins may see of others'.

Whoever manages sign-ins sees that somebody has a password or a second step, never where or when
they signed in.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import QuerySet

from lanyard.people.actions.sign_in_tries import digests_of
from lanyard.people.models import Account, Adult, Compromise, SignInCode, SignInSession, SignInTries
from lanyard.records.models import Event
from lanyard.records.queries import events_since

from .adults import adults_in_scope
from .deciders import WATCHES
from .scope import Scope

#: For how long it stands on desks that the operator let somebody back in.
SHOWN_FOR = datetime.timedelta(days=14)


@dataclass(frozen=True)
class WaysIn:
    """Everything one account can sign in with."""

    has_password: bool
    app: Authenticator | None
    passkeys: tuple[Authenticator, ...]
    recovery_codes: int
    linked: tuple[SocialAccount, ...]

    @property
    def has_second_factor(self) -> bool:
        """Whether signing in takes a second step, or a passkey that is both in one."""
        return bool(self.app or self.passkeys)

    @property
    def count(self) -> int:
        """How many ways there are to begin signing in."""
        return self.has_password + bool(self.passkeys) + len(self.linked)


@dataclass(frozen=True)
class Device:
    """One place where somebody is signed in."""

    number: int
    device: str
    began_at: datetime.datetime
    seen_at: datetime.datetime
    is_this: bool


@dataclass(frozen=True)
class SignIn:
    """How one adult's sign-in stands, for whoever manages sign-ins."""

    adult: Adult
    has_password: bool = False
    has_second_factor: bool = False
    linked: int = 0
    code_until: datetime.datetime | None = None
    locked_until: datetime.datetime | None = None
    compromise: Compromise | None = None

    @property
    def works(self) -> bool:
        """Whether the person has a way in that lasts."""
        return self.has_password or self.has_second_factor or bool(self.linked)


def ways_in(account: Account) -> WaysIn:
    """What an account can sign in with."""
    found = list(Authenticator.objects.filter(user=account).order_by("pk"))
    by_type = {kind: [each for each in found if each.type == kind] for kind in Authenticator.Type}
    codes = by_type[Authenticator.Type.RECOVERY_CODES]
    return WaysIn(
        has_password=account.has_usable_password(),
        app=next(iter(by_type[Authenticator.Type.TOTP]), None),
        passkeys=tuple(by_type[Authenticator.Type.WEBAUTHN]),
        recovery_codes=len(codes[0].wrap().get_unused_codes()) if codes else 0,
        linked=tuple(SocialAccount.objects.filter(user=account).order_by("pk")),
    )


def devices_of(account: Account, *, this: str | None, at: datetime.datetime) -> list[Device]:
    """Where an account is signed in, this session first; ``this`` is its key."""
    rows = SignInSession.objects.filter(account=account, session__expire_date__gt=at).select_related("session")
    made = []
    for row in rows:
        seen = row.session.get_decoded().get("seen", row.began_at.timestamp())
        seen_at = datetime.datetime.fromtimestamp(seen, tz=datetime.UTC)
        made.append(Device(row.pk, row.device, row.began_at, seen_at, row.session_id == this))
    return sorted(made, key=lambda device: (not device.is_this, -device.seen_at.timestamp()))


def compromises_to_settle(scope: Scope) -> QuerySet[Compromise]:
    """Reports that a password may be known, at the person's school, that nobody has dealt with; never their own."""
    return (
        Compromise.objects.filter(adult__school=scope.school, settled_at__isnull=True)
        .exclude(adult=scope.adult)
        .select_related("adult")
    )


def compromise_to_settle(scope: Scope, number: int) -> Compromise | None:
    """One of them."""
    return compromises_to_settle(scope).filter(pk=number).first()


def ways_back_to_show(scope: Scope, *, at: datetime.datetime) -> list[tuple[Event, Adult]]:
    """What the operator opened lately at the person's school, and for whom; nothing that was opened for themselves."""
    if not scope.holds(*WATCHES):
        return []
    opened = events_since(scope.school.pk, "way back opened", since=at - SHOWN_FOR)
    whom = Adult.objects.in_bulk([each.about["adult"] for each in opened])
    return [(each, whom[each.about["adult"]]) for each in opened if each.about["adult"] != scope.adult.pk]


def sign_ins_at(scope: Scope, *, at: datetime.datetime) -> list[SignIn]:
    """How everybody's sign-in at the person's school stands, by name; people who have not begun yet too."""
    adults = Adult.objects.filter(school=scope.school).exclude(ends_on__lt=scope.on).select_related("account")
    return _sign_ins(list(adults), at=at)


def sign_in_of(scope: Scope, adult: int, *, at: datetime.datetime) -> SignIn | None:
    """How one person's sign-in stands, if they are at the same school."""
    adults = Adult.objects.filter(school=scope.school, pk=adult).exclude(ends_on__lt=scope.on).select_related("account")
    return next(iter(_sign_ins(list(adults), at=at)), None)


def colleagues_without_way_in(scope: Scope, *, at: datetime.datetime) -> list[Adult]:
    """Who is at the school today with a sign-in name, and no way in yet nor a code."""
    today = set(adults_in_scope(scope).values_list("pk", flat=True))
    return [
        each.adult
        for each in sign_ins_at(scope, at=at)
        if each.adult.account_id and each.adult.pk in today and not each.works and not each.code_until
    ]


def _sign_ins(adults: list[Adult], *, at: datetime.datetime) -> list[SignIn]:
    accounts = [adult.account_id for adult in adults if adult.account_id]
    factors = set(
        Authenticator.objects.filter(user__in=accounts)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .values_list("user_id", flat=True)
    )
    linked: dict[int, int] = {}
    for account in SocialAccount.objects.filter(user__in=accounts).values_list("user_id", flat=True):
        linked[account] = linked.get(account, 0) + 1
    live = SignInCode.objects.filter(account__in=accounts, ended_at__isnull=True, expires_at__gt=at, tries_left__gt=0)
    codes = dict(live.values_list("account_id", "expires_at"))
    reports = {each.adult_id: each for each in Compromise.objects.filter(adult__in=adults, settled_at__isnull=True)}
    locks = dict(SignInTries.objects.filter(locked_until__gt=at).values_list("digest", "locked_until"))
    made = []
    for adult in adults:
        account = adult.account
        locked = [locks[digest] for digest in digests_of(account) if digest in locks] if account and locks else []
        made.append(
            SignIn(
                adult=adult,
                has_password=bool(account and account.has_usable_password()),
                has_second_factor=adult.account_id in factors,
                linked=linked.get(adult.account_id, 0),
                code_until=codes.get(adult.account_id),
                locked_until=max(locked, default=None),
                compromise=reports.get(adult.pk),
            )
        )
    return made
