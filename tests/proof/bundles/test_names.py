"""Names from strangers become names that every system keeps, and are told as they were."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.proof.bundles.checker.reading import SAFE_PATH
from lanyard.proof.bundles.names import SHOWN_ONLY, kept_name, safe_name, shown_name

names = st.text(max_size=300) | st.text(alphabet="./\\:con.exe\0\u202e ~$%é", max_size=40)


@given(names, st.integers(1, 99_999))
def test_any_name_becomes_a_safe_one(original, number):
    made = safe_name(original, number)
    assert SAFE_PATH.fullmatch(made) and "/" not in made and ".." not in made and len(made) <= 90
    assert made == made.lower() and made.startswith(f"{number:04d}-")
    assert made.rpartition(".")[2] in SHOWN_ONLY | {"bin"}
    assert re.fullmatch(r"[a-z0-9.-]+", made)


@pytest.mark.parametrize(
    ("original", "made"),
    [
        ("chat.png", "0007-chat.png"),
        ("CHAT.PNG", "0007-chat.png"),
        ("../../etc/passwd", "0007-passwd.bin"),
        ("C:\\Users\\sam\\photo.JPG", "0007-photo.jpg"),
        ("page.html", "0007-page.html.bin"),
        ("tool.exe", "0007-tool.exe.bin"),
        ("picture\u202egnp.exe", "0007-picturegnp.exe.bin"),
        ("a\r\nb.txt", "0007-a-b.txt"),
        ("con", "0007-con.bin"),
        ("", "0007-file.bin"),
        (".htaccess", "0007-file.htaccess.bin"),
        ("Élan vital.pdf", "0007-elan-vital.pdf"),
        ("日本.png", "0007-file.png"),
        ("a.tlog-proof", "0007-a.tlog-proof"),
        ("x" * 500 + ".mp4", "0007-" + "x" * 60 + ".mp4"),
    ],
)
def test_examples(original, made):
    assert safe_name(original, 7) == made


@given(st.lists(names, min_size=2, max_size=6))
def test_no_two_are_alike(originals):
    assert len({safe_name(name, number) for number, name in enumerate(originals, 1)}) == len(originals)


@given(names)
def test_the_original_is_kept(original):
    assert json.loads(json.dumps(kept_name(original))) == original
    assert all(sign == "\N{REPLACEMENT CHARACTER}" or sign.isprintable() for sign in shown_name(original))


def test_half_a_letter_is_spelled_out():
    assert kept_name("a\udc80b") == "a\\udc80b"
    assert shown_name("a\u202eb\x1b\u2028 c") == "a\N{REPLACEMENT CHARACTER}b" + "\N{REPLACEMENT CHARACTER}" * 2 + " c"
