"""A run: pairs by our links, scores by Splink, then for each contact a probability over nobody or exactly one person."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from lanyard.checkup.match.links import Level
from lanyard.checkup.match.matcher import BEST_OF, FEWEST, HOME, SAME_ADDRESS, cap_for, estimate_share
from lanyard.checkup.match.roll import Roll

from .engines import Engine
from .model import settings
from .tables import Columns, Tables, Told, make_tables

#: What is written of each link.
COLUMNS = ["contact", "rank", "person", "probability", "same_name", "exact_address"]
#: Below so many bits a pair says nothing.
LEAST = 4
_TYPES = {
    **dict.fromkeys(("unique_id", "contact", "cost", "name", "person", "level", "malus", "row", "same", "adult"), "int"),
    **dict.fromkeys(("given_word", "family_word", "word", "given", "family"), "text"),
    **dict.fromkeys(("tf_given_word", "tf_family_word", "prior"), "float"),
}
_LEVELS = [each for each in Level if each not in (Level.EXACT, Level.INITIAL)]


class Summary(NamedTuple):
    """What a run did, in counts."""

    contacts: int
    uncompared: int
    people: int
    names: int
    pairs: int
    shown: int


def match_all(contacts: Sequence[Told], roll: Roll, engine: Engine, target: Path, *, home: str = "", most: int = 5) -> Summary:
    """Compare all contacts with the roll and write up to ``most`` ranked people of each into ``target``.

    The columns are ``contact`` (the row of the file of contacts), ``rank``, ``person`` (the row of the roll),
    ``probability``, ``same_name`` and ``exact_address``. No name is written.
    """
    tables = make_tables(contacts, roll)
    _take_tables(engine, tables, contacts, roll, home)
    pairs = _pair(engine)
    _score(engine, tables)
    cap = cap_for(sum(each.school == home for each in roll.people if home) or len(roll.people))
    shown = _rank(engine, target, most, cap)
    return Summary(len(contacts), len(tables.uncompared), len(roll.people), len(tables.names["unique_id"]), pairs, shown)


def _take_tables(engine: Engine, tables: Tables, contacts: Sequence[Told], roll: Roll, home: str) -> None:
    types = {**_TYPES, "name": "text"}
    engine.take("read_as", tables.readings, _TYPES)
    engine.take("given_links", tables.given_links, types)
    engine.take("family_links", tables.family_links, types)
    engine.take("roll_names", tables.names, _TYPES)
    engine.take("name_people", tables.people, _TYPES)
    engine.take("exact", tables.exact, _TYPES)
    engine.take("people", _people_of(roll, home), _TYPES)
    adults: dict[str, int] = {}
    told: Columns = {"contact": [], "row": [], "adult": []}
    for at, each in enumerate(contacts):
        told["contact"].append(at)
        told["row"].append(each.row)
        told["adult"].append(adults.setdefault(each.adult, len(adults)))
    engine.take("contacts", told, _TYPES)


def _people_of(roll: Roll, home: str) -> Columns:
    keys = [f"{each.given[0]} {each.family[-1]}" for each in roll.people]
    counts: dict[str, int] = defaultdict(int)
    for key in keys:
        counts[key] += 1
    own = sum(each.school == home for each in roll.people) if home else 0
    everyone = len(roll.people)
    mixed = 0 < own < everyone
    near, far = (HOME / own, (1 - HOME) / (everyone - own)) if mixed else (1 / max(FEWEST, everyone),) * 2
    return {
        "person": [each.number for each in roll.people],
        "row": [each.row for each in roll.people],
        "same": [counts[key] for key in keys],
        "prior": [near if mixed and each.school == home else far for each in roll.people],
    }


def _pair(engine: Engine) -> int:
    """Every reading with every name that links of both its words lead to, by number."""
    engine.keep(
        "pairs",
        "SELECT r.unique_id AS reading, n.unique_id AS name FROM read_as r "
        "JOIN family_links f ON f.word = r.family_word JOIN roll_names n ON n.family = f.name "
        "JOIN given_links g ON g.word = r.given_word AND g.name = n.given",
    )
    return int(engine.rows("SELECT count(*) FROM pairs")[0][0])


def _score(engine: Engine, tables: Tables) -> None:
    from splink import Linker

    api = engine.api()
    engine.keep("scored_left", _left(engine))
    engine.keep("scored_right", _right())
    left = api.register("scored_left", dataset_display_name="contacts_read")
    right = api.register("scored_right", dataset_display_name="roll_named")
    linker = Linker([left, right], settings(engine.dialect))
    for column, shares in (("given_word", tables.given_shares), ("family_word", tables.family_shares)):
        engine.take(f"{column}_shares", shares, _TYPES)
        linker.table_management.register_term_frequency_lookup(api.register(f"{column}_shares"), column)
    engine.keep(
        "blocked",
        "SELECT '0' AS match_key, concat('contacts_read-__-', CAST(reading AS STRING)) AS join_key_l, "
        "concat('roll_named-__-', CAST(name AS STRING)) AS join_key_r FROM pairs",
    )
    linker.table_management.register_blocked_pairs_for_predict(api.register("blocked"))
    scored = linker.inference.predict()
    engine.keep(
        "scores",
        "SELECT r.contact AS contact, s.unique_id_r AS name, max(s.match_weight) AS bits "
        f"FROM {scored.physical_name} s JOIN read_as r ON r.unique_id = s.unique_id_l GROUP BY 1, 2",
    )


def _left(engine: Engine) -> str:
    """Readings with, for each level, the names that their words link to in that way."""
    gather = "list" if engine.dialect == "duckdb" else "collect_list"
    parts = {}
    for which in ("given", "family"):
        lists = ", ".join(f"{gather}(name) FILTER (WHERE level = {int(each)}) AS l{int(each)}" for each in _LEVELS)
        parts[which] = f"(SELECT word, {lists} FROM {which}_links GROUP BY word)"
    columns = ", ".join(f"{which}.l{int(each)} AS {which}_{int(each)}" for which in parts for each in _LEVELS)
    return (
        "SELECT r.unique_id AS unique_id, r.given_word AS given_word, r.family_word AS family_word, r.cost AS cost, "
        f"CAST(NULL AS STRING) AS given, CAST(NULL AS STRING) AS family, CAST(NULL AS BIGINT) AS malus, {columns} "
        f"FROM read_as r LEFT JOIN {parts['given']} given ON given.word = r.given_word "
        f"LEFT JOIN {parts['family']} family ON family.word = r.family_word"
    )


def _right() -> str:
    columns = ", ".join(f"l.{which}_{int(each)} AS {which}_{int(each)}" for which in ("given", "family") for each in _LEVELS)
    # The empty lists get their type from the other side, in either dialect.
    return (
        "SELECT n.unique_id AS unique_id, CAST(NULL AS STRING) AS given_word, CAST(NULL AS STRING) AS family_word, "
        f"CAST(NULL AS BIGINT) AS cost, n.given AS given, n.family AS family, n.malus AS malus, {columns} "
        "FROM roll_names n LEFT JOIN scored_left l ON l.unique_id = -1"
    )


def _rank(engine: Engine, target: Path, most: int, cap: float) -> int:
    engine.keep(
        "person_bits",
        "SELECT contact, person, max(bits) AS bits, max(exact) AS exact FROM ("
        f"SELECT s.contact AS contact, p.person AS person, s.bits AS bits, 0 AS exact FROM scores s "
        f"JOIN name_people p ON p.name = s.name WHERE s.bits >= {LEAST} "
        "UNION ALL SELECT contact, person, CAST(0 AS DOUBLE) AS bits, 1 AS exact FROM exact) t GROUP BY 1, 2",
    )
    engine.keep(
        "weights",
        "SELECT b.contact AS contact, b.person AS person, b.exact AS exact, p.prior * power(2.0, b.bits "
        f"- greatest({BEST_OF}, m.most - {cap}) + {SAME_ADDRESS} * b.exact) AS weight FROM person_bits b "
        "JOIN (SELECT contact, max(bits) AS most FROM person_bits GROUP BY contact) m ON m.contact = b.contact "
        "JOIN people p ON p.person = b.person",
    )
    engine.take("shares", _shares_of(engine), {"adult": "int", "prior": "float"})
    answer = (
        "SELECT contact, rank, person, round(probability, 6) AS probability, same_name, exact_address FROM ("
        "SELECT c.row AS contact, row_number() OVER (PARTITION BY w.contact ORDER BY w.weight DESC, w.person) AS rank, "
        "p.row AS person, h.prior * w.weight / (1 - h.prior + h.prior * t.total) AS probability, p.same AS same_name, "
        "w.exact = 1 AS exact_address FROM weights w "
        "JOIN (SELECT contact, sum(weight) AS total FROM weights GROUP BY contact) t ON t.contact = w.contact "
        "JOIN contacts c ON c.contact = w.contact JOIN shares h ON h.adult = c.adult JOIN people p ON p.person = w.person"
        f") ranked WHERE rank <= {most}"
    )
    engine.keep("answer", answer)
    rows = engine.rows(f"SELECT {', '.join(COLUMNS)} FROM answer ORDER BY contact, rank")
    _write(rows, target)
    return len({row[0] for row in rows})


def _write(rows: Sequence[tuple[Any, ...]], target: Path) -> None:
    if target.suffix == ".parquet":
        import pyarrow
        from pyarrow import parquet

        parquet.write_table(
            pyarrow.table([list(each) for each in zip(*rows, strict=True)] or [[]] * len(COLUMNS), COLUMNS), target
        )
        return
    with target.open("x", encoding="utf-8", newline="") as file:
        written = csv.writer(file)
        written.writerow(COLUMNS)
        written.writerows([str(each).lower() if isinstance(each, bool) else each for each in row] for row in rows)


def _shares_of(engine: Engine) -> Columns:
    """What part of each adult's contacts is on the roll, as ``lanyard.checkup.match`` estimates it."""
    rows: list[tuple[Any, ...]] = engine.rows(
        "SELECT c.adult, coalesce(sum(w.weight), 0.0) FROM contacts c LEFT JOIN weights w ON w.contact = c.contact "
        "GROUP BY c.adult, c.contact ORDER BY 1"
    )
    told: Columns = {"adult": [], "prior": []}
    for adult, group in groupby(rows, key=lambda row: row[0]):
        told["adult"].append(adult)
        told["prior"].append(estimate_share([float(total) for _, total in group]))
    return told
