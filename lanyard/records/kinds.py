"""The kinds of event, as every app describes them in its ``events.toml``."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Kind:
    """A kind of event: what it is called, what it says happened, and whose it is."""

    kind: str
    does: str
    app: str


@functools.cache
def kinds() -> dict[str, Kind]:
    """Every kind of event, by name; the apps in alphabetical order."""
    found: dict[str, Kind] = {}
    for path in sorted(PACKAGE.glob("*/events.toml")):
        for told in tomllib.loads(path.read_text(encoding="utf-8")).get("event", []):
            if told["kind"] in found:
                raise ValueError(f"{path}: {told['kind']!r} is described twice")
            found[told["kind"]] = Kind(kind=told["kind"], does=told["does"], app=path.parent.name)
    return found
