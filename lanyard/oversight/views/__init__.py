"""The pages that show the policy itself, what stands beside it, and its versions."""
