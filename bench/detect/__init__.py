"""How well the check-up finds what it looks for, on sets that can be had or were written for it."""
