"""Archives of X, made up: one of each era. The people and numbers in them are invented."""

from __future__ import annotations

import json
from typing import Any

from tests.checkup.dialects.trying import ytd

ME, FRIEND, PUPIL = "1001", "2002", "3003"


def tweet(text: str, **more: Any) -> dict[str, Any]:
    """A post as X writes it since 2020, with every number as a text."""
    return {
        "retweeted": False,
        "source": '<a href="https://example.org" rel="nofollow">Web App</a>',
        "entities": {"hashtags": [], "symbols": [], "user_mentions": [], "urls": []},
        "display_text_range": ["0", "20"],
        "favorite_count": "1",
        "id_str": "17",
        "truncated": False,
        "retweet_count": "0",
        "id": "17",
        "created_at": "Tue Mar 05 14:02:11 +0000 2024",
        "favorited": False,
        "full_text": text,
        "lang": "en",
        **more,
    }


def mention(name: str, handle: str, id_: str) -> dict[str, Any]:
    """A person who is named in a post."""
    return {"name": name, "screen_name": handle, "indices": ["0", "9"], "id_str": id_, "id": id_}


REPLY = tweet(
    "@amber_k see you on Monday &amp; bring the books",
    in_reply_to_status_id_str="16",
    in_reply_to_user_id_str=PUPIL,
    in_reply_to_screen_name="amber_k",
    entities={"hashtags": [], "symbols": [], "user_mentions": [mention("Amber Kite", "amber_k", PUPIL)], "urls": []},
)
PICTURE = tweet(
    "Our garden https://t.co/a",
    entities={
        "hashtags": [{"text": "garden"}],
        "symbols": [],
        "user_mentions": [],
        "urls": [{"url": "https://t.co/b", "expanded_url": "https://example.org/garden", "display_url": "e", "indices": []}],
        "media": [{"type": "photo"}],
    },
    extended_entities={"media": [{"type": "photo"}, {"type": "photo"}]},
    place={"full_name": "Bath, England"},
    coordinates={"type": "Point", "coordinates": ["1.0", "2.0"]},
)
RESHARED = tweet("RT @example: look at this")
TWEETS = [REPLY, PICTURE, RESHARED]

ACCOUNT = {
    "email": "robin@example.org",
    "createdVia": "web",
    "username": "robin_t",
    "accountId": ME,
    "createdAt": "2011-06-23T13:04:14.000Z",
    "accountDisplayName": "Robin Teal",
}
PROFILE = {
    "description": {"bio": "Year 4 &amp; football", "website": "https://example.org", "location": "Bath"},
    "avatarMediaUrl": "https://example.org/a.jpg",
    "headerMediaUrl": "https://example.org/h.jpg",
}


def message(text: str, sender: str, to: str | None = None, **more: Any) -> dict[str, Any]:
    """A message in a conversation."""
    told = {"id": "9", "senderId": sender, "text": text, "createdAt": "2024-03-05T21:40:02.123Z", "mediaUrls": [], "urls": []}
    return {"messageCreate": {**told, "reactions": [], **({"recipientId": to} if to else {}), **more}}


DIRECT = [
    {
        "dmConversation": {
            "conversationId": f"{ME}-{PUPIL}",
            "messages": [
                message("Thanks &lt;3", PUPIL, ME),
                message("You are welcome", ME, PUPIL, mediaUrls=["https://example.org/m"]),
            ],
        }
    }
]
GROUP = [
    {
        "dmConversation": {
            "conversationId": "77",
            "messages": [
                message("Hello all", FRIEND),
                {"participantsJoin": {"initiatingUserId": FRIEND, "userIds": [PUPIL], "createdAt": "2024-03-05T21:40:02.123Z"}},
                {"conversationNameUpdate": {"name": "Choir"}},
            ],
        }
    }
]
NOTES = [
    {
        "noteTweet": {
            "noteTweetId": "5",
            "createdAt": "2025-06-04T10:00:00.000Z",
            "updatedAt": "2025-06-04T10:00:00.000Z",
            "lifecycle": {"value": "1"},
            "core": {"text": "A very long post", "urls": [], "mentions": [], "hashtags": [], "cashtags": [], "styletags": []},
        }
    }
]
PROTECTED = [{"protectedHistory": {"protectedAt": "2024-01-02T03:04:05.000Z", "action": "Protect"}}]


def people(key: str, *ids: str) -> list[dict[str, Any]]:
    """A list of numbers of accounts."""
    link = "https://twitter.com/intent/user?user_id="
    return [{key: {"accountId": each, "userLink": link + each}} for each in ids]


