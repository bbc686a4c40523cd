"""The only code that writes practice, one noun a file. Every action takes who did it and when."""

from .kept_answers import delete_kept_answer, keep_answer

__all__ = [
    "delete_kept_answer",
    "keep_answer",
]
