"""What to put into the addresses of acknowledging, so that the matrix of rights can open them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from lanyard.people.queries import Scope, scope_of
from lanyard.practice import actions
from lanyard.practice.models import Acknowledgement
from lanyard.practice.policies import policy_of


def answer(world: Any) -> dict[str, Any]:
    """A request for help by the owner, which the head may take up. Said again, it is the same one."""
    now, scope = timezone.now(), _scope(world.owner)
    policy = policy_of(world.school, on=timezone.localdate())
    told = {"response": "need_help", "method": "web", "by": world.owner.account, "at": now}
    return {"id": actions.acknowledge(scope=scope, policy=policy, **told).pk}


def paper(world: Any) -> dict[str, Any]:
    """What the business manager recorded from paper about the owner."""
    held = Acknowledgement.objects.filter(adult=world.owner, method="paper").first()
    if held is None:
        policy = policy_of(world.school, on=timezone.localdate())
        told = {"policy_hash": policy.pack.hash, "response": "agree", "signed_on": timezone.localdate(), "at": timezone.now()}
        held = actions.record_paper(scope=_scope(world.adults["role business_manager"]), policy=policy, adult=world.owner, **told)
    return {"id": held.pk}


def _scope(adult: Any) -> Scope:
    found = scope_of(adult.account, on=timezone.localdate())
    assert found is not None
    return found
