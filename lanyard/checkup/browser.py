"""The check-up as the page of the service runs it: texts go in and texts come out, because that is what scripts exchange.

Nothing here knows a browser. The chosen files appear as files of a disk, which are read piece by piece.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from lanyard.checkup.archive.source import Part
from lanyard.checkup.check_up import check_up
from lanyard.checkup.checks import read_checks
from lanyard.checkup.guides import load_guides
from lanyard.checkup.report.as_html import as_fragment, as_html
from lanyard.checkup.report.as_json import as_json


def check_up_in_browser(told: str, progress: Callable[[int, int, str], None]) -> str:
    """Check up what the page tells as JSON: ``parts`` (pairs of a name and a path), ``folder`` (of the
    policy), ``pack`` (its name), ``at``, ``names``, ``me`` and ``school``.

    Returns JSON with the texts of ``check_up_files``. ``progress`` gets bytes done, bytes in all, and what is being read.
    """
    asked = json.loads(told)
    found = check_up_files(
        asked["parts"],
        folder=Path(asked["folder"]),
        pack=asked["pack"],
        at=datetime.datetime.fromisoformat(asked["at"]),
        names=asked["names"],
        me=asked["me"],
        school=asked["school"],
        progress=progress,
    )
    return json.dumps(found)


def check_up_files(
    parts: Iterable[tuple[str, str]],
    *,
    folder: Path,
    pack: str,
    at: datetime.datetime,
    names: Collection[str] = (),
    me: Collection[str] = (),
    school: Collection[str] = (),
    progress: Callable[[int, int, str], None] | None = None,
) -> dict[str, str]:
    """Check up files by name and path against the policy in ``folder``: the report as a ``fragment`` for a page, as a
    whole ``document``, and as ``data`` (JSON), the same that ``lanyard checkup`` writes.
    """
    given = [Part(name, Path(path)) for name, path in parts]
    checks = read_checks(folder / "checkup.toml", pack)
    result = check_up(given, checks=checks, at=at, names=names, me=me, school=school, progress=progress)
    result = result._replace(guides=load_guides(folder, [(each.id, each.label) for each in result.platforms]))
    data = json.dumps(as_json(result), ensure_ascii=False, indent=2)
    return {"fragment": as_fragment(result), "document": as_html(result), "data": data}
