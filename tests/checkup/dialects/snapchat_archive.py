"""Archives of Snapchat, made up. The people in them are invented."""

from __future__ import annotations

import json
from typing import Any

ACCOUNT = {
    "Basic Information": {
        "Username": "robin_t",
        "Name": "Robin Teal",
        "Creation Date": "2015-01-01 00:00:00 UTC",
        "Registration IP": "192.0.2.7",
        "Country": "GB",
    },
    "Device Information": {"Make": "Example"},
    "Login History": [{"IP": "192.0.2.7"}],
}
HISTORY = {
    "Display Name Change": [{"Date": "2016-01-01 00:00:00 UTC", "Display Name": "Rob"}],
    "Email Change": [{"Date": "2016-01-01 00:00:00 UTC", "Email Address": "robin@example.org"}],
    "Mobile Number Change": [{"Date": "2016-01-01 00:00:00 UTC", "Mobile Number": "+447700900123"}],
    "Password Change": [{"Date": "2016-01-01 00:00:00 UTC"}],
}


def friend(handle: str, name: str) -> dict[str, Any]:
    """Somebody in a list of people."""
    return {
        "Username": handle,
        "Display Name": name,
        "Creation Timestamp": "2019-02-14 10:00:00 UTC",
        "Last Modified Timestamp": "2019-02-15 10:00:00 UTC",
        "Source": "Added by Username",
    }


FRIENDS = {
    "Friends": [friend("amber_k", "Amber Kite 🪁"), friend("sam.reed", "Sam")],
    "Friend Requests Sent": [friend("jo_m", "Jo")],
    "Blocked Users": [friend("rude_one", "Rude")],
    "Deleted Friends": [friend("old_one", "Old")],
    "Hidden Friend Suggestions": [friend("nobody", "No")],
    "Ignored Snapchatters": [friend("ignored_one", "Ig")],
    "Pending Requests": [friend("asks_me", "Ask")],
    "Shortcuts": [],
}
OLD_CHATS = {
    "Received Saved Chat History": [
        {"From": "amber_k", "Media Type": "TEXT", "Created": "2021-01-01 12:00:00 UTC", "Text": "Are you there?"},
        {"From": "amber_k", "Media Type": "IMAGE", "Created": "2021-01-01 12:01:00 UTC", "Text": ""},
        {
            "From": "amber_k",
            "Media Type": "TEXT",
            "Created": "2021-01-01 12:02:00 UTC",
            "Text": "Hello all",
            "Conversation Title": "Choir",
        },
    ],
    "Sent Saved Chat History": [{"To": "amber_k", "Media Type": "TEXT", "Created": "2021-01-01 12:03:00 UTC", "Text": "Yes"}],
}


def chat(sender: str, text: str | None, *, own: bool, kind: str = "TEXT", title: str | None = None) -> dict[str, Any]:
    """A message as newer archives write it."""
    return {
        "From": sender,
        "Media Type": kind,
        "Created": "2024-04-12 03:21:55 UTC",
        "Content": text,
        "Conversation Title": title,
        "IsSender": own,
        "IsSaved": True,
        "Created(microseconds)": 1712892115000000,
        "Media IDs": "",
    }


NEW_CHATS = {
    "amber_k": [
        chat("amber_k", "Are you awake?", own=False),
        chat("robin_t", "Go to sleep", own=True),
        chat("amber_k", None, own=False, kind="MEDIA"),
        chat("amber_k", None, own=False, kind="STATUSERASEDMESSAGE"),
    ],
    "0b1c-group": [chat("sam.reed", "Rehearsal at six", own=False, title="Choir")],
}


def of_2024() -> dict[str, str]:
    """An archive for which the box for JSON was ticked."""
    return {
        "index.html": "<html></html>",
        "html/friends.html": "<html></html>",
        "html/chat_history/subpage_amber_k.html": "<html></html>",
        "json/account.json": json.dumps(ACCOUNT),
        "json/account_history.json": json.dumps(HISTORY),
        "json/friends.json": json.dumps(FRIENDS),
        "json/chat_history.json": json.dumps(NEW_CHATS),
        "json/snap_history.json": json.dumps({"amber_k": [{"From": "amber_k", "Media Type": "IMAGE"}]}),
        "json/talk_history.json": json.dumps({}),
        "json/memories_history.json": json.dumps({"Saved Media": []}),
        "json/location_history.json": json.dumps({}),
        "json/ranking.json": json.dumps({}),
    }


def of_2021() -> dict[str, str]:
    """An older one, with chats sorted into those received and those sent."""
    return {**of_2024(), "json/chat_history.json": json.dumps(OLD_CHATS)}


def of_html() -> dict[str, str]:
    """An archive for which the box for JSON was not ticked."""
    return {path: text for path, text in of_2024().items() if not path.startswith("json/")}
