"""``verify.html`` and ``index.html`` in a real Chromium, opened from a file, as a police officer would."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from lanyard.proof.bundles import zips
from lanyard.proof.timestamps import request_for
from tests.proof.authority import Authority
from tests.proof.bundles import damage
from tests.proof.bundles.samples import COVER, SIGNER, contents, made, pack, unpack, zipped

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SCREENS = os.environ.get("LANYARD_SCREENS")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the ZIP and, beside it, the bundle unpacked."""
    folder = tmp_path_factory.mktemp("handed-over")
    (folder / "case-7.zip").write_bytes(zipped(made()))
    unpack(zipped(made()), folder)
    return folder


@pytest.fixture(scope="module")
def page(browser: Browser, place: Path) -> Iterator[Page]:
    """The checking page, opened from its file, in a browser without a network."""
    context = browser.new_context(offline=True)
    found, asked = context.new_page(), []
    found.on("request", lambda request: asked.append(request.url))
    found.on("console", lambda message: asked.append(message.text))
    found.on("pageerror", lambda error: asked.append(str(error)))
    found.goto((place / COVER.name / "verify.html").as_uri())
    yield found
    assert [url for url in asked if not url.startswith("file:")] == []
    context.close()


@pytest.fixture
def judge(page: Page) -> Callable[..., tuple[str, str]]:
    """Choose a ZIP or a folder; the verdict in the page's words, and all that it says."""

    def choose(path: Path, told: str = "") -> tuple[str, str]:
        page.evaluate("told => { document.getElementById('fingerprint').value = told; }", told)
        page.evaluate("document.getElementById('result').textContent = ''")
        page.evaluate("document.querySelectorAll('[type=file]').forEach((one) => { one.value = ''; })")
        page.set_input_files("#folder" if path.is_dir() else "#zip", path)
        page.wait_for_selector("#result h2", timeout=20_000)
        return page.inner_text("#result h2 >> nth=0"), page.inner_text("#result")

    return choose


def test_a_bundle_as_it_was_signed(judge, place):
    for path in (place / "case-7.zip", place / "case-7"):
        verdict, words = judge(path)
        assert verdict == "Unchanged since it was signed"
        assert SIGNER.fingerprint in words
        assert "data/0002-mail.eml: unchanged since received at 22 November 2026 at 09:00:00 UTC" in words
        assert "log/received.entry is entry 4 of the log “sample.example.org/log”" in words
        assert "cannot check" not in words
        assert "Compare it with the one" in words


def test_the_fingerprint_that_the_school_told(judge, place):
    verdict, words = judge(place / "case-7.zip", f" {SIGNER.fingerprint.upper().replace(' ', '')} ")
    assert verdict == "Unchanged since it was signed" and "the one that you gave" in words
    verdict, words = judge(place / "case-7.zip", "0123 4567 89ab cdef 0123 4567 89ab cdef")
    assert verdict == "Not as it was signed" and "Another key signed it" in words


def test_the_same_file_can_be_chosen_again(page, judge, place):
    """A browser says nothing when the same file is chosen twice, unless the page let go of it before."""
    judge(place / "case-7.zip")
    page.evaluate("document.getElementById('result').textContent = ''")
    with page.expect_file_chooser() as chooser:
        page.click("#zip")
    chooser.value.set_files(place / "case-7.zip")
    page.wait_for_selector("#result h2", timeout=20_000)
    # A fingerprint that is typed afterwards checks once more.
    page.fill("#fingerprint", "0" * 32)
    page.press("#fingerprint", "Tab")
    page.wait_for_selector("#result .bad", timeout=20_000)


def test_a_bundle_packed_again_by_another_program(judge, tmp_path, place):
    files = contents(zipped(made()))
    assert judge(pack(files, tmp_path / "again.zip", zipfile.ZIP_DEFLATED))[0] == "Unchanged since it was signed"
    without_top = {name.partition("/")[2]: data for name, data in files.items()}
    assert judge(pack(without_top, tmp_path / "flat.zip"))[0] == "Unchanged since it was signed"


def test_timestamps(judge, tmp_path):
    authority, path = Authority(tmp_path / "authority"), tmp_path / "stamped.zip"

    def stamp(digest: bytes) -> bytes:
        return authority.reply(request_for(digest, nonce=1))

    path.write_bytes(zipped(made(stamp=stamp)))
    verdict, words = judge(path)
    assert verdict == "Unchanged since it was signed"
    assert "timestamps/manifest.tsr names manifest-sha256.txt and the time " in words
    for reply in (stamp(bytes(32)), authority.reply(b"0\3\2\1\1")):
        path.write_bytes(zipped(made(stamp=lambda digest, reply=reply: reply)))
        verdict, words = judge(path)
        assert verdict == "Not as it was signed" and "It is not a timestamp of manifest-sha256.txt" in words


