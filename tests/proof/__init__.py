"""Tests of lanyard.proof."""
