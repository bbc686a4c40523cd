"""What an option of the command line may hold, with words for what it may not."""

from __future__ import annotations

import argparse
import datetime


def port(text: str) -> int:
    """A port to listen on."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return int(text)


def day(text: str) -> datetime.date:
    """A day, written as 2026-11-22."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("a day is written as 2026-11-22") from error


def count(text: str) -> int:
    """How many of something, up to 64."""
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError("give a number from 1 to 64")
    return int(text)
