"""Reads the archives that platforms give their users: inventory, detect, route, read, reconcile, coverage."""
