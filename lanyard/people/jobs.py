"""What is done about people without anybody asking."""

from __future__ import annotations

import datetime

from lanyard.records import jobs

from . import checkpoints, stamps
from .actions.drafts import clear_old_drafts
from .actions.rolls import forget_old_imports
from .actions.sign_in_sessions import end_sign_ins_of_leavers
from .actions.sign_in_tries import forget_old_tries
from .sign_in_mail import send


@jobs.daily("old drafts")
def throw_old_drafts_away(*, on: datetime.date, at: datetime.datetime) -> None:
    """Throw away drafts that nobody came back to, and the shells of those that were sent."""
    clear_old_drafts(at=at)


@jobs.daily("old imports")
def forget_lists_that_wait(*, on: datetime.date, at: datetime.datetime) -> None:
    """Forget lists that were brought and never confirmed."""
    forget_old_imports(by=None, at=at)


@jobs.daily("ended sign-ins")
def end_sign_ins_that_are_over(*, on: datetime.date, at: datetime.datetime) -> None:
    """Sign out everywhere whoever left, and forget tries at sign-in names that no longer count."""
    end_sign_ins_of_leavers(on=on, at=at)
    forget_old_tries(at=at)


@jobs.handles("sign-in mail", in_transaction=False)
def send_sign_in_mail(payload: dict, *, at: datetime.datetime) -> None:
    """Tell somebody that something about a sign-in waits for them; the mail says nothing more."""
    send(account=payload["account"], about=payload["about"], key=f"{payload['about']}:{payload['account']}:{payload['of']}")


@jobs.daily("checkpoint")
def send_checkpoint_of_the_day(*, on: datetime.date, at: datetime.datetime) -> None:
    """Sign how far the transparency log has come, and have it mailed to where schools keep it."""
    checkpoints.send_daily(on=on, at=at)


@jobs.handles("checkpoint mail", in_transaction=False, quiet=True)
def mail_checkpoint(payload: dict, *, at: datetime.datetime) -> None:
    """Mail one checkpoint to one address, unless that was done."""
    checkpoints.deliver(checkpoint=payload["checkpoint"], address=payload["address"], at=at)


@jobs.handles("checkpoint stamp", in_transaction=False, quiet=True)
def stamp_checkpoint(payload: dict, *, at: datetime.datetime) -> None:
    """Have one checkpoint stamped by the timestamp authority, unless that was done."""
    stamps.stamp_waiting(checkpoint=payload["checkpoint"], at=at)


@jobs.daily("checkpoint stamps")
def look_for_stamps_that_end(*, on: datetime.date, at: datetime.datetime) -> None:
    """Have timestamps stamped again before the certificates behind them end."""
    stamps.ask_again_later(on=on, at=at)


@jobs.handles("checkpoint stamps again", in_transaction=False, quiet=True)
def stamp_checkpoints_again(payload: dict, *, at: datetime.datetime) -> None:
    """Stamp again what ends soon."""
    stamps.stamp_again(at=at)
