"""docs/pages.md lists every address of the service, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

DOCUMENT = Path(__file__).parents[2] / "docs" / "pages.md"


def names(patterns, space: str = "") -> Iterator[str]:
    """The names of all addresses, with those of their apps in front."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, pattern.namespace or space)
        elif isinstance(pattern, URLPattern):
            yield f"{space}:{pattern.name}" if space else pattern.name


def test_every_address_is_listed_and_none_that_is_not_there():
    # The names of signing in are the library's, which knows no spaces.
    told = DOCUMENT.read_text(encoding="utf-8")
    listed = re.findall(r"`([\w-]+:[\w-]+|(?:account|mfa|openid_connect|socialaccount)_\w+)`", told)
    assert sorted(listed) == sorted(names(get_resolver().url_patterns))
