"""Prints how well the detectors find things, beside Presidio where it is installed.

.venv/bin/python -m bench.detect [--hatecheck test_suite_cases.csv]
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bench.detect import hatecheck, swaps
from bench.detect.benign import messages, posts
from bench.detect.peers import SHARED, presidio
from bench.detect.personal import cases, hard_negatives
from lanyard.checkup.checks import load_checks
from lanyard.checkup.detect import Detector
from lanyard.checkup.findings import Stance, Tier
from lanyard.checkup.items import Post, Ref

REF = Ref(0, "", 0)
PERSONAL = frozenset(("contact-details", "identity-numbers", "whereabouts", "confidential"))
Find = Callable[[str], list[tuple[int, int, str]]]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench.detect", description=__doc__)
    parser.add_argument("--hatecheck", type=Path, help="test_suite_cases.csv of HateCheck")
    told = parser.parse_args()
    detector = Detector(load_checks())
    personal(detector)
    benign(detector)
    identity(detector)
    if told.hatecheck:
        hate(detector, told.hatecheck)
    else:
        print("\nHateCheck: give its file with --hatecheck.")
    return 0


def ours(detector: Detector) -> Find:
    """Places of personal information in a post."""

    def find(text: str) -> list[tuple[int, int, str]]:
        found = (finding for finding in detector.find(Post(REF, text), "bench") if finding.check in PERSONAL)
        return [(span.start, span.end, span.label) for finding in found for span in finding.spans]

    return find


def hateful(detector: Detector) -> Callable[[str], bool]:
    """Whether a post has words against a group that are the writer's own."""
    return lambda text: any(
        finding.check == "discriminatory" and finding.stance is Stance.ASSERTS
        for finding in detector.find(Post(REF, text), "bench")
    )


def personal(detector: Detector) -> None:
    """Recall by kind, and the share of hard negatives that is flagged."""
    print("Personal information (synthetic): recall by kind; share of hard negatives that is flagged\n")
    finders: dict[str, Find] = {"ours": ours(detector)}
    peer = presidio()
    if peer:
        finders["Presidio UK"] = peer
    else:
        print("Presidio is not installed: pip install -r requirements/bench.lock")
    positive, negative = list(cases()), hard_negatives()
    for name, find in finders.items():
        hit, every = Counter(), Counter()
        for case in positive:
            every[case.kind] += 1
            hit[case.kind] += any(start < case.end and case.start < end for start, end, _ in find(case.text))
        shared = sum(hit[kind] for kind in SHARED) / sum(every[kind] for kind in SHARED)
        flagged = sum(bool(find(case.text)) for case in negative)
        recall = hit.total() / every.total()
        print(f"{name}: recall {recall:.3f}, on the kinds that both know {shared:.3f}; flagged {flagged} of {len(negative)}")
        print("  " + ", ".join(f"{kind} {hit[kind] / every[kind]:.2f}" for kind in every))


def benign(detector: Detector) -> None:
    """Flags per thousand benign posts, by tier."""
    for name, texts in (
        ("benign posts, written one by one", posts()),
        ("benign messages, made from pieces", list(messages(3_000))),
    ):
        tiers = Counter(
            min(finding.tier for finding in found) for text in texts if (found := list(detector.find(Post(REF, text), "bench")))
        )
        rate = {tier.value: 1000 * tiers[tier] / len(texts) for tier in Tier}
        print(f"\n{len(texts)} {name}: per 1,000 with a finding of tier A {rate['A']:.1f}, of tier B at most {rate['B']:.1f}")


def identity(detector: Detector) -> None:
    """The same sentences of every group."""
    told = swaps.rates(hateful(detector))
    print(f"\nIdentity swaps: largest gap between groups {100 * swaps.gap(told):.1f} points")
    for group, (against, beside) in told.items():
        print(f"  {group}: against it {against:.2f} found, not against it {beside:.2f} found")


def hate(detector: Detector, path: Path) -> None:
    """HateCheck by halves and by functionality."""
    judged = hatecheck.judge(path, hateful(detector))
    for name, part in (
        ("all", judged),
        ("even templates", [case for case in judged if case.template % 2 == 0]),
        ("odd templates", [case for case in judged if case.template % 2]),
    ):
        told = hatecheck.figures(part)
        print(f"\nHateCheck, {name} ({told.cases}): accuracy {told.accuracy:.3f}, macro-F1 {told.macro_f1:.3f}")
        print(f"  on the hateful part {told.hateful:.3f}, on the non-hateful part {told.others:.3f}")
    for functionality, share in hatecheck.by_functionality(judged).items():
        print(f"  {functionality}: {share:.3f}")


if __name__ == "__main__":
    raise SystemExit(main())
