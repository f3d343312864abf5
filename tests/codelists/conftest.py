from collections.abc import Iterator

import pytest

from regiowerk.codelists.freshness import forget_all


@pytest.fixture(autouse=True)
def fresh_memory() -> Iterator[None]:
    """What a test loads is rolled back after it, so nothing of it may stay in memory."""
    forget_all()
    yield
    forget_all()
