"""Bundles: made, changed in every way, and checked by us and by strangers' tools."""
