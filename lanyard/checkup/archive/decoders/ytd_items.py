"""What the rows of X's files become: posts, notes, the account, its profile, followers, and what was protected when."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from itertools import zip_longest
from typing import Any, NamedTuple

from lanyard.checkup.archive.dialects import Feature
from lanyard.checkup.archive.outcomes import Rejected, UnknownShape, Why
from lanyard.checkup.archive.times import of_format, of_iso
from lanyard.checkup.items import Audience, Contact, Evidence, Field, Item, Post, Profile, Ref, Relation, Setting

from .cells import text_of
from .kinds import Row, Shape

#: How many people that were replied to are told apart in one file.
_MOST_PEOPLE = 20_000
#: The first is of today's files, the second of those before 2019.
_TWEET_TIMES = ("%a %b %d %H:%M:%S %z %Y", "%Y-%m-%d %H:%M:%S %z")

_TWEET_KNOWN = """
    card community_id community_id_str contributors conversation_id coordinates current_user_retweet display_text_range
    edit_info extended_entities favorite_count favorited geo id id_str in_reply_to_screen_name in_reply_to_status_id
    in_reply_to_status_id_str in_reply_to_user_id in_reply_to_user_id_str is_quote_status lang place possibly_sensitive
    quoted_status quoted_status_id quoted_status_id_str quoted_status_permalink retweet_count retweeted retweeted_status scopes
    self_thread source truncated user withheld_copyright withheld_in_countries withheld_scope
