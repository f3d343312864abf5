import re
from pathlib import Path

import pytest

from regiowerk.accounts.models import Account
from regiowerk.registers.models import Run
from regiowerk.web.assets import CSS_DIR
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


@pytest.fixture(scope="session")
def styles() -> dict[str, str]:
    """Every stylesheet but that of the tokens, without its comments: name and text."""
    return {
        str(file.relative_to(CSS_DIR)): re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        for file in sorted(CSS_DIR.rglob("*.css"))
        if file.name != "tokens.css"
    }
