"""What is worked out about a version for the policy's pages: health, map, tables, search, comparisons."""

from __future__ import annotations

from lanyard.practice.computed import Memory

_memory = Memory(64)
remember, forget = _memory.remember, _memory.forget
