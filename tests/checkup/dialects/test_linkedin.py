"""LinkedIn's tables: headers wherever they stand, five forms of time, and columns that come and go."""

from datetime import UTC, datetime

import pytest

from lanyard.checkup.archive.outcomes import Outcome, Why
from lanyard.checkup.items import Audience, Evidence, Relation
from tests.checkup.dialects import linkedin_archive as made
from tests.checkup.dialects.trying import fate, silent_columns, try_file

ME = ("Robin Teal", "robin-teal")


def tried(path, content, **more):
    return try_file("linkedin", path, content, **more)


@pytest.mark.parametrize("notes", ["", made.NOTES, "\ufeff", "Notes:\n\n\n", made.NOTES * 3])
def test_connections_are_found_under_whatever_stands_above_them(notes):
    found = tried("Connections.csv", notes + made.CONNECTIONS)
    assert [(each.name, each.handle) for each in found.contacts] == [("Amber Kite", "amber-kite"), ("Jo Müller", "jo-müller")]
    amber = found.contacts[0]
    assert (amber.relation, amber.email) == (Relation.FRIEND, "amber@example.org")
    assert amber.since == datetime(2026, 2, 8, tzinfo=UTC)


def test_a_connection_who_shows_only_a_date_is_a_row_that_holds_nothing():
    found = tried("Connections.csv", made.CONNECTIONS)
    assert (found.rows, len(found.contacts), found.rejected, found.outcome) == (3, 2, [], Outcome.READ)


def test_connections_of_before_2023_have_no_address_of_a_profile():
    (found,) = tried("Connections.csv", made.OLD_CONNECTIONS).contacts
    assert (found.name, found.handle) == ("Amber Kite", "")


def test_messages_tell_the_owners_own_from_others():
    own, theirs, trip, jane = tried("messages.csv", made.MESSAGES, me=ME).messages
    assert (own.text, own.own, own.others) == ("Hello\nFirst line\nsecond line", True, ("Amber Kite",))
    assert own.when == datetime(2025, 6, 1, 14, 3, 22, tzinfo=UTC)
    assert (theirs.text, theirs.own, theirs.others, theirs.media) == ("Thank you\nRobin", False, ("Amber Kite",), 1)
    assert (trip.is_group, trip.others) == (True, ("Sam Reed", "Amber Kite"))
    assert (jane.is_group, jane.others) == (False, ("Jane Doe, PhD",))


def test_drafts_and_advertising_are_rows_that_hold_nothing():
    found = tried("messages.csv", made.MESSAGES, me=ME)
    assert (found.rows, len(found.messages), found.rejected) == (6, 4, [])
    assert not any("Never sent" in each.text or "FIRSTNAME" in each.text for each in found.messages)


def test_the_owner_is_known_by_the_address_of_their_profile_where_the_name_differs():
    table = made.MESSAGES.replace("c4,,Robin Teal,", "c4,,R. Teal (they/them),")
    assert tried("messages.csv", table, me=ME).messages[-1].own is True


def test_whose_a_message_is_stays_open_while_the_owner_is_unknown():
    assert {each.own for each in tried("messages.csv", made.MESSAGES).messages} == {None}


def test_messages_of_before_2023_are_read():
    (found,) = tried("messages.csv", made.OLD_MESSAGES, me=ME).messages
    assert (found.own, found.others, found.is_group) == (False, ("Amber Kite",), False)


def test_messages_of_2026_with_everything_in_quotes_are_read():
    header, _, rest = made.OLD_MESSAGES.partition("\n")
    quoted = "\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in (header, *rest.splitlines()))
    assert [each.text for each in tried("messages.csv", quoted, me=ME).messages] == ["Good morning"]


def test_the_profile_is_read():
    found = tried("Profile.csv", made.PROFILE)
    assert found.profile == {
        "name": ["Robin Teal"],
        "bio": ["Year 4 teacher", "I teach.\nAnd sing."],
        "address": ["1 Example Street BA1 1AA"],
        "birthday": ["Mar 4, 1990"],
        "place": ["Bath, England"],
        "website": ["https://example.org/robin"],
    }


def test_jobs_and_schools_are_read_with_when_they_began():
    found = tried("Positions.csv", made.POSITIONS)
    assert found.profile["job"] == ["Teacher", "Assistant"]
    assert found.profile["employer"] == ["Example Primary School", "Example Shop"]
    assert found.items[0].when == datetime(2019, 9, 1, tzinfo=UTC)
    assert tried("Education.csv", made.EDUCATION).profile == {"education": ["Example University"], "bio": ["First"]}


def test_addresses_and_telephone_numbers_are_read():
    assert tried("Email Addresses.csv", made.EMAILS).profile == {"email": ["robin@example.org"]}
    assert tried("PhoneNumbers.csv", made.PHONES).profile == {"phone": ["07700 900123"]}


def test_invitations_are_requests_in_and_out():
    found = tried("Invitations.csv", made.INVITATIONS, me=ME)
    out, in_ = found.contacts
    assert (out.relation, out.name, out.handle, out.evidence) == (Relation.REQUEST_OUT, "Sam Reed", "sam-reed", Evidence.REQUESTS)
    assert (in_.relation, in_.name, in_.handle) == (Relation.REQUEST_IN, "Amber Kite", "amber-kite")
    assert out.since == datetime(2026, 1, 29, 14, 37, tzinfo=UTC)
    assert [(each.text, each.own, each.others) for each in found.messages] == [("Shall we?", True, ("Sam Reed",))]
    assert found.profile == {"handle": ["robin-teal"]}


