"""The model for Splink: blocking, comparisons and their probabilities, the same on DuckDB and Spark.

The probabilities m (the level among pairs that are one) and u (among pairs taken at random) are kept in
`data/splink.json` and not estimated in each run: so few records give the same weights as many, and the same records
always give the same pairs.
"""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import SettingsCreator, block_on
from splink.internals.comparison_creator import ComparisonCreator
from splink.internals.comparison_level_creator import ComparisonLevelCreator

_PROBABILITIES = Path(__file__).parent.parent / "data" / "splink.json"


class Probabilities(msgspec.Struct, frozen=True):
    """comparison → level → (m, u)."""

    version: int
    comparisons: dict[str, dict[str, tuple[float, float]]]


@cache
def shipped() -> Probabilities:
    return msgspec.json.decode(_PROBABILITIES.read_bytes(), type=Probabilities)


def settings(*, dedupe: bool, records: int, probabilities: Probabilities | None = None) -> SettingsCreator:
    """`records`: of the larger side; of them one is expected to be the partner of a record."""
    known = (probabilities or shipped()).comparisons
    made: list[ComparisonCreator | dict[str, Any]] = [
        _comparison(name, found, known[name]) for name, found in _levels().items()
    ]
    return SettingsCreator(
        link_type="dedupe_only" if dedupe else "link_only",
        unique_id_column_name="id",
        comparisons=made,
        blocking_rules_to_generate_predictions=[block_on("rare", arrays_to_explode=["rare"])],
        probability_two_random_records_match=1 / max(records, 1000),
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )


def _comparison(
    name: str, found: dict[str, ComparisonLevelCreator], known: dict[str, tuple[float, float]]
) -> ComparisonCreator:
    described: list[ComparisonLevelCreator | dict[str, Any]] = []
    for label, level in found.items():
        if label in known:
            m, u = known[label]
            level = level.configure(m_probability=m, u_probability=u, label_for_charts=label)
        described.append(level)
    return comparisons.CustomComparison(output_column_name=name, comparison_levels=described)


def _levels() -> dict[str, dict[str, ComparisonLevelCreator]]:
    """Comparison → label → level, the best first."""
    same_house = levels.And(
        levels.ExactMatchLevel("street"),
        levels.ExactMatchLevel("house_number"),
        levels.Or(levels.ExactMatchLevel("postal_code"), levels.ExactMatchLevel("town")),
    )
    nowhere = levels.CustomLevel(
        "(postal_code_l is null or postal_code_r is null) and (town_l is null or town_r is null)"
    ).configure(is_null_level=True)
    return {
        "name": {
            "unknown": levels.NullLevel("core"),
            "same": levels.ExactMatchLevel("core", term_frequency_adjustments=True),
            "written together": levels.ExactMatchLevel("compact"),
            "other name same": levels.ArrayIntersectLevel("names", min_intersection=1),
            "alike": levels.JaroWinklerLevel("compact", 0.94),
            "partial": levels.JaroWinklerLevel("compact", 0.85),
            "different": levels.ElseLevel(),
        },
        "marks": {
            "unknown": levels.NullLevel("marks"),
            "same": levels.ExactMatchLevel("marks"),
            "different": levels.ElseLevel(),
        },
        "form": {
            "unknown": levels.NullLevel("form"),
            "same": levels.ExactMatchLevel("form"),
            "related": levels.ExactMatchLevel("form_group"),
            "different": levels.ElseLevel(),
        },
        "place": {
            "unknown": nowhere,
            "address": same_house,
            "postal_code": levels.ExactMatchLevel("postal_code"),
            "town": levels.ExactMatchLevel("town"),
            "different": levels.ElseLevel(),
        },
        "website": {
            "unknown": levels.NullLevel("website"),
            "same": levels.ExactMatchLevel("website"),
            "different": levels.ElseLevel(),
        },
        "founded": {
            "unknown": levels.NullLevel("founded"),
            "day": levels.CustomLevel("founded_l = founded_r and length(founded_l) = 10"),
            "year": levels.CustomLevel("substr(founded_l, 1, 4) = substr(founded_r, 1, 4)"),
            "different": levels.ElseLevel(),
        },
        "identifier": {
            "unknown": levels.NullLevel("identifiers"),
            "same": levels.ArrayIntersectLevel("identifiers", min_intersection=1),
            "different": levels.ElseLevel(),
        },
    }
