"""The questions about an adult: asked one after the other when they come, one alone when it changes."""

from __future__ import annotations

from collections.abc import Callable

from django import forms

from lanyard.components.forms import DateField, Form, Radios, TextInput
from lanyard.people.models import Adult, Group
from lanyard.people.queries import Scope
from lanyard.people.queries.register import possible_managers

GROUP_HINTS = {
    Group.TEACHER: "Everybody who teaches here, the head teacher too",
    Group.SUPPORT: "Teaching assistants, office, site, kitchen and lunchtime staff",
    Group.SUPPLY: "For some days or weeks, mostly through an agency",
    Group.GOVERNOR: "Members of the governing board who do not work here",
    Group.CONTRACTOR: "Somebody whom a firm sends, such as catering, cleaning or coaching",
    Group.VOLUNTEER: "Unpaid, for example hearing readers or helping on trips",
}
YES_NO = [("yes", "Yes"), ("no", "No")]
#: Groups whose employer is often somebody else.
OFTEN_EMPLOYED_ELSEWHERE = (Group.SUPPLY, Group.CONTRACTOR)


class YesNo(forms.TypedChoiceField):
    """A question that is answered by yes or no."""

    def __init__(self, **told) -> None:
        super().__init__(choices=YES_NO, coerce=lambda said: said == "yes", empty_value=None, widget=Radios(inline=True), **told)

    def prepare_value(self, value):
        """What was kept as true or false, as the choice that says so."""
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def name_field() -> forms.Field:
    """What they are called."""
    return forms.CharField(
        label="What is their name?",
        help_text="First and last name, as people at school say it.",
        max_length=200,
        error_messages={"required": "Enter their name", "max_length": "The name must have 200 letters or fewer"},
    )


def group_field() -> forms.Field:
    """Which of the six groups they belong to (1.2.1)."""
    return forms.ChoiceField(
        label="What are they at the school?",
        choices=Group.choices,
        widget=Radios(hints=GROUP_HINTS),
        error_messages={"required": "Choose what they are at the school"},
    )


def employer_field() -> forms.Field:
    """Who employs them, if that is not the school."""
    return forms.CharField(
        label="Who employs them?",
        help_text="The agency or firm. Leave it empty if the school employs them.",
        required=False,
        max_length=200,
        error_messages={"max_length": "The employer must have 200 letters or fewer"},
    )


