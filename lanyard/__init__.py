"""Lanyard puts a school's staff social-media policy to work."""

__version__ = "0.1.0"
