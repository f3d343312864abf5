from pathlib import Path

import pytest

from regiowerk.registers.sources import catalogue
from regiowerk.registers.sources.base import Source


@pytest.fixture(params=catalogue.names())
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def source(name: str) -> Source:
    return catalogue.source(name)


@pytest.fixture
def sample(name: str) -> list[Path]:
    return sorted((catalogue.FOLDER / name / "sample").iterdir())
