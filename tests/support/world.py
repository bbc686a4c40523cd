"""A school in which every page of the service has something on it, for a browser that walks past all of them.

`python -m tests.support.world` makes it in LANYARD_DATA, whose demonstration must be stopped, and
prints as JSON for each address who can open it: its name, its path, the status, and the cookies.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from typing import Any


def main() -> int:
    """Makes the school and prints its addresses."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanyard.site.settings")
    os.environ["LANYARD_LOG"] = "quiet"
    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    from tests.site.test_rights_matrix import make_world

    print(json.dumps({"stops": list(stops(make_world(is_demonstration=True)))}))
    return 0


def stops(world: Any) -> Iterator[dict[str, Any]]:
    """Each address with the first person who sees a page there: its owner, else somebody with a role, else nobody."""
    from django.test import Client

    from tests.site.test_rights_matrix import ADDRESSES

    clients = [world.owner_client, *(each for each in world.browsers.values() if each is not world.owner_client), Client()]
    made: dict[Any, dict[str, Any]] = {}
    # Everything is made before anything is opened: what one sample makes may close the page of another.
    paths = [once(address, world, made) for address in ADDRESSES]
    for address, path in zip(ADDRESSES, paths, strict=True):
        found = [(client.get(path).status_code, client) for client in clients[:1]]
        found += [(client.get(path).status_code, client) for client in clients[1:] if found[0][0] != 200]
        status, client = min(found, key=lambda one: one[0])
        # Besides the session a browser may hold the half of a case key.
        cookies = {name: morsel.value for name, morsel in client.cookies.items()} if "_auth_user_id" in client.session else {}
        yield {"name": address.name, "path": path, "status": status, "cookies": cookies}


def once(address: Any, world: Any, made: dict[Any, dict[str, Any]]) -> str:
    """The address with something real in it. What leads to several addresses is made once."""
    from django.urls import reverse

    from tests.site.test_rights_matrix import place
    from tests.support.samples import SAMPLES

    sample = SAMPLES.get(address.name)
    if sample is None or not address.has_arguments:
        return place(address, world)
    if sample.make not in made:
        made[sample.make] = sample.make(world)
    return reverse(address.name, kwargs=made[sample.make])


if __name__ == "__main__":
    sys.exit(main())
