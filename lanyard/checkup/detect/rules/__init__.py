"""Rule tables and word lists, as data."""
