"""What a given person may see of concerns. Whoever holds no key to a case finds no trace of it."""
