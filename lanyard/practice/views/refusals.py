"""A form that is wrong leads back to its page by a redirect.

A page that answers a POST could not be gone back to, because nothing that a person saw is kept in
their browser. What was typed waits, sealed, for the page to be shown again, once.
"""

from __future__ import annotations

import base64
import hashlib
import json

from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from lanyard.people.keys import sealer

#: The longest text that is carried back.
LONGEST = 5000
KEY = "refused form"


def refuse(request: HttpRequest, form: Form, path: str = "") -> HttpResponse:
    """Lead back to the page (or to another one that shows the form), with what was typed into it."""
    path = path or request.path
    names = set(form.fields)
    said = {
        key: [text[:LONGEST] for text in request.POST.getlist(key)]
        for key in request.POST
        if key in names or any(key.startswith(f"{name}-") for name in names)
    }
    sealed = sealer("refused forms").seal(json.dumps(said).encode("utf-8"), place=_place(path))
    request.session[KEY] = {"path": _mark(path), "said": base64.b64encode(sealed).decode("ascii")}
    return redirect(path)


def refused(request: HttpRequest) -> QueryDict | None:
    """What was just refused on this page, once; ``None`` when nothing was."""
    held = request.session.get(KEY)
    if held is None or held["path"] != _mark(request.path):
        return None
    del request.session[KEY]
    made = QueryDict(mutable=True)
    for key, texts in json.loads(
        sealer("refused forms").unseal(base64.b64decode(held["said"]), place=_place(request.path))
    ).items():
        made.setlist(key, texts)
    return made


def _mark(path: str) -> str:
    """A path without what it says: a parent's link must not stand in a session."""
    return hashlib.sha256(path.encode("utf-8")).hexdigest()


def _place(path: str) -> tuple[str, ...]:
    return ("refused form", path)
