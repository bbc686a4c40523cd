"""How many full answers a second, beside general rule engines and hand-written ifs."""
