"""Who somebody is today: the start of every query."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from lanyard.people.models import Account, Adult, Role, RoleHeld, School
from lanyard.people.rights import Decision, can

from .days import held


@dataclass(frozen=True)
class Scope:
    """What follows from who signed in: their school and the roles they hold on a day."""

    account: Account
    adult: Adult
    school: School
    roles: frozenset[str]
    on: datetime.date

    def holds(self, *roles: str) -> bool:
        """Whether the person holds any of these roles."""
        return not self.roles.isdisjoint(roles)

    def can(self, permission: str) -> Decision:
        """Whether the person may do something, and why; see ``rights.toml``."""
        return can(self, permission)

    @property
    def role_names(self) -> list[str]:
        """The roles held, in words, in the order the policy lists them."""
        return [role.label for role in Role if role in self.roles]


def scope_of(account: Account, *, on: datetime.date) -> Scope | None:
    """The scope of an account on a day; ``None`` when it belongs to nobody in scope that day."""
    adult = Adult.objects.select_related("school").filter(account=account).first()
    if adult is None or not account.is_active or not adult.is_in_scope(on):
        return None
    found = RoleHeld.objects.filter(held(on), adult=adult).values_list("role", flat=True)
    return Scope(account=account, adult=adult, school=adult.school, roles=frozenset(found), on=on)


def account_named(sign_in_name: str) -> Account | None:
    """The account that signs in with this name, whatever its capitals."""
    return Account.objects.filter(sign_in_name=sign_in_name.strip().lower()).first()
