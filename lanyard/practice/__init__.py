"""What adults do with the policy: ask it, and keep the answers they want to keep."""
