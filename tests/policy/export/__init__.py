"""Tests of a policy in the forms that others read."""
