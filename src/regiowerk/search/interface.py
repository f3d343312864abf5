"""What can be asked of the search and what it answers. Knows documents and no model."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, Protocol

import msgspec

Sort = Literal["relevance", "name", "distance", "newest"]
# Facets of the organisations' index. Values of `region` are country and NUTS codes of every level
# (DE, DED, DED4, DED41), those of `sector` NACE Rev. 2.1 codes of every level (C, 25, 25.6, 25.62), those of `town`
# keys as `places.queries.town_key` makes them, of `profile` "own", of `founded` years.
FACETS = ("region", "sector", "kind", "form", "status", "town", "profile", "founded")
MAX_OFFSET = 10_000  # results beyond are reached by narrowing, not by paging
MAX_MAP_CELLS = 500


class Document(msgspec.Struct, frozen=True, gc=False):
    """One organisation as the index sees it."""

    id: str
    name: str
    language: str = ""  # of the name
    former_names: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    texts: Mapping[str, str] = {}  # language → text
    town: str = ""
    latitude: float | None = None
    longitude: float | None = None
    facets: Mapping[str, tuple[str, ...]] = {}
    active: bool = True  # ceased organisations are found, but after living ones
    newest: int = 0  # days since 1970-01-01, for the sorting by date


class Circle(NamedTuple):
    latitude: float
    longitude: float
    radius_km: float


class Box(NamedTuple):
    """Degrees of WGS 84, edges included; a box across the 180th meridian holds nothing."""

    west: float
    south: float
    east: float
    north: float


class Query(msgspec.Struct, frozen=True):
    """A search. Values of one facet are alternatives, facets narrow each other."""

    text: str = ""
    language: str = "en"  # the reader's
    filters: Mapping[str, frozenset[str]] = {}
    near: Circle | None = None
    within: Box | None = None
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = FACETS  # which to count


class Hit(msgspec.Struct, frozen=True):
    id: str
    score: float
    distance_km: float | None = None
    reasons: tuple[str, ...] = ()  # codes: name, former_name, identifier, text, typo


class FacetCount(NamedTuple):
    value: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody needs here


class Results(msgspec.Struct, frozen=True):
    total: int
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[FacetCount, ...]] = {}  # each counted without its own filter
    corrections: Mapping[str, tuple[str, ...]] = {}  # word of the query without a hit → words taken in its place
    relaxed: bool = False  # True: no hit has all words, these have some
    took_ms: float = 0.0


class MapView(NamedTuple):
    """What a map shows: a section, and how near to each other two cells may be told apart.

    The grid of a `step` (degrees of longitude; square in the Mercator projection) is the same wherever the section
    lies, so that cells stay as they are while the map is moved.
    """

    box: Box
    step: float
    limit: int = MAX_MAP_CELLS  # with more cells the step is doubled until they fit


class MapCell(msgspec.Struct, frozen=True):
    """Organisations side by side on a map."""

    latitude: float  # of their middle
    longitude: float
    count: int
    countries: tuple[FacetCount, ...]  # most frequent first; '' for those without a country
    extent: Box  # of their places; a point when all have the same
    id: str = ""  # of the organisation, where it is a single one


class MapCells(msgspec.Struct, frozen=True):
    total: int  # organisations in the section
    cells: tuple[MapCell, ...] = ()


class Suggestion(msgspec.Struct, frozen=True):
    id: str
    name: str
    town: str = ""
    region: str = ""  # the deepest region code


class IndexStatus(msgspec.Struct, frozen=True):
    version: int  # 0: there is no index yet
    documents: int
    built_at: str = ""
    size_bytes: int = 0


Progress = Callable[[int], None]  # called with the number of documents done since the last call


class Backend(Protocol):
    """An engine. One suite (tests/conformance) covers every backend."""

    def build(self, documents: Iterable[Document], expected: int, progress: Progress | None = None) -> IndexStatus:
        """Build a new version beside the old one, check its count, switch. Raises IndexCountError."""
        ...

    def apply(self, upserts: Iterable[Document], deletes: Iterable[str]) -> None:
        """Change the present version; visible to readers within a second."""
        ...

    def search(self, query: Query) -> Results: ...

    def cells(self, query: Query, view: MapView, without: Collection[str] = ()) -> MapCells:
        """All a query finds in a section of the map but organisations with some ids; order and page do not count."""
        ...

    def suggest(self, text: str, language: str, limit: int = 8) -> tuple[Suggestion, ...]: ...

    def status(self) -> IndexStatus: ...


class DocumentSource(Protocol):
    """Where documents come from; an upper package registers one (see `search.sources`)."""

    def count(self) -> int: ...

    def all(self) -> Iterator[Document]: ...

    def some(self, ids: Iterable[str]) -> Iterator[Document]:
        """The documents with these ids; an id that has none any more is left out."""
        ...


class IndexCountError(Exception):
    """The new index does not hold as many documents as there should be; the old one stays."""


class IndexBusyError(Exception):
    """Another process is writing the index."""
