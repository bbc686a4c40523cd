"""What a given person may see of people. Everything starts from a Scope, never from an id in a request."""

from .adults import adults_in_scope, demonstration_cast, holders
from .deciders import decider_for, may_decide_about
from .schools import has_schools, kinds_of_school, only_school, school_numbered
from .scope import Scope, account_named, scope_of

__all__ = [
    "Scope",
    "account_named",
    "adults_in_scope",
    "decider_for",
    "demonstration_cast",
    "has_schools",
    "holders",
    "kinds_of_school",
    "may_decide_about",
    "only_school",
    "school_numbered",
    "scope_of",
]
