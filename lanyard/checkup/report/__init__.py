"""A check-up's result, shown: as text for a terminal, as JSON for programs, as one page of HTML."""
