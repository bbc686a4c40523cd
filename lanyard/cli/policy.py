"""``lanyard policy``: check, show, compare and export a policy."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from typing import Any
from zoneinfo import ZoneInfo

from lanyard.cli import policy_pages as pages
from lanyard.cli.errors import DONE, REFUSED, CommandError, refused, unknown
from lanyard.cli.notation import write_json
from lanyard.cli.page import Page
from lanyard.cli.parser import Parser
from lanyard.cli.plans import Plan, plans
from lanyard.cli.registers import load_registers
from lanyard.policy.cache import open_engine
from lanyard.policy.engine import Engine, compile_pack
from lanyard.policy.pack import Pack, load_pack
from lanyard.policy.refusal import Refusal

DEFAULT_PACK = "welton"
_PACK = "a built-in policy (welton, welton/earlier/2025) or the folder of one"


def make_parser() -> Parser:
    """The parser of ``lanyard policy`` with all that it can do."""
    parser = Parser(prog="lanyard policy", description="Check, show, compare and export a policy.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, title="commands")

    def add(name: str, run: Any, words: str, *, pack: bool = True) -> Parser:
        added: Parser = commands.add_parser(name, help=words, description=f"{words[:1].upper()}{words[1:]}.")
        if pack:
            added.add_argument("--pack", metavar="NAME|PATH", help=f"{_PACK}; welton unless you say")
        added.add_argument("--json", action="store_true", help="print JSON")
        added.set_defaults(run=run, parser=added)
        return added

    check = add("check", run_check, "run every analysis; exit code 1 when something serious is unexplained")
    check.add_argument("name", nargs="?", metavar="PACK", help=_PACK)

    show = add("show", run_show, "show a clause: its words, how its rules read, examples and readings")
    show.add_argument("clause", nargs="?", metavar="CLAUSE", help="a number or an id (2.4.7, own-phone); else the contents")

    diff = add("diff", run_diff, "compare two versions by what they decide", pack=False)
    diff.add_argument("old", metavar="OLD", help=_PACK)
    diff.add_argument("new", metavar="NEW", help="the version to compare it with")

    table = add("table", run_table, "print the decision table of an act")
    table.add_argument("act", metavar="ACT", help="a value of the fact act, such as contact")
    form = table.add_mutually_exclusive_group()
    form.add_argument("--markdown", action="store_true", help="as a Markdown table")
    form.add_argument("--html", action="store_true", help="as an HTML table")

    export = add("export", run_export, "print the whole policy in a form that other programs read")
    export.add_argument("--format", choices=("json", "cedar", "tables"), default="json", help="json unless you say")

    questions = add("questions", run_questions, "list the questions that each act leads to, and how many to expect")
    questions.add_argument("act", nargs="?", metavar="ACT", help="one act, with its tree of questions")
    questions.add_argument("--tree", action="store_true", help="print the tree of every act")
    return parser


def run_check(told: argparse.Namespace) -> int:
    """Run every analysis over a policy."""
    from lanyard.policy.analysis import check_health

    if told.name and told.pack:
        raise CommandError("usage", "Give the policy once: as PACK or with --pack.")
    name = told.name or told.pack or DEFAULT_PACK
    try:
        pack = load_pack(name)
        health = check_health(pack, compile_pack(pack, prove=False), registers=load_registers(name, _today()))
    except Refusal as refusal:
        raise refused(refusal.problems, name) from refusal
    if told.json:
        write_json({"policy": _identity(pack), **health.as_dict()})
    else:
        pages.show_health(Page(), pack, health)
    return DONE if health.ok else REFUSED


def run_show(told: argparse.Namespace) -> int:
    """Show one clause, or the contents."""
    from lanyard.policy.export import export_json

    name = told.pack or DEFAULT_PACK
    pack = load_pack(name)
    if told.clause is None:
        if told.json:
            rows = [{"number": clause.number, "id": clause.id, "title": clause.title} for clause in pack.clauses]
            write_json({"policy": _identity(pack), "clauses": rows})
        else:
            pages.show_contents(Page(), pack)
        return DONE
    wanted = told.clause.lower()
    names = {known.lower(): known for known in pack.clause_names()}
    if wanted not in names:
        raise unknown("clause", told.clause, pack.clause_names(), f"There is no clause “{told.clause}”.")
    clause = pack.clause(names[wanted])
    if told.json:
        form = export_json(pack, compile_pack(pack, prove=False))
        found = next(one for one in form["clauses"] if one["id"] == clause.id)
        write_json({"policy": form["policy"], **found})
    else:
        pages.show_clause(Page(), pack, clause)
    return DONE


def run_diff(told: argparse.Namespace) -> int:
    """Compare two versions by what they decide."""
    from lanyard.policy.compare import compare_packs

    old, new = _load(told.old), _load(told.new)
    comparison = compare_packs(old, new)
    if told.json:
        write_json(comparison.as_dict())
    else:
        pages.show_comparison(Page(), comparison, new, old)
    return DONE


def run_table(told: argparse.Namespace) -> int:
    """Print the decision table of an act."""
    from lanyard.policy.export import decision_table

    if told.json and (told.markdown or told.html):
        raise CommandError("usage", "Choose one form: --json, --markdown or --html.")
    engine = open_engine(told.pack or DEFAULT_PACK)
    table = decision_table(engine, _act(engine, told.act))
    if told.json:
        write_json({"policy": _identity(engine), **table.as_dict()})
    elif told.markdown or told.html:
        sys.stdout.write(table.to_markdown() if told.markdown else table.to_html())
    else:
        pages.show_table(Page(), table)
    return DONE


def run_export(told: argparse.Namespace) -> int:
    """Print the whole policy in another form."""
    from lanyard.policy.export import decision_table, export_cedar, export_json

    if told.json and told.format != "json":
        raise CommandError("usage", f"--json and --format {told.format} exclude each other.")
    pack = _load(told.pack or DEFAULT_PACK)
    if told.format == "cedar":
        sys.stdout.write(export_cedar(pack))
        return DONE
    engine = compile_pack(pack)
    if told.format == "json":
        write_json(export_json(pack, engine))
    else:
        print(f"# {pack.title}, version {pack.version}\n")
        print("\n".join(decision_table(engine, act).to_markdown() for act in engine.vocabulary.facts[0].value_ids()), end="")
    return DONE


def run_questions(told: argparse.Namespace) -> int:
    """List the questions that acts lead to."""
    engine = open_engine(told.pack or DEFAULT_PACK)
    chosen = [Plan(engine, _act(engine, told.act))] if told.act else plans(engine)
    tree = told.tree or bool(told.act)
    if told.json:
        write_json({"policy": _identity(engine), "acts": [plan.form(tree=tree) for plan in chosen]})
    else:
        pages.show_plans(Page(), engine, chosen, tree=tree)
    return DONE


def _today() -> dt.date:
    return dt.datetime.now(tz=ZoneInfo("Europe/London")).date()


def _load(name: str) -> Pack:
    try:
        return load_pack(name)
    except Refusal as refusal:
        raise refused(refusal.problems, name) from refusal


def _act(engine: Engine, act: str) -> str:
    known = engine.vocabulary.facts[0].value_ids()
    if act not in known:
        raise unknown("act", act, known, f"There is no act “{act}”.")
    return act


def _identity(policy: Pack | Engine) -> dict[str, str]:
    id_ = policy.id if isinstance(policy, Pack) else policy.policy_id
    return {"id": id_, "version": policy.version, "hash": policy.hash, "title": policy.title}
