"""Raising a concern: reports, sealed cases, their routes, evidence and support (1.2.3, 2.2.2, 2.2.3, 2.7, 2.8)."""
