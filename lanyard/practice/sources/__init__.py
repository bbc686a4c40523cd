"""What practice tells of itself, one noun a file: what is due, what a person did, what is on record, how a clause is lived.

Each file registers its sources when it is imported.
"""

from . import acknowledgements, agreements, check_ups, declarations, equipment, kept_answers, notes, profiles, protocols, reviews

__all__ = [
    "acknowledgements",
    "agreements",
    "check_ups",
    "declarations",
    "equipment",
    "kept_answers",
    "notes",
    "profiles",
    "protocols",
    "reviews",
]
