"""The only code that writes practice, one noun a file. Every action takes who did it and when."""

from .kept_answers import delete_kept_answer, keep_answer
from .notes import NotYours, take_note_step, take_steps_together, write_note

__all__ = [
    "NotYours",
    "delete_kept_answer",
    "keep_answer",
    "take_note_step",
    "take_steps_together",
    "write_note",
]