def test_the_owners_address_is_told_once():
    outgoing = made.INVITATIONS.splitlines()[1]
    found = tried("Invitations.csv", made.INVITATIONS + outgoing + "\n" + outgoing + "\n")
    assert found.profile == {"handle": ["robin-teal"]}


def test_a_direction_in_other_words_is_rejected_and_not_guessed():
    found = tried("Invitations.csv", made.INVITATIONS.replace("INCOMING", "RECEIVED"))
    assert found.rejected == [Why.UNKNOWN_LABEL]


@pytest.mark.parametrize("sent", ["29/1/26, 2:37 PM", "2026-01-29 14:37:00 UTC", "29 Jan 2026", ""])
def test_a_time_in_the_form_of_another_file_is_no_time(sent):
    found = tried("Invitations.csv", made.INVITATIONS.replace("1/29/26, 2:37 PM", sent))
    assert found.contacts[0].since is None


def test_posts_are_read_with_who_could_see_them_where_that_is_told():
    first, second = tried("Shares_4711.csv", made.SHARES).posts
    assert (first.text, first.audience, first.links) == ("What a week", None, ("https://example.org/a",))
    assert (second.text, second.audience, second.media) == ("For friends", Audience.FRIENDS, 1)
    assert first.when == datetime(2026, 2, 9, 1, 21, 47, tzinfo=UTC)


def test_comments_recommendations_and_pictures_are_the_owners_words():
    (comment,) = tried("Comments_4711.csv", made.COMMENTS).posts
    assert (comment.text, comment.evidence) == ("Well said, Amber", Evidence.COMMENTS)
    (given,) = tried("Recommendations_Given.csv", made.GIVEN).posts
    assert (given.text, given.tags, given.when) == ("Sam is kind", ("Sam Reed",), datetime(2019, 5, 23, 9, 37, tzinfo=UTC))
    (picture,) = tried("Rich_Media.csv", made.PICTURES).posts
    assert (picture.text, picture.media, picture.evidence) == ("Sports day at school", 1, Evidence.PHOTOS)


def test_an_article_is_read_as_its_words():
    (post,) = tried("Articles/Articles/on-reading.html", made.ARTICLE).posts
    assert (post.text, post.when, post.own) == ("On reading\nRead & write.", None, True)


def test_what_is_no_page_is_no_article():
    assert tried("Articles/Articles/a.html", "{}").outcome is Outcome.UNKNOWN_SHAPE
    assert tried("Articles/Articles/a.html", "<html><body></body></html>").outcome is Outcome.KNOWN_EMPTY


def test_follows_and_the_address_book_are_contacts():
    (follow,) = tried("Member_Follows_4711.csv", made.FOLLOWS).contacts
    assert (follow.relation, follow.name) == (Relation.FOLLOWING, "Amber Kite")
    (known,) = tried("ImportedContacts.csv", made.ADDRESS_BOOK).contacts
    assert (known.relation, known.email, known.phone) == (Relation.ADDRESS_BOOK, "a@example.org", "07700 900001")


@pytest.mark.parametrize("path", sorted({*made.of_2026(), *made.of_2020()}))
def test_every_file_goes_to_one_place(path):
    assert fate("linkedin", path) not in ("unknown", "twin")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rich_Media.csv", "Rich Media.csv"),
        ("Email Addresses.csv", "Email_Addresses.csv"),
        ("Company Follows.csv", "Company_Follows.csv"),
        ("Shares.csv", "shares_99.csv"),
        ("messages.csv", "Messages.csv"),
    ],
)
def test_names_that_vary_go_to_the_same_place(one, other):
    assert fate("linkedin", one) == fate("linkedin", other) != "unknown"


@pytest.mark.parametrize("path", [each for each in made.of_2026() if fate("linkedin", each) not in ("ignored", "articles")])
def test_a_table_with_only_its_header_is_known_to_be_empty(path):
    table = made.of_2026()[path].removeprefix(made.NOTES)
    found = tried(path, table.partition("\n")[0] + "\n")
    assert (found.outcome, found.rows) == (Outcome.KNOWN_EMPTY, 0)


@pytest.mark.parametrize("path", [each for each in made.of_2026() if fate("linkedin", each) not in ("ignored", "articles")])
def test_a_column_that_is_renamed_is_never_passed_over_in_silence(path):
    table = made.of_2026()[path].removeprefix(made.NOTES)
    # A draft is told by a column that not every archive has.
    optional = {"IS MESSAGE DRAFT"}
    assert set(silent_columns("linkedin", path, table, me=ME)) <= optional


def test_the_messages_of_reddit_are_none_of_linkedins():
    table = "id,permalink,thread_id,date,ip,from,to,subject,body\n1,,,2024-01-01 00:00:00 UTC,,a,b,c,d\n"
    assert tried("messages.csv", table).outcome is Outcome.UNKNOWN_SHAPE


def test_a_header_in_another_language_is_of_an_unknown_shape():
    table = "Vorname,Nachname,URL,E-Mail-Adresse,Firma,Position,Verbunden am\nAmber,Kite,,,,,08 Feb 2026\n"
    assert tried("Connections.csv", table).outcome is Outcome.UNKNOWN_SHAPE
