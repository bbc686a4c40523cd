"""Bringing people in from rolls, well-meant and otherwise."""
