"""Where concerns keep what is not in the database: the key of receipts, and sealed files."""

from __future__ import annotations

import os
from functools import cache

from django.conf import settings

from lanyard.proof.blobs import BlobStore, NotWhole
from lanyard.proof.bundles import P256Signer
from lanyard.proof.keyfiles import read_or_make


@cache
def receipt_key() -> bytes:
    """The key without which the database tells nothing about a receipt."""
    return read_or_make(settings.DATA / "keys" / "receipts.key")


@cache
def bundle_signer() -> P256Signer:
    """The second key that signs bundles, for whoever checks them with ``openssl``."""
    return P256Signer(read_or_make(settings.DATA / "keys" / "bundles.key"))


def blobs() -> BlobStore:
    """The sealed files of evidence, in a folder of their own beside the database."""
    return BlobStore(settings.DATA / "evidence")


def is_absent(name: str) -> bool:
    """Whether nothing at all lies in the place of a sealed file."""
    try:
        return not os.path.lexists(blobs().path(name))
    except NotWhole:
        return False
