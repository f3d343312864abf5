"""Splink on DuckDB: the engine for one machine."""

from collections.abc import Iterable, Iterator

from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from regiowerk.linking.comparison import ScoredPair
from regiowerk.linking.engines import model
from regiowerk.linking.engines.base import EngineSettings
from regiowerk.linking.engines.staging import Staging
from regiowerk.linking.record import LinkRecord

_CHUNK = 150_000  # records of the left side whose pairs are in memory at once


class SplinkOnDuckDB:
    name = "duckdb"

    def link(
        self, left: Iterable[LinkRecord], right: Iterable[LinkRecord] | None, settings: EngineSettings
    ) -> Iterator[ScoredPair]:
        with Staging(settings) as staging:
            sides = staging.take(left, right)
            api = DuckDBAPI(connection=staging.connection)
            inputs = [api.register(side, dataset_display_name=side) for side in sides]
            linker = Linker(inputs, model.settings(dedupe=right is None, records=staging.records), log_level=None)
            predicted = linker.inference.predict(
                threshold_match_weight=settings.prune_below,
                num_chunks_left=1 + staging.records // _CHUNK,
                warning_mode="never",
            )
            yield from staging.second_look(predicted.physical_name)
