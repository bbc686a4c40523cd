"""Small readings that several decoders share: keys without their spelling, texts, addresses, words of settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from lanyard.checkup.archive.text import plain_text

_DROPPED = str.maketrans("", "", " _:\u00a0")
_TAG = re.compile(r"</?(?:a|b|br|div|em|i|li|ol|p|span|strong|u|ul)(?:\s[^<>]*)?/?>", re.IGNORECASE)

#: What platforms write for a field that is not filled in.
_NOTHING = frozenset(("", "n/a", "none", "null"))

#: The words of privacy settings, and ours for them. Whatever is not here, such as “Default”, says nothing that can be checked.
_SETTINGS: Mapping[str, str] = {
    "on": "on",
    "enabled": "on",
    "true": "on",
    "yes": "on",
    "off": "off",
    "disabled": "off",
    "false": "off",
    "no": "off",
    "everyone": "everyone",
    "public": "everyone",
    "anyone": "everyone",
    "friends": "friends",
    "onlyme": "only_me",
    "myself": "only_me",
    "noone": "only_me",
    "nobody": "only_me",
}


def plain_key(key: str) -> str:
    """A key without regard to case, spaces, underscores and colons, because platforms change them from year to year."""
    return key.casefold().translate(_DROPPED)


def text_of(value: object) -> str:
    """A text without space around it, or a number as one; empty for anything else."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def filled(value: object) -> str:
    """As ``text_of``, and empty for words such as ``N/A`` that platforms write into empty fields."""
    found = text_of(value)
    return "" if found.casefold() in _NOTHING else found


def last_of(address: str) -> str:
    """The last part of an address' path, such as the handle in ``https://www.example.org/in/name``; empty without one."""
    try:
        parts = [each for each in urlsplit(address.strip()).path.split("/") if each]
    except ValueError:
        return ""
    return unquote(parts[-1]) if parts and "/" in address else ""


def written(text: str) -> str:
    """A text as people see it: the words of HTML where there are tags in it, otherwise the text itself."""
    return plain_text(text) if _TAG.search(text) else text


def setting_of(value: object) -> str | None:
    """Our word for the value of a privacy setting: on, off, everyone, friends, only_me; ``None`` where it says none of these."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return _SETTINGS.get(plain_key(text_of(value)))
