"""The commands that need Django: those of the service, and those that look into its records."""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from lanyard.cli import importing, log, options, recovery, set_up
from lanyard.site import configuration
from lanyard.site.configuration import ConfigurationError

KIND_FILE = "installation"
DEMONSTRATION, SCHOOL = "demonstration", "school"

#: What an installation keeps in its folder whatever its database: by these a folder is known to be one.
OURS = (KIND_FILE, "secret-key", "lanyard.sqlite3")
LOCK_FILE = "setting-up"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one of the service's commands; 0 when it did its work, 1 when it refused or found a fault, 2 when asked wrongly."""
    told = _parser().parse_args(argv)
    os.umask(0o077)
    try:
        return int(told.run(told) or 0)
    except ConfigurationError as refusal:
        print(f"lanyard: {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lanyard", description="Run Lanyard as a web service.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    demo = commands.add_parser("demo", help="serve a demonstration school with invented people")
    _listening(demo)
    demo.set_defaults(run=run_demo)

    serve = commands.add_parser("serve", help="serve a school; without one, let it be set up in the browser")
    _listening(serve)
    serve.set_defaults(run=run_serve)

    migrate = commands.add_parser("migrate", help="bring the database up to date")
    migrate.set_defaults(run=run_migrate)

    seed = commands.add_parser("seed", help="make or complete the demonstration school without serving it")
    seed.set_defaults(run=run_seed)

    work = commands.add_parser("work", help="do what is due: reminders and the service's other work")
    work.add_argument("--once", action="store_true", help="stop when nothing is due")
    work.set_defaults(run=run_work)

    access = commands.add_parser("explain-access", help="what somebody may do today, and why")
    access.add_argument("sign_in_name", metavar="SIGN_IN_NAME", help="the name that the person signs in with")
    access.add_argument("permission", metavar="PERMISSION", nargs="?", help="one permission; else all of them")
    access.set_defaults(run=run_explain_access)

    back = commands.add_parser(
        "let-in",
        help="a way back for whoever manages sign-ins, when nobody at the school can let them in",
        description="Prints a one-time code for a head teacher, school business manager or IT lead, undoes a lock and ends their "
        "sign-ins. It never shows or sets a password. Their colleagues see on their desks, and by mail, that it was done.",
    )
    back.add_argument("sign_in_name", metavar="SIGN_IN_NAME", help="the name that the person signs in with")
    back.add_argument(
        "--lost-second-step", action="store_true", help="they lost phone, passkey and recovery codes: take these away as well"
    )
    back.set_defaults(run=run_let_in)

    acknowledge = commands.add_parser("acknowledge", help="read the policy and say what you think of it, in a terminal")
    acknowledge.add_argument("sign_in_name", metavar="SIGN_IN_NAME", help="the name that you sign in with")
    acknowledge.add_argument("--code", action="store_true", help="sign in with a one-time code instead of a password")
    acknowledge.set_defaults(run=run_acknowledge)

    log.add_parser(commands).set_defaults(run=run_log)
    set_up.add_parser(commands).set_defaults(run=run_setup)
    recovery.add_parser(commands).set_defaults(run=run_recovery)

    people = commands.add_parser("people", help="bring in people; who had agreed to what on a day")
    asked = people.add_subparsers(required=True, metavar="COMMAND")
    agreed = asked.add_parser("agreed", help="every adult, with the version that they had agreed to by the end of a day")
    agreed.add_argument("--on", type=options.day, metavar="DATE", help="the day, such as 2026-11-22 (today unless you say)")
    agreed.add_argument("--school", type=int, metavar="NUMBER", help="which school, where there are several")
    agreed.add_argument("--json", action="store_true", help="print JSON instead of CSV")
    agreed.set_defaults(run=run_agreed)
    importing.add_parser(asked).set_defaults(run=run_import)
    return parser


def _listening(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=options.port, default=8000, help="port to listen on (8000 unless you say)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1 unless you say)")
    parser.add_argument("--workers", type=options.count, default=2, help="processes that answer (2 unless you say)")
    parser.add_argument("--threads", type=options.count, default=4, help="requests each process answers at once (4)")


def run_demo(told: argparse.Namespace) -> None:
    """Set up the demonstration if it is not there, and serve it on this computer only."""
    from lanyard.site.server import check_port

    if not configuration.is_loopback(told.host):
        raise ConfigurationError(
            f"A demonstration lets anybody sign in as anybody, so it is served to this computer only, not on "
            f"{told.host}. Leave out --host, or use --host 127.0.0.1."
        )
    check_port(told.host, told.port)
    with _alone(_open(DEMONSTRATION)):
        _migrate(DEMONSTRATION)
        _seed()
    _warn_without_styles()
    _serve(told, "The demonstration is ready")


def run_serve(told: argparse.Namespace) -> None:
    """Serve a real school, once it has a policy in force."""
    from lanyard.site.server import check_port

    check_port(told.host, told.port)
    with _alone(_open(SCHOOL)):
        _migrate(SCHOOL)

    from django.utils import timezone

    from lanyard.oversight.queries import has_policy_in_force
    from lanyard.people.queries import has_schools

    _warn_without_styles()
    if not has_schools():
        _serve(told, "Lanyard is ready to be set up", _make_set_up_code())
    elif has_policy_in_force(on=timezone.localdate()):
        _serve(told, "Lanyard is ready")
    else:
        _serve(told, "Lanyard is ready, but no policy is in force yet")


def _make_set_up_code() -> str:
    """What opens the set-up in the browser: shown in the operator's own terminal, and nowhere else."""
    from django.utils import timezone

    from lanyard.people import actions

    words = actions.make_set_up_code(by=None, at=timezone.now())
    return f"There is no school yet. Open setup/ at that address and type this code, which works for a day: {words}"


def run_setup(told: argparse.Namespace) -> None:
    """Set up a school in the terminal."""
    with _alone(_open(SCHOOL)):
        _migrate(SCHOOL)
    set_up.run(told)


def run_recovery(told: argparse.Namespace) -> None:
    """Look after a school's recovery key."""
    _open(_kind())
    recovery.run(told)


def run_import(told: argparse.Namespace) -> None:
    """Bring in a list of people."""
    _open(_kind())
    importing.run(told)


def run_migrate(told: argparse.Namespace) -> None:
    """Bring the database of this installation up to date."""
    kind = DEMONSTRATION if configuration.is_demonstration() else SCHOOL
    with _alone(_open(kind)):
        _migrate(kind)
    print("The database is up to date.")


def run_seed(told: argparse.Namespace) -> None:
    """Make or complete the demonstration school."""
    with _alone(_open(DEMONSTRATION)):
        _migrate(DEMONSTRATION)
        _seed()
    print("The demonstration school is ready.")


def run_work(told: argparse.Namespace) -> None:
    """Do what is due, until stopped or once."""
    from lanyard.cli.working import work

    _open(_kind())
    work(once=told.once)


def run_explain_access(told: argparse.Namespace) -> None:
    """Say what somebody may do, and why."""
    from lanyard.cli.access import explain

    _open(_kind())
    explain(sign_in_name=told.sign_in_name, permission=told.permission)


def run_let_in(told: argparse.Namespace) -> None:
    """Let somebody back in who manages sign-ins."""
    from lanyard.cli.access import let_in

    if _kind() == DEMONSTRATION:
        raise ConfigurationError("A demonstration has no passwords: anybody signs in as anybody with one click.")
    _open(SCHOOL)
    let_in(sign_in_name=told.sign_in_name, lost_second_step=told.lost_second_step)


def run_acknowledge(told: argparse.Namespace) -> None:
    """Read the policy and say what one thinks of it."""
    from lanyard.cli.acknowledging import acknowledge

    _open(_kind())
    acknowledge(sign_in_name=told.sign_in_name, with_code=told.code)


def run_log(told: argparse.Namespace) -> int:
    """Check the transparency log, sign a checkpoint, or show entries."""
    _open(_kind())
    return log.run(told)


def run_agreed(told: argparse.Namespace) -> None:
    """Say who had agreed to what on a day."""
    from lanyard.cli.people import agreed
    from lanyard.cli.working import check_database

    _open(_kind())
    check_database()
    agreed(on=told.on, school=told.school, as_json=told.json)


def _kind() -> str:
    """What the folder says it is, so that a second command need not be told again."""
    if configuration.is_demonstration():
        return DEMONSTRATION
    mark = configuration.data_folder() / KIND_FILE
    return DEMONSTRATION if mark.exists() and mark.read_text(errors="replace").strip() == DEMONSTRATION else SCHOOL


def _open(kind: str) -> Path:
    """Take the data folder for this kind of installation, and start Django on it.

    A folder is marked when it is first used, so that invented people never land in a
    school's data, nor real ones where anybody may sign in.
    """
    if kind == DEMONSTRATION:
        os.environ["LANYARD_DEMO"] = "1"
    else:
        os.environ.pop("LANYARD_DEMO", None)
    folder = configuration.data_folder()
    try:
        _check_ours(folder)
        configuration.make_private_folder(folder)
        _check_kind(folder, kind)
    except OSError as error:
        raise ConfigurationError(
            f"The data folder {folder} cannot be used: {error.strerror}. "
            "Set LANYARD_DATA to a folder that this account may write to."
        ) from error
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanyard.site.settings")
    os.environ.setdefault("LANYARD_LOG", "quiet" if kind == DEMONSTRATION else "json")

    import django

    django.setup()
    return folder


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other process sets this folder up: two that migrate at once would stop each other."""
    try:
        lock = open(folder / LOCK_FILE, "w", encoding="ascii")  # noqa: SIM115 - closed below
    except OSError as error:
        raise ConfigurationError(f"The data folder {folder} cannot be written to: {error.strerror}.") from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _check_ours(folder: Path) -> None:
    """Refuse a folder that other things live in: it would be closed to everybody else (``LANYARD_DATA=/tmp``)."""
    found = [each for each in os.listdir(folder) if each != "lost+found"] if folder.exists() else []
    if found and not any(each.startswith(OURS) for each in found):
        raise ConfigurationError(
            f"{folder} holds other things and no data of Lanyard. Set LANYARD_DATA to a new folder, or to an empty one."
        )


def _check_kind(folder: Path, kind: str) -> None:
    mark = folder / KIND_FILE
    if not mark.exists():
        configuration.write_once(mark, kind)
    told = mark.read_text(encoding="ascii", errors="replace").strip()
    if told not in {DEMONSTRATION, SCHOOL}:
        raise ConfigurationError(
            f"{mark} is damaged, so it is not known whether this folder holds a school's data or a demonstration's. "
            f"Write the one word {SCHOOL} or {DEMONSTRATION} into it, whichever is true."
        )
    if told != kind:
        _refuse_kind(str(folder), kind)


def _refuse_kind(where: str, kind: str) -> None:
    other = SCHOOL if kind == DEMONSTRATION else DEMONSTRATION
    raise ConfigurationError(
        f"{where} holds a {other}'s data, so it is not opened as a {kind}. "
        f"Set LANYARD_DATA{' and DATABASE_URL' if os.environ.get('DATABASE_URL') else ''} to another place."
    )


def _migrate(kind: str) -> None:
    from django.core.management import call_command
    from django.db import DatabaseError, connection

    from lanyard.people.queries import kinds_of_school

    try:
        known = connection.introspection.table_names()
        if "people_school" in known and (kind != DEMONSTRATION) in kinds_of_school():
            _refuse_kind("The database", kind)
        call_command("migrate", verbosity=0, interactive=False)
        # What all processes count together, such as tries at signing in.
        call_command("createcachetable", verbosity=0)
        call_command("clearsessions")
    except DatabaseError as error:
        raise ConfigurationError(
            f"The database cannot be used ({type(error).__name__}). "
            "Check that its file or server is there and that this account may write to it."
        ) from error


def _seed() -> None:
    from django.utils import timezone

    from lanyard.policy.refusal import Refusal
    from lanyard.site.demonstration import seed

    try:
        seed(at=timezone.now())
    except Refusal as refusal:
        raise ConfigurationError(f"The built-in policy cannot be loaded.\n{refusal}") from refusal


def _warn_without_styles() -> None:
    from django.contrib.staticfiles import finders

    if not finders.find("built/lanyard.css"):
        print("lanyard: the style sheets are not built, so pages will look bare. Run ./start once.", file=sys.stderr)


def _serve(told: argparse.Namespace, words: str, more: str = "") -> None:
    from django.conf import settings
    from django.db import connections
    from django.utils import timezone

    from lanyard.oversight.queries import warm
    from lanyard.site.server import serve, shown

    warm(on=timezone.localdate())
    address = f"{settings.ADDRESS}/" if settings.SECURE else shown(told.host, told.port)
    # A connection must not be shared by the processes that are about to be made.
    connections.close_all()

    def ready() -> None:
        print(f"{words}: {address}  (Ctrl-C stops it)", flush=True)
        if more:
            print(more, flush=True)

    serve(
        host=told.host,
        port=told.port,
        workers=told.workers,
        threads=told.threads,
        works=configuration.has_worker(),
        ready=ready,
    )
