"""Results that follow from a version alone, worked out once in a process and then remembered.

A version's hash names its whole content, so what was worked out under it never goes stale.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")

MOST_KEPT = 64
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = threading.Lock()


def remember(key: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` returns, made when first asked for under ``key``. Two threads may make it at once; one stays."""
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    made = make()
    with _lock:
        found = _kept.setdefault(key, made)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found


def forget() -> None:
    """Drop everything; for tests and measurements."""
    with _lock:
        _kept.clear()
