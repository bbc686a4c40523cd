"""Questions of concerns, one noun a file."""
