"""SCIM 2.0 (RFC 7643, RFC 7644), as much of it as joiners and leavers need: users in, users out.

A system signs in with a bearer token of one school and sees nothing of any other. Passwords,
telephone numbers, addresses and groups that it sends are not kept.
"""