""".split()


class Kind(NamedTuple):
    """What a kind of row has to have, should have and may have, for it and for objects in it, and how it is read.

    ``shapes`` are by name; the one named ``""`` is the row's own.
    """

    shapes: dict[str, dict[str, tuple[str, ...]]]
    read: Callable[[Reader, dict[str, Any], Ref], tuple[Item, ...]]


class WrongKind(ValueError):
    """A value of another kind than the format has there."""


class Reader:
    """Reads the rows of one file and watches over their keys."""

    def __init__(self, kind: Kind, feature: Feature) -> None:
        self.feature, self._kind = feature, kind
        self._shapes = {name: Shape(**told) for name, told in kind.shapes.items()}
        self.people: set[str] = set()

    def read(self, row: dict[str, Any], ref: Ref) -> Row:
        """The items of a row, or why it was rejected."""
        try:
            self.look("", row)
            return self._kind.read(self, row, ref)
        except UnknownShape:
            return Rejected(Why.KEY_MISSING)
        except WrongKind:
            return Rejected(Why.WRONG_KIND)

    def look(self, name: str, found: object, *, needed: bool = False) -> dict[str, Any]:
        """An object of a row, after its keys were looked at; an empty one where there is none, unless it is needed.

        Raises ``WrongKind`` where it is none, and ``UnknownShape`` where it lacks a key.
        """
        if found is None and not needed:
            return {}
        if not isinstance(found, dict):
            raise WrongKind
        if not self._shapes[name].takes(found):
            raise UnknownShape
        return found

    def judge(self) -> None:
        """At the end of the file: raise ``UnknownShape`` where keys were renamed."""
        for shape in self._shapes.values():
            shape.judge()


def said(row: dict[str, Any], key: str) -> str:
    """A text of a row that has to be one. Raises ``WrongKind`` where it is none."""
    found = row.get(key)
    if not isinstance(found, str | int) or isinstance(found, bool):
        raise WrongKind
    return text_of(found)


def _rows(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _tweet(reader: Reader, row: dict[str, Any], ref: Ref) -> tuple[Item, ...]:
    text = unescape(said(row, "full_text" if "full_text" in row else "text"))
    entities = reader.look("entities", row.get("entities"))
    mentions = [reader.look("mention", each) for each in _rows(entities.get("user_mentions"))]
    links = [reader.look("url", each) for each in _rows(entities.get("urls"))]
    media = _rows(_part(row, "extended_entities").get("media")) or _rows(entities.get("media"))
    replied = text_of(row.get("in_reply_to_user_id_str", row.get("in_reply_to_user_id")))
    reply = bool(replied or row.get("in_reply_to_status_id_str") or row.get("in_reply_to_status_id"))
    audience = reader.feature.told.get("audience")
    post = Post(
        ref,
        text,
        of_format(row.get("created_at"), *_TWEET_TIMES),
        audience=Audience(audience) if audience else None,
        media=len(media),
        place=text_of(_part(row, "place").get("full_name")),
        coordinates=bool(_part(row, "coordinates") or _part(row, "geo")),
        tags=tuple(filter(None, (text_of(each.get("name")) for each in mentions))),
        links=tuple(filter(None, (text_of(each.get("expanded_url")) for each in links))),
        reshared=text.startswith("RT @") or "retweeted_status" in row,
        evidence=Evidence.COMMENTS if reply else Evidence.POSTS,
    )
    return (post, *_replied_to(reader, ref, mentions, replied))


def _part(row: dict[str, Any], key: str) -> dict[str, Any]:
    found = row.get(key)
    return found if isinstance(found, dict) else {}


def _replied_to(reader: Reader, ref: Ref, mentions: list[dict[str, Any]], id_: str) -> tuple[Item, ...]:
    """Who was replied to, once a file: the only place where X tells a name with the number that lists of followers hold."""
    if not id_ or id_ in reader.people or len(reader.people) >= _MOST_PEOPLE:
        return ()
    for each in mentions:
        if text_of(each.get("id_str")) == id_:
            reader.people.add(id_)
            return (Contact(ref, Relation.CHAT, text_of(each.get("name")), text_of(each.get("screen_name")), id_),)
    return ()


def _note(reader: Reader, row: dict[str, Any], ref: Ref) -> tuple[Item, ...]:
    core = reader.look("core", row["core"], needed=True)
    links = tuple(filter(None, (text_of(each.get("expandedUrl")) for each in _rows(core.get("urls")))))
    return (Post(ref, unescape(said(core, "text")), of_iso(row.get("createdAt")), links=links),)


def _fields(*told: tuple[str, Field, Audience]) -> Callable[[Reader, dict[str, Any], Ref], tuple[Item, ...]]:
    def read(_reader: Reader, row: dict[str, Any], ref: Ref) -> tuple[Item, ...]:
        if any(isinstance(row.get(key), list | dict) for key, _, _ in told):
            raise WrongKind
        found = ((field, unescape(text_of(row.get(key))), shown) for key, field, shown in told)
        return tuple(Profile(ref, field, value, shown) for field, value, shown in found if value)

    return read


_ABOUT = _fields(
    ("bio", Field.BIO, Audience.PUBLIC), ("website", Field.WEBSITE, Audience.PUBLIC), ("location", Field.PLACE, Audience.PUBLIC)
)


def _profile(reader: Reader, row: dict[str, Any], ref: Ref) -> tuple[Item, ...]:
    return _ABOUT(reader, reader.look("description", row["description"], needed=True), ref)


def _contact(reader: Reader, row: dict[str, Any], ref: Ref) -> tuple[Item, ...]:
    return (Contact(ref, Relation(reader.feature.told["relation"]), id=said(row, "accountId")),)


def _address(_reader: Reader, row: dict[str, Any], ref: Ref) -> tuple[Item, ...]:
    """Somebody of an address book: a number of e-mail addresses and telephone numbers without a name."""
    emails, phones = (_texts(row.get(key)) for key in ("emails", "phoneNumbers"))
    return tuple(
        Contact(ref, Relation.ADDRESS_BOOK, id=text_of(row.get("id")), phone=phone, email=email)
        for email, phone in zip_longest(emails, phones, fillvalue="")
    )


def _texts(value: object) -> list[str]:
    if not isinstance(value, list | None):
        raise WrongKind
    return [text_of(each) for each in value or () if text_of(each)]


def _protected(_reader: Reader, row: dict[str, Any], ref: Ref) -> tuple[Item, ...]:
    action = said(row, "action").casefold()
    value = {"protect": "on", "protected": "on", "unprotect": "off", "unprotected": "off"}.get(action)
    return (Setting(ref, "protected", value, of_iso(row.get("protectedAt"))),)


def _keys(require: str = "", expect: str = "", known: str = "") -> dict[str, tuple[str, ...]]:
    return {"require": tuple(require.split()), "expect": tuple(expect.split()), "known": tuple(known.split())}


_IN_TWEETS = {
    "entities": _keys(expect="user_mentions urls hashtags", known="symbols media timestamps"),
    "mention": _keys(expect="name screen_name id_str", known="id indices"),
    "url": _keys(expect="expanded_url", known="url display_url indices"),
}
_OWN = (("accountDisplayName", Field.NAME, Audience.PUBLIC), ("username", Field.HANDLE, Audience.PUBLIC))
_SIGN_IN = (
    ("accountId", Field.ID, Audience.PUBLIC),
    ("email", Field.EMAIL, Audience.ONLY_ME),
    ("phoneNumber", Field.PHONE, Audience.ONLY_ME),
)
_BEFORE_2019 = (
    ("full_name", Field.NAME, Audience.PUBLIC),
    ("screen_name", Field.HANDLE, Audience.PUBLIC),
    ("id", Field.ID, Audience.PUBLIC),
    ("bio", Field.BIO, Audience.PUBLIC),
    ("location", Field.PLACE, Audience.PUBLIC),
    ("url", Field.WEBSITE, Audience.PUBLIC),
)

#: The kinds of rows that a dialect may name.
KINDS = {
    "tweet": Kind({"": _keys("created_at full_text", "entities", " ".join(_TWEET_KNOWN)), **_IN_TWEETS}, _tweet),
    "grailbird": Kind({"": _keys("created_at text", "entities", " ".join(_TWEET_KNOWN)), **_IN_TWEETS}, _tweet),
    "note": Kind(
        {
            "": _keys("core createdAt", known="noteTweetId updatedAt lifecycle"),
            "core": _keys("text", known="urls mentions hashtags cashtags styletags"),
        },
        _note,
    ),
    "account": Kind(
        {"": _keys("accountId username", "accountDisplayName email", "createdAt createdVia phoneNumber")},
        _fields(*_OWN, *_SIGN_IN),
    ),
    "user_details": Kind(
        {"": _keys("screen_name", "full_name bio location", "id created_at url protected")}, _fields(*_BEFORE_2019)
    ),
    "profile": Kind(
        {
            "": _keys("description", known="avatarMediaUrl headerMediaUrl"),
            "description": _keys(expect="bio website location"),
        },
        _profile,
    ),
    "phone": Kind({"": _keys("phoneNumber")}, _fields(("phoneNumber", Field.PHONE, Audience.ONLY_ME))),
    "contact": Kind({"": _keys("accountId", known="userLink")}, _contact),
    "address": Kind({"": _keys(expect="emails phoneNumbers", known="id firstName lastName")}, _address),
    "protected": Kind({"": _keys("action protectedAt")}, _protected),
}
