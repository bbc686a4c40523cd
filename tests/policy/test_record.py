"""Records: immutable values with named fields, quick to load."""

from __future__ import annotations

import copy
import pickle

import pytest

from lanyard.policy.facts import Value
from lanyard.policy.record import record
from lanyard.policy.refusal import Problem, Refusal, did_you_mean, suggestions


@record
class Point:
    """A point for these tests."""

    x: int
    y: int = 0

    @property
    def total(self) -> int:
        """Both together."""
        return self.x + self.y


def test_fields_come_in_order_or_by_name() -> None:
    assert Point(1, 2) == Point(1, y=2) == Point(x=1, y=2) == Point(y=2, x=1)
    assert Point(1) == Point(1, 0) and Point(1).total == 1
    assert Point(1) != Point(2) and Point(1).__eq__((1, 0)) is False
    assert repr(Point(1, 2)) == "Point(x=1, y=2)"
    assert Point.__doc__ == "A point for these tests."
    match Point(3, 4):
        case Point(x, y):
            assert (x, y) == (3, 4)


def test_records_cannot_be_changed() -> None:
    point = Point(1, 2)
    with pytest.raises(AttributeError, match="Point cannot be changed"):
        point.x = 5  # type: ignore[misc]
    with pytest.raises(AttributeError, match="Point cannot be changed"):
        del point.x
    with pytest.raises(AttributeError):
        point.z = 5  # type: ignore[attr-defined]
    assert hash(point) == hash(Point(1, 2)) and len({point, Point(1, 2)}) == 1


def test_records_can_be_kept_and_copied() -> None:
    point = Point(1, 2)
    assert pickle.loads(pickle.dumps(point)) == copy.deepcopy(point) == point


@pytest.mark.parametrize(
    ("given", "named", "wrong"),
    [
        ((), {}, "x"),
        ((1, 2, 3), {}, "takes 2 values, not 3"),
        ((1,), {"x": 2}, "missing, repeated or unknown: x"),
        ((1, 2), {"y": 2}, "missing, repeated or unknown: y"),
        ((1,), {"z": 2}, "missing, repeated or unknown: z"),
        ((), {"z": 2, "y": 1}, "missing, repeated or unknown: x, z"),
    ],
)
def test_wrong_fields_are_a_type_error(given: tuple[int, ...], named: dict[str, int], wrong: str) -> None:
    with pytest.raises(TypeError, match=wrong):
        Point(*given, **named)


def test_a_default_does_not_hide_a_repeated_value() -> None:
    with pytest.raises(TypeError, match="repeated"):
        Value("id", "label", "phrase", label="another")  # type: ignore[misc]


def test_a_problem_reads_as_a_place_and_an_advice() -> None:
    assert (
        str(Problem("policy.md", 7, "2.4", "this is wrong.", "Do that.")) == "policy.md:7 (clause 2.4): this is wrong. Do that."
    )
    assert str(Problem("policy.md", 0, "", "this is wrong.")) == "policy.md: this is wrong."
    refusal = Refusal([Problem("a", 1, "", "one."), Problem("b", 2, "", "two.")])
    assert str(refusal) == "a:1: one.\nb:2: two." and len(refusal.problems) == 2


def test_near_words_are_suggested_and_far_ones_listed() -> None:
    assert did_you_mean("nevr", ["never", "fine"]) == "Did you mean “never”?"
    assert did_you_mean("pupil_a", ["pupil_b", "pupil_c"]) == "Did you mean “pupil_c” or “pupil_b”?"
    assert did_you_mean("aaa1", ["aaa2", "aaa3", "aaa4"]).count("“") == 3
    assert did_you_mean("zzz", ["never", "fine"]) == "Known: fine, never."
    assert did_you_mean("zzz", [f"word{n:02}" for n in range(20)]).endswith("word11 ….")
    assert did_you_mean("zzz", []) == ""
    assert suggestions("nevr", ["never", "fine"])[0] == "never"
