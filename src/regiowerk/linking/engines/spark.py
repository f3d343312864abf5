"""Splink on Spark: the engine for a cluster. Needs pyspark and Java; the work folder must be seen by all workers."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from splink import Linker

from regiowerk.linking.comparison import ScoredPair
from regiowerk.linking.engines import model
from regiowerk.linking.engines.base import EngineMissingError, EngineSettings
from regiowerk.linking.engines.staging import Staging
from regiowerk.linking.record import LinkRecord

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


class SplinkOnSpark:
    """`master`: address of the cluster, 'local[2]' for two cores of this machine."""

    name = "spark"

    def __init__(self, master: str = "local[2]") -> None:
        self._master = master

    def link(
        self, left: Iterable[LinkRecord], right: Iterable[LinkRecord] | None, settings: EngineSettings
    ) -> Iterator[ScoredPair]:
        spark = _session(self._master, settings)
        from splink.backends.spark import SparkAPI

        folder = settings.work_dir / "spark"
        try:
            with Staging(settings) as staging:
                api = SparkAPI(spark_session=spark, break_lineage_method="parquet")  # type: ignore[no-untyped-call]
                inputs = []
                for side in staging.take(left, right):
                    staging.connection.execute(f"copy {side} to '{folder / side}.parquet' (format parquet)")
                    frame = spark.read.parquet(str(folder / f"{side}.parquet"))
                    inputs.append(api.register(frame, dataset_display_name=side))
                linker = Linker(inputs, model.settings(dedupe=right is None, records=staging.records), log_level=None)
                predicted = linker.inference.predict(threshold_match_weight=settings.prune_below, warning_mode="never")
                pairs = spark.table(predicted.physical_name).select("id_l", "id_r")
                pairs.write.mode("overwrite").parquet(str(folder / "pairs"))
                yield from staging.second_look(f"read_parquet('{folder / 'pairs'}/*.parquet')")
        finally:
            spark.stop()
            shutil.rmtree(folder, ignore_errors=True)


def _session(master: str, settings: EngineSettings) -> "SparkSession":
    try:
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
        from splink.backends.spark import similarity_jar_location
    except ImportError as error:
        raise EngineMissingError("linking on Spark needs the package pyspark") from error
    if not shutil.which("java"):
        raise EngineMissingError("linking on Spark needs Java")
    folder = _emptied(settings.work_dir / "spark")
    options = {
        "spark.jars": similarity_jar_location(),
        "spark.driver.memory": f"{max(settings.memory_mb, 1000)}m",
        "spark.sql.shuffle.partitions": str(2 * settings.threads),
        "spark.default.parallelism": str(2 * settings.threads),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.local.dir": str(folder / "local"),
        "spark.ui.enabled": "false",
        "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder.master(master).appName("regiowerk")
    for key, value in options.items():
        builder = builder.config(key, value)
    try:
        spark = builder.getOrCreate()
    except PySparkRuntimeError as error:
        raise EngineMissingError(f"Spark does not start: {error}") from error
    spark.sparkContext.setCheckpointDir(str(folder / "checkpoints"))
    return spark


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
