"""How well and how fast contacts are matched with a roll, beside other methods."""
