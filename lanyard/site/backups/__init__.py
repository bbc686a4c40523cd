"""Backups: a folder that holds all that an installation needs to go on, and proves that it is whole (decision 105)."""
