"""A policy in forms that others read: JSON, decision tables (Markdown, HTML), Cedar."""

from lanyard.policy.export.cedar import export_cedar
from lanyard.policy.export.json_form import export_json
from lanyard.policy.export.tables import DecisionTable, decision_table

__all__ = ["DecisionTable", "decision_table", "export_cedar", "export_json"]
