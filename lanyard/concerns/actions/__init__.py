"""The only code that writes records of concerns, one noun a file."""
