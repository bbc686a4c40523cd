"""Django forms that render as GOV.UK components, with every error linked to its answer.

A plain ``forms.Form`` already renders this way, because ``Renderer`` is the project's
form renderer. ``Form`` adds a page heading. Widgets here add what Django's do not know:
hints and dividers of single choices, widths, the date in three boxes.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

from . import files, inputs, text
from .html import EMPTY, element, join


class Renderer(TemplatesSetting):
    """Renders forms and fields by way of our components."""

    form_template_name = "components/form.html"
    formset_template_name = "components/form.html"
    field_template_name = "components/field.html"


class Form(forms.Form):
    """A form whose first or only question may be the page's heading.

    ``page_heading`` names the field whose label or legend is the ``<h1>``.
    """

    use_required_attribute = False
    page_heading: str | None = None

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class TextInput(forms.TextInput):
    """One line; ``width`` in characters (2, 3, 4, 5, 10, 20, 30)."""

    def __init__(self, attrs=None, *, width: int | None = None, prefix: str = "", suffix: str = ""):
        super().__init__(attrs)
        self.width, self.prefix, self.suffix = width, prefix, suffix


class Choices:
    """What radios and checkboxes share: hints by value, a value after a divider, what opens."""

    def __init__(
        self,
        attrs=None,
        choices=(),
        *,
        hints: Mapping[str, str] | None = None,
        divider_before: str | None = None,
        divider: str = "or",
        small: bool = False,
        inline: bool = False,
        conditional: Mapping[str, str] | None = None,
    ):
        super().__init__(attrs, choices)
        self.hints = hints or {}
        self.divider_before, self.divider = divider_before, divider
        self.small, self.inline = small, inline
        self.conditional = conditional or {}


class Radios(Choices, forms.RadioSelect):
    """One of a few. ``conditional`` maps a value to the name of the field it opens."""


class Checkboxes(Choices, forms.CheckboxSelectMultiple):
    """Any of a few. ``conditional`` maps a value to the name of the field it opens."""


class FileBox(forms.FileInput):
    """A box for files. ``accept`` only helps a person choose; what comes is looked at anyway."""

    def __init__(self, attrs=None, *, multiple: bool = False, accept: str = ""):
        self.allow_multiple_selected = multiple
        super().__init__({**(attrs or {}), **({"multiple": True} if multiple else {}), **({"accept": accept} if accept else {})})


class DateWidget(forms.Widget):
    """Day, month and year in three boxes named ``NAME-day``, ``NAME-month``, ``NAME-year``."""

    parts = ("day", "month", "year")

    def value_from_datadict(self, data, files, name) -> dict[str, str] | None:
        """The three boxes as typed; ``None`` if all are empty."""
        given = {part: (data.get(f"{name}-{part}") or "").strip() for part in self.parts}
        return given if any(given.values()) else None

    def value_omitted_from_data(self, data, files, name) -> bool:
        """Whether none of the boxes was sent."""
        return not any(f"{name}-{part}" in data for part in self.parts)

    def id_for_label(self, id_):
        """The first box, so that a link to the field lands where the answer begins."""
        return f"{id_}-day"


class DateField(forms.Field):
    """A real date, typed in three boxes. Errors name what is missing and point at its box."""

    widget = DateWidget

    def to_python(self, value):
        """A ``date``, or ``None`` for three empty boxes."""
        if value in self.empty_values or isinstance(value, datetime.date):
            return value or None
        missing = [part for part in DateWidget.parts if not value[part]]
        if missing:
            raise ValidationError(f"Date must include a {' and '.join(missing)}", code="missing", params={"parts": missing})
        try:
            day, month, year = (int(value[part]) for part in DateWidget.parts)
            if year < 1000:
                raise ValidationError("Year must include 4 numbers", code="year", params={"parts": ["year"]})
            return datetime.date(year, month, day)
        except (ValueError, OverflowError) as error:
            raise ValidationError("Date must be a real date", code="real") from error


# Rendering


def errors(bound: BoundField) -> dict | None:
    """The first thing wrong with a field, as the option of its component."""
    return {"text": bound.errors[0]} if bound.errors else None


def error_summary(form) -> SafeString:
    """Everything wrong with ``form``, or nothing when nothing is."""
    if not form.errors:
        return EMPTY
    listed: list[dict[str, Any]] = [{"text": said} for said in form.non_field_errors()]
    for name, said in form.errors.items():
        if name != NON_FIELD_ERRORS:
            listed.append({"text": said[0], "href": f"#{_target(form[name])}"})
    return text.error_summary({"title_text": "There is a problem", "error_list": listed})


def _target(bound: BoundField) -> str:
    """The id of the input that an error leads to."""
    if isinstance(bound.field.widget, DateWidget):
        return f"{bound.auto_id}-{_wrong_parts(bound)[0]}"
    return bound.auto_id


def _wrong_parts(bound: BoundField) -> list[str]:
    for error in bound.errors.as_data() if bound.errors else ():
        if error.params and "parts" in error.params:
            return error.params["parts"]
    return list(DateWidget.parts)


def field(bound: BoundField) -> SafeString:
    """One bound field as its component."""
    widget = bound.field.widget
    if widget.is_hidden:
        return element("input", {"type": "hidden", "name": bound.html_name, "id": bound.auto_id, "value": bound.value()})
    for kind, renders in RENDERERS:
        if isinstance(widget, kind):
            return renders(bound, widget)
    raise TypeError(f"no component renders {type(widget).__name__}")


def _named(bound: BoundField, kind: str = "label") -> dict:
    """A field's label or legend. A label is plain unless it heads the page; a legend stands out."""
    heading = getattr(bound.form, "page_heading", None) == bound.name
    size = "l" if heading else ("m" if kind == "fieldset__legend" else None)
    return {
        "text": bound.label,
        "classes": f"govuk-{kind}--{size}" if size else None,
        "is_page_heading": heading,
    }


