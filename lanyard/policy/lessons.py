"""Short lessons that go with the policy: a few minutes each, in plain words, beside the clauses they explain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lanyard.policy.refusal import Problem, Refusal, did_you_mean
from lanyard.policy.registers import pick

_KEYS = ("id", "title", "clauses", "minutes", "words")


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson. ``body`` is Markdown; ``minutes`` is how long an unhurried reader takes."""

    id: str
    title: str
    clauses: tuple[str, ...]
    minutes: int
    words: tuple[str, ...]
    body: str


@dataclass(frozen=True)
class Lessons:
    """All lessons of a pack, in the order of their titles."""

    lessons: tuple[Lesson, ...]

    def __iter__(self) -> Iterator[Lesson]:
        return iter(self.lessons)

    def __len__(self) -> int:
        return len(self.lessons)

    def get(self, id_: str) -> Lesson:
        """The lesson of that id; an unknown id is a ``KeyError`` that suggests others."""
        return pick(self.lessons, id_, "lesson")

    def explaining(self, clause: str) -> tuple[Lesson, ...]:
        """The lessons that go with a clause, by the clause's number."""
        return tuple(lesson for lesson in self.lessons if clause in lesson.clauses)


def load_lessons(folder: Path | str) -> Lessons:
    """Load every ``.md`` file of a folder as a lesson; refused with everything that is wrong at once."""
    problems: list[Problem] = []
    files = sorted(Path(folder).glob("*.md"))
    if not files:
        problems.append(Problem(str(folder), 0, "", "this folder holds no lessons.", "Put each lesson there as a .md file."))
    lessons = [lesson for file in files if (lesson := _read_lesson(file, problems)) is not None]
    if problems:
        raise Refusal(problems)
    return Lessons(tuple(sorted(lessons, key=lambda lesson: lesson.title)))


def _read_lesson(file: Path, problems: list[Problem]) -> Lesson | None:
    def complain(line: int, message: str, suggestion: str = "") -> None:
        problems.append(Problem(str(file), line, "", message, suggestion))

    matter, body = _split(file.read_text(encoding="utf-8"))
    before = len(problems)
    if matter is None:
        complain(1, "the lesson must begin with its front matter.", "Put “key: value” lines between two lines of “---”.")
        return None
    fields: dict[str, str] = {}
    for line, text in enumerate(matter, start=2):
        key, colon, value = (part.strip() for part in text.partition(":"))
        if not colon or key not in _KEYS:
            complain(line, f"“{text.strip()}” is not a key of a lesson.", did_you_mean(key, _KEYS))
        fields[key] = value
    for key in _KEYS:
        if not fields.get(key):
            complain(1, f"“{key}” is missing.", f"Add a line “{key}: …”.")
    if fields.get("id", file.stem) != file.stem:
        complain(1, f"the lesson is called “{fields['id']}” but its file “{file.name}”.", "Give both the same name.")
    if not re.fullmatch(r"[1-9]\d?", fields.get("minutes", "1")):
        complain(1, "“minutes” must be a whole number from 1 to 99.")
    if not body.strip():
        complain(len(matter) + 3, "the lesson has no text.")
    if len(problems) > before:
        return None
    listed = {key: tuple(part.strip() for part in fields[key].split(",") if part.strip()) for key in ("clauses", "words")}
    return Lesson(fields["id"], fields["title"], listed["clauses"], int(fields["minutes"]), listed["words"], body.strip() + "\n")


def _split(text: str) -> tuple[list[str] | None, str]:
    """The lines of the front matter and the body; nothing for the first when there is no front matter."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != "---" or "---" not in (line.strip() for line in lines[1:]):
        return None, text
    end = next(number for number, line in enumerate(lines) if number and line.strip() == "---")
    return lines[1:end], "\n".join(lines[end + 1 :])
