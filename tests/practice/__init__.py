"""Tests of asking and of answers kept."""
