"""Other methods, each given the same folded texts, which spares them emoji, accents and capitals."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.match.measures import Answer
from bench.match.ours import as_contact, as_csv
from bench.match.population import Someone
from bench.match.sets import Case
from lanyard.checkup.match.names import fold, words_of

Method = Callable[[list[Someone], list[Case]], list[Answer]]
_CELLS = 25_000_000


def folded(text: str) -> str:
    """A text as peers get it: small plain letters, words apart."""
    return " ".join(re.findall(r"[a-z]+", fold(text))) or text


def by_ratio(roll: list[Someone], cases: list[Case]) -> list[Answer]:
    """RapidFuzz, ratio of the whole text."""
    from rapidfuzz import fuzz

    return _by_string(roll, cases, fuzz.ratio)


def by_jaro_winkler(roll: list[Someone], cases: list[Case]) -> list[Answer]:
    """RapidFuzz, Jaro-Winkler of the whole text."""
    from rapidfuzz.distance import JaroWinkler

    return _by_string(roll, cases, JaroWinkler.normalized_similarity)


def _by_string(roll: list[Someone], cases: list[Case], scorer: Any) -> list[Answer]:
    import numpy
    from rapidfuzz import process

    names = [folded(each.full) for each in roll]
    texts = [folded(each.shown.text) for each in cases]
    most, step = min(5, len(names)), max(1, _CELLS // len(names))
    answers = []
    for start in range(0, len(texts), step):
        for row in process.cdist(texts[start : start + step], names, scorer=scorer, dtype=numpy.float32):
            best = numpy.argpartition(row, -most)[-most:]
            answers.append(Answer(sorted(((int(at), float(row[at])) for at in best), key=lambda each: -each[1])))
    return answers


def by_splink(roll: list[Someone], cases: list[Case]) -> list[Answer]:
    """Splink on DuckDB as its tutorial sets it up: first and last word, standard comparisons, trained without labels."""
    import logging

    import pandas
    import splink.comparison_library as library
    from splink import Linker, SettingsCreator, block_on
    from splink.internals.duckdb.database_api import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI()
    tables = []
    texts = [words_of(each.shown.text) for each in cases]
    for name, words in (("contacts", texts), ("roll", [words_of(each.full) for each in roll])):
        told = {"unique_id": range(len(words)), "first": [each[0] if each else None for each in words]}
        told["last"] = [each[-1] if len(each) > 1 else None for each in words]
        tables.append(api.register(pandas.DataFrame(told), dataset_display_name=name))
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            library.JaroWinklerAtThresholds("first", [0.9, 0.7]).configure(term_frequency_adjustments=True),
            library.JaroWinklerAtThresholds("last", [0.9, 0.7]).configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[block_on("last"), block_on("first", "substr(last, 1, 2)")],
    )
    linker = Linker(tables, settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for rule in ("first", "last"):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(rule))
    scored = linker.inference.predict(threshold_match_weight=-20)
    rows = api._con.execute(
        f"SELECT unique_id_l, unique_id_r, source_dataset_l, match_weight FROM {scored.physical_name}"  # noqa: S608
    ).fetchall()
    pairs = [(one, other, weight) if source == "contacts" else (other, one, weight) for one, other, source, weight in rows]
    return _ranked(cases, pairs)


def _ranked(cases: list[Case], rows: list[tuple[int, int, float]]) -> list[Answer]:
    found: list[list[tuple[int, float]]] = [[] for _ in cases]
    for contact, person, score in rows:
        found[contact].append((person, score))
    return [Answer(sorted(each, key=lambda one: -one[1])[:5]) for each in found]


def by_bulk(roll: list[Someone], cases: list[Case], engine: str = "duckdb") -> list[Answer]:
    """``lanyard match-bulk``: our links and frequencies, scored by Splink."""
    import csv

    from lanyard.checkup.match.roll import read_roll
    from lanyard.cli.bulk.engines import open_engine
    from lanyard.cli.bulk.run import match_all
    from lanyard.cli.bulk.tables import Told

    told = [Told("", at, as_contact(each, at)) for at, each in enumerate(cases)]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "links.csv"
        match_all(told, read_roll(as_csv(roll)), open_engine(engine), target)
        with target.open() as file:
            rows = [(int(row["contact"]), int(row["person"]) - 2, float(row["probability"])) for row in csv.DictReader(file)]
    return _ranked(cases, rows)


def by_bulk_on_spark(roll: list[Someone], cases: list[Case]) -> list[Answer]:
    """The same on Spark."""
    return by_bulk(roll, cases, "spark")