def _common(bound: BoundField) -> dict[str, Any]:
    help_text = bound.help_text
    return {
        "name": bound.html_name,
        "id": bound.auto_id,
        "hint": {"html": help_text} if help_text else None,
        "error_message": errors(bound),
    }


def _attrs(widget) -> dict[str, Any]:
    return {key: value for key, value in widget.attrs.items() if key not in {"class", "autocomplete", "rows"}}


def _text(bound: BoundField, widget) -> SafeString:
    width = getattr(widget, "width", None)
    own = {
        "label": _named(bound),
        "type": widget.input_type,
        "value": bound.value(),
        "classes": f"govuk-input--width-{width}" if width else widget.attrs.get("class"),
        "autocomplete": widget.attrs.get("autocomplete"),
        "prefix": {"text": getattr(widget, "prefix", "")},
        "suffix": {"text": getattr(widget, "suffix", "")},
        "attributes": _attrs(widget),
    }
    if isinstance(widget, forms.NumberInput):
        own |= {"type": "text", "inputmode": "numeric"}
    return inputs.input({**_common(bound), **own})


def _password(bound: BoundField, widget) -> SafeString:
    own = {"label": _named(bound), "autocomplete": widget.attrs.get("autocomplete"), "attributes": _attrs(widget)}
    return inputs.password_input({**_common(bound), **own})


def _files(bound: BoundField, widget) -> SafeString:
    own = {
        "label": _named(bound),
        "multiple": widget.allow_multiple_selected,
        "attributes": {"accept": widget.attrs.get("accept")},
    }
    return files.file_upload({**_common(bound), **own})


def _textarea(bound: BoundField, widget) -> SafeString:
    own = {
        "label": _named(bound),
        "value": bound.value(),
        "rows": widget.attrs.get("rows"),
        "autocomplete": widget.attrs.get("autocomplete"),
        "attributes": {key: value for key, value in _attrs(widget).items() if key != "cols"},
    }
    return inputs.textarea({**_common(bound), **own})


