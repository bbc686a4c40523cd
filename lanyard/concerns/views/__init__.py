"""The pages of concerns, one noun a file."""
