from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from regiowerk.registers import queries
from regiowerk.registers.actions import import_files
from regiowerk.registers.queries import RunReport
from tests.registers import loopback
from tests.registers.loopback import FakeTime, Server
from tests.registers.registers_live import Fetch

Importer = Callable[..., RunReport]


@pytest.fixture
def server() -> Iterator[Server]:
    with loopback.running() as found:
        yield found


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def fetch(db: None, server: Server, time: FakeTime) -> Fetch:
    return Fetch(server, time)


@pytest.fixture
def import_de(db: None) -> Importer:
    """Import one OffeneRegister file and return the report."""

    def run(path: Path, **options: Any) -> RunReport:
        done = import_files(source="de_offeneregister", paths=[path], by="test", **options)
        report = queries.run_report(done.pk)
        assert report
        return report

    return run


@pytest.fixture
def import_cz(db: None) -> Importer:
    def run(*paths: Path, **options: Any) -> RunReport:
        done = import_files(source="cz_res", paths=list(paths), by="test", **options)
        report = queries.run_report(done.pk)
        assert report
        return report

    return run
