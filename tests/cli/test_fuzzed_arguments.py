"""Whatever is typed after ``lanyard ask`` is answered or refused in words; both ways of reading it agree."""

from __future__ import annotations

import contextlib
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.cli.asking import make_parser, read_facts
from lanyard.cli.commands import run
from lanyard.cli.errors import CommandError
from lanyard.cli.notation import to_json
from lanyard.cli.quick import _read
from tests.cli.conftest import CLUB

WORDS = st.sampled_from(
    ["act=lend", "act=photo", "borrower=visitor", "hurt=yes", "agreed=no", "act", "=", "act=", "gear=kite", "borrower"]
)
OPTIONS = st.sampled_from(
    [
        "--fact",
        "--unknown",
        "--json",
        "--pack",
        "--fact=act=lend",
        "--unknown=hurt",
        "--platform",
        "--interactive",
        "--fac",
        "--",
        "-",
        "",
    ]
)
ARGUMENTS = st.lists(st.one_of(OPTIONS, WORDS, st.text(max_size=8)), max_size=8)


@settings(max_examples=400, deadline=None)
@given(ARGUMENTS)
def test_the_short_way_reads_as_the_parser_does(arguments):
    told = _read(arguments)
    if told is None:
        return
    parsed, rest = make_parser().parse_known_args(arguments)
    assert rest == [] and parsed.json and not parsed.interactive and parsed.platform is None
    assert (parsed.pack, *read_facts(parsed.fact, parsed.unknown)) == told


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arguments=ARGUMENTS)
def test_anything_is_answered_or_refused_in_words(arguments, cache, monkeypatch):
    monkeypatch.setenv("LANYARD_CACHE", str(cache / "policies"))
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = run(["ask", f"--pack={CLUB}", *arguments])
        except SystemExit as ended:
            pytest.fail(f"ended with {ended.code}")
    assert code in (0, 1, 2)
    assert bool(out.getvalue()) == (code == 0)
    assert bool(err.getvalue()) == (code != 0)
    if "--json" in arguments:
        json.loads(out.getvalue() or err.getvalue())


@settings(deadline=None)
@given(st.lists(st.text(), max_size=3), st.lists(st.text(), max_size=2))
def test_facts_of_any_letters_are_read_or_refused(facts, unsure):
    try:
        known, unknown = read_facts(facts, unsure)
    except CommandError:
        return
    assert len(known) == len(facts) and unknown == unsure


PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(), inner, max_size=4)),
    max_leaves=20,
)


@given(PLAIN)
def test_our_json_reads_back_as_it_was_and_looks_like_pythons(form):
    assert json.loads(to_json(form)) == form
    assert to_json(form) == json.dumps(form, indent=2, ensure_ascii=False)
