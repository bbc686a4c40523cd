"""The questions of concerns, one noun a file."""
