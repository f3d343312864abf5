"""How many living organisations there are of what, each number with the search that shows exactly those."""

from collections.abc import Mapping
from dataclasses import dataclass

from regiowerk.search import queries as engine
from regiowerk.search.interface import Hit, Query
from regiowerk.web.directory.parameters import SearchParameters
from regiowerk.web.directory.sources import LIVING
from regiowerk.web.languages import current_language

HANDFUL = 5  # a page about fewer organisations is not worth being found
Filters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Census:
    """The living organisations within some filters, counted by facets."""

    filters: Filters  # without the status
    total: int
    counts: Mapping[str, Mapping[str, int]]  # facet → value → count, each facet counted without its own filter
    hits: tuple[Hit, ...]

    def of(self, facet: str) -> Mapping[str, int]:
        return self.counts.get(facet, {})

    def search(self, **values: str | tuple[str, ...]) -> str:
        """Query string of the search within these filters, some set anew; its total is the figure counted here."""
        chosen = {facet: (value,) if isinstance(value, str) else value for facet, value in values.items()}
        living = tuple(status for status in self.of("status") if status in LIVING)
        return SearchParameters(filters={**self.filters, **chosen, "status": living}).query_string


NOTHING = Census({}, 0, {}, ())


def take(filters: Filters | None = None, facets: tuple[str, ...] = (), newest: int = 0) -> Census:
    """Ask the engine once; with the `newest` organisations as hits."""
    filters = filters or {}
    asked = {facet: frozenset(values) for facet, values in filters.items()}
    found = engine.search(
        Query(
            language=current_language(),
            filters={**asked, "status": LIVING},
            sort="newest",
            limit=newest,
            facets=(*facets, "status"),
        )
    )
    counts = {facet: {item.value: item.count for item in items} for facet, items in found.facets.items()}
    return Census(filters, found.total, counts, found.hits)
