"""How fast the private check-up is: an archive, single messages, and inside a browser."""
