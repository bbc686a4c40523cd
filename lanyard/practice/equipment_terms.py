"""The terms on which a school lends equipment, to begin with: each school writes its own (2.4.6)."""

from __future__ import annotations

#: What a new entry of the register starts from.
TO_BEGIN_WITH = """Use it for school work only, and lend it to nobody else.
Sign in to no personal account on it, and keep no photo, message or number of your own on it.
Keep it locked with its code, and never leave it in a car or on a table.
Move photos of pupils to the school’s own store, then delete them here, before you bring it back.
If it is lost or stolen, tell the IT lead on the same day.
Bring it back charged on its last day, or ask for longer before then."""
