"""The questions of an import: whom a file lists, what its columns mean, and whether the plan is meant."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from lanyard.components.forms import FileBox, Form, Radios
from lanyard.people.imports.columns import faults_of, fields_of
from lanyard.people.imports.rows import ADULTS
from lanyard.people.imports.tables import Table
from lanyard.people.models import Group

EVERYBODY, SOME = "everybody", "some"


class FilesField(forms.FileField):
    """Some files, each with its name and content."""

    def clean(self, data, initial=None) -> list[tuple[str, bytes]]:
        """All of them, read."""
        given = data if isinstance(data, (list, tuple)) else [data]
        return [(each.name, each.read()) for each in (super(FilesField, self).clean(one, initial) for one in given)]


class ManyFiles(FileBox):
    """A box that hands over everything that was chosen in it."""

    def value_from_datadict(self, data, files, name):
        """The files, or ``None``."""
        return files.getlist(name) or None if hasattr(files, "getlist") else None


class BringForm(Form):
    """A file, and whether it lists everybody."""

    files = FilesField(
        label="Choose the file, or the files of one export",
        help_text="A zip or CSV file; for pupils XML as well. Up to 20 MB. The file itself is not kept.",
        widget=ManyFiles(multiple=True, accept=".csv,.zip,.xml"),
        allow_empty_file=True,
        error_messages={"required": "Choose a file", "invalid": "Choose a file"},
    )
    complete = forms.ChoiceField(
        label="Whom does it list?",
        widget=Radios(),
        error_messages={"required": "Choose whom the file lists"},
    )

    def __init__(self, *args, kind: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["complete"]
        if kind == ADULTS:
            field.choices = [(EVERYBODY, "All our staff"), (SOME, "Some of them only")]
            hint = "Whoever came by such a list before and is missing now gets a last day. People added by hand stay as they are."
        else:
            field.choices = [(EVERYBODY, "All pupils on roll"), (SOME, "Some of them only")]
            hint = "Whoever is missing now gets a last day on roll."
        field.widget.hints = {EVERYBODY: hint, SOME: "Nobody is taken to have left because they are missing."}


class ColumnsForm(Form):
    """Which column of the file means what."""

    def __init__(self, *args, table: Table, kind: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.kind = table, kind
        choices = [("", "None of them"), *((heading, self._with_sample(heading)) for heading in table.headings)]
        for field in fields_of(kind):
            self.fields[field.id] = forms.ChoiceField(
                label=field.label, help_text=field.hint, choices=choices, required=False, initial=self.initial.get(field.id, "")
            )
        if kind == ADULTS:
            self.fields["everybody_is"] = forms.ChoiceField(
                label="Where the file does not say what somebody is, they are",
                choices=[
                    ("", "left for me to decide"),
                    (Group.TEACHER.value, "a teacher"),
                    (Group.SUPPORT.value, "support staff"),
                ],
                required=False,
            )

    @property
    def mapping(self) -> dict[str, str]:
        """The columns that were chosen, by what they mean."""
        return {field.id: told for field in fields_of(self.kind) if (told := self.cleaned_data.get(field.id))}

    def clean(self) -> Mapping[str, object]:
        """Each column means one thing, and there is a name."""
        told = super().clean()
        for field, fault in faults_of(self.kind, self.mapping, self.table.headings).items():
            self.add_error(field, fault)
        return told

    def _with_sample(self, heading: str) -> str:
        found = self.table.samples(heading, 2)
        return f"{heading} (such as {', '.join(each[:30] for each in found)})" if found else f"{heading} (empty)"


class ConfirmForm(Form):
    """That exactly this plan is meant, and so is the number of leavers where it is large."""

    plan = forms.CharField(widget=forms.HiddenInput)
    many = forms.BooleanField(required=False)

    def __init__(self, *args, leaving: int = 0, current: int = 0, asks: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if asks:
            self.fields["many"].label = f"Yes, {leaving} of {current} people have really left"
        else:
            self.fields.pop("many")
        self.asks = asks

    def clean_many(self) -> bool:
        """It must be said."""
        if self.asks and not self.cleaned_data.get("many"):
            raise forms.ValidationError("Say that they have really left, or bring another file")
        return bool(self.cleaned_data.get("many"))


class SystemForm(Form):
    """A system that may tell of joiners and leavers."""

    name = forms.CharField(
        label="Which system is it?",
        help_text="For example “Microsoft Entra”. It stands in the list, so that you know later what it was.",
        max_length=100,
        error_messages={"required": "Enter the name of the system"},
    )
    group = forms.ChoiceField(
        label="Where it does not say what somebody is, they are",
        choices=[(Group.TEACHER.value, "A teacher"), (Group.SUPPORT.value, "Support staff")],
        widget=Radios(),
        error_messages={"required": "Choose what they are"},
    )
