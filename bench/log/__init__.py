"""How long the transparency log takes to append, verify, prove and page."""
