"""The parts that pages are made of, in the GOV.UK pattern.

Each component is a function of its options; the options carry the names of the GOV.UK
Design System written in snake_case, so its own examples read across. Templates reach
them by ``{% component "button" text="Continue" %}`` (see ``docs/components.md``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.safestring import SafeString

from . import files, inputs, lists, text, wayfinding

COMPONENTS: Mapping[str, Callable[[Mapping[str, Any]], SafeString]] = {
    "back-link": wayfinding.back_link,
    "breadcrumbs": wayfinding.breadcrumbs,
    "button": text.button,
    "checkboxes": inputs.checkboxes,
    "date-input": inputs.date_input,
    "details": text.details,
    "error-message": text.error_message,
    "error-summary": text.error_summary,
    "fieldset": text.fieldset,
    "file-upload": files.file_upload,
    "footer": wayfinding.footer,
    "generic-header": wayfinding.generic_header,
    "hint": text.hint,
    "input": inputs.input,
    "inset-text": text.inset_text,
    "label": text.label,
    "notification-banner": text.notification_banner,
    "pagination": wayfinding.pagination,
    "panel": text.panel,
    "password-input": inputs.password_input,
    "phase-banner": text.phase_banner,
    "radios": inputs.radios,
    "search-box": wayfinding.search_box,
    "select": inputs.select,
    "service-navigation": wayfinding.service_navigation,
    "skip-link": wayfinding.skip_link,
    "summary-list": lists.summary_list,
    "table": lists.table,
    "tabs": lists.tabs,
    "tag": text.tag,
    "textarea": inputs.textarea,
    "warning-text": text.warning_text,
}


def render(name: str, **options: Any) -> SafeString:
    """The HTML of component ``name``; raises ``KeyError`` naming it when there is none."""
    return COMPONENTS[name](options)
