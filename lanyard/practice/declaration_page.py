"""What a declaration says, as rows to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lanyard.practice.forms.declarations import ROLES, STEPS, channel_choices
from lanyard.practice.models import Link, WithWhom
from lanyard.practice.starters import Starters

NONE = "None"


def rows(says: Mapping[str, Any], starters: Starters, engine) -> list[dict[str, Any]]:
    """Question and answer, in words; a word that is no longer on a list is shown as it was kept."""
    missed = {each.id: each.label for each in starters.missed}
    told = [
        ("Link", dict(Link.choices).get(says.get("link"), says.get("link"))),
        ("With", dict(WithWhom.choices).get(says.get("with_whom"), says.get("with_whom"))),
        ("Plays a part", _listed(says.get("through"), missed)),
        ("Family", says.get("family")),
        ("How you know each other", says.get("known")),
        ("Since", says.get("since")),
        ("In touch by", _listed(says.get("channels"), dict(channel_choices(engine)))),
        ("Part in the child’s schooling", _listed(says.get("role"), dict(ROLES))),
        ("Steps", _listed(says.get("steps"), dict(STEPS))),
        ("More", says.get("more")),
    ]
    return [{"key": {"text": name}, "value": {"text": said}} for name, said in told if said]


def in_a_line(says: Mapping[str, Any]) -> str:
    """A declaration in a few words, for a list that only its readers see."""
    return f"{says.get('family', '')}: {str(dict(Link.choices).get(says.get('link'), '')).lower()}"


def _listed(chosen: list[str] | None, words: Mapping[str, str]) -> str:
    return "\n".join(words.get(each, each) for each in chosen or ()) or NONE
