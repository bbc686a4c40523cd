"""Archives of Facebook and Instagram, made up: the same things in the layout of each era. The people are invented."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

ME, FRIEND, PUPIL, COLLEAGUE = "Zoë Larkspur", "Amélie Teal", "Robin Kite", "Bożena Wren"
HANDLE, FRIENDS_HANDLE, PUPILS_HANDLE = "zoe.larkspur", "amelie_teal", "robin.kite"
DAY = 1_700_000_000

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

PROFILE = {
    "name": {"full_name": ME, "first_name": "Zoë", "middle_name": "", "last_name": "Larkspur"},
    "emails": {"emails": ["zoe@example.org"], "previous_emails": ["old@example.org"], "pending_emails": [], "ad_account_emails": []},
    "birthday": {"year": 1984, "month": 5, "day": 1},
    "current_city": {"name": "Bath", "timestamp": 0},
    "hometown": {"name": "Łódź", "timestamp": 0},
    "relationship": {"status": "Married", "partner": "Sam Larkspur", "timestamp": DAY},
    "family_members": [{"name": "Ida Larkspur", "relation": "Daughter", "timestamp": DAY}],
    "education_experiences": [{"name": "University of Example", "graduated": True, "school_type": "College", "concentrations": ["Music"]}],
    "work_experiences": [{"employer": "Welton Primary School", "title": "Teacher", "start_timestamp": DAY}],
    "websites": [{"address": "https://zoe.example.org"}],
    "phone_numbers": [{"phone_type": "Mobile", "phone_number": "07700 900123", "verified": True}],
    "username": HANDLE,
    "about_me": "I play the viola",
    "registration_timestamp": DAY,
    "profile_uri": "https://www.example.org/zoe.larkspur",
}  # fmt: skip

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
                        {"media": media("photos_and_videos/1.jpg", title="Mobile uploads", description="Our garden", media_metadata=PLACED)},
                        {"external_context": {"url": "https://example.org/news", "name": "News"}},
                        {"place": {"name": "Bath Abbey", "coordinate": {"latitude": 51.38, "longitude": -2.36}, "address": "Bath"}},
                    ]
                }
            ],
        },
        {"timestamp": DAY + 20, "data": [{"post": "A note"}], "attachments": {"data": [{"text": "from a long time ago"}]}, "tags": ["Ivo Marsh"]},
    ],
    "group-posts": {"group_posts_v2": [{"timestamp": DAY, "title": f"{ME} posted in Bakers.", "data": [{"post": "My first loaf"}]}]},
    "comments": {
        "comments_v2": [
            {
                "timestamp": DAY,
                "title": f"{ME} commented on a post.",
                "data": [{"comment": {"timestamp": DAY, "comment": "Très bien", "author": ME, "group": "Bakers"}}],
                "attachments": [{"data": [{"media": media("stickers/1.png", description="A cake")}]}],
            },
            {"timestamp": DAY, "title": "", "data": [{"comment": {"timestamp": DAY, "comment": "What a fool", "author": FRIEND}}]},
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
            {"sender_name": ME, "timestamp_ms": DAY * 1000, "sticker": {"uri": "stickers/1.png"}, "is_geoblocked_for_viewer": False},
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
}  # fmt: skip

#: The same chat as Messenger's own archive of encrypted chats writes it.
E2EE = {
    "participants": [ME, PUPIL],
    "threadName": PUPIL,
    "messages": [
        {"isUnsent": False, "media": [], "reactions": [], "senderName": PUPIL, "text": "Can I join the café club?", "timestamp": DAY * 1000, "type": "text"},
        {"isUnsent": False, "media": [{"uri": "./media/a.jpg"}], "reactions": [], "senderName": ME, "text": "", "timestamp": DAY * 1000 + 9, "type": "media"},
    ],
}  # fmt: skip

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


def person(handle: str, form: str = "value") -> dict[str, Any]:
    """Somebody in a list of Instagram, whose handle stands in one of three places."""
    entry = {"href": f"https://www.example.org/{handle}", "timestamp": DAY}
    if form == "value":
        entry["value"] = handle
    return {"title": handle if form == "title" else "", "media_list_data": [], "string_list_data": [entry]}


#: What the fields of Instagram are called in each language.
LABELS = {
    "en": ("Username", "Name", "Email", "Phone Number", "Bio", "Website", "Date of birth", "Private Account", "Comment", "Time"),
    "fr": ("Nom d\u2019utilisateur", "Nom", "Adresse e-mail", "Numéro de téléphone", "Bio", "Site web", "Date de naissance", "Compte privé", "Commentaire", "Heure"),
    "pl": ("Nazwa użytkownika", "Imię i nazwisko", "Adres e-mail", "Numer telefonu", "Biografia", "Witryna", "Data urodzenia", "Konto prywatne", "Komentarz", "Godzina"),
    "de": ("Benutzername", "Name", "E-Mail-Adresse", "Telefonnummer", "Steckbrief", "Website", "Geburtsdatum", "Privates Konto", "Kommentar", "Zeit"),
}  # fmt: skip
MORE_LABELS = {
    "en": ("Media Owner", "First Name", "Last Name", "Contact Information", "Switched to Public", "Comments Allowed From", "Everyone"),
    "fr": ("Propriétaire du média", "Prénom", "Nom de famille", "Coordonnées", "Passage en mode public", "Commentaires autorisés de", "Tout le monde"),
    "pl": ("Właściciel multimediów", "Imię", "Nazwisko", "Dane kontaktowe", "Zmieniono na publiczne", "Komentarze dozwolone od", "Wszyscy"),
    "de": ("Medieninhaber", "Vorname", "Nachname", "Kontaktinformationen", "Auf öffentlich umgestellt", "Kommentieren gestattet für", "Alle"),
}  # fmt: skip


def labelled(**values: Any) -> dict[str, Any]:
    """Fields under their labels."""
    return {
        label: {"href": "", "value": value, "timestamp": 0} if isinstance(value, str) else {"href": "", "value": "", "timestamp": value}
        for label, value in values.items()
    }  # fmt: skip


def instagram_files(language: str = "en") -> dict[str, Any]:
    """What each file of Instagram holds, by our name for it, with labels in a language."""
    handle, name, mail, phone, bio, site, born, private, comment, time = LABELS[language]
    owner, first, last, contact, switched, allowed, everyone = MORE_LABELS[language]
    own = {handle: HANDLE, name: ME, mail: "zoe@example.org", phone: "07700 900123", bio: "I play the viola", site: "https://zoe.example.org", born: "1984-05-01", private: "False"}  # fmt: skip
    return {
        "profile": {"profile_user": [{"title": "", "media_map_data": {}, "string_map_data": labelled(**own)}]},
        "privacy-history": {
            "account_history_account_privacy_history": [
                {"title": switched, "string_map_data": labelled(**{time: DAY + 100})},
                {"title": switched, "string_map_data": labelled(**{time: DAY})},
            ]
        },
        "comments-from": {"settings_allow_comments_from": [{"title": "", "string_map_data": labelled(**{allowed: everyone})}]},
        "followers": [person(FRIENDS_HANDLE), person(PUPILS_HANDLE, "title"), person("ivo.marsh", "href")],
        "following": {"relationships_following": [person(FRIENDS_HANDLE)]},
        "close-friends": {"relationships_close_friends": [person(FRIENDS_HANDLE)]},
        "requests-in": {"relationships_follow_requests_received": [person(PUPILS_HANDLE)]},
        "requests-out": {"relationships_follow_requests_sent": [person("una.heath")]},
        "address-book": {
            "contacts_contact_info": [
                {"title": "", "media_map_data": {}, "string_map_data": labelled(**{first: "Theo", last: "Field", contact: "+447700900456"})}
            ]
        },
        "posts": [
            {"media": [media("media/posts/1.jpg", title="Caption at the café", media_metadata=PLACED)]},
            {"media": [media("media/posts/2.jpg", title=""), media("media/posts/3.jpg", title="")], "title": "Two pictures", "creation_timestamp": DAY + 5},
        ],
        "stories": {"ig_stories": [media("media/stories/1.jpg", title="A story", media_metadata={}, cross_post_source={"source_app": "FB"})]},
        "reels": {"ig_reels_media": [{"media": [media("media/reels/1.mp4", title="A reel")]}]},
        "comments": [
            {"title": "", "media_owner": FRIENDS_HANDLE, "media_list_data": [], "string_map_data": labelled(**{comment: "Très bien", owner: FRIENDS_HANDLE, time: DAY})}
        ],
        "messages": {
            "participants": [{"name": "Robin Kite"}, {"name": ME}],
            "messages": [
                {"sender_name": ME, "timestamp_ms": DAY * 1000 + 1, "content": "See you in class", "is_geoblocked_for_viewer": False},
                {"sender_name": "Robin Kite", "timestamp_ms": DAY * 1000, "content": "Bonne fête", "share": {"link": "https://example.org/reel"}},
            ],
            "title": "Robin Kite",
            "thread_path": "inbox/robinkite_3c",
        },
        "threads-posts": {
            "text_post_app_text_posts": [
                {"media": [{"uri": "", "creation_timestamp": DAY + 7, "title": "A thread", "text_app_post": {"is_reply": True}}]}
            ]
        },
        "threads-followers": {"text_post_app_text_post_app_followers": [person("nia.brook")]},
    }  # fmt: skip


_IG = "your_instagram_activity"
_THREADS = {"threads-posts": "threads/threads_and_replies.json", "threads-followers": "threads/followers.json"}
INSTAGRAM_ERAS: dict[str, dict[str, str]] = {
    "2021": {
        "profile": "account_information/personal_information.json",
        "privacy-history": "login_and_account_creation/account_privacy_changes.json",
        "comments-from": "comments_settings/comments_allowed_from.json",
        "followers": "followers_and_following/followers.json",
        "following": "followers_and_following/following.json",
        "close-friends": "followers_and_following/close_friends.json",
        "requests-in": "followers_and_following/follow_requests_you've_received.json",
        "requests-out": "followers_and_following/pending_follow_requests.json",
        "address-book": "contacts/synced_contacts.json",
        "posts": "content/posts_1.json",
        "stories": "content/stories.json",
        "reels": "content/reels.json",
        "comments": "comments/post_comments.json",
        "messages": "messages/inbox/robinkite_3c/message_1.json",
        **_THREADS,
    },
    "2024": {
        "profile": "personal_information/personal_information/personal_information.json",
        "privacy-history": "security_and_login_information/login_and_profile_creation/profile_privacy_changes.json",
        "comments-from": "preferences/settings/comments_allowed_from.json",
        "followers": "connections/followers_and_following/followers_1.json",
        "following": "connections/followers_and_following/following.json",
        "close-friends": "connections/followers_and_following/close_friends.json",
        "requests-in": "connections/followers_and_following/follow_requests_you've_received.json",
        "requests-out": "connections/followers_and_following/pending_follow_requests.json",
        "address-book": "connections/contacts/synced_contacts.json",
        "posts": f"{_IG}/media/posts_1.json",
        "stories": f"{_IG}/media/stories.json",
        "reels": f"{_IG}/media/reels.json",
        "comments": f"{_IG}/comments/post_comments_1.json",
        "messages": f"{_IG}/messages/inbox/robinkite_3c/message_1.json",
        **{name: f"{_IG}/{path}" for name, path in _THREADS.items()},
    },
}
INSTAGRAM_ERAS["2023"] = {
    **INSTAGRAM_ERAS["2021"],
    "profile": "personal_information/personal_information.json",
    "followers": "followers_and_following/followers_1.json",
    "comments": "comments/post_comments_1.json",
    "posts": "content/posts_1.json",
}


def instagram(era: str, language: str = "en") -> dict[str, Any]:
    """An archive of Instagram in the layout of an era and a language, before it is written."""
    told = instagram_files(language)
    if era == "2021":
        told["followers"] = {"relationships_followers": told["followers"]}
        told["comments"] = {"comments_media_comments": told["comments"]}
    return {
        **{path: told[name] for name, path in INSTAGRAM_ERAS[era].items()},
        "ads_information/ads_and_topics/ads_viewed.json": {"impressions_history_ads_seen": []},
        "logged_information/recent_searches/account_searches.json": {"searches_user": [{"title": "shoes"}]},
    }


PAGE = """<html><head><title>{other}</title><style>._a6-g {{color: red}}</style></head><body><div role="main">
<div class="_3-95 _a6-g"><div class="_2ph_ _a6-h _a6-i">{other}</div><div class="_2ph_ _a6-p"><div><div></div>
<div>Bring caf\u00e9 money<br>and a coat</div><div></div></div></div><div class="_3-94 _a6-o"><div class="_a72d">{time}</div></div></div>
<div class="_3-95 _a6-g"><div class="_2ph_ _a6-h _a6-i">{me}</div><div class="_2ph_ _a6-p"><div><img src="photos/1.jpg"></div></div>
<div class="_3-94 _a6-o"><div class="_a72d">13 wrz 2020, 12:30</div></div></div></div></body></html>"""


def page(time: str = "Sep 13, 2020, 12:26 PM") -> str:
    """A conversation in the HTML form."""
    return PAGE.format(other=FRIEND, me=ME, time=time)
