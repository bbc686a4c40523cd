"""Archives of Facebook and Messenger, made up: the same things in the layout of each era."""

from __future__ import annotations

from typing import Any

from tests.checkup.dialects.meta_archives import COLLEAGUE, DAY, FRIEND, HANDLE, ME, PLACED, PUPIL, media

PROFILE = {
    "name": {"full_name": ME, "first_name": "Zoë", "middle_name": "", "last_name": "Larkspur"},
    "emails": {
        "emails": ["zoe@example.org"],
        "previous_emails": ["old@example.org"],
        "pending_emails": [],
        "ad_account_emails": [],
    },
    "birthday": {"year": 1984, "month": 5, "day": 1},
    "current_city": {"name": "Bath", "timestamp": 0},
    "hometown": {"name": "Łódź", "timestamp": 0},
    "relationship": {"status": "Married", "partner": "Sam Larkspur", "timestamp": DAY},
    "family_members": [{"name": "Ida Larkspur", "relation": "Daughter", "timestamp": DAY}],
    "education_experiences": [
        {"name": "University of Example", "graduated": True, "school_type": "College", "concentrations": ["Music"]}
    ],
    "work_experiences": [{"employer": "Welton Primary School", "title": "Teacher", "start_timestamp": DAY}],
    "websites": [{"address": "https://zoe.example.org"}],
    "phone_numbers": [{"phone_type": "Mobile", "phone_number": "07700 900123", "verified": True}],
    "username": HANDLE,
    "about_me": "I play the viola",
    "registration_timestamp": DAY,
    "profile_uri": "https://www.example.org/zoe.larkspur",
}

#: What each file of Facebook holds, by our name for it.
FACEBOOK: dict[str, Any] = {
    "profile": {"profile_v2": PROFILE},
    "friends": {"friends_v2": [{"name": FRIEND, "timestamp": DAY}, {"name": COLLEAGUE, "timestamp": DAY + 1}]},
    "requests-in": {"received_requests_v2": [{"name": PUPIL, "timestamp": DAY}]},
    "requests-out": {"sent_requests_v2": [{"name": "Ivo Marsh", "timestamp": DAY}]},
    "requests-rejected": {"rejected_requests_v2": [{"name": "Una Heath", "timestamp": DAY}]},
    "removed": {"deleted_friends_v2": [{"name": "Otto Fen", "timestamp": DAY}]},
    "following": {"following_v3": [{"name": "Bath Choir", "timestamp": DAY}]},
    "followers": {"followers_v2": [{"name": "Nia Brook", "timestamp": DAY}]},
    "address-book": {
        "address_book_v2": {
            "address_book": [
                {
                    "name": "Theo Field",
                    "details": [{"contact_point": "+447700900456"}, {"contact_point": "theo@example.org"}],
                    "created_timestamp": DAY,
                    "updated_timestamp": DAY,
                }
            ]
        }
    },
    "posts": [
        {
            "timestamp": DAY,
            "title": f"{ME} hat einen Beitrag geteilt.",
            "data": [{"post": "Off to the café — see you in June"}, {"update_timestamp": DAY}],
            "tags": [{"name": FRIEND}],
        },
        {
            "timestamp": DAY + 10,
            "attachments": [
                {
                    "data": [
                        {
                            "media": media(
                                "photos_and_videos/1.jpg", title="Mobile uploads", description="Our garden", media_metadata=PLACED
                            )
                        },
                        {"external_context": {"url": "https://example.org/news", "name": "News"}},
                        {
                            "place": {
                                "name": "Bath Abbey",
                                "coordinate": {"latitude": 51.38, "longitude": -2.36},
                                "address": "Bath",
                            }
                        },
                    ]
                }
            ],
        },
        {
            "timestamp": DAY + 20,
            "data": [{"post": "A note"}],
            "attachments": {"data": [{"text": "from a long time ago"}]},
            "tags": ["Ivo Marsh"],
        },
    ],
    "group-posts": {
        "group_posts_v2": [{"timestamp": DAY, "title": f"{ME} posted in Bakers.", "data": [{"post": "My first loaf"}]}]
    },
    "comments": {
        "comments_v2": [
            {
                "timestamp": DAY,
                "title": f"{ME} commented on a post.",
                "data": [{"comment": {"timestamp": DAY, "comment": "Très bien", "author": ME, "group": "Bakers"}}],
                "attachments": [{"data": [{"media": media("stickers/1.png", description="A cake")}]}],
            },
            {
                "timestamp": DAY,
                "title": "",
                "data": [{"comment": {"timestamp": DAY, "comment": "What a fool", "author": FRIEND}}],
            },
        ]
    },
    "albums": {
        "name": "Holiday",
        "description": "In Tenby",
        "last_modified_timestamp": DAY,
        "cover_photo": media("a.jpg"),
        "photos": [media("b.jpg", title="Holiday", description="On the beach", media_metadata=PLACED)],
        "comments": [],
    },
    "photos-and-videos": {"videos_v2": [media("c.mp4", title="", description="The choir")]},
    "messages": {
        "participants": [{"name": FRIEND}, {"name": ME}],
        "messages": [
            {
                "sender_name": FRIEND,
                "timestamp_ms": (DAY + 5) * 1000,
                "content": "Żółta łódź",
                "type": "Generic",
                "photos": [{"uri": "photos/1.jpg", "creation_timestamp": DAY}],
                "reactions": [{"reaction": "❤", "actor": ME}],
                "is_unsent": False,
            },
            {
                "sender_name": ME,
                "timestamp_ms": DAY * 1000,
                "sticker": {"uri": "stickers/1.png"},
                "is_geoblocked_for_viewer": False,
            },
        ],
        "title": FRIEND,
        "is_still_participant": True,
        "thread_path": "inbox/amelieteal_1a",
        "magic_words": [],
    },
    "group-messages": {
        "participants": [{"name": FRIEND}, {"name": COLLEAGUE}, {"name": ME}],
        "messages": [{"sender_name": COLLEAGUE, "timestamp_ms": DAY * 1000, "content": "Who brings the cake?"}],
        "title": "Bakers",
        "thread_path": "inbox/bakers_2b",
    },
}

