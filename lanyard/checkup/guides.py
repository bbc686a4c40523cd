"""Where platforms keep their settings, as a pack's own registers say: the way to mend what a check-up finds."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterable
from importlib.resources.abc import Traversable
from typing import Any

from lanyard.checkup.result import Guide

#: How much of the pack's registers speaks of the settings of a platform whose dialect has another id.
_SAME = {"takeout": "youtube", "google": "youtube", "google-takeout": "youtube"}


def load_guides(folder: Traversable, platforms: Iterable[tuple[str, str]]) -> tuple[Guide, ...]:
    """The guides of a pack's folder for ``platforms``, pairs of a dialect's id and its label, as far as the pack has any.

    The steps of ``self-review.toml`` come first; a platform that it does not know has the one line of
    ``platforms.toml``. A pack without these files, or with others than are expected there, has no guides.
    """
    steps = {each.get("platform"): each for each in _listed(folder / "self-review.toml", "guide")}
    lines = {each.get("id"): each for each in _listed(folder / "platforms.toml", "platform")}
    found = []
    for id_, label in platforms:
        key = _SAME.get(id_, id_)
        if key in steps:
            found.append(Guide(id_, label, tuple(steps[key].get("steps", ())), _oldest(steps[key])))
        elif "privacy" in lines.get(key, {}):
            found.append(Guide(id_, label, (lines[key]["privacy"],), lines[key].get("steps_checked")))
    return tuple(found)


def _listed(path: Traversable, name: str) -> list[dict[str, Any]]:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig")).get(name, [])
    except (FileNotFoundError, ValueError):
        return []
    return [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []


def _oldest(guide: dict[str, Any]) -> datetime.date | None:
    """The day since which nobody has looked at the source that was looked at longest ago."""
    return min((each["checked"] for each in guide.get("source", ()) if "checked" in each), default=None)
