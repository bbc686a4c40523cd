"""How fast reports come in, and how many at once."""
