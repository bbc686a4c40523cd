"""``verify.html``: checks a bundle in any browser. It holds nothing of the bundle, so it is the same in all of them."""

from __future__ import annotations

from functools import cache

from lanyard.proof.bundles.pages import page, part


@cache
def verify_page() -> bytes:
    """The page as it is put into every bundle; the same bytes for the same Lanyard."""
    return page("Check a bundle", part("verify.html"), script=part("verify.js"))
