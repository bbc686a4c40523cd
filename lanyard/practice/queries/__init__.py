"""What a given person may see of practice. Everything starts from a Scope, never from an id in a request."""

from .kept_answers import kept_answer, kept_answers

__all__ = [
    "kept_answer",
    "kept_answers",
]
