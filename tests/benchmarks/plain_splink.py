"""Plain Splink on the same records: the baseline of the linking benchmark.

As good as it gets with Splink's own parts: names without legal form and folded as ours, Jaro-Winkler levels with term
frequencies, one comparison for the address, the legal form apart, the same blocking, parameters estimated by EM on a
sample. Of the pairs the mutually best ones are kept; the caller picks the threshold that suits it best.
"""

from collections.abc import Iterable

import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

from regiowerk.linking.engines.base import EngineSettings
from regiowerk.linking.engines.staging import Staging
from regiowerk.linking.record import LinkRecord


def link(
    left: Iterable[LinkRecord], right: Iterable[LinkRecord], settings: EngineSettings
) -> list[tuple[str, str, float, str]]:
    with Staging(settings) as staging:
        sides = staging.take(left, right)
        api = DuckDBAPI(connection=staging.connection)
        linker = Linker([api.register(side, dataset_display_name=side) for side in sides], _settings(), log_level=None)
        training = linker.training
        training.estimate_probability_two_random_records_match([block_on("core", "postal_code")], recall=0.6)
        training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
        training.estimate_parameters_using_expectation_maximisation(block_on("core"), max_pairs=1e6)
        training.estimate_parameters_using_expectation_maximisation(block_on("postal_code"), max_pairs=1e6)
        predicted = linker.inference.predict(
            threshold_match_weight=-5, num_chunks_left=1 + staging.records // 150_000, warning_mode="never"
        )
        return staging.connection.execute(
            f"""
            select id_l, id_r, match_weight, '' from {predicted.physical_name}
            qualify row_number() over (partition by id_l order by match_weight desc, id_r) = 1
                and row_number() over (partition by id_r order by match_weight desc, id_l) = 1
            """
        ).fetchall()


def _settings() -> SettingsCreator:
    name = comparisons.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            levels.NullLevel("core"),
            levels.ExactMatchLevel("core", term_frequency_adjustments=True),
            levels.JaroWinklerLevel("core", 0.95),
            levels.JaroWinklerLevel("core", 0.88),
            levels.JaroWinklerLevel("core", 0.8),
            levels.ElseLevel(),
        ],
    )
    address = comparisons.CustomComparison(
        output_column_name="address",
        comparison_levels=[
            levels.CustomLevel("postal_code_l is null or postal_code_r is null").configure(is_null_level=True),
            levels.And(levels.ExactMatchLevel("street"), levels.ExactMatchLevel("house_number")),
            levels.ExactMatchLevel("postal_code"),
            levels.ExactMatchLevel("town"),
            levels.ElseLevel(),
        ],
    )
    return SettingsCreator(
        link_type="link_only",
        unique_id_column_name="id",
        comparisons=[name, address, comparisons.ExactMatch("form"), comparisons.ExactMatch("website")],
        blocking_rules_to_generate_predictions=[block_on("rare", arrays_to_explode=["rare"])],
        retain_matching_columns=False,
    )
