"""The first run in the browser: reachable only while there is no school, and only with the operator's code."""
