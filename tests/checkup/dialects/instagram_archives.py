"""Archives of Instagram and Threads, made up: the same things in the layout of each era and in several languages."""

from __future__ import annotations

from typing import Any

from tests.checkup.dialects.meta_archives import DAY, FRIENDS_HANDLE, HANDLE, ME, PLACED, PUPILS_HANDLE, media


def person(handle: str, form: str = "value") -> dict[str, Any]:
    """Somebody in a list of Instagram, whose handle stands in one of three places."""
    entry = {"href": f"https://www.example.org/{handle}", "timestamp": DAY}
    if form == "value":
        entry["value"] = handle
    return {"title": handle if form == "title" else "", "media_list_data": [], "string_list_data": [entry]}


#: What the fields of Instagram are called in each language.
LABELS = {
    "en": ("Username", "Name", "Email", "Phone Number", "Bio", "Website", "Date of birth", "Private Account", "Comment", "Time"),
    "fr": (
        "Nom d\u2019utilisateur",
        "Nom",
        "Adresse e-mail",
        "Numéro de téléphone",
        "Bio",
        "Site web",
        "Date de naissance",
        "Compte privé",
        "Commentaire",
        "Heure",
    ),
    "pl": (
        "Nazwa użytkownika",
        "Imię i nazwisko",
        "Adres e-mail",
        "Numer telefonu",
        "Biografia",
        "Witryna",
        "Data urodzenia",
        "Konto prywatne",
        "Komentarz",
        "Godzina",
    ),
    "de": (
        "Benutzername",
        "Name",
        "E-Mail-Adresse",
        "Telefonnummer",
        "Steckbrief",
        "Website",
        "Geburtsdatum",
        "Privates Konto",
        "Kommentar",
        "Zeit",
    ),
}
MORE_LABELS = {
    "en": (
        "Media Owner",
        "First Name",
        "Last Name",
        "Contact Information",
        "Switched to Public",
        "Comments Allowed From",
        "Everyone",
    ),
    "fr": (
        "Propriétaire du média",
        "Prénom",
        "Nom de famille",
        "Coordonnées",
        "Passage en mode public",
        "Commentaires autorisés de",
        "Tout le monde",
    ),
    "pl": (
        "Właściciel multimediów",
        "Imię",
        "Nazwisko",
        "Dane kontaktowe",
        "Zmieniono na publiczne",
        "Komentarze dozwolone od",
        "Wszyscy",
    ),
    "de": (
        "Medieninhaber",
        "Vorname",
        "Nachname",
        "Kontaktinformationen",
        "Auf öffentlich umgestellt",
        "Kommentieren gestattet für",
        "Alle",
    ),
}


def labelled(**values: Any) -> dict[str, Any]:
    """Fields under their labels."""
    return {
        label: {"href": "", "value": value, "timestamp": 0}
        if isinstance(value, str)
        else {"href": "", "value": "", "timestamp": value}
        for label, value in values.items()
    }


def instagram_files(language: str = "en") -> dict[str, Any]:
    """What each file of Instagram holds, by our name for it, with labels in a language."""
    handle, name, mail, phone, bio, site, born, private, comment, time = LABELS[language]
    owner, first, last, contact, switched, allowed, everyone = MORE_LABELS[language]
    own = {
        handle: HANDLE,
        name: ME,
        mail: "zoe@example.org",
        phone: "07700 900123",
        bio: "I play the viola",
        site: "https://zoe.example.org",
        born: "1984-05-01",
        private: "False",
    }
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
                {
                    "title": "",
                    "media_map_data": {},
                    "string_map_data": labelled(**{first: "Theo", last: "Field", contact: "+447700900456"}),
                }
            ]
        },
        "posts": [
            {"media": [media("media/posts/1.jpg", title="Caption at the café", media_metadata=PLACED)]},
            {
                "media": [media("media/posts/2.jpg", title=""), media("media/posts/3.jpg", title="")],
                "title": "Two pictures",
                "creation_timestamp": DAY + 5,
            },
        ],
        "stories": {
            "ig_stories": [
                media("media/stories/1.jpg", title="A story", media_metadata={}, cross_post_source={"source_app": "FB"})
            ]
        },
        "reels": {"ig_reels_media": [{"media": [media("media/reels/1.mp4", title="A reel")]}]},
        "comments": [
            {
                "title": "",
                "media_owner": FRIENDS_HANDLE,
                "media_list_data": [],
                "string_map_data": labelled(**{comment: "Très bien", owner: FRIENDS_HANDLE, time: DAY}),
            }
        ],
        "messages": {
            "participants": [{"name": "Robin Kite"}, {"name": ME}],
            "messages": [
                {
                    "sender_name": ME,
                    "timestamp_ms": DAY * 1000 + 1,
                    "content": "See you in class",
                    "is_geoblocked_for_viewer": False,
                },
                {
                    "sender_name": "Robin Kite",
                    "timestamp_ms": DAY * 1000,
                    "content": "Bonne fête",
                    "share": {"link": "https://example.org/reel"},
                },
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
    }


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
