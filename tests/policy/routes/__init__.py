"""Raising a concern: opening questions, routes, deadlines, wishes."""
