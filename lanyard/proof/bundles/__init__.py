"""Bundles: ordinary ZIP files that anybody can check without Lanyard. They claim "unchanged since received at T", no more."""

from __future__ import annotations

from lanyard.proof.bundles.contents import Cover, Item, LogProof, Note, Proofs, Step, Timestamp, log_proof
from lanyard.proof.bundles.keys import P256Signer
from lanyard.proof.bundles.making import Bundle, NotAsReceived, prepare

__all__ = [
    "Bundle",
    "Cover",
    "Item",
    "LogProof",
    "Note",
    "NotAsReceived",
    "P256Signer",
    "Proofs",
    "Step",
    "Timestamp",
    "log_proof",
    "prepare",
]
