from pathlib import Path

import pytest

from regiowerk.accounts.models import Account
from regiowerk.registers.models import Run
from tests.factories.region import import_small_region


@pytest.fixture
def region(db: None, tmp_path: Path) -> list[Run]:
    """The small region, imported and indexed; one run for each side."""
    return import_small_region(tmp_path)


@pytest.fixture
def operator(db: None) -> Account:
    return Account.objects.create(email="operator@example.org", is_operator=True)


@pytest.fixture
def visitor_account(db: None) -> Account:
    return Account.objects.create(email="somebody@example.org")
