"""The component that takes files. The site takes none but where a page says so."""

from __future__ import annotations

from django.utils.safestring import SafeString

from .html import Options, classes, element
from .inputs import _beside, _explained, _label, form_group


def file_upload(options: Options) -> SafeString:
    """One file, or several with ``multiple``."""
    identifier = options.get("id") or options.get("name") or ""
    described_by, explained = _explained(options, identifier, options.get("described_by") or "")
    own = {
        "class": classes(
            "govuk-file-upload", options.get("classes"), "govuk-file-upload--error" if options.get("error_message") else None
        ),
        "id": identifier,
        "name": options.get("name") or "",
        "type": "file",
        "disabled": bool(options.get("disabled")),
        "multiple": bool(options.get("multiple")),
        "aria-describedby": described_by or None,
        **(options.get("attributes") or {}),
    }
    return form_group(
        options,
        _label(options, identifier),
        explained,
        _beside(options, "before_input"),
        element("input", own),
        _beside(options, "after_input"),
    )
