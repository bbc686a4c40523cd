"""Carol exported the staff list. She wants to see what it would do before anything happens."""

from __future__ import annotations

from tests.journeys.visitor import Visitor

STAFF = (
    b"Staff code,First name,Surname,Email address,Post,Password\r\n"
    b"1001,Sam,Whitcombe,sam.whitcombe@example.org,Teacher,Autumn-Term-1\r\n"
    b"1002,Nia,Pryce,nia.pryce@example.org,Teaching assistant,Autumn-Term-1\r\n"
)


def test_the_business_manager_brings_in_the_staff_list(visitor: Visitor):
    visitor.sign_in("Carol Whitlow")
    visitor.open("/")
    visitor.go_to("People")
    visitor.follow("Bring in a list")
    visitor.press("Adults")
    visitor.page.set_input_files("input[type=file]", {"name": "staff.csv", "mimeType": "text/csv", "buffer": STAFF})
    visitor.choose("Some of them only")
    visitor.press("Read the file")
    assert visitor.heading == "What do the columns mean?"
    assert "Never read: Password." in visitor.main()
    visitor.press("Show what would happen")
    assert visitor.heading == "What would happen"
    assert "Nothing has changed yet." in visitor.main()
    assert "Nia Pryce (row 3)" in visitor.main()
    assert "Autumn-Term" not in visitor.main()
    visitor.follow("Would change")
    assert "Sam Whitcombe (row 2)" in visitor.main()
    visitor.press("Forget this file and change nothing")
    assert "Nothing was changed." in visitor.main()
    visitor.go_to("People")
    assert "Nia Pryce" not in visitor.main()
