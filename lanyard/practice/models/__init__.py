"""What adults do under the policy, one noun a file."""

from .kept_answer import KeptAnswer

__all__ = [
    "KeptAnswer",
]
