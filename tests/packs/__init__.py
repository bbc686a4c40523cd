"""Tests of the policy packs that come with Lanyard."""
