"""The model in Splink's terms: the same levels, the same shares, outside frequencies of the words that are shown.

A level's weight is how likely a person shows their name so, over how common the word is that they show. Splink
takes the latter from a registered table; ``u`` only has to be the same for all levels of a comparison, and cancels out.
"""

from __future__ import annotations

from typing import Any

from lanyard.checkup.match.links import Level, Vocabulary

from .tables import MOST_COST

#: Stands for the frequency that the registered table puts in its place.
_U = 0.5
#: Nicknames are spread over several forms; a short form is used by about this part of those who shorten at all.
NICKNAME_FORM = 0.3
SPELLING_FORM = 0.25
#: As good as certain, which Splink does not take for a share.
_CERTAIN = 0.9999
_MOST_MALUS = 8


def comparisons() -> list[dict[str, Any]]:
    """What is compared of a reading and a name of the roll, as Splink's settings tell it."""
    return [
        _of_names("given", Vocabulary(())),
        _of_names("family", Vocabulary((), surnames=True)),
        _in_bits("cost_l", MOST_COST, "reading"),
        _in_bits("malus_r", _MOST_MALUS, "part_of_name"),
    ]


def settings(dialect: str) -> dict[str, Any]:
    """Splink's settings. Every pair comes from us, so that nothing is blocked by Splink itself."""
    return {
        "link_type": "link_only",
        "sql_dialect": dialect,
        "unique_id_column_name": "unique_id",
        "source_dataset_column_name": "source_dataset",
        "probability_two_random_records_match": 0.5,
        "blocking_rules_to_generate_predictions": [{"blocking_rule": "1=0", "sql_dialect": dialect}],
        "comparisons": comparisons(),
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "additional_columns_to_retain": [],
    }


def _of_names(which: str, vocabulary: Vocabulary) -> dict[str, Any]:
    levels = [_null(f"{which}_word_l IS NULL OR {which}_r IS NULL")]
    for level in (each for each in Level if each is not Level.INITIAL):
        share = vocabulary.shown(level)
        if share <= 0:
            continue
        share *= {Level.NICKNAME: NICKNAME_FORM, Level.SPELLING: SPELLING_FORM}.get(level, 1.0)
        condition = (
            f"{which}_word_l = {which}_r" if level is Level.EXACT else f"array_contains({which}_{int(level)}_l, {which}_r)"
        )
        levels.append(_level(condition, share, level.name.lower(), f"{which}_word"))
    # An initial is as likely as it is common, whether or not it is the person: only its rarity tells.
    initial = f"length({which}_word_l) = 1 AND {which}_word_l = substr({which}_r, 1, 1)"
    levels.append(_level(initial, _CERTAIN, "initial", f"{which}_word"))
    levels.append(_level("ELSE", _U * 2.0**-10, "none", None))
    return {"output_column_name": which, "comparison_levels": levels}


def _in_bits(column: str, most: int, name: str) -> dict[str, Any]:
    """A comparison that takes off as many bits as a column of one side says."""
    levels = [_null(f"{column} IS NULL")]
    levels += [_level(f"{column} = -{bits}", _U * 2.0**-bits, f"minus_{bits}", None) for bits in range(most)]
    levels.append(_level("ELSE", _U * 2.0**-most, "least", None))
    return {"output_column_name": name, "comparison_levels": levels}


def _null(condition: str) -> dict[str, Any]:
    return {"sql_condition": condition, "label_for_charts": "null", "is_null_level": True}


def _level(condition: str, m: float, label: str, frequency: str | None) -> dict[str, Any]:
    told: dict[str, Any] = {"sql_condition": condition, "label_for_charts": label, "m_probability": m, "u_probability": _U}
    if frequency:
        told |= {"tf_adjustment_column": frequency, "tf_adjustment_weight": 1.0, "disable_tf_exact_match_detection": True}
    return told
