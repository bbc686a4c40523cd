"""Run the comparison: ``python -m bench.decide``. See the README beside this file."""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any

from bench.decide.encoding import encode
from bench.decide.peers import PEERS
from lanyard.policy.building import compile_tables
from lanyard.policy.compare import compare_packs
from lanyard.policy.engine import Engine, compile_pack
from lanyard.policy.pack import load_pack

Situation = Mapping[str, str]


def make_situations(engine: Engine, count: int, seed: int) -> list[dict[str, str]]:
    """Situations in which every fact is known, each value as likely as the others."""
    dice = random.Random(seed)
    values = [(fact.id, fact.value_ids()) for fact in engine.vocabulary]
    return [{fact: dice.choice(ids) for fact, ids in values} for _ in range(count)]


def rate(answer: Callable[[Situation], Any], situations: list[dict[str, str]], seconds: float) -> float:
    """Answers a second over about so many seconds, going round the situations."""
    done, start = 0, time.perf_counter()
    while True:
        for situation in situations:
            answer(situation)
        done += len(situations)
        taken = time.perf_counter() - start
        if taken >= seconds:
            return done / taken


def milliseconds(work: Callable[[], Any], runs: int = 7) -> float:
    """The median time of a piece of work."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def check(engine: Engine, peer: Any, situations: list[dict[str, str]]) -> None:
    """Refuse to time a peer that gives another answer than ours."""
    for situation in situations:
        theirs, ours = peer.surviving(situation), engine.outcome(situation).surviving
        if theirs != ours:
            raise SystemExit(f"{peer.name} disagrees: rules {theirs} against ours {ours} in {situation}")


def time_in_turn(
    contestants: dict[str, Callable[[Situation], Any]], situations: list[dict[str, str]], options: Any
) -> dict[str, list[float]]:
    """Each contestant in turn, round after round, so that a change of the machine's speed meets them all."""
    rates: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(options.rounds):
        for name, answer in contestants.items():
            slow = name.startswith(("OpenFisca", "Rego"))
            some = situations[:: len(situations) // 40] if slow else situations
            rates[name].append(rate(answer, some, options.seconds))
    return rates


def main() -> None:
    """Check every peer's answers, then time them all and print a Markdown table."""
    parser = argparse.ArgumentParser(prog="python -m bench.decide", description=__doc__)
    parser.add_argument("--situations", type=int, default=2000)
    parser.add_argument("--checked", type=int, default=400, help="situations in which answers are compared first")
    parser.add_argument("--seconds", type=float, default=0.6, help="how long each contestant runs in a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    pack = load_pack("welton")
    engine = compile_pack(pack)
    situations = make_situations(engine, options.situations, options.seed)
    encoded = encode(pack.rules)
    answers = {outcome.surviving: outcome for outcome in engine.outcomes}
    contestants: dict[str, Callable[[Situation], Any]] = {"Lanyard": engine.outcome}
    general = []
    for make in PEERS:
        peer = make(encoded, engine.vocabulary.facts[0].value_ids(), engine.vocabulary.ids())
        slow = peer.name.startswith(("OpenFisca", "Rego"))
        check(engine, peer, situations[: options.checked // (10 if slow else 1)])
        contestants[peer.name] = lambda s, peer=peer: answers[peer.surviving(s)]  # type: ignore[misc]
        general += [peer.name] if peer.general else []
    rates = time_in_turn(contestants, situations, options)
    report(pack, engine, rates, general)


def report(pack: Any, engine: Engine, rates: dict[str, list[float]], general: list[str]) -> None:
    """Print medians and ratios."""
    clauses = len({rule.clause_id for rule in pack.rules})
    situations = engine.vocabulary.situations()
    print(f"{len(pack.rules)} rules of {clauses} clauses, {len(engine.vocabulary)} facts, {situations:.2e} situations\n")
    print("| engine | answers a second (median) | Lanyard is |\n|---|---:|---:|")
    for name, found in rates.items():
        ratio = statistics.median(ours / theirs for ours, theirs in zip(rates["Lanyard"], found, strict=True))
        print(f"| {name} | {statistics.median(found):,.0f} | {ratio:,.1f} × |")
    fastest = max(general, key=lambda name: statistics.median(rates[name]))
    print(f"\nfastest general engine: {fastest}")
    earlier = load_pack("welton/earlier/2025")
    print(f"load the pack {milliseconds(lambda: load_pack('welton')):.0f} ms")
    print(f"compile {milliseconds(lambda: compile_tables(pack)):.0f} ms; proved and with the questions planned", end=" ")
    print(f"{milliseconds(lambda: compile_pack(pack)):.0f} ms")
    print(f"compare two versions {milliseconds(lambda: compare_packs(earlier, pack)):.0f} ms")


if __name__ == "__main__":
    main()
