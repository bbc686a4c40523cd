"""Who sent a report, as far as a holder may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lanyard.concerns.models import ItemKind
from lanyard.concerns.opened import OpenCase, actor_id
from lanyard.policy.routes.names import NameAct, NameStanding, NameState, NameStep, name_standing


@dataclass(frozen=True)
class ReporterName:
    """What is known of a reporter. ``told`` is empty where nobody gave a name, and while it is kept back.

    ``reason`` is what the last person to ask for the name gave as theirs.
    """

    given: bool
    kept_back: bool
    standing: NameStanding
    reason: str
    told: dict[str, Any]

    @property
    def is_shown(self) -> bool:
        """Whether the name may be shown."""
        return self.given and (not self.kept_back or self.standing.state == NameState.SHOWN)


def name_of(opened: OpenCase) -> ReporterName:
    """The reporter’s name in a case. One that is kept back leaves this function only after two people agreed."""
    found = opened.of(ItemKind.REPORTER)
    body = (found[0].body or {}) if found else {}
    acts = [(NameStep(NameAct(one.body["act"]), actor_id(one.item.by_id)), one.body) for one in _acts(opened)]
    now = name_standing(step for step, _ in acts)
    reason = next((said["reason"] for step, said in reversed(acts) if step.act == NameAct.ASK), "")
    kept_back = bool(body.get("kept_back"))
    shows = bool(body) and (not kept_back or now.state == NameState.SHOWN)
    return ReporterName(bool(body), kept_back, now, reason, body if shows else {})


def _acts(opened: OpenCase) -> list[Any]:
    return [one for one in opened.of(ItemKind.NAME) if one.body is not None]
