"""What every template may use: components, forms' errors, titles and static addresses."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from lanyard.components import forms, render

register = template.Library()


@register.simple_tag
def component(name: str, options: dict | None = None, **more) -> SafeString:
    """``{% component "button" text="Continue" %}``; a dict of options may come first."""
    return render(name, **{**(options or {}), **more})


@register.simple_block_tag
def componentblock(content: SafeString, name: str, options: dict | None = None, **more) -> SafeString:
    """``{% componentblock "inset-text" %}…{% endcomponentblock %}``: what stands between is its HTML."""
    return render(name, **{**(options or {}), **more, "html": content})


@register.simple_tag
def form_errors(form) -> SafeString:
    """The summary of everything wrong with ``form``, each line leading to its answer."""
    return forms.error_summary(form)


@register.simple_tag
def form_field(field) -> SafeString:
    """One field of a form with its label, hint and error."""
    return forms.field(field)


@register.simple_tag
def whole_form(form) -> SafeString:
    """Every field of a form, one below the other. The page shows the errors above its heading."""
    return forms.form(form)
