"""What is asked about people, one noun a file."""
