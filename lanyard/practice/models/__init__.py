"""What adults do under the policy, one noun a file."""

from .kept_answer import KeptAnswer
from .phone import Phone

__all__ = [
    "KeptAnswer",
    "Phone",
]
