"""One site for all tests of a module: they only read, or write what no other looks at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from regiowerk.accounts.models import Account
from regiowerk.web.operator import forms
from tests.factories.region import import_small_region
from tests.journeys.conftest import PASSWORD


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("data")
    folders = {"INDEX_DIR": root / "index", "SNAPSHOT_DIR": root / "snapshots", "WORK_DIR": root / "work"}
    with override_settings(DATA_DIR=root, **folders):
        yield root


@pytest.fixture(scope="module", autouse=True)
def _live_server_helper() -> None:
    """In the place of pytest-django's, which empties the database after each test."""


@pytest.fixture(scope="module")
def live_server(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[LiveServer]:
    with django_db_blocker.unblock(), override_settings(ALLOWED_HOSTS=["localhost"]):
        server = LiveServer("localhost")
        yield server
        # The connection stays shared: threads that served a window which is now closed have still to end.
        server.thread.terminate()
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def site(live_server: LiveServer, data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server with the small region and the operator in it; its forms take what is sent at once."""
    import_small_region(tmp_path_factory.mktemp("registers"))
    account = Account(email="operator@example.org", is_operator=True)
    account.set_password(PASSWORD)
    account.save()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "QUICKEST", 0)
        yield str(live_server.url)
