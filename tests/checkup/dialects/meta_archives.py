"""What the made-up archives of Facebook and Instagram share. The people in them are invented."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

ME, FRIEND, PUPIL, COLLEAGUE = "Zoë Larkspur", "Amélie Teal", "Robin Kite", "Bożena Wren"
HANDLE, FRIENDS_HANDLE, PUPILS_HANDLE = "zoe.larkspur", "amelie_teal", "robin.kite"
DAY = 1_770_000_000

Files = dict[str, str | bytes]


def mangled(said: Any) -> Any:
    """JSON as Meta writes it: each byte of UTF-8 as a letter, in keys too."""
    if isinstance(said, str):
        return said.encode().decode("latin-1")
    if isinstance(said, list):
        return [mangled(each) for each in said]
    if isinstance(said, dict):
        return {mangled(key): mangled(value) for key, value in said.items()}
    return said


def written(files: Mapping[str, Any]) -> Files:
    """Files as they stand in a zip: JSON is mangled, pages are as they are."""
    return {
        path: content if isinstance(content, (str, bytes)) else json.dumps(mangled(content)) for path, content in files.items()
    }


def media(uri: str, **more: Any) -> dict[str, Any]:
    """A picture as Meta tells of it."""
    return {"uri": uri, "creation_timestamp": DAY, **more}


PLACED = {"photo_metadata": {"exif_data": [{"latitude": 51.38, "longitude": -2.36, "upload_ip": "192.0.2.1"}]}}

PAGE = """<html><head><title>{other}</title><style>._a6-g {{color: red}}</style></head><body><div role="main">
<div class="_3-95 _a6-g">
<div class="_2ph_ _a6-h _a6-i">{other}</div><div class="_2ph_ _a6-p"><div><div></div>
<div>Bring caf\u00e9 money<br>and a coat</div><div></div></div></div>
<div class="_3-94 _a6-o"><div class="_a72d">{time}</div></div></div>
<div class="_3-95 _a6-g">
<div class="_2ph_ _a6-h _a6-i">{me}</div><div class="_2ph_ _a6-p"><div><img src="photos/1.jpg"></div></div>
<div class="_3-94 _a6-o"><div class="_a72d">13 wrz 2020, 12:30</div></div></div></div></body></html>"""


def page(time: str = "Sep 13, 2020, 12:26 PM") -> str:
    """A conversation in the HTML form."""
    return PAGE.format(other=FRIEND, me=ME, time=time)
