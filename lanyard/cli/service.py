"""The commands that need Django: those of the service, and those that look into its records."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from lanyard.cli import backups, checking, importing, log, options, recovery, set_up
from lanyard.cli.installation import DEMONSTRATION, SCHOOL, alone, bring_up_to_date, kind_here, open_existing, open_folder
from lanyard.site import configuration
from lanyard.site.configuration import ConfigurationError


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

    _with_own_modules(commands)

    people = commands.add_parser("people", help="bring in people; who had agreed to what on a day")
    asked = people.add_subparsers(required=True, metavar="COMMAND")
    agreed = asked.add_parser("agreed", help="every adult, with the version that they had agreed to by the end of a day")
    agreed.add_argument("--on", type=options.day, metavar="DATE", help="the day, such as 2026-11-22 (today unless you say)")
    agreed.add_argument("--school", type=int, metavar="NUMBER", help="which school, where there are several")
    agreed.add_argument("--json", action="store_true", help="print JSON instead of CSV")
    agreed.set_defaults(run=run_agreed)
    importing.add_parser(asked).set_defaults(run=run_import)
    return parser


def _with_own_modules(commands) -> None:
    """The commands whose options stand beside what they do."""
    log.add_parser(commands).set_defaults(run=run_log)
    set_up.add_parser(commands).set_defaults(run=run_setup)
    recovery.add_parser(commands).set_defaults(run=run_recovery)
    backup, restore = backups.add_parsers(commands)
    backup.set_defaults(run=run_backup)
    restore.set_defaults(run=run_restore)
    checking.add_parser(commands).set_defaults(run=run_check)


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
    with alone(open_folder(DEMONSTRATION)):
        bring_up_to_date(DEMONSTRATION)
        _seed()
    _warn_without_styles()
    _serve(told, "The demonstration is ready")


def run_serve(told: argparse.Namespace) -> None:
    """Serve a real school, once it has a policy in force."""
    from lanyard.site.server import check_port

    check_port(told.host, told.port)
    with alone(open_folder(SCHOOL)):
        bring_up_to_date(SCHOOL)

    from django.utils import timezone

    from lanyard.oversight.queries import has_policy_in_force
    from lanyard.people.queries import has_schools

    _warn_without_styles()
    _warn_unless_whole()
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
    with alone(open_folder(SCHOOL)):
        bring_up_to_date(SCHOOL)
    set_up.run(told)


def run_recovery(told: argparse.Namespace) -> None:
    """Look after a school's recovery key."""
    open_folder(kind_here())
    recovery.run(told)


def run_import(told: argparse.Namespace) -> None:
    """Bring in a list of people."""
    open_folder(kind_here())
    importing.run(told)


def run_migrate(told: argparse.Namespace) -> None:
    """Bring the database of this installation up to date."""
    kind = DEMONSTRATION if configuration.is_demonstration() else SCHOOL
    with alone(open_folder(kind)):
        bring_up_to_date(kind)
    print("The database is up to date.")


def run_seed(told: argparse.Namespace) -> None:
    """Make or complete the demonstration school."""
    with alone(open_folder(DEMONSTRATION)):
        bring_up_to_date(DEMONSTRATION)
        _seed()
    print("The demonstration school is ready.")


def run_work(told: argparse.Namespace) -> None:
    """Do what is due, until stopped or once."""
    from lanyard.cli.working import work

    open_folder(kind_here())
    work(once=told.once)


def run_explain_access(told: argparse.Namespace) -> None:
    """Say what somebody may do, and why."""
    from lanyard.cli.access import explain

    open_folder(kind_here())
    explain(sign_in_name=told.sign_in_name, permission=told.permission)


def run_let_in(told: argparse.Namespace) -> None:
    """Let somebody back in who manages sign-ins."""
    from lanyard.cli.access import let_in

    if kind_here() == DEMONSTRATION:
        raise ConfigurationError("A demonstration has no passwords: anybody signs in as anybody with one click.")
    open_folder(SCHOOL)
    let_in(sign_in_name=told.sign_in_name, lost_second_step=told.lost_second_step)


def run_acknowledge(told: argparse.Namespace) -> None:
    """Read the policy and say what one thinks of it."""
    from lanyard.cli.acknowledging import acknowledge

    open_folder(kind_here())
    acknowledge(sign_in_name=told.sign_in_name, with_code=told.code)


def run_log(told: argparse.Namespace) -> int:
    """Check the transparency log, sign a checkpoint, or show entries."""
    open_folder(kind_here())
    return log.run(told)


def run_backup(told: argparse.Namespace) -> int:
    """Copy everything that the service keeps into a new folder."""
    open_existing()
    return backups.backup(told.folder)


def run_restore(told: argparse.Namespace) -> int:
    """Put a backup back into a new data folder."""
    return backups.restore(told.folder)


def run_check(told: argparse.Namespace) -> int:
    """Hold everything against the log."""
    open_existing()
    return checking.run(told)


def run_agreed(told: argparse.Namespace) -> None:
    """Say who had agreed to what on a day."""
    from lanyard.cli.people import agreed
    from lanyard.cli.working import check_database

    open_folder(kind_here())
    check_database()
    agreed(on=told.on, school=told.school, as_json=told.json)


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


def _warn_unless_whole() -> None:
    """One line for whoever starts the service. What is wrong, and about what, says ``lanyard check``."""
    from lanyard.oversight.wholeness import looks_whole

    if not looks_whole():
        print("lanyard: the records are not whole. Run “lanyard check” to see what was changed.", file=sys.stderr)


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
