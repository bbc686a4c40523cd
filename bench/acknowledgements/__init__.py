"""How long looking back takes: who had agreed to what on a day."""
