"""What a given person may see of practice. Everything starts from a Scope, never from an id in a request."""

from .acknowledgements import (
    Place,
    answer_to_take_up,
    answers_to_take_up,
    campaign_of,
    clauses_read,
    due_day,
    own_acknowledgement,
    own_acknowledgements,
    paper_acknowledgement,
    paper_acknowledgements,
    parts_on,
    places,
    said_by,
    situations_answered,
    standing_of,
    valid,
)
from .agreed_on import Agreed, agreed_on
from .kept_answers import kept_answer, kept_answers

__all__ = [
    "Agreed",
    "Place",
    "agreed_on",
    "answer_to_take_up",
    "answers_to_take_up",
    "campaign_of",
    "clauses_read",
    "due_day",
    "kept_answer",
    "kept_answers",
    "own_acknowledgement",
    "own_acknowledgements",
    "paper_acknowledgement",
    "paper_acknowledgements",
    "parts_on",
    "places",
    "said_by",
    "situations_answered",
    "standing_of",
    "valid",
]
