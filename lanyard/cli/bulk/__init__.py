"""Comparing many adults' contacts with the roll of a trust or an authority, on Splink: with DuckDB, or Spark by a setting.

Parsing, links between words and names, and outside frequencies are those of ``lanyard.checkup.match``; pairing, scoring
and ranking are done by the engine. Cost grows with distinct names. Needs ``lanyard[bulk]``, and PySpark for Spark.
"""
