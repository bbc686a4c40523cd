"""Tests of what the policy means."""
