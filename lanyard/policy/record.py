"""Small immutable values for the modules that every command loads.

``dataclasses`` alone would double the start-up time of ``lanyard ask`` (it pulls in ``inspect``),
so the few classes on that path use this decorator. Type checkers read it as a frozen dataclass.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar, dataclass_transform

    T = TypeVar("T")

    @dataclass_transform(frozen_default=True)
    def record(cls: type[T]) -> type[T]: ...

else:

    def record(cls):
        """Make ``cls`` an immutable value with the annotated fields, in order, as its arguments."""
        names = tuple(cls.__dict__.get("__annotations__", ()))
        defaults = {name: cls.__dict__[name] for name in names if name in cls.__dict__}
        body = {key: value for key, value in cls.__dict__.items() if key not in names}
        body.pop("__dict__", None)
        body.pop("__weakref__", None)
        body.update(
            __slots__=names,
            __init__=_make_init(cls.__name__, names, defaults),
            __setattr__=_refuse_change,
            __delattr__=_refuse_change,
            __eq__=_equal,
            __hash__=_hash,
            __repr__=_represent,
            __reduce__=_reduce,
            __match_args__=names,
        )
        return type(cls.__name__, cls.__bases__, body)


def _make_init(name: str, names: tuple[str, ...], defaults: dict[str, Any]) -> Any:
    count, assign, wanted = len(names), object.__setattr__, frozenset(names)

    def __init__(self: Any, *values: Any, **named: Any) -> None:
        if len(values) == count and not named:
            # The way in which a thousand values are read back from the cache, in half the time.
            for field, value in zip(names, values, strict=True):
                assign(self, field, value)
            return
        if len(values) > count:
            raise TypeError(f"{name} takes {count} values, not {len(values)}")
        given = dict(zip(names, values, strict=False))
        fields = {**defaults, **given, **named}
        repeated = given.keys() & named.keys()
        if repeated or fields.keys() != wanted:
            wrong = sorted(repeated | (fields.keys() ^ wanted))
            raise TypeError(f"{name}: missing, repeated or unknown: {', '.join(wrong)}")
        for field in names:
            assign(self, field, fields[field])

    return __init__


def _values(value: Any) -> tuple[Any, ...]:
    return tuple(getattr(value, field) for field in value.__slots__)


def _refuse_change(self: Any, name: str, value: Any = None) -> None:
    raise AttributeError(f"{type(self).__name__} cannot be changed")


def _equal(self: Any, other: Any) -> bool:
    return type(self) is type(other) and _values(self) == _values(other)


def _hash(self: Any) -> int:
    return hash((type(self), _values(self)))


def _represent(self: Any) -> str:
    fields = ", ".join(f"{field}={getattr(self, field)!r}" for field in self.__slots__)
    return f"{type(self).__name__}({fields})"


def _reduce(self: Any) -> tuple[Any, ...]:
    return (type(self), _values(self))
