"""The pages about people, one noun a file."""
