from pathlib import Path

import pytest

from regiowerk.accounts.models import Account
from regiowerk.registers.models import Run
from tests.factories.region import import_small_region


@pytest.fixture
def region(db: None, tmp_path: Path) -> list[Run]:
    return import_small_region(tmp_path)


@pytest.fixture
def owner(db: None) -> Account:
    return Account.objects.create(email="chamber@example.org")


@pytest.fixture
def stranger(db: None) -> Account:
    """Even an operator sees no list of somebody else."""
    return Account.objects.create(email="operator@example.org", is_operator=True)
