"""Reads of the search, for all upper packages."""

from collections.abc import Collection

from regiowerk.search.backends import backend
from regiowerk.search.highlighting import highlight
from regiowerk.search.interface import IndexStatus, MapCells, MapView, Query, Results, Suggestion
from regiowerk.search.models import PendingChange

__all__ = ["cells", "highlight", "pending_changes", "search", "status", "suggest"]


def search(query: Query) -> Results:
    """Answers any query, whatever its text; without an index there are no hits."""
    return backend().search(query)


def cells(query: Query, view: MapView, without: Collection[str] = ()) -> MapCells:
    """What a query finds in a section of the map, gathered into cells; without those of some ids."""
    return backend().cells(query, view, without)


def suggest(text: str, language: str, limit: int = 8) -> tuple[Suggestion, ...]:
    return backend().suggest(text, language, limit)


def status() -> IndexStatus:
    return backend().status()


def pending_changes() -> int:
    """Documents noted as changed that the index does not show yet."""
    return PendingChange.objects.count()