def _select(bound: BoundField, widget) -> SafeString:
    chosen = bound.value()
    items = [
        {"value": str(value), "text": said, "selected": str(value) == str("" if chosen is None else chosen)}
        for value, said in _flat(widget.choices)
    ]
    return inputs.select({**_common(bound), "label": _named(bound), "items": items})


def _flat(choices):
    for value, said in choices:
        if isinstance(said, (list, tuple)):
            yield from said
        else:
            yield ("" if value is None else value), said


def _choices(bound: BoundField, widget) -> SafeString:
    many = isinstance(widget, forms.CheckboxSelectMultiple)
    chosen = bound.value()
    picked = {str(one) for one in (chosen or ())} if many else {str("" if chosen is None else chosen)}
    items: list[dict[str, Any]] = []
    for value, said in _flat(widget.choices):
        if value == "" and not many:
            continue
        if str(value) == getattr(widget, "divider_before", None):
            items.append({"divider": widget.divider})
        items.append(_item(bound, widget, str(value), said, str(value) in picked))
    shape = classes_of(widget, "checkboxes" if many else "radios")
    common = _common(bound)
    own = {
        "id_prefix": common.pop("id"),
        "fieldset": {"legend": _named(bound, "fieldset__legend")},
        "items": items,
        "classes": shape,
        "attributes": _attrs(widget),
    }
    return (inputs.checkboxes if many else inputs.radios)({**common, **own})


def classes_of(widget, kind: str) -> str | None:
    """The shape of a list of choices: small, beside each other, or as usual."""
    if getattr(widget, "small", False):
        return f"govuk-{kind}--small"
    return f"govuk-{kind}--inline" if getattr(widget, "inline", False) else None


def _item(bound: BoundField, widget, value: str, said: Any, checked: bool) -> dict[str, Any]:
    told = getattr(widget, "hints", {}).get(value)
    opens = getattr(widget, "conditional", {}).get(value)
    return {
        "value": value,
        "text": said,
        "checked": checked,
        "hint": {"html": told} if told else None,
        "conditional": {"html": field(bound.form[opens])} if opens else None,
    }


def _single_checkbox(bound: BoundField, widget) -> SafeString:
    common = _common(bound)
    item = {"value": "on", "text": bound.label, "checked": bool(bound.value())}
    return inputs.checkboxes({**common, "id_prefix": common.pop("id"), "items": [item]})


def _date(bound: BoundField, widget) -> SafeString:
    value = bound.value()
    if isinstance(value, datetime.date):
        value = {part: getattr(value, part) for part in DateWidget.parts}
    wrong = _wrong_parts(bound) if bound.errors else []
    parts = [{"name": part, "value": (value or {}).get(part), "error": part in wrong} for part in DateWidget.parts]
    own = {
        "id": bound.auto_id,
        "name_prefix": bound.html_name,
        "fieldset": {"legend": _named(bound, "fieldset__legend")},
        "items": parts,
    }
    common = _common(bound)
    return inputs.date_input({**common, **own})


RENDERERS = (
    (DateWidget, _date),
    (forms.RadioSelect, _choices),
    (forms.CheckboxSelectMultiple, _choices),
    (forms.CheckboxInput, _single_checkbox),
    (forms.Select, _select),
    (forms.Textarea, _textarea),
    (forms.PasswordInput, _password),
    (forms.FileInput, _files),
    (forms.widgets.Input, _text),
)


def form(bound) -> SafeString:
    """All fields of a form, one after the other; fields that another one opens stand inside it."""
    opened = {name for each in bound.fields.values() for name in (getattr(each.widget, "conditional", None) or {}).values()}
    made = [field(bound[name]) for name in bound.fields if name not in opened]
    return join(*made)
