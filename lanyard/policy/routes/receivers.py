"""Who receives a matter (1.2.3, 2.7.4, reading 7): nobody receives what is about them.

People are found by role; who holds a role today is the application's business, which also leaves out
the very persons who are named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from lanyard.policy.routes.kinds import OUTSIDE_ROLES, ROLE_CONTACTS, About

#: Who decides: the first who is not left out. About the head the chair decides; about both, the local authority.
LADDER = ("head", "chair", "lado_contact", "hr_contact")

#: Whom anybody can phone when every role is left out.
LAST_CONTACT = "childrens-social-care"

_ROLE_OF = {About.HEAD: "head", About.CHAIR: "chair", About.DSL: "dsl"}


@dataclass(frozen=True, slots=True)
class Receivers:
    """Who receives a matter: ``roles`` in order, the one who decides, and the contacts that reach them.

    ``roles`` is empty, and ``decider`` an empty text, only when everybody in turn is left out. Then the
    outside contact remains. ``closers`` are the roles among whom two people close it.
    """

    roles: tuple[str, ...]
    decider: str
    contacts: tuple[str, ...]
    closers: tuple[str, ...]


def left_out_roles(
    about: Iterable[About],
    *,
    reporter_roles: Collection[str] = (),
    subject_roles: Collection[str] = (),
    keep_from: Collection[str] = (),
) -> frozenset[str]:
    """The roles whose holders see nothing of a matter.

    ``subject_roles`` are the roles that the persons named hold; ``reporter_roles`` count when somebody
    reports about themselves; ``keep_from`` are roles that the reporter asks to leave out, outside bodies never among them.
    """
    named = set(about)
    roles = {_ROLE_OF[one] for one in named if one in _ROLE_OF}
    own = reporter_roles if About.SELF in named else ()
    return frozenset(roles.union(subject_roles, own, set(keep_from).difference(OUTSIDE_ROLES)))


def receivers(receives: Iterable[str], left_out: Collection[str]) -> Receivers:
    """Who receives what a route sends to ``receives``, where ``decider`` stands for whoever decides.

    A role that is left out is replaced by the decider, never dropped without a replacement.
    """
    ladder = [role for role in LADDER if role not in left_out]
    decider = ladder[0] if ladder else ""
    wanted = (decider if role == "decider" or role in left_out else role for role in receives)
    roles = tuple(dict.fromkeys(role for role in wanted if role))
    closers = tuple(dict.fromkeys((*roles, *ladder)))
    contacts = tuple(ROLE_CONTACTS[role] for role in roles) or (LAST_CONTACT,)
    return Receivers(roles, decider, contacts, closers[: max(2, len(roles))])