#: The same chat as Messenger's own archive of encrypted chats writes it.
E2EE = {
    "participants": [ME, PUPIL],
    "threadName": PUPIL,
    "messages": [
        {
            "isUnsent": False,
            "media": [],
            "reactions": [],
            "senderName": PUPIL,
            "text": "Can I join the café club?",
            "timestamp": DAY * 1000,
            "type": "text",
        },
        {
            "isUnsent": False,
            "media": [{"uri": "./media/a.jpg"}],
            "reactions": [],
            "senderName": ME,
            "text": "",
            "timestamp": DAY * 1000 + 9,
            "type": "media",
        },
    ],
}

_NEW = "your_facebook_activity"
#: Where each file of Facebook lies in each era.
FACEBOOK_ERAS: dict[str, dict[str, str]] = {
    "2020": {
        "profile": "profile_information/profile_information.json",
        "friends": "friends/friends.json",
        "requests-in": "friends/received_friend_requests.json",
        "requests-out": "friends/sent_friend_requests.json",
        "requests-rejected": "friends/rejected_friend_requests.json",
        "removed": "friends/removed_friends.json",
        "following": "following_and_followers/following.json",
        "followers": "following_and_followers/followers.json",
        "address-book": "about_you/your_address_books.json",
        "posts": "posts/your_posts_1.json",
        "group-posts": "groups/your_posts_and_comments_in_groups.json",
        "comments": "comments/comments.json",
        "albums": "photos_and_videos/album/0.json",
        "photos-and-videos": "photos_and_videos/your_videos.json",
        "messages": "messages/inbox/amelieteal_1a/message_1.json",
        "group-messages": "messages/archived_threads/bakers_2b/message_1.json",
    },
    "2021": {
        "profile": "profile_information/profile_information.json",
        "friends": "friends_and_followers/friends.json",
        "requests-in": "friends_and_followers/friend_requests_received.json",
        "requests-out": "friends_and_followers/friend_requests_sent.json",
        "requests-rejected": "friends_and_followers/rejected_friend_requests.json",
        "removed": "friends_and_followers/removed_friends.json",
        "following": "friends_and_followers/who_you_follow.json",
        "followers": "friends_and_followers/people_who_follow_you.json",
        "address-book": "other_personal_information/your_address_books.json",
        "posts": "posts/your_posts_1.json",
        "group-posts": "groups/group_posts_and_comments.json",
        "comments": "comments_and_reactions/comments.json",
        "albums": "posts/album/0.json",
        "photos-and-videos": "posts/your_videos.json",
        "messages": "messages/inbox/amelieteal_1a/message_1.json",
        "group-messages": "messages/filtered_threads/bakers_2b/message_1.json",
    },
    "2024": {
        "profile": "personal_information/profile_information/profile_information.json",
        "friends": "connections/friends/your_friends.json",
        "requests-in": "connections/friends/received_friend_requests.json",
        "requests-out": "connections/friends/sent_friend_requests.json",
        "requests-rejected": "connections/friends/rejected_friend_requests.json",
        "removed": "connections/friends/removed_friends.json",
        "following": "connections/followers/who_you've_followed.json",
        "followers": "connections/followers/people_who_followed_you.json",
        "address-book": "personal_information/other_personal_information/contacts_uploaded_from_your_phone.json",
        "posts": f"{_NEW}/posts/your_posts__check_ins__photos_and_videos_1.json",
        "group-posts": f"{_NEW}/groups/group_posts_and_comments.json",
        "comments": f"{_NEW}/comments_and_reactions/comments.json",
        "albums": f"{_NEW}/posts/album/0.json",
        "photos-and-videos": f"{_NEW}/posts/your_videos.json",
        "messages": f"{_NEW}/messages/inbox/amelieteal_1a/message_1.json",
        "group-messages": f"{_NEW}/messages/message_requests/bakers_2b/message_1.json",
    },
}
FACEBOOK_ERAS["2023"] = {
    name: path.replace(_NEW, "your_activity_across_facebook") for name, path in FACEBOOK_ERAS["2024"].items()
}


def facebook(era: str) -> dict[str, Any]:
    """An archive of Facebook in the layout of an era, before it is written; with files that no check needs."""
    files = {path: FACEBOOK[name] for name, path in FACEBOOK_ERAS[era].items()}
    return {
        **files,
        "ads_information/advertisers_you_ve_interacted_with.json": {"history_v2": [{"title": "Shoes", "timestamp": DAY}]},
        "security_and_login_information/account_activity.json": {"account_activity_v2": [{"action": "Login", "timestamp": DAY}]},
        "preferences/language_and_locale.json": {"language_and_locale_v2": []},
        "photos_and_videos/no-data.txt": "",
    }
