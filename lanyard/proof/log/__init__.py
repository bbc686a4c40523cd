"""The transparency log: a tree over commitments, proofs, signed checkpoints, and the audit of all of it.

What stands here needs neither Django nor a database, so that whoever holds a checkpoint can check
a log without the service that wrote it. ``tree`` hashes, ``proofs`` proves, ``commitments`` hides
what an entry says until it is opened, ``checkpoints`` signs how far the log had come, ``audit`` looks for whatever was changed
since, ``extracts`` checks one chain that somebody was shown.
"""
