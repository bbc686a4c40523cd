"""The short way to an answer: ``lanyard ask --fact … --json`` without a parser of arguments.

Whatever is not plainly of that shape is left to ``lanyard.cli.commands``, which knows everything and
takes longer to start. Both ways give the same answer, byte for byte.
"""

from __future__ import annotations

import gc
import os

from lanyard.cli.forms import answer_form
from lanyard.cli.notation import write_json
from lanyard.policy.cache import open_engine
from lanyard.policy.decide import check_known

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def answer_at_once(arguments: Sequence[str], *, leaving: bool = False) -> int | None:
    """Answer as JSON and return 0; None when the arguments, or what they name, need a closer look.

    With ``leaving``, the process ends here: nothing is left to close, and taking the interpreter apart
    would cost a tenth of the whole time. So would looking for cycles in what is about to be dropped.
    """
    told = _read(arguments)
    if told is None:
        return None
    if leaving:
        gc.disable()
    pack, known, unknown = told
    try:
        engine = open_engine(pack, act=known.get("act", ""))
        check_known(engine, known, unknown)
    except (ValueError, OSError):
        return None
    try:
        write_json(answer_form(engine, known, unknown))
    except OSError as error:
        from lanyard.cli.errors import tell_failure

        return tell_failure(error, as_json=True)
    if leaving:
        os._exit(0)
    return 0


def _read(arguments: Sequence[str]) -> tuple[str, dict[str, str], list[str]] | None:
    """The pack, the known and the unknown facts, when that and ``--json`` is all there is."""
    pack, as_json = "welton", False
    known: dict[str, str] = {}
    unknown: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--json":
            as_json = True
            continue
        option, equals, value = argument.partition("=")
        if option not in ("--fact", "--unknown", "--pack"):
            return None
        if not equals:
            value = next(waiting, "")
        if not value or value[0] == "-":
            return None
        if option == "--pack":
            pack = value
        elif option == "--unknown":
            unknown.append(value)
        else:
            fact, between, given = value.partition("=")
            if not fact or not between or not given or fact in known:
                return None
            known[fact] = given
    if not as_json or len(set(unknown)) != len(unknown) or not known.keys().isdisjoint(unknown):
        return None
    return pack, known, unknown
