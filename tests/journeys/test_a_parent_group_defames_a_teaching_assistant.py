"""Nine o'clock on a Sunday evening: a parent group defames a teaching assistant.

She reports it, adds what she has, and says what she wants; the head teacher handles it, keeps the
platforms in sight and hands the police a bundle. On a small phone, without scripts, by keyboard.
"""

from __future__ import annotations

import re
import zipfile

from PIL import Image

from lanyard.cli import main
from tests.journeys.casework import add_file, an_attack, open_case, report, take, unlock
from tests.journeys.reporting import look_with_axe
from tests.journeys.ways import HARDEST, PHONE

WORDS = "In the class group they write that I hurt a child. It is untrue."
ANSWERS = an_attack(WORDS)


def tell_the_school(me, picture) -> None:
    """Read what helps, report it, add a file, come back with the receipt, say what is wanted, add another."""
    me.open("/raise/")
    me.follow("What helps against each kind of attack")
    assert "Do not reply" in me.main() and "Do not delete" in me.main()
    me.follow("A parent group")
    assert "Education Act 2002" in me.main()
    receipt = report(me, ANSWERS)
    add_file(me, picture)
    assert me.heading == "Your report was received"
    assert "a file, on" in me.main()
    me.open("/receipt/")
    me.write("Enter your receipt", receipt)
    me.press("Continue")
    assert me.heading == "Your report"
    me.follow("Say what you wish")
    me.choose("Tell me what happens")
    me.write("What do you want to happen?", "That it is taken down")
    me.choose("Yes")
    me.press("Tell the school")
    add_file(me, picture)
    assert me.main().count("a file, on") == 2


def handle_it(me) -> None:
    """Read the case, speak with her, report it to the platform, and keep the platform in sight."""
    unlock(me)
    open_case(me, "An adult is attacked online")
    assert WORDS in me.main() and "That it is taken down" in me.main()
    assert "File 2: Picture of the screen of the class group" in me.main()
    take(me, "Speak with the person who was attacked", {"What you want to add, in words": "I stand by her."})
    take(me, "Say what kind of attack it is", {}, choose="A parent group")
    take(me, "Report it to the platform", {"The platform": "WhatsApp", "The reference they gave": "W-77"})
    me.follow("Reports to platforms, and what they did")
    assert "W-77" in me.main() and "Waiting" in me.main() and "That it is taken down" in me.main()
    me.follow("The case")


def save_bundle(me, path) -> str:
    """Make a bundle for the police of both files and the report; the school's fingerprint."""
    me.follow("Make a bundle for the police or another body")
    me.choose("The police")
    for box in (re.compile("^File 1:"), re.compile("^File 2:"), "The report, in the reporter’s words"):
        me.tick(me.page.get_by_role("checkbox", name=box))
    me.write("Why do they get it?", "Reference 77/1, as she wishes")
    fingerprint = me.page.locator(".lanyard-code").inner_text()
    with me.page.expect_download() as going:
        me._use(me.page.get_by_role("button", name="Make the bundle and save it"))
    assert going.value.suggested_filename.startswith("case-")
    going.value.save_as(path)
    return fingerprint


def judged_by_its_own_page(browser, bundle, fingerprint: str) -> str:
    """What ``verify.html`` says of the bundle, opened from a file in a browser without a network."""
    with zipfile.ZipFile(bundle) as made:
        (name,) = (each for each in made.namelist() if each.endswith("/verify.html"))
        (bundle.parent / "verify.html").write_bytes(made.read(name))
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((bundle.parent / "verify.html").as_uri())
    page.fill("#fingerprint", fingerprint)
    page.set_input_files("#zip", bundle)
    page.wait_for_selector("#result h2", timeout=20_000)
    told = page.inner_text("#result")
    context.close()
    return told


def test_from_sunday_evening_to_the_bundle_for_the_police(arrive, browser, tmp_path):
    picture, bundle = tmp_path / "IMG_0042.png", tmp_path / "bundle.zip"
    Image.effect_noise((300, 200), 30).save(picture)
    assistant, head = arrive(HARDEST), arrive(HARDEST)
    assistant.sign_in("Leah Morrow")
    tell_the_school(assistant, picture)

    head.sign_in("Priya Hartwell")
    handle_it(head)
    head.follow(re.compile("^File 1:"))
    assert head.page.locator("main img").count() == 0, "no file is ever shown"
    head.follow("The case")
    fingerprint = save_bundle(head, bundle)
    assert main(["verify", str(bundle), "--key", fingerprint]) == 0
    told = judged_by_its_own_page(browser, bundle, fingerprint)
    assert "Unchanged since it was signed" in told and "cannot check" not in told
    head.follow("The case")
    head.follow(re.compile("^File 1:"))
    assert "took it out in a bundle" in head.main() and "Reference 77/1" in head.main()


def test_the_pages_of_the_kit_and_of_evidence_are_in_nobodys_way(arrive, tmp_path):
    me, head = arrive(PHONE), arrive(PHONE)
    me.sign_in("Leah Morrow")
    for path in ("/support/", "/support/attack/", "/support/attack/intimate-image/"):
        me.open(path)
        look_with_axe(me)
    report(me, ANSWERS)
    me.follow("Add a file")
    look_with_axe(me)
    me.choose("No")
    me.press("Continue")
    look_with_axe(me)
    me.press("Continue", status=422)
    assert "There is a problem" in me.main()
    look_with_axe(me)
    head.sign_in("Priya Hartwell")
    unlock(head)
    open_case(head, "An adult is attacked online")
    look_with_axe(head)
    for link in ("Reports to platforms, and what they did", "Make a bundle for the police or another body", "Add a file"):
        head.follow(link)
        look_with_axe(head)
        head.follow("The case")
