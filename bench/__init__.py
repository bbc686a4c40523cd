"""Lanyard measured beside its peers: one folder for each question asked."""
