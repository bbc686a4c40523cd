"""Which school of an export is ours: a trust's export holds many, and nobody of another school comes in."""

from __future__ import annotations

from lanyard.people.imports.formats import Asked
from lanyard.people.imports.refusal import ImportRefusal
from lanyard.people.imports.sheets import Sheet
from lanyard.people.imports.uploads import Upload
from lanyard.people.imports.values import fold

FILE = "orgs.csv"


class Orgs:
    """The organisations of an export, and which of them is the school."""

    def __init__(self, ours: str | None) -> None:
        self.ours = ours

    @classmethod
    def read(cls, upload: Upload, asked: Asked) -> Orgs:
        """Find the school: the only one, the one with its URN, or the one with its name."""
        if not upload.has(FILE):
            return cls(None)
        sheet = Sheet(upload.read(FILE))
        if not {"sourcedId", "name"} <= set(sheet.headings):
            raise ImportRefusal(
                f"{FILE} has no columns “sourcedId” and “name”.", "Export it again without changing the headings."
            )
        others = [name for name in ("type", "identifier", "number") if name in sheet.headings]
        records = [record for _, record in sheet.records("sourcedId", "name", *others)]
        schools = [
            each for each in records if each.get("type", "school").lower() not in ("district", "local", "state", "national")
        ]
        if len(schools) <= 1:
            return cls(None)
        found = [
            each for each in schools if asked.urn and asked.urn in (each.get("identifier"), each.get("number"), each["sourcedId"])
        ]
        found = found or [each for each in schools if fold(each["name"]) == fold(asked.school_name)]
        if len(found) != 1:
            raise ImportRefusal(
                f"This export holds {len(schools)} schools, and none of them is plainly yours.",
                "Export your school alone, or give it the same name or URN in both places.",
            )
        return cls(found[0]["sourcedId"])

    def is_ours(self, org: str) -> bool:
        """Whether somebody at this organisation is at the school."""
        return self.ours is None or org == self.ours
