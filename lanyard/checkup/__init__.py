"""The private check-up: what one's own archive from a platform holds that the policy speaks about.

Standard library only, and no clock, no network and no temporary file: the same code runs in a
terminal and inside a browser. ``archive`` reads, ``detect`` and ``match`` find, ``report`` shows.
"""
