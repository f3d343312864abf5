import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real register extracts, which is not part of the project."""
    if not SHARED.is_dir():
        pytest.skip("the shared folder with register extracts is not there")
    return SHARED


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings: "django_settings") -> Iterator[Path]:
    """Each test has its own index, snapshots and work folder."""
    root = tmp_path / "data"
    root.mkdir()
    settings.DATA_DIR = root
    settings.INDEX_DIR = root / "index"
    settings.SNAPSHOT_DIR = root / "snapshots"
    settings.WORK_DIR = root / "work"
    yield root
    shutil.rmtree(root, ignore_errors=True)
