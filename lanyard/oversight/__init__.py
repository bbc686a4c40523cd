"""Adopting the policy, comparing its versions, and what governors oversee."""
