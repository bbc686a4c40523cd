"""What is private is not readable in any file of the service: its database, its journal, its logs, its print-out.

The words are put in through the pages, as a person does, and looked for as bytes while the service
runs and after it has stopped.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from tests.journeys.casework import add_file, an_attack, open_case, report, unlock
from tests.journeys.conftest import open_window
from tests.journeys.demonstration import demonstration_in
from tests.journeys.visitor import Visitor
from tests.journeys.ways import WITHOUT_SCRIPTS

IMEI = "490154203237518"
#: Words that stand nowhere in the program: each is private to whoever typed it.
SECRETS = (
    "quincepear 5",
    "persimmonmobile",
    "01632 960777",
    "Mrs Medlarsworth",
    "loquatstory",
    IMEI,
    IMEI[8:],
    "persimmonlock seven",
    "damsonwhisper",
    "greengagereply",
)


def test_nothing_private_can_be_read_in_a_file(browser: Browser, tmp_path: Path) -> None:
    with demonstration_in(tmp_path) as address:
        page, watch = open_window(browser, address, WITHOUT_SCRIPTS)
        visitor = Visitor(page, watch, WITHOUT_SCRIPTS, "what-is-private")
        visitor.sign_in_anew("Sam Whitcombe")
        keep_phones(visitor)
        look_at_a_draft(visitor)
        begin_a_note(visitor)
        picture = make_picture(tmp_path.parent / f"{tmp_path.name}.png")
        receipt = raise_a_concern(visitor, picture)
        answer_it(browser, address)
        secrets = [*SECRETS, receipt, receipt.replace("-", "")]
        assert "quincepear 5" in read(visitor, "/protect/phones/")
        look_for_secrets(tmp_path, secrets, picture)
        page.context.close()
    look_for_secrets(tmp_path, secrets, picture)
    assert len(list((tmp_path / "data" / "evidence").glob("??/*"))) == 1, "the file is kept, sealed"


def keep_phones(visitor: Visitor) -> None:
    """Two phones, one of them locked with words of one's own."""
    for passphrase in ("", "persimmonlock seven"):
        visitor.open("/protect/phones/add/")
        visitor.write("Make and model", "quincepear 5")
        visitor.write("IMEI number", IMEI)
        visitor.write("Network (optional)", "persimmonmobile")
        visitor.write("The phone’s own telephone number (optional)", "01632 960777")
        if passphrase:
            visitor.page.get_by_label("Lock it with words of your own (optional)").fill(passphrase)
        visitor.press("Put it into my vault")
        assert visitor.heading == "My phones"


def look_at_a_draft(visitor: Visitor) -> None:
    """A draft that goes to the service, because there are no scripts."""
    visitor.open("/protect/before-you-post/")
    visitor.write("Your draft", "Mrs Medlarsworth tells a loquatstory")
    visitor.press("Look at it")
    assert "“Mrs Medlarsworth”" in visitor.main()


def begin_a_note(visitor: Visitor) -> None:
    """Words of a note that is begun and not sent."""
    visitor.open("/note/this/")
    visitor.press("Start now")
    visitor.page.locator("main textarea").first.fill("It is a loquatstory about Mrs Medlarsworth")
    visitor.press("Continue")


def make_picture(path: Path) -> Path:
    """A picture that does not compress, so that any piece of it would be known again."""
    Image.effect_noise((300, 200), 30).save(path)
    return path


def raise_a_concern(visitor: Visitor, picture: Path) -> str:
    """A report in words with a name, and a file; the receipt."""
    receipt = report(visitor, an_attack("They spread a damsonwhisper about me."))
    add_file(visitor, picture)
    assert visitor.heading == "Your report was received"
    return receipt


def answer_it(browser: Browser, address: str) -> None:
    """The head teacher reads it and writes back; what is written is read first, so that it is known to be kept."""
    page, watch = open_window(browser, address, WITHOUT_SCRIPTS)
    head = Visitor(page, watch, WITHOUT_SCRIPTS, "what-is-private-head")
    head.sign_in("Priya Hartwell")
    unlock(head)
    open_case(head, "An adult is attacked online")
    assert "damsonwhisper" in head.main()
    head.follow("Write to the reporter")
    head.write("What do you want to say?", "We will call you about the greengagereply")
    head.press("Send it")
    assert "greengagereply" in head.main()
    page.context.close()


def read(visitor: Visitor, address: str) -> str:
    visitor.open(address)
    return visitor.main()


def look_for_secrets(folder: Path, secrets: list[str], picture: Path) -> None:
    """Every file that the service wrote, byte for byte, whatever case and however a number is spaced."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    # What is not private is found in this way, so that looking is known to find.
    assert any(b"samwhitcombe" in path.read_bytes().lower().replace(b" ", b"") for path in files)
    sent = picture.read_bytes()
    pieces = [sent[at : at + 24] for at in range(64, len(sent) - 24, 4096)]
    for path in files:
        assert not any(piece in path.read_bytes() for piece in pieces), f"{path.name} holds a piece of a file in clear"
        held = path.read_bytes().lower().replace(b" ", b"")
        for secret in secrets:
            for spelled in (secret.lower().replace(" ", "").encode(), secret.lower().replace(" ", "").encode("utf-16-le")):
                assert spelled not in held, f"{path.name} shows something private"
