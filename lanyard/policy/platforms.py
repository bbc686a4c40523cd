"""The catalogue of platforms (2.1.1, 2.1.2): which channel a named app counts as, by what it can do.

Rules speak of channels only. A platform that the school may run counts as the school's when it is
known to be used through the school's own account, and not before.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lanyard.policy.refusal import suggestions
from lanyard.policy.registers import Entry, RegisterReader, pick

#: What a platform can do, with the words that screens use for it.
CAPABILITIES: Mapping[str, str] = {
    "profile": "a page about you",
    "public_posts": "posts that anyone may see",
    "direct_message": "private messages",
    "group": "groups",
    "live": "live broadcasts",
    "disappearing": "messages that vanish",
    "location": "showing where you are",
    "video_call": "video calls",
    "gaming": "playing together",
    "ai_companion": "a character that a machine plays",
    "school_managed": "accounts that the school runs",
}


#: How alike a name must be to be taken for a slip of the finger: less, and anything short comes close to something.
_NEAR = 0.8


@dataclass(frozen=True, slots=True)
class Platform:
    """An app, site, game or device service. ``channel`` is the value of the fact “channel” that it counts as.

    ``otherwise`` replaces it where the school may run the platform but does not.
    ``steps_checked`` is the day on which somebody last walked through the settings it points to.
    """

    id: str
    name: str
    kind: str
    capabilities: tuple[str, ...]
    channel: str
    otherwise: str
    aliases: tuple[str, ...]
    report: str
    privacy: str
    steps_checked: dt.date | None


@dataclass(frozen=True, slots=True)
class Former:
    """A name that is no longer in use, and the platform it is treated as."""

    name: str
    treated_as: str
    note: str


@dataclass(frozen=True, slots=True)
class Found:
    """A platform found by a name; ``former`` says so when that name is an old one."""

    platform: Platform
    former: Former | None = None


@dataclass(frozen=True)
class Catalogue:
    """Every platform that the school knows, and every name it may go by."""

    platforms: tuple[Platform, ...]
    formers: tuple[Former, ...]
    channels: Mapping[str, str]

    def __iter__(self) -> Iterator[Platform]:
        return iter(self.platforms)

    def __len__(self) -> int:
        return len(self.platforms)

    def get(self, id_: str) -> Platform:
        """The platform of that id; an unknown id is a ``KeyError`` that suggests others."""
        return pick(self.platforms, id_, "platform")

    def find(self, name: str) -> Found | None:
        """The platform of that name, alias or old name, whatever its case, accents and spaces."""
        return self._names.get(plain(name))

    def suggest(self, name: str) -> tuple[str, ...]:
        """Up to three platforms whose name or alias differs by a slip of the finger from a name that was not found."""
        near = suggestions(plain(name), self._names, closeness=_NEAR)
        found = dict.fromkeys(self._names[key].platform.name for key in near)
        return tuple(found)

    def channel_of(self, name: str, *, school_account: bool = False) -> str | None:
        """The channel that a name counts as; nothing for a name that the catalogue does not hold.

        A platform that the school may run is the school's only with ``school_account``: what is not
        known never makes an answer milder.
        """
        found = self.find(name)
        if found is None:
            return None
        platform = found.platform
        return platform.channel if school_account or not platform.otherwise else platform.otherwise

    def other_channels(self, platform: Platform) -> tuple[str, ...]:
        """What else somebody may do there, so that a screen can ask which it is."""
        found = dict.fromkeys(self.channels[one] for one in platform.capabilities if one in self.channels)
        return tuple(channel for channel in found if channel != platform.channel)

    def defunct(self) -> tuple[Former, ...]:
        """The old names (2.1.1 lists networks that have gone)."""
        return self.formers

    @cached_property
    def _names(self) -> dict[str, Found]:
        names = {plain(former.name): Found(self.get(former.treated_as), former) for former in self.formers}
        for platform in self.platforms:
            names.update({plain(name): Found(platform) for name in (platform.name, *platform.aliases)})
        return names


def plain(name: str) -> str:
    """A name without case, accents, spaces and signs, so that people find what they mean; “+” is kept."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in apart if sign.isalnum() or sign == "+")


def load_catalogue(path: Path | str) -> Catalogue:
    """Load ``platforms.toml``; a name that means two platforms is refused."""
    reader = RegisterReader(path)
    root = reader.start()
    channels = _read_channels(root)
    entries = root.entries("platform")
    platforms = tuple(_read_platform(entry) for entry in entries)
    former_entries = root.entries("former")
    formers = tuple(_read_former(entry) for entry in former_entries)
    root.finish()
    reader.check_unique((platform.id for platform in platforms), "platform")
    ids = [platform.id for platform in platforms]
    for entry, former in zip(former_entries, formers, strict=True):
        reader.check_known(entry, "treated_as", [former.treated_as], ids)
    _check_names(entries, platforms)
    reader.refuse()
    return Catalogue(platforms, formers, channels)


def _read_channels(root: Entry) -> dict[str, str]:
    root.settled("channels")
    found = root.data.get("channels", {})
    if not isinstance(found, Mapping):
        root.complain("“channels” must be a table of capabilities and the channels they make.")
        return {}
    for capability in found:
        if capability not in CAPABILITIES:
            root.complain(f"“{capability}” is not a capability.", f"Known: {', '.join(CAPABILITIES)}.")
    return {capability: str(channel) for capability, channel in found.items()}


def _read_platform(entry: Entry) -> Platform:
    platform = Platform(
        id=entry.text("id"),
        name=entry.text("name"),
        kind=entry.text("kind"),
        capabilities=entry.words("capabilities"),
        channel=entry.text("channel"),
        otherwise=entry.text("otherwise", ""),
        aliases=entry.words("aliases"),
        report=entry.text("report"),
        privacy=entry.text("privacy"),
        steps_checked=entry.day("steps_checked"),
    )
    entry.finish()
    for capability in platform.capabilities:
        if capability not in CAPABILITIES:
            entry.complain(f"“{capability}” is not a capability.", f"Known: {', '.join(CAPABILITIES)}.")
    if ("school_managed" in platform.capabilities) != bool(platform.otherwise):
        entry.complain("a platform that the school may run needs “otherwise”, and no other may have it.")
    return platform


def _read_former(entry: Entry) -> Former:
    former = Former(entry.text("name"), entry.text("treated_as"), entry.text("note"))
    entry.finish()
    return former


def _check_names(entries: list[Entry], platforms: tuple[Platform, ...]) -> None:
    seen: dict[str, str] = {}
    for entry, platform in zip(entries, platforms, strict=True):
        for name in (platform.name, *platform.aliases):
            owner = seen.setdefault(plain(name), platform.id)
            if owner != platform.id:
                entry.complain(f"“{name}” already means “{owner}”.", "Give a name to one platform only.")
