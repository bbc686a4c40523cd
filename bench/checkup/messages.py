"""Messages a second on one core: the plain executor, the fast one, and Presidio, with findings matched.

    .venv/bin/python -m bench.checkup.messages [--number 20000]

Every hundredth message carries personal information from the synthetic set of bench/detect; the rest are ordinary. An
engine is only counted with the findings that it makes, so that nobody is fast by finding nothing.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bench.detect.benign import messages
from bench.detect.peers import SHARED, presidio
from bench.detect.personal import Case, cases
from lanyard.checkup.checks import load_checks
from lanyard.checkup.detect import Detector
from lanyard.checkup.items import Post, Ref

ROUNDS = 5
REF = Ref(0, "", 0)


class Laid(NamedTuple):
    """Messages, and by number what was laid into some of them."""

    texts: list[str]
    laid: dict[int, Case]


def make(number: int) -> Laid:
    """Messages with something in every hundredth, of the kinds that all engines know."""
    texts = list(messages(number))
    known = [case for case in cases() if case.kind in SHARED]
    laid = {}
    for place in range(0, number, 100):
        case = known[(place // 100) % len(known)]
        laid[place] = case
        texts[place] = f"{texts[place]} {case.text}"
    return Laid(texts, laid)


def found_in(places: Sequence[tuple[int, int]], text: str, case: Case) -> bool:
    """Whether a place lies on what was laid at the end of a text."""
    start = len(text) - len(case.text)
    return any(low < start + case.end and start + case.start < high for low, high in places)


def ours(detector: Detector) -> Callable[[str], list[tuple[int, int]]]:
    """All checks of the pack, with spans and reasons."""

    def find(text: str) -> list[tuple[int, int]]:
        return [(span.start, span.end) for finding in detector.find(Post(REF, text), "bench") for span in finding.spans]

    return find


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="bench.checkup.messages", description=__doc__)
    parser.add_argument("--number", type=int, default=20_000)
    told = make(parser.parse_args().number)
    engines: dict[str, Callable[[str], list[tuple[int, int]]]] = {"plain": ours(Detector(load_checks()))}
    try:
        from lanyard.cli.fast_detection import fast

        engines["fast"] = ours(Detector(load_checks(), executor=fast))
    except ImportError:
        print("The fast executor is not installed: pip install lanyard[fast]")
    peer = presidio()
    if peer:
        engines["Presidio UK"] = lambda text: [(start, end) for start, end, _ in peer(text)]
    else:
        print("Presidio is not installed: pip install -r requirements/bench.lock")
    words = statistics.mean(len(text.split()) for text in told.texts)
    print(f"{len(told.texts)} messages of {words:.1f} words; median of {ROUNDS} rounds in turns (Presidio: one round)\n")
    times: dict[str, list[float]] = {name: [] for name in engines}
    for round_ in range(ROUNDS):
        for name, find in engines.items():
            if round_ and name.startswith("Presidio"):
                continue
            began = time.process_time()
            for text in told.texts:
                find(text)
            times[name].append(time.process_time() - began)
    print("| engine | messages / s | found of what was laid | messages with nothing laid that are flagged |\n|---|--:|--:|--:|")
    for name, find in engines.items():
        hit = sum(found_in(find(told.texts[place]), told.texts[place], case) for place, case in told.laid.items())
        extra = sum(bool(find(text)) for place, text in enumerate(told.texts) if place not in told.laid)
        print(f"| {name} | {len(told.texts) / statistics.median(times[name]):,.0f} | {hit} of {len(told.laid)} | {extra} |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
