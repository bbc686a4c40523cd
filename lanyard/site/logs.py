"""Logs that hold ids and nothing else.

A log is read by people who may not read what the log is about. So an event is a fixed
phrase, its values come from a closed list of names, and foreign messages (Django's,
gunicorn's) are reduced to their template and the place of an error: a path, a query
string or the text of an exception could carry somebody's words.
"""

from __future__ import annotations

import logging
import logging.config
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

#: The names of values that an event may carry.
ALLOWED = frozenset(
    "event level logger timestamp request route method status milliseconds account account_added adult by school "
    "version role error where address workers count record job".split()
)
LONGEST = 120

#: Where the first value may begin in a message that has its values in it.
VALUE = re.compile(r"[:='\"`<{\[(/]")


class Stderr(logging.StreamHandler):
    """Writes to whatever standard error is at the moment."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:
        """Today's standard error."""
        return sys.stderr


def keep_ids_only(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Leave out every value whose name is not on the list, and every value that could be prose."""
    return {
        name: value
        for name, value in event.items()
        if name.startswith("_") or (name in ALLOWED and not (isinstance(value, str) and len(value) > LONGEST))
    }


def place_of_error(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Turn an exception into its type and the lines it came through, without its message."""
    told = event.pop("exc_info", None)
    if not told:
        return event
    error = told if isinstance(told, BaseException) else (told[1] if isinstance(told, tuple) else sys.exc_info()[1])
    if error is not None:
        event["error"] = type(error).__name__
        frames = traceback.extract_tb(error.__traceback__)[-4:]
        event["where"] = [f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno}" for frame in frames]
    return event


def template_only(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take a foreign message before its values were put in, so that no path or name comes with it.

    A message that came with its values in place, such as “Invalid HTTP request line: 'GET /…'”, keeps
    only the words before the first of them.
    """
    record = event.get("_record")
    if record is not None:
        said = str(record.msg)
        event["event"] = (said if record.args else VALUE.split(said, maxsplit=1)[0].strip())[:LONGEST]
        if record.exc_info and not event.get("exc_info"):
            event["exc_info"] = record.exc_info
    return event


def configure(style: str = "json") -> None:
    """Send every log line through the rules above to standard error.

    ``json`` is for machines, ``plain`` for a terminal, and ``quiet`` keeps to warnings.
    """
    least = "WARNING" if style == "quiet" else "INFO"
    shared = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    ending = structlog.processors.JSONRenderer() if style == "json" else structlog.dev.ConsoleRenderer(colors=False)
    last = [keep_ids_only, structlog.stdlib.ProcessorFormatter.remove_processors_meta, ending]
    structlog.configure(
        processors=[*shared, place_of_error, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    ours = {"()": structlog.stdlib.ProcessorFormatter, "foreign_pre_chain": [*shared, template_only, place_of_error]}
    quiet = {"handlers": ["stderr"], "level": "WARNING", "propagate": False}
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"lanyard": {**ours, "processors": last}},
            "handlers": {"stderr": {"()": Stderr, "formatter": "lanyard"}},
            # Whatever no name below catches: without this, Python prints it as it is.
            "root": {"handlers": ["stderr"], "level": "WARNING"},
            "loggers": {
                "lanyard": {"handlers": ["stderr"], "level": least, "propagate": False},
                "gunicorn.error": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
                "django": quiet,
                # Every answer is logged by RequestLog; Django's own line would carry the path.
                "django.request": {"handlers": ["stderr"], "level": "CRITICAL", "propagate": False},
                "django.security": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
                "django.server": {"handlers": ["stderr"], "level": "CRITICAL", "propagate": False},
            },
        }
    )
