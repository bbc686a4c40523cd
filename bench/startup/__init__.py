"""How long one answer takes, as a whole process."""
