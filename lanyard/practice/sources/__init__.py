"""What practice tells of itself, one noun a file: what is due, what a person did, what is on record, how a clause is lived.

Each file registers its sources when it is imported.
"""

from . import acknowledgements, agreements, declarations, equipment, kept_answers, notes, profiles, protocols, reviews

__all__ = [
    "acknowledgements",
    "agreements",
    "declarations",
    "equipment",
    "kept_answers",
    "notes",
    "profiles",
    "protocols",
    "reviews",
]
