"""The only code that writes practice, one noun a file. Every action takes who did it and when."""

from .acknowledgements import acknowledge, correct_paper, open_clause, pass_situation, record_paper, take_up, tick_clauses
from .campaigns import begin_campaign, change_due_day
from .kept_answers import delete_kept_answer, keep_answer
from .notes import NotYours, take_note_step, take_steps_together, write_note

__all__ = [
    "NotYours",
    "acknowledge",
    "begin_campaign",
    "change_due_day",
    "correct_paper",
    "delete_kept_answer",
    "keep_answer",
    "open_clause",
    "pass_situation",
    "record_paper",
    "take_note_step",
    "take_steps_together",
    "take_up",
    "tick_clauses",
    "write_note",
]
