"""``verify.py``: the modules of ``checker`` put together as one file that needs Python's own library only."""

from __future__ import annotations

import ast
from functools import cache
from importlib.resources import files

#: In the order in which they need one another.
PARTS = ("curves", "reading", "proofs", "checking", "telling")

_HEAD = '''\
#!/usr/bin/env python3
"""Checks the bundle that this file came with. "python3 verify.py --help" says how."""

from __future__ import annotations

'''
_OLD = """
if sys.version_info < (3, 8):
    sys.stdout.write("This needs Python 3.8 or newer.\\n")
    sys.exit(2)

"""
_FOOT = """

if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:], __file__))
"""


@cache
def one_file() -> bytes:
    """The program as it is put into every bundle; the same bytes for the same Lanyard."""
    imports: set[str] = set()
    bodies = []
    for part in PARTS:
        body, needed = _without_imports(files(__package__).joinpath("checker", f"{part}.py").read_text(encoding="utf-8"))
        bodies.append(body)
        imports |= needed
    return (_HEAD + "\n".join(sorted(imports)) + "\n" + _OLD + "\n\n".join(bodies) + _FOOT).encode("utf-8")


def _without_imports(text: str) -> tuple[str, set[str]]:
    """A module's text from behind its imports, its docstring as a comment, and the imports of Python's own library."""
    nodes = [node for node in ast.parse(text).body if isinstance(node, ast.Import | ast.ImportFrom)]
    outside = {
        ast.unparse(node) for node in nodes if isinstance(node, ast.Import) or (node.level == 0 and node.module != "__future__")
    }
    behind = max(node.end_lineno or 0 for node in nodes)
    title = (ast.get_docstring(ast.parse(text)) or "").splitlines()[0]
    return f"# {title}\n\n" + "\n".join(text.splitlines()[behind:]).strip("\n") + "\n", outside
