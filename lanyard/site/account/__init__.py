"""Signing in: passwords, codes, second factors, other services' accounts, and where somebody is signed in.

What allauth does well it does here; what a school needs beyond it stands in these modules.
"""
