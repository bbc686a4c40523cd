"""Forms of signing in, in our words and components."""

from __future__ import annotations

from allauth.account.fields import PasswordField
from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from lanyard.components.forms import Form, TextInput

from .passwords import LONGEST, Length

NEW_PASSWORD_HINT = Length().get_help_text()


def sign_in_name() -> forms.CharField:
    """The question for a sign-in name."""
    return forms.CharField(
        label="Sign-in name",
        max_length=254,
        widget=TextInput(attrs={"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"}),
        error_messages={"required": "Enter your sign-in name"},
    )


def password(label: str, missing: str, *, autocomplete: str, hint: str = "") -> PasswordField:
    """The question for a password, as it was typed."""
    made = PasswordField(
        label=label,
        autocomplete=autocomplete,
        help_text=hint,
        max_length=LONGEST,
        error_messages={"required": missing, "max_length": f"Password must be {LONGEST} characters or fewer"},
    )
    made.widget.attrs.pop("placeholder", None)
    return made


class Plain:
    """What allauth's forms lack to look like ours."""

    use_required_attribute = False
    label_suffix = ""


class SignIn(Plain, LoginForm):
    """Sign-in name and password."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["login"] = sign_in_name()
        self.fields["password"] = password("Password", "Enter your password", autocomplete="current-password")
        self.order_fields(["login", "password"])


class Reauthenticate(Plain, ReauthenticateForm):
    """The password once more."""

    password = password("Password", "Enter your password", autocomplete="current-password")


class ChangePassword(Plain, ChangePasswordForm):
    """The old password and a new one."""

    oldpassword = password("Current password", "Enter your current password", autocomplete="current-password")
    password1 = password("New password", "Enter a new password", autocomplete="new-password", hint=NEW_PASSWORD_HINT)
    password2 = None

    def __init__(self, *args, **kwargs) -> None:
        forms.Form.__init__(self, *args, **{name: value for name, value in kwargs.items() if name != "user"})
        self.user = kwargs.get("user")

    def clean_password1(self) -> str:
        """Hold the new password to the rules."""
        return checked(self.cleaned_data["password1"], self.user)


class ChoosePassword(Form):
    """A first password, or one after a code."""

    password1 = password("New password", "Enter a new password", autocomplete="new-password", hint=NEW_PASSWORD_HINT)

    def __init__(self, *args, account, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password1(self) -> str:
        """Hold the new password to the rules."""
        return checked(self.cleaned_data["password1"], self.account)


def checked(typed: str, account) -> str:
    """A new password that keeps the rules; raises the first rule it breaks."""
    try:
        validate_password(typed, account)
    except ValidationError as error:
        raise ValidationError(error.messages[:1]) from error
    return typed


class UseCode(Form):
    """A sign-in name and the code that somebody at school gave its owner."""

    login = sign_in_name()
    code = forms.CharField(
        label="Code",
        help_text="12 letters and numbers from the school, for example 7KQ2-XM4D-9TRW. Capitals do not matter.",
        max_length=40,
        widget=TextInput(width=20, attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
        error_messages={"required": "Enter the code"},
    )
