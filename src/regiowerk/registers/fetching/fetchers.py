"""Which fetcher a source has: that of its `fetch.py`, else the files of [fetch.files], else none. Free of Django."""

from typing import cast

from regiowerk.registers.fetching.visits import SourceFetcher
from regiowerk.registers.fetching.whole_files import WholeFiles
from regiowerk.registers.sources import catalogue


def fetcher(source: str) -> SourceFetcher:
    """Raises UnknownSourceError."""
    if module := catalogue.beside(source, "fetch"):
        return cast("SourceFetcher", module.Fetcher())
    return WholeFiles() if "files" in catalogue.source(source).info.fetch else SourceFetcher()
