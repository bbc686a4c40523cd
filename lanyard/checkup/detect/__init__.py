"""What an item shows that the policy speaks about: rules as data, two executors, findings with their places and reasons.

``Detector`` is the way in. Rule tables and word lists are TOML in ``rules/``, written for Lanyard.
"""

from lanyard.checkup.detect.detector import Detector

__all__ = ["Detector"]
