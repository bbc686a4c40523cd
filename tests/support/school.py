"""A real school on an installation of its own: made by the same actions as set-up, served by `lanyard serve`.

`python -m tests.support.school NAME GROUP ROLES ENDS_ON` adds an adult to the school of LANYARD_DATA
(and the school, if it is not there) and prints their sign-in name and a code as JSON.
"""

from __future__ import annotations

import datetime
import json
import os
import sys


def main(name: str, group: str, roles: str, ends_on: str) -> int:
    """Adds one adult and prints how they get in."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanyard.site.settings")
    os.environ["LANYARD_LOG"] = "quiet"
    django.setup()
    from django.utils import timezone

    from lanyard.people import actions as people

    now = timezone.now()
    adult = people.add_adult(
        school=school(at=now),
        name=name,
        group=group,
        starts_on=datetime.date(2026, 9, 1),
        ends_on=datetime.date.fromisoformat(ends_on) if ends_on else None,
        by=None,
        at=now,
    )
    for role in filter(None, roles.split(",")):
        people.give_role(adult=adult, role=role, held_from=adult.starts_on, by=None, at=now)
    people.open_account(adult=adult, by=None, at=now)
    issued = people.issue_sign_in_code(adult=adult, by=None, at=now)
    print(json.dumps({"sign_in_name": adult.account.sign_in_name, "code": issued.words}))
    return 0


def school(*, at: datetime.datetime):
    """The one school of the installation, with the built-in policy in force."""
    from lanyard.oversight import actions as oversight
    from lanyard.people import actions as people
    from lanyard.people.queries import only_school
    from lanyard.policy.pack import load_sources, read_sources

    found = only_school()
    if found is not None:
        return found
    sources = read_sources("welton")
    told = load_sources(sources, name="welton").settings
    made = people.add_school(
        name="Hazel Lane Primary School", council=told["council"], settings={"pack": "welton"}, by=None, at=at
    )
    version = oversight.receive_version(school=made, sources=sources, name="welton", by=None, at=at)
    oversight.record_adoption(
        version=version,
        meeting="Autumn meeting",
        minute_ref="26/31",
        decided_by="the full governing body",
        adopted_on=datetime.date(2026, 9, 1),
        by=None,
        at=at,
    )
    return made


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