def manifest(**counts: int) -> str:
    """The list of files, with how many rows each has."""
    files = {
        name: {"files": [{"fileName": f"data/{name}.js", "globalName": f"YTD.{name}.part0", "count": str(count)}]}
        for name, count in counts.items()
    }
    told = {"userInfo": {"accountId": ME}, "archiveInfo": {"isPartialArchive": False}, "dataTypes": files}
    return "window.__THAR_CONFIG = " + json.dumps(told)


def of_2024() -> dict[str, str]:
    """An archive as X gives it since 2022, with posts in two parts."""
    return {
        "Your archive.html": "<html></html>",
        "assets/js/runtime.js": "var a = 1;",
        "data/README.txt": "read me",
        "data/manifest.js": manifest(tweets=3, follower=2, following=1, account=1),
        "data/account.js": ytd("account", [{"account": ACCOUNT}]),
        "data/profile.js": ytd("profile", [{"profile": PROFILE}]),
        "data/phone-number.js": ytd("device", [{"device": {"phoneNumber": "+447700900123"}}]),
        "data/protected-history.js": ytd("protected_history", PROTECTED),
        "data/tweets.js": ytd("tweets", [{"tweet": each} for each in TWEETS]),
        "data/tweets-part1.js": ytd("tweets", [{"tweet": tweet("An older post")}], part=1),
        "data/note-tweet.js": ytd("note_tweet", NOTES),
        "data/community-tweet.js": ytd("community_tweet", [{"tweet": tweet("To the choir", community_id="4")}]),
        "data/deleted-tweets.js": ytd("deleted_tweets", [{"tweet": tweet("Gone")}]),
        "data/follower.js": ytd("follower", people("follower", FRIEND, PUPIL)),
        "data/following.js": ytd("following", people("following", FRIEND)),
        "data/block.js": ytd("block", people("blocking", "4004")),
        "data/mute.js": ytd("mute", people("muting", "5005")),
        "data/smartblock-following.js": ytd("smartblock_following", people("smartBlockFollowing", "6006")),
        "data/follower-requests-sent.js": ytd("follower_requests_sent", []),
        "data/direct-messages.js": ytd("direct_messages", DIRECT),
        "data/direct-messages-group.js": ytd("direct_messages_group", GROUP),
        "data/direct-message-headers.js": ytd("direct_message_headers", []),
        "data/like.js": ytd("like", [{"like": {"tweetId": "8", "fullText": "Somebody else's words"}}]),
        "data/ad-impressions.js": ytd("ad_impressions", []),
    }


def of_2020() -> dict[str, str]:
    """An archive of the spring of 2020: posts under a key, in one file without the plural."""
    return {
        "data/account.js": ytd("account", [{"account": ACCOUNT}]),
        "data/tweet.js": ytd("tweet", [{"tweet": each} for each in TWEETS]),
        "data/follower.js": ytd("follower", people("follower", PUPIL)),
        "data/direct-messages.js": ytd("direct_messages", DIRECT),
    }


def of_2019() -> dict[str, str]:
    """An archive of 2019: files at the root, posts bare."""
    return {
        "account.js": ytd("account", [{"account": ACCOUNT}]),
        "tweet.js": ytd("tweet", TWEETS),
        "follower.js": ytd("follower", people("follower", PUPIL)),
        "direct-message.js": ytd("direct_message", DIRECT),
    }


def of_2018() -> dict[str, str]:
    """An archive of before 2019: a file of posts for each month."""
    bare = {key: value for key, value in REPLY.items() if key != "full_text"}
    old = {**bare, "text": "So it begins &amp; ends", "created_at": "2012-03-05 14:02:11 +0000", "user": {"name": "Robin Teal"}}
    details = {"screen_name": "robin_t", "location": "Bath", "full_name": "Robin Teal", "bio": "Teacher", "id": ME}
    return {
        "index.html": "<html></html>",
        "tweets.csv": "tweet_id,text\n1,So it begins\n",
        "data/js/user_details.js": "var user_details =  " + json.dumps(details),
        "data/js/payload_details.js": "var payload_details = {}",
        "data/js/tweet_index.js": "var tweet_index = []",
        "data/js/tweets/2012_03.js": "Grailbird.data.tweets_2012_03 = \n " + json.dumps([old]),
        "data/csv/2012_03.csv": "tweet_id,text\n1,So it begins\n",
    }
