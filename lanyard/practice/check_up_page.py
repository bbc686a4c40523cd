"""What the page of the private check-up is given: the addresses of the program, and how to ask platforms for one's data."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import reverse

from lanyard.checkup.archive.dialects import Dialect, load_dialects
from lanyard.checkup.checks import read_checks
from lanyard.people.models import School
from lanyard.practice.check_up_program import file_of, folder_of, program_of, says_what_to_look_for

#: What runs Python in a browser, as tools/build_assets.py lays it down.
RUNTIME = ("pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
BUILT = Path(__file__).parent.parent / "site" / "static" / "built"


def context(school: School) -> dict[str, Any]:
    """Everything on the page. ``told`` is for its script; it is empty where the front end was not built."""
    folder = folder_of(school)
    # The checks of another policy would name clauses that this school's policy does not have.
    has_checks = says_what_to_look_for(folder)
    told = what_the_script_needs(school) if has_checks else None
    return {
        "told": json.dumps(told) if told else "",
        "has_checks": has_checks,
        "megabytes": round(sum(each["travels"] for each in told["files"]) / 1e6) if told else 0,
        "urgent": read_checks(file_of(folder, "checkup.toml"), folder.name).urgent,
        "dialects": dialects(),
    }


def what_the_script_needs(school: School) -> dict[str, Any] | None:
    """The addresses and sizes of what is fetched once, before any file is chosen; nothing where the front end is not built."""
    folder = runtime()
    if folder is None:
        return None
    base = static(f"built/{folder.name}/pyodide.mjs").partition("?")[0].removesuffix("pyodide.mjs")
    program = program_of(school)
    files = [{"name": name, "address": base + name, **sizes(folder / name)} for name in RUNTIME]
    address = reverse("practice:check-up-program", args=[program.mark])
    packed = len(program.content)
    files.append({"name": "program.zip", "address": address, "size": packed, "travels": packed})
    scripts = {name: static(f"practice/check-up/{name}.js") for name in ("loader", "reader", "report")}
    return {"base": base, "files": files, "pack": folder_of(school).name, "school": [school.name], **scripts}


def sizes(path: Path) -> dict[str, int]:
    """How large a file is, and how much of it travels, in bytes: where there is a compressed copy, that."""
    compressed = path.with_name(f"{path.name}.gz")
    size = path.stat().st_size
    return {"size": size, "travels": compressed.stat().st_size if compressed.is_file() else size}


@cache
def runtime() -> Path | None:
    """The folder of what runs Python in a browser, if the front end was built."""
    found = sorted(folder for folder in BUILT.glob("pyodide-*") if all((folder / name).is_file() for name in RUNTIME))
    return found[-1] if found else None


@cache
def dialects() -> tuple[Dialect, ...]:
    """The platforms whose archives are read, with how to ask for one."""
    return load_dialects()
