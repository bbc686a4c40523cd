"""Pages of concerns: parse, act, render."""
