"""What an archive is read into: one small record for each thing that the policy may speak about.

Every record says where it came from, by the number of the part, the path inside the archive with
names taken out, and the place in the file; never by quoting it. Times are UTC, or ``None`` where
the archive gives none that can be believed.
"""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import NamedTuple


class Evidence(StrEnum):
    """What kind of thing an archive can show. A check of the policy needs one or more of them."""

    PROFILE = "profile"
    PRIVACY = "privacy"
    CONTACTS = "contacts"
    REQUESTS = "requests"
    POSTS = "posts"
    COMMENTS = "comments"
    MESSAGES = "messages"
    PHOTOS = "photos"


class Audience(StrEnum):
    """Who could see something, where the archive says so. ``None`` in a record means that it does not say."""

    PUBLIC = "public"
    UNLISTED = "unlisted"
    FOLLOWERS = "followers"
    FRIENDS = "friends"
    SOME = "some"
    ONLY_ME = "only_me"


class Relation(StrEnum):
    """How a contact and the owner of the archive are connected."""

    FRIEND = "friend"
    FOLLOWER = "follower"
    FOLLOWING = "following"
    CLOSE_FRIEND = "close_friend"
    REQUEST_IN = "request_in"
    REQUEST_OUT = "request_out"
    REMOVED = "removed"
    BLOCKED = "blocked"
    ADDRESS_BOOK = "address_book"
    CHAT = "chat"


class Field(StrEnum):
    """A field of a profile."""

    NAME = "name"
    HANDLE = "handle"
    ID = "id"
    BIO = "bio"
    JOB = "job"
    EMPLOYER = "employer"
    EDUCATION = "education"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    BIRTHDAY = "birthday"
    PLACE = "place"
    WEBSITE = "website"
    FAMILY = "family"


class Ref(NamedTuple):
    """Where something stands: part of the export (from 0), path with names taken out, and row in the file (from 0)."""

    part: int
    entry: str
    row: int


class Profile(NamedTuple):
    """A field of the owner's profile. ``shown`` says who sees it, where the archive tells."""

    ref: Ref
    field: Field
    value: str
    shown: Audience | None = None
    when: datetime.datetime | None = None
    evidence: Evidence = Evidence.PROFILE


class Setting(NamedTuple):
    """A privacy setting. ``key`` is one of the dialects' own keys; ``value`` is ``None`` where it could not be understood."""

    ref: Ref
    key: str
    value: str | None
    as_of: datetime.datetime | None = None
    evidence: Evidence = Evidence.PRIVACY


class Contact(NamedTuple):
    """Somebody the owner is connected to, with whatever of them the platform gives; empty texts are unknown."""

    ref: Ref
    relation: Relation
    name: str = ""
    handle: str = ""
    id: str = ""
    phone: str = ""
    email: str = ""
    since: datetime.datetime | None = None
    evidence: Evidence = Evidence.CONTACTS


class Post(NamedTuple):
    """Something published: a post, caption, comment or biography. ``own`` is ``None`` where the author is not known."""

    ref: Ref
    text: str
    when: datetime.datetime | None = None
    own: bool | None = True
    author: str = ""
    audience: Audience | None = None
    media: int = 0
    place: str = ""
    coordinates: bool = False
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    reshared: bool = False
    evidence: Evidence = Evidence.POSTS


class Message(NamedTuple):
    """A message of a conversation. ``thread`` tells conversations of one archive apart; ``others`` are the other people.

    ``local`` says that the hour is what the clock on the wall showed, because the archive has no zone.
    """

    ref: Ref
    text: str
    thread: str
    sender: str
    own: bool | None
    when: datetime.datetime | None = None
    others: tuple[str, ...] = ()
    is_group: bool = False
    media: int = 0
    disappearing: bool = False
    local: bool = False
    evidence: Evidence = Evidence.MESSAGES


Item = Profile | Setting | Contact | Post | Message
