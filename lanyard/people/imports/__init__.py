"""Bringing people in from a roll: a file is read, a plan is made, a person confirms, and only then anything changes.

Nothing in here writes: ``lanyard.people.actions`` does. Each folder in ``formats`` is one way in
which a roll may be written; copying a folder adds one.
"""
