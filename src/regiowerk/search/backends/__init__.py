"""The engines. Today one: tantivy, inside the process."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from regiowerk.search.backends.tantivy import TantivyBackend
from regiowerk.search.interface import Backend


def backend() -> Backend:
    """The engine of this instance, with its files in `INDEX_DIR`."""
    return _tantivy(folder())


def folder() -> Path:
    return Path(settings.INDEX_DIR) / "organisations"


@lru_cache(maxsize=4)
def _tantivy(files: Path) -> TantivyBackend:
    return TantivyBackend(files)
