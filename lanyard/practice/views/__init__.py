"""The pages on which a person asks, and those that list what they kept."""
