"""The questions of practice, one noun a file."""
