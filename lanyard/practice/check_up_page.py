"""What the page of the private check-up is given: addresses of the program, the policy's checks, and guides in words."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import reverse

from lanyard.checkup.archive.dialects import Dialect, load_dialects
from lanyard.checkup.checks import checks_of
from lanyard.people.models import School
from lanyard.policy.pack import BUILT_IN, find_pack
from lanyard.practice.check_up_program import packed_program
from lanyard.practice.registers import DEFAULT_PACK, registers_of

#: What runs Python in a browser, as tools/build_assets.py lays it down.
RUNTIME = ("pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
BUILT = Path(__file__).parent.parent / "site" / "static" / "built"


def context(school: School) -> dict[str, Any]:
    """Everything on the page. ``told`` is for its script; it is empty where the front end was not built."""
    told = what_the_script_needs()
    pack, checks = checks_for(school)
    registers = registers_of(school)
    names = {platform.id: platform.name for platform in registers.platforms}
    return {
        "told": json.dumps(told | {"pack": pack, "checks": checks}) if told else "",
        "megabytes": round(sum(each["travels"] for each in told["files"]) / 1e6) if told else 0,
        "urgent": checks_of(checks, pack).urgent,
        "dialects": dialects(),
        "guides": [(names.get(guide.platform, guide.platform), guide) for guide in registers.review.guides],
    }


def what_the_script_needs() -> dict[str, Any] | None:
    """The addresses and sizes of what is fetched once, before any file is chosen; nothing where the front end is not built."""
    folder = runtime()
    if folder is None:
        return None
    base = static(f"built/{folder.name}/pyodide.mjs").partition("?")[0].removesuffix("pyodide.mjs")
    program = packed_program()
    files = [{"name": name, "address": base + name, **sizes(folder / name)} for name in RUNTIME]
    address = reverse("practice:check-up-program", args=[program.mark])
    packed = len(program.content)
    files.append({"name": "program.zip", "address": address, "size": packed, "travels": packed})
    return {
        "base": base,
        "files": files,
        "loader": static("practice/check-up/loader.js"),
        "reader": static("practice/check-up/reader.js"),
        "report": static("practice/check-up/report.js"),
    }


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


def checks_for(school: School) -> tuple[str, str]:
    """The name of the school's pack and the text of its checks; those of the built-in pack where its own has none."""
    pack = school.settings.get("pack") or DEFAULT_PACK
    own = Path(str(find_pack(pack))) / "checkup.toml"
    if not own.exists():
        own = BUILT_IN / DEFAULT_PACK / "checkup.toml"
    return own.parent.name, own.read_text(encoding="utf-8")


@cache
def dialects() -> tuple[Dialect, ...]:
    """The platforms whose archives are read, with how to ask for one."""
    return load_dialects()
