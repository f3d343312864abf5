"""One suite for every engine that links: the same records give the same pairs, whoever does the work."""

import shutil
from collections.abc import Callable
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import pytest

from regiowerk.linking.comparison import ScoredPair
from regiowerk.linking.engines.base import Engine, EngineMissingError, EngineSettings
from regiowerk.linking.engines.duckdb import SplinkOnDuckDB
from regiowerk.linking.engines.spark import SplinkOnSpark
from regiowerk.linking.record import LinkRecord
from tests.factories.overlap import registers

SIZE = 300
SPARK = pytest.mark.skipif(
    not (find_spec("pyspark") and shutil.which("java")), reason="needs the package pyspark, and Java"
)
ENGINES = [pytest.param(SplinkOnDuckDB, id="duckdb"), pytest.param(SplinkOnSpark, id="spark", marks=SPARK)]


def sides() -> tuple[list[LinkRecord], list[LinkRecord]]:
    left, right = registers(3, SIZE)
    return list(left), list(right)


def link(
    engine: Engine, folder: Path, left: list[LinkRecord], right: list[LinkRecord] | None
) -> list[tuple[str, str, str, float]]:
    pairs: list[ScoredPair] = list(engine.link(left, right, EngineSettings(work_dir=folder, memory_mb=300)))
    return sorted((pair.left, pair.right, pair.band, round(pair.weight, 6)) for pair in pairs)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, str, float]]:
    return link(SplinkOnDuckDB(), tmp_path_factory.mktemp("expected"), *sides())


@pytest.mark.parametrize("engine", ENGINES)
class TestEngine:
    def test_finds_the_partners(
        self, engine: Callable[[], Engine], tmp_path: Path, expected: list[tuple[str, str, str, float]]
    ) -> None:
        left, right = sides()
        found = link(engine(), tmp_path, list(reversed(left)), list(reversed(right)))
        assert found == expected
        numbers = {record.id[2:] for record in left} & {record.id[2:] for record in right}
        sure = [(one[2:], other[2:]) for one, other, band, _ in found if band == "sure"]
        assert len(sure) > 0.85 * len(numbers)
        assert all(one == other for one, other in sure)

    def test_links_within_one_set(self, engine: Callable[[], Engine], tmp_path: Path) -> None:
        left, right = sides()
        known = {record.id[2:] for record in left[-60:]}
        mixed = left[-60:] + [record for record in right if record.id[2:] in known]
        sure = [(one[2:], other[2:]) for one, other, band, _ in link(engine(), tmp_path, mixed, None) if band == "sure"]
        assert len(sure) > 45
        assert all(one == other for one, other in sure)

    def test_nothing_comes_of_nothing(self, engine: Callable[[], Engine], tmp_path: Path) -> None:
        left, _ = sides()
        assert link(engine(), tmp_path, list(islice(left, 3)), []) == []

    def test_leaves_no_files(self, engine: Callable[[], Engine], tmp_path: Path) -> None:
        left, right = sides()
        link(engine(), tmp_path, left[:50], right[:50])
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_spark_says_what_it_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(EngineMissingError, match=r"Java|pyspark"):
        next(SplinkOnSpark().link([], [], EngineSettings(work_dir=tmp_path)))
