"""Tables for rows of JSON: what they give, and what is said of a table that is wrong."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.checkup.archive.decoders import json_rows, labels, meta_labels
from lanyard.checkup.archive.decoders.json_paths import KeyWatch, path_of, values_at
from lanyard.checkup.archive.decoders.row_tables import tables_of
from lanyard.checkup.archive.dialects import BadDialect, Feature
from lanyard.checkup.archive.members import Owner
from lanyard.checkup.archive.outcomes import KnownEmpty, Rejected, UnknownShape, Why
from lanyard.checkup.items import Audience, Evidence, Post
from tests.checkup.archive.files import member
from tests.checkup.dialects.meta_archives import DAY
from tests.checkup.dialects.trying import dialect

CONTACTS = {"item": "contact", "set": {"relation": "friend"}, "map": {"name": "name", "since": "timestamp"}}
POSTS = {"item": "post", "map": {"text": ["body", "parts.text"], "when": "at | created:iso", "media": ["files"]}}


def feature(told, *, evidence=Evidence.CONTACTS):
    return Feature("list", "place", "json_rows", (re.compile("file"),), (evidence,), "K", "", False, told)


def rows(content, told, **more):
    return list(json_rows.decode(member(content), feature(told, **more), Owner()))


def items(content, told, **more):
    return [each for row in rows(content, told, **more) if not isinstance(row, Rejected) for each in row]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"item": "person"}, "'person' is none of contact"),
        ({"map": {"nam": "name"}}, "a contact has no nam"),
        ({"set": {}}, "a contact needs relation"),
        ({"set": {"relation": "mate"}}, "'mate' is not a valid Relation"),
        ({"map": {"name": "name:shout"}}, "'shout' is none of the converters"),
        ({"map": {"name": "a..b"}}, "'a..b' is not a path"),
        ({"map": {"relation": "kind"}}, "relation is a word of ours"),
        ({"mine": True}, "only a post with an author"),
        ({"rots": [""]}, "rots is nothing that json_rows knows"),
        ({"labels": ["colour"]}, "no labels are known for colour"),
        ({"parts": []}, "either parts or a table"),
        ({"map": None}, "TypeError"),
    ],
)
def test_a_wrong_table_is_refused_with_what_is_wrong(change, words):
    with pytest.raises(BadDialect, match=re.escape(words)):
        tables_of(feature({**CONTACTS, **change}))


@pytest.mark.parametrize(
    ("told", "words"),
    [({"rows": []}, "rows is nothing"), ({"fields": {"username": "nick"}}, "'nick'"), ({"needs": ["x"]}, "no labels")],
)
def test_a_wrong_table_of_labels_is_refused_with_what_is_wrong(told, words):
    with pytest.raises(BadDialect, match=words):
        list(meta_labels.decode(member("{}"), feature(told), Owner()))


@pytest.mark.parametrize("platform", ["facebook", "instagram"])
def test_every_table_of_a_dialect_can_be_used(platform):
    told = [each for each in dialect(platform).features if each.decoder == "json_rows"]
    assert told and all(tables_of(each).parts for each in told)


def test_rows_are_found_at_any_of_the_roots():
    row = {"name": "Amber Kite", "timestamp": DAY}
    for content in ([row], {"friends_v2": [row]}, {"friends": {"list": [row]}}):
        found = items(content, {**CONTACTS, "roots": ["friends_v2", "friends.list", ""]})
        assert [each.name for each in found] == ["Amber Kite"]


def test_all_roots_that_are_there_are_read():
    told = {**CONTACTS, "roots": ["a", "b"]}
    assert [each.name for each in items({"a": [{"name": "One"}], "b": [{"name": "Two"}]}, told)] == ["One", "Two"]


def test_a_list_beside_the_known_one_is_not_passed_over():
    told = {**CONTACTS, "roots": ["friends_v2"], "beside": ["version"]}
    content = {"friends_v2": [{"name": "One"}], "version": 2}
    assert rows(content, told)
    with pytest.raises(UnknownShape) as caught:
        rows({**content, "friends_v3": [{"name": "Two"}]}, told)
    assert caught.value.extra == {"friends_v3"}


def test_a_file_without_the_root_is_of_an_unknown_shape():
    with pytest.raises(UnknownShape) as caught:
        rows({"friends_v9": []}, {**CONTACTS, "roots": ["friends_v2"]})
    assert (caught.value.missing, caught.value.extra) == ({"friends_v2"}, {"friends_v9"})
    with pytest.raises(UnknownShape):
        rows([{"name": "One"}], {**CONTACTS, "roots": ["friends_v2"]})


@pytest.mark.parametrize("content", ["", "{}", "[]", "null", {"friends_v2": []}])
def test_nothing_is_told_from_another_shape(content):
    with pytest.raises(KnownEmpty):
        rows(content, {**CONTACTS, "roots": ["friends_v2", ""]})


def test_texts_are_gathered_and_the_first_time_counts():
    content = [{"body": "One", "parts": [{"text": "Two"}, {"text": "One"}], "created": "2024-05-01", "files": ["a", "b"]}]
    (found,) = items(content, POSTS, evidence=Evidence.POSTS)
    assert (found.text, found.when.isoformat(), found.media) == ("One\nTwo", "2024-05-01T00:00:00+00:00", 2)


def test_several_records_come_of_one_row():
    told = {
        "parts": [
            {"item": "profile", "each": "mails", "set": {"field": "email"}, "map": {"value": "."}},
            {"item": "profile", "set": {"field": "birthday"}, "map": {"value": "born:date"}},
        ]
    }
    content = {"mails": ["a@example.org", "b@example.org"], "born": {"year": 0, "month": 5, "day": 1}}
    assert [each.value for each in items(content, told)] == ["a@example.org", "b@example.org", "--05-01"]


def test_a_row_of_another_kind_or_without_its_key_is_rejected():
    told = {**CONTACTS, "require": ["name"]}
    assert rows([7, {"timestamp": DAY}, {"name": "One"}], told)[:2] == [Rejected(Why.WRONG_KIND), Rejected(Why.KEY_MISSING)]


def test_a_row_whose_labels_nobody_knows_is_rejected():
    told = {"labels": ["comment"], **POSTS, "map": {"text": "labels.comment.value"}}
    row = {"string_map_data": {"Kommentti": {"value": "Hei"}}}
    assert rows([row], told, evidence=Evidence.COMMENTS) == [Rejected(Why.UNKNOWN_LABEL)]


def test_only_what_is_the_owner_s_is_kept_where_the_author_decides():
    told = {"item": "post", "mine": True, "map": {"text": "text", "author": "by"}}
    content = [{"text": "a", "by": "Zoe"}, {"text": "b", "by": "Amber"}, {"text": "c"}]
    found = json_rows.decode(member(content), feature(told, evidence=Evidence.COMMENTS), Owner(["zoe"]))
    assert [[each.own for each in row] for row in found if not isinstance(row, Rejected)] == [[True], [], [None]]


def test_a_key_is_missed_only_where_an_unknown_one_may_be_it():
    def judged(*rows_):
        watch = KeyWatch(expect=[(path_of("a.b"),)], inside=[(path_of("c.d"),)], known=[path_of("e")])
        for row in rows_:
            watch.takes(row)
        try:
            watch.judge()
        except UnknownShape as error:
            return error.missing
        return frozenset()

    assert judged({"e": 1}) == frozenset()
    assert judged({"zz": 1}) == {"a.b"}
    assert judged({"a": [{"b": 1}], "zz": 1}) == frozenset()
    assert judged({"a": {"zz": 1}}, {"e": 1}) == {"a.b"}
    assert judged({"a": {"b": 1}, "c": {"zz": 1}}) == {"c.d"}
    assert judged({"a": {"b": 1}, "c": {"e": {"zz": 1}, "d": 0}}) == frozenset()


def test_lists_are_seen_through():
    row = {"a": [{"b": 1}, {"b": [2, 3]}, None, 4]}
    assert list(values_at(row, path_of("a[].b"))) == [1, 2, 3]
    assert list(values_at(row, path_of("*.b"))) == [1, 2, 3]
    assert list(values_at(row, path_of("."))) == [row]


@pytest.mark.parametrize(
    ("label", "concept"),
    [
        ("Nom d\u2019utilisateur", "username"),
        ("NOM D'UTILISATEUR :", "username"),
        ("Konto prywatne", "private_account"),
        ("Enw defnyddiwr", "username"),
        ("Shoe size", ""),
    ],
)
def test_a_label_is_known_whatever_its_marks_and_case(label, concept):
    assert labels.concept_of(label, ("username", "private_account")) == concept


def test_no_label_stands_for_two_concepts_of_one_profile():
    profile = ("username", "name", "email", "phone", "bio", "website", "birthday", "private_account", "gender", "phone_confirmed")
    known = labels._tables()[0]
    every = [label for concept in profile for label in known[concept]]
    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    ("word", "audience"), [("Öffentlich", Audience.PUBLIC), ("Amis des amis", Audience.SOME), ("Nur ich", Audience.ONLY_ME)]
)
def test_who_sees_a_post_is_understood_in_several_languages(word, audience):
    told = {"item": "post", "map": {"text": "text", "audience": "seen"}}
    (found,) = items([{"text": "a", "seen": word}], told, evidence=Evidence.POSTS)
    assert isinstance(found, Post) and found.audience is audience


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "timestamp", "body", "parts", "text", "friends_v2"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(ANY)
def test_rows_in_are_rows_out(content):
    told = {**CONTACTS, "roots": ["friends_v2", ""], "require": ["name"]}
    try:
        found = rows({"friends_v2": content} if not isinstance(content, list) else content, told)
    except (UnknownShape, KnownEmpty):
        return
    assert len(found) == (len(content) if isinstance(content, list) else 1)