def email_field() -> forms.Field:
    """Where their work mail goes."""
    return forms.EmailField(
        label="What is their work e-mail address?",
        help_text="Leave it empty if they have none. Then they sign in with a code that somebody hands them.",
        required=False,
        widget=TextInput(attrs={"type": "email", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"invalid": "Enter an e-mail address such as name@example.org"},
    )


def starts_field() -> forms.Field:
    """Their first day."""
    return DateField(
        label="What is their first day?",
        help_text="The policy binds them from this day on. For example, 1 9 2026.",
        error_messages={"required": "Enter their first day"},
    )


def ends_field() -> forms.Field:
    """Their last day, if it is known."""
    return DateField(label="What is their last day?", help_text="Leave it empty if it is not known.", required=False)


def contact_field() -> forms.Field:
    """Whether they have contact with pupils (1.2.2)."""
    return YesNo(
        label="Do they have contact with pupils?",
        help_text="In person or online, whether or not it is their job.",
        error_messages={"required": "Choose whether they have contact with pupils"},
    )


def manager_field() -> forms.Field:
    """Who manages them."""
    return forms.ChoiceField(label="Who manages them?", required=False, help_text="Reminders may go to them as well.")


def manager_choices(scope: Scope, adult: Adult | None = None) -> list[tuple[str, str]]:
    """Everybody who may be a line manager, and nobody."""
    return [("", "Nobody, or not known"), *((str(each.pk), each.name) for each in possible_managers(scope, adult))]


#: What may be changed of an adult, by the word in the address: the field, and what a summary calls it.
CHANGES: dict[str, tuple[str, str, Callable[[], forms.Field]]] = {
    "name": ("name", "Name", name_field),
    "group": ("group", "What they are", group_field),
    "employer": ("employer", "Employer", employer_field),
    "email": ("email", "Work e-mail address", email_field),
    "first-day": ("starts_on", "First day", starts_field),
    "last-day": ("ends_on", "Last day", ends_field),
    "contact": ("contact_with_pupils", "Contact with pupils", contact_field),
    "manager": ("line_manager", "Line manager", manager_field),
}


class ChangeForm(Form):
    """One question about an adult, whose answer so far stands in it."""

    def __init__(self, *args, scope: Scope, adult: Adult, what: str, **kwargs) -> None:
        self.field, _, make = CHANGES[what]
        held = getattr(adult, self.field)
        super().__init__(*args, initial={self.field: held.pk if isinstance(held, Adult) else held}, **kwargs)
        self.fields[self.field] = make()
        self.page_heading = self.field
        if self.field == "line_manager":
            self.fields[self.field].choices = manager_choices(scope, adult)
        self.scope, self.adult = scope, adult

    @property
    def value(self) -> object:
        """The new answer, as the register keeps it."""
        told = self.cleaned_data[self.field]
        if self.field == "line_manager":
            return possible_managers(self.scope, self.adult).filter(pk=told).first() if told else None
        return told.strip().lower() if self.field == "email" else told


class LeaveForm(Form):
    """Somebody's last day, and that the school is not left without a head unknowingly."""

    page_heading = "ends_on"
    ends_on = DateField(
        label="What is their last day?",
        help_text="The policy binds them up to and including this day. It may lie in the future.",
        error_messages={"required": "Enter their last day"},
    )
    without = forms.BooleanField(required=False, label="I know that nobody will be head teacher after this day")

    def __init__(self, *args, adult: Adult, warns: Callable[[object], bool], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.adult, self.warns = adult, warns
        if not self.data.get("asked-about-head"):
            self.fields.pop("without")

    def clean_ends_on(self):
        """The last day does not come before the first."""
        day = self.cleaned_data["ends_on"]
        if day and day < self.adult.starts_on:
            raise forms.ValidationError("The last day must be on or after their first day")
        return day

    @property
    def needs_warning(self) -> bool:
        """Whether the school would have no head teacher, and nobody said that this is known."""
        day = self.cleaned_data.get("ends_on")
        return bool(day and self.warns(day) and not self.cleaned_data.get("without"))


class ReturnForm(Form):
    """The first day of somebody who comes back."""

    page_heading = "starts_on"
    starts_on = DateField(
        label="What is their new first day?",
        help_text="Their time here before stays in the register as it was.",
        error_messages={"required": "Enter their new first day"},
    )


class VisitorForm(Form):
    """Somebody at the visitor desk: the least that the policy needs, on one page, because they are waiting (1.2.2)."""

    name = forms.CharField(label="Name", max_length=200, error_messages={"required": "Enter their name"})
    group = forms.ChoiceField(
        label="What are they here as?",
        choices=[(each.value, each.label) for each in (Group.SUPPLY, Group.CONTRACTOR, Group.VOLUNTEER)],
        widget=Radios(small=True),
        error_messages={"required": "Choose what they are here as"},
    )
    employer = forms.CharField(
        label="Agency or firm", required=False, max_length=200, help_text="Leave it empty for a volunteer."
    )
    ends_on = DateField(
        label="Until when?",
        help_text="Their last day here, today if it is one day only. Their sign-in ends with it.",
        error_messages={"required": "Enter their last day here"},
    )
    contact_with_pupils = YesNo(
        label="Will they have contact with pupils?",
        error_messages={"required": "Choose whether they will have contact with pupils"},
    )


class FindForm(Form):
    """Words to look for. They are sent in the body, because a name has no place in an address."""

    words = forms.CharField(label="Name", required=False, max_length=100)
