"""Who may do what, and why: roles and permissions are data, in ``rights.toml``.

``can`` answers for one permission. A view says with ``@needs`` which one it takes; the site refuses
everybody else before the view is reached, so that a refusal never depends on what is kept behind it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from lanyard.people.queries import Scope

RIGHTS = Path(__file__).with_name("rights.toml")
View = TypeVar("View", bound=Callable)


class UnknownPermission(LookupError):
    """No permission of this name stands in ``rights.toml``."""


@dataclass(frozen=True)
class Decision:
    """Whether something is allowed, and the reason in words that the person can be shown."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True)
class RoleDescribed:
    """A role, what whoever holds it is there for, and the roles whose holders may give and end it."""

    id: str
    name: str
    does: str
    given_by: tuple[str, ...]


@dataclass(frozen=True)
class Permission:
    """Something that can be done, by whom, and each answer that ``can`` may give."""

    id: str
    does: str
    roles: tuple[str, ...]
    everyone: bool
    second_factor: bool
    granted: dict[str, Decision]
    refused: Decision


OUT_OF_SCOPE = Decision(False, "Only adults at the school can do this, once they have signed in.")


def can(scope: Scope | None, permission: str) -> Decision:
    """Whether somebody may do something, by the roles they hold today, and why (not)."""
    found = PERMISSIONS.get(permission)
    if found is None:
        raise UnknownPermission(permission)
    if scope is None:
        return OUT_OF_SCOPE
    if found.everyone:
        return found.granted[""]
    held = scope.roles
    for role in found.roles:
        if role in held:
            return found.granted[role]
    return found.refused


def needs(permission: str, *, fresh: bool = False) -> Callable[[View], View]:
    """Declare what a view takes: ``@needs("use")`` for everybody's own things. Write it outermost.

    ``fresh`` asks whoever signed in more than a few minutes ago to prove again who they are.
    """
    if permission not in PERMISSIONS:
        raise UnknownPermission(f"{permission!r} stands nowhere in rights.toml")

    def declare(view: View) -> View:
        view.permission = permission
        view.needs_fresh_proof = fresh
        return view

    return declare


def permission_of(view: Callable, name: str | None) -> str | None:
    """The permission that a view takes; ``None`` when nobody declared one.

    ``name`` is that of its address: by it the pages of libraries are known.
    """
    declared = getattr(view, "permission", None)
    if declared is None and name:
        return next((permission for start, permission in LIBRARIES.items() if name.startswith(start)), None)
    return declared


def roles_with_second_factor() -> frozenset[str]:
    """The roles whose holders must sign in with a second factor."""
    return frozenset(role for each in PERMISSIONS.values() if each.second_factor for role in each.roles)


def needs_second_factor(scope: Scope) -> bool:
    """Whether this person must sign in with a second factor, by a role they hold today."""
    return not SECOND_FACTOR.isdisjoint(scope.roles)


def either(names: list[str]) -> str:
    """Names in a row: "head teacher, chair of governors or IT lead"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def in_a_sentence(name: str) -> str:
    """The name of a role inside a sentence: abbreviations keep their capitals."""
    return name if name[:2].isupper() else name[0].lower() + name[1:]


def _read(path: Path) -> tuple[dict[str, RoleDescribed], dict[str, Permission], dict[str, str]]:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    roles = {role["id"]: RoleDescribed(**{**role, "given_by": tuple(role["given_by"])}) for role in told["role"]}
    if unknown := {giver for role in roles.values() for giver in role.given_by} - set(roles):
        raise ValueError(f"{path.name}: a role is given by what is no role: {sorted(unknown)}")
    permissions: dict[str, Permission] = {}
    for entry in told["permission"]:
        if entry["id"] in permissions:
            raise ValueError(f"{entry['id']!r} stands twice in {path.name}")
        permissions[entry["id"]] = _permission(entry, roles)
    libraries = {entry["starts"]: entry["permission"] for entry in told["library"]}
    if unknown := set(libraries.values()) - set(permissions):
        raise ValueError(f"{path.name}: a library takes what is no permission: {sorted(unknown)}")
    return roles, permissions, libraries


def _permission(entry: dict, roles: dict[str, RoleDescribed]) -> Permission:
    everyone, listed = entry.get("everyone", False), tuple(entry.get("roles", ()))
    if everyone == bool(listed) or set(listed) - set(roles):
        raise ValueError(f"{entry['id']!r} is either for everyone or for some of the roles")
    does = entry["does"]
    granted = {role: Decision(True, f"As {in_a_sentence(roles[role].name)} you can {does}.") for role in listed}
    if everyone:
        granted[""] = Decision(True, f"Like everybody in scope of the policy, you can {does}.")
    names = [in_a_sentence(roles[role].name) for role in listed]
    refused = Decision(False, f"It is for the {either(names)} to {does}.") if names else OUT_OF_SCOPE
    return Permission(
        id=entry["id"],
        does=does,
        roles=listed,
        everyone=everyone,
        second_factor=entry.get("second_factor", False),
        granted=granted,
        refused=refused,
    )


ROLES, PERMISSIONS, LIBRARIES = _read(RIGHTS)
SECOND_FACTOR = roles_with_second_factor()
