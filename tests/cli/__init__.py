"""Tests of the command ``lanyard``."""
