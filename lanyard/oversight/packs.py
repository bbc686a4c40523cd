"""Policies ready to answer: each version is read once in a process, and compiled once on a machine.

A version's hash names its whole content, so what was compiled under it never goes stale
and schools with the same policy share it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import NamedTuple

from lanyard.policy.cache import open_pack
from lanyard.policy.engine import Engine
from lanyard.policy.pack import Pack, load_sources


class Compiled(NamedTuple):
    """A policy that can be read (``pack``) and asked (``engine``)."""

    pack: Pack
    engine: Engine


MOST_KEPT = 32
_kept: OrderedDict[str, Compiled] = OrderedDict()
_read: OrderedDict[str, Pack] = OrderedDict()
_lock = threading.Lock()


def compiled(hash: str, *, name: str, read_sources: Callable[[], Mapping[str, str]]) -> Compiled:  # noqa: A002
    """The policy named by ``hash``; its sources are read only when this process has not met it yet."""
    with _lock:
        if hash in _kept:
            _kept.move_to_end(hash)
            return _kept[hash]
    pack = readable(hash, name=name, read_sources=read_sources)
    made = Compiled(pack, open_pack(pack))
    with _lock:
        _kept[hash] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def readable(hash: str, *, name: str, read_sources: Callable[[], Mapping[str, str]]) -> Pack:  # noqa: A002
    """The policy named by ``hash``, to read only: an old version is seldom asked anything."""
    with _lock:
        if hash in _read:
            _read.move_to_end(hash)
            return _read[hash]
    made = load_sources(read_sources(), name=name)
    with _lock:
        found = _read.setdefault(hash, made)
        while len(_read) > MOST_KEPT:
            _read.popitem(last=False)
    return found


def forget() -> None:
    """Drop everything read and compiled; for tests and measurements."""
    with _lock:
        _kept.clear()
        _read.clear()