def test_a_large_zip_in_the_longer_form(judge, tmp_path, monkeypatch):
    """The form that files of 4 GB and more need, made small."""
    monkeypatch.setattr(zips, "LARGEST", 100)
    (tmp_path / "long.zip").write_bytes(zipped(made()))
    assert judge(tmp_path / "long.zip")[0] == "Unchanged since it was signed"


@pytest.mark.parametrize("name", damage.CASES)
def test_every_kind_of_damage_is_found(judge, tmp_path, name):
    case = damage.CASES[name]
    path = pack(damage.apply(case), tmp_path / "changed.zip", zipfile.ZIP_DEFLATED)
    verdict, words = judge(path)
    if case.kind is None:
        assert verdict == "This could not be checked"
    else:
        assert verdict == "Not as it was signed"
        assert f"{case.kind}: {case.path}" in words


@pytest.mark.parametrize("name", ["changed", "missing", "added", "manifest", "tag-manifest-dropped"])
def test_damage_in_a_folder_is_found(judge, tmp_path, name):
    case = damage.CASES[name]
    for inside, data in damage.apply(case).items():
        (tmp_path / inside).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / inside).write_bytes(data)
    verdict, words = judge(tmp_path / COVER.name)
    assert verdict == "Not as it was signed" and f"{case.kind}: {case.path}" in words


@pytest.mark.parametrize("name", damage.RAW)
def test_zips_made_to_confuse(judge, tmp_path, name):
    path = tmp_path / "odd.zip"
    path.write_bytes(damage.RAW[name](tmp_path))
    assert judge(path)[0] in ("Not as it was signed", "This could not be checked")


def test_a_changed_byte_in_every_file(judge, tmp_path):
    files = contents(zipped(made()))
    for name, data in files.items():
        for at in sorted({0, len(data) // 2, len(data) - 1}):
            spoiled = {**files, name: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]}
            assert judge(pack(spoiled, tmp_path / "one.zip"))[0] != "Unchanged since it was signed", (name, at)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["index.html", "verify.html"])
def test_it_is_accessible_and_fits(browser, place, tmp_path, name, width):
    context = browser.new_context(viewport={"width": width, "height": 800}, offline=True)
    page = context.new_page()
    page.goto((place / COVER.name / name).as_uri())
    found = [faults(page, name, width)]
    if name == "verify.html":
        page.set_input_files("#zip", place / "case-7.zip")
        page.wait_for_selector("#result .good")
        found.append(faults(page, "good", width))
        page.set_input_files("#zip", pack(damage.apply(damage.CASES["changed"]), tmp_path / "changed.zip"))
        page.wait_for_selector("#result .bad")
        found.append(faults(page, "bad", width))
    context.close()
    assert found == [[]] * len(found)


def faults(page: Page, name: str, width: int) -> list[str]:
    """What axe finds, and whether the page is wider than the window."""
    if SCREENS:
        Path(SCREENS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{SCREENS}/bundle-{name}-{width}.png", full_page=True)
    # The page's own policy lets nothing else run; axe comes in through the developer tools, which it does not bind.
    page.evaluate(Axe().axe_script)
    told = page.evaluate("options => axe.run(document, options).then((found) => JSON.stringify(found.violations))", WCAG)
    found = [f"{one['id']}: {node['html']}" for one in json.loads(told) for node in one["nodes"]]
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return found + (["wider than the window"] if wide else [])


def test_the_pages_can_reach_nothing_outside(browser, place):
    """Even a script that somebody slipped in could fetch nothing."""
    page = browser.new_context().new_page()
    for name in ("index.html", "verify.html"):
        page.goto((place / COVER.name / name).as_uri())
        policy = page.get_attribute("meta[http-equiv]", "content")
        assert policy.startswith("default-src 'none'; ") and "http" not in policy
        asked = "fetch('http://127.0.0.1:9/').then(() => 'reached', () => 'refused')"
        assert (
            page.evaluate(f"""() => new Promise((done) => {{
            document.addEventListener('securitypolicyviolation', () => done('refused'));
            {asked}.then((said) => setTimeout(() => done('not by the policy: ' + said), 500));
        }})""")
            == "refused"
        )
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')")
        assert page.evaluate("window.ran") is None
    page.context.close()
