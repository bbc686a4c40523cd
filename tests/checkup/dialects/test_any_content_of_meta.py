"""Whatever a file of Meta holds, a decoder gives rows or one of the known outcomes, and never an error of its own."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.checkup.archive.outcomes import Outcome
from tests.checkup.dialects import facebook_archives as fb
from tests.checkup.dialects import instagram_archives as ig
from tests.checkup.dialects.meta_archives import page
from tests.checkup.dialects.trying import keys_of, try_file

FILES = {
    **{("facebook", path): fb.FACEBOOK[name] for name, path in fb.FACEBOOK_ERAS["2024"].items()},
    **{("instagram", path): ig.instagram_files()[name] for name, path in ig.INSTAGRAM_ERAS["2024"].items()},
    ("facebook", "Robin Kite_1.json"): fb.E2EE,
    ("facebook", "preferences/preferences/privacy_settings.json"): {"label_values": [{"label": "a", "dict": [{"value": "b"}]}]},
}
NAMES = ["-".join(each) for each in FILES]


@pytest.mark.parametrize(("platform", "path"), FILES, ids=NAMES)
@settings(max_examples=20)
@given(data=st.data())
def test_the_right_keys_with_wrong_values_end_in_an_outcome(platform, path, data):
    keys = st.sampled_from(sorted(keys_of(FILES[platform, path])))
    leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=6)
    inner = st.recursive(leaves, lambda more: st.lists(more, max_size=3) | st.dictionaries(keys, more, max_size=5), max_leaves=10)
    told = FILES[platform, path]
    content = data.draw(
        st.fixed_dictionaries(dict.fromkeys(told, inner)) if isinstance(told, dict) else st.lists(inner, max_size=3)
    )
    assert try_file(platform, path, content).outcome in frozenset(Outcome)


@settings(max_examples=60)
@given(st.data())
def test_any_page_ends_in_an_outcome(data):
    text = page()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    put = data.draw(st.binary(max_size=12) | st.sampled_from([b"<![", b"<!--", b"&#x", b"</div>", b"<div class=_a6-g>"]))
    path = fb.FACEBOOK_ERAS["2024"]["messages"].replace(".json", ".html")
    found = try_file("facebook", path, text[:start].encode() + put + text[end:].encode())
    assert found.outcome in frozenset(Outcome)


@pytest.mark.parametrize(("platform", "path"), FILES, ids=NAMES)
def test_a_file_of_another_kind_is_never_taken_for_read(platform, path):
    for content in ([1, "two"], {"zz": [{"yy": 1}]}, "words", json.dumps("words")):
        assert try_file(platform, path, content).outcome is not Outcome.READ or try_file(platform, path, content).rejected
