"""Archives of TikTok, made up: one file of JSON of each era. The people in them are invented."""

from __future__ import annotations

import copy
from typing import Any

SETTINGS = {
    "Allow DownLoad": "Enabled",
    "Allow Others to Find Me": "Default",
    "App Language": "en",
    "Content Preferences": {"Video Languages Preferences": []},
    "Filter Comments": "Disabled",
    "Personalized Ads": "Enabled",
    "Private Account": "Disabled",
    "Push Notification": {"New Fans": "Default"},
    "Suggest your account to contacts": "disabled",
    "Who Can Duet With Me": "Off",
    "Who Can Post Comments": "Everyone",
    "Who Can Send Me Message": "Friends",
    "Who Can View Videos I Liked": "Myself",
}
#: As it was until 2022.
OLD: dict[str, Any] = {
    "Activity": {
        "Follower List": {"FansList": [{"Date": "2021-05-06 07:08:09", "UserName": "amber_k"}]},
        "Following List": {"Following": [{"Date": "2021-05-07 07:08:09", "UserName": "sam.reed"}]},
        "Video Browsing History": {"VideoList": [{"Date": "2021-05-06 07:08:09", "VideoLink": "https://example.org/v"}]},
        "Login History": {"LoginHistoryList": [{"Date": "2021-05-06 07:08:09", "IP": "192.0.2.7"}]},
    },
    "Ads and data": {"Ad Interests": {"AdInterestCategories": ""}},
    "App Settings": {
        "Block": {"BlockList": [{"Date": "2021-05-06 07:08:09", "UserName": "rude_one"}]},
        "Settings": {"SettingsMap": SETTINGS},
    },
    "Comment": {"Comments": {"CommentsList": [{"Date": "2021-05-06 07:08:09", "Comment": "Lovely"}]}},
    "Direct Messages": {
        "Chat History": {
            "ChatHistory": {
                "Chat History with amber_k:": [
                    {"Date": "2021-05-06 22:08:09", "From": "amber_k", "Content": "Are you there?"},
                    {"Date": "2021-05-06 22:09:09", "From": "robin_t", "Content": "Yes"},
                ]
            }
        }
    },
    "Profile": {
        "Profile Information": {
            "ProfileMap": {
                "bioDescription": "Teacher, Bath",
                "birthDate": "1990-03-04",
                "emailAddress": "robin@example.org",
                "likesReceived": "12",
                "profilePhoto": "https://example.org/p.jpg",
                "telephoneNumber": "None",
                "userName": "robin_t",
            }
        }
    },
    "Video": {"Videos": {"VideoList": [{"Date": "2021-05-06 07:08:09", "VideoLink": "https://example.org/v", "Likes": "3"}]}},
}
#: As it is since 2024: sections under other names, keys in other case, "UTC" behind some times.
NEW: dict[str, Any] = {
    "Comment": {
        "Comments": {
            "App": 1,
            "CommentsList": [
                {"date": "2025-05-06 07:08:09 UTC", "comment": "Lovely", "photo": "", "url": "https://example.org/c"}
            ],
        }
    },
    "Direct Message": {
        "Direct Messages": {
            "ChatHistory": {
                "Chat History with amber_k:": [
                    {"Date": "2025-05-06 22:08:09", "From": "amber_k", "Content": "Are you there?"},
                    {"Date": "2025-05-06 22:09:09", "From": "robin_t", "Content": "Yes"},
                ]
            }
        },
        "Tako Chat History": {"TakoChatHistoryList": []},
    },
    "Post": {
        "Posts": {
            "VideoList": [
                {
                    "Date": "2025-05-06 07:08:09",
                    "Link": "https://example.org/v",
                    "Likes": "3",
                    "WhoCanView": "Friends",
                    "Title": "Sports day",
                    "AlternateText": "N/A",
                    "Location": "Bath",
                    "Sound": "original",
                }
            ]
        },
        "Recently Deleted Posts": {"PostList": []},
    },
    "Profile And Settings": {
        "Follower": {"App": 1, "IsFastLane": False, "FansList": [{"Date": "2025-05-06 07:08:09", "UserName": "amber_k"}]},
        "Following": {"App": 1, "Following": [{"Date": "2025-05-07 07:08:09", "UserName": "sam.reed"}]},
        "Block List": {"App": 1, "BlockList": [{"Date": "2025-05-06 07:08:09", "UserName": "rude_one"}]},
        "Profile Info": {
            "App": 1,
            "ProfileMap": {
                "PlatformInfo": [{"Name": "Robin", "Platform": "TikTok"}],
                "bioDescription": "Teacher, Bath",
                "birthDate": "1990-03-04",
                "displayName": "Robin Teal",
                "emailAddress": "robin@example.org",
                "followerCount": 1,
                "instagramLink": "https://example.org/robin",
                "telephoneNumber": "+447700900123",
                "userName": "robin_t",
                "youtubeLink": "",
            },
        },
        "Settings": {
            "App": 1,
            "SettingsMap": {**SETTINGS, "Private Account": "On", "Who can see your following list::": "Only me"},
        },
    },
    "TikTok Live": {
        "Watch Live History": {
            "WatchLiveMap": {
                "7123": {
                    "Comments": [{"CommentTime": "2025-05-06 07:08:09", "CommentContent": "Hi!", "RawTime": 1746515289}],
                    "Questions": None,
                    "WatchTime": "2025-05-06 07:00:00",
                    "Link": "https://example.org/live",
                },
                "7124": {"Comments": None, "Questions": None, "WatchTime": "2025-05-06 07:00:00", "Link": ""},
            }
        }
    },
    "Your Activity": {"Watch History": {"VideoList": [{"Date": "2025-05-06 07:08:09", "Link": "https://example.org/v"}]}},
}


def in_2023() -> dict[str, Any]:
    """As it was in between: people under “Your Activity”, settings under “App Settings”."""
    told = copy.deepcopy(NEW)
    both = told.pop("Profile And Settings")
    told["Your Activity"] |= {"Follower": both["Follower"], "Following": both["Following"]}
    told["App Settings"] = {"Block List": both["Block List"], "Settings": both["Settings"]}
    told["Profile"] = {"Profile Info": both["Profile Info"], "AI-Moji": {"CreateDate": "", "AIMojiList": None}}
    return told


ERAS = {"until 2022": OLD, "2023": in_2023(), "since 2024": NEW}
EMPTY: dict[str, Any] = {
    "Comment": {"Comments": {"CommentsList": None}},
    "Direct Message": {"Direct Messages": {"ChatHistory": {}}},
    "Post": {"Posts": {"VideoList": []}},
    "Profile And Settings": {
        "Follower": {"FansList": None},
        "Following": {"Following": []},
        "Settings": None,
        "Profile Info": {"ProfileMap": {}},
    },
}
