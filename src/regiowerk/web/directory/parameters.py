"""What the search form asks, read leniently from any query string."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, get_args
from urllib.parse import urlencode

from django.http import QueryDict

from regiowerk.codelists.nace import sector_path
from regiowerk.search.interface import FACETS, Box, Sort
from regiowerk.web.directory.area import area_text, read_area

RADII_KM = (5, 10, 25, 50, 80, 150)
DEFAULT_RADIUS_KM = 25
SORTS: tuple[Sort, ...] = get_args(Sort)
TEXT_LIMIT = 200  # characters of a text field that are read
VALUES_LIMIT = 40  # values of one facet that are read

_CODES = {
    "region": re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}"),
    "sector": re.compile(r"[A-V]|\d\d(\.\d{1,2})?"),
    "kind": re.compile(r"[a-z_]{1,24}"),
    "form": re.compile(r"[a-z_]{1,24}"),
    "status": re.compile(r"[a-z_]{1,24}"),
    "town": re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}-[a-z0-9-]{1,60}"),
    "profile": re.compile(r"own"),
    "founded": re.compile(r"\d{4}"),
}


@dataclass(frozen=True)
class SearchParameters:
    """State of the search page; the same in all languages."""

    q: str = ""
    place: str = ""
    place_in: str = ""  # region code that tells places of the same name apart
    radius: int = DEFAULT_RADIUS_KM
    area: Box | None = None  # section of the map
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # facet → values, only facets that have some
    sort: Sort | None = None
    page: int = 1

    @property
    def empty(self) -> bool:
        """Nothing is asked yet: the bare directory."""
        return not (self.q or self.place or self.area or self.filters or self.sort or self.page > 1)

    @property
    def filter_count(self) -> int:
        return sum(len(values) for values in self.filters.values())

    @property
    def area_text(self) -> str:
        return area_text(self.area) if self.area else ""

    def values(self, facet: str) -> tuple[str, ...]:
        return self.filters.get(facet, ())

    def with_filter(self, facet: str, values: tuple[str, ...]) -> "SearchParameters":
        others = {name: chosen for name, chosen in self.filters.items() if name != facet}
        return replace(self, page=1, filters={**others, facet: values} if values else others)

    def without(self, facet: str, value: str) -> "SearchParameters":
        return self.with_filter(facet, tuple(other for other in self.values(facet) if other != value))

    def changed(self, **changes: Any) -> "SearchParameters":
        return replace(self, **{"page": 1, **changes})

    @property
    def query_string(self) -> str:
        """With a leading '?', without what is empty or usual; '' for the bare directory."""
        pairs: list[tuple[str, str | int]] = []
        if self.q:
            pairs.append(("q", self.q))
        if self.place:
            pairs += [("place", self.place), ("radius", self.radius)]
            pairs += [("place_in", self.place_in)] if self.place_in else []
        if self.area:
            pairs.append(("area", self.area_text))
        pairs += [(facet, value) for facet in FACETS for value in self.values(facet)]
        if self.sort:
            pairs.append(("sort", self.sort))
        if self.page > 1:
            pairs.append(("page", self.page))
        return f"?{urlencode(pairs, safe=',')}" if pairs else ""


def read(query: QueryDict) -> SearchParameters:
    """Never raises: what cannot be understood is left out."""
    filters = {facet: _codes(query, facet) for facet in FACETS}
    sort = query.get("sort", "")
    return SearchParameters(
        q=_text(query, "q"),
        place=_text(query, "place"),
        place_in=next(iter(_codes(query, "place_in", _CODES["region"])), ""),
        radius=read_number(query, "radius", DEFAULT_RADIUS_KM, RADII_KM),
        area=read_area(query.get("area", "")),
        filters={facet: values for facet, values in filters.items() if values},
        sort=next((known for known in SORTS if known == sort), None),
        page=max(1, read_number(query, "page", 1)),
    )


def _text(query: QueryDict, name: str) -> str:
    """Printable characters of the last value, white space joined, cut to TEXT_LIMIT."""
    value = (query.get(name) or "")[: TEXT_LIMIT * 4]
    printable = "".join(char if char.isprintable() and not "\ud800" <= char <= "\udfff" else " " for char in value)
    return " ".join(printable.split())[:TEXT_LIMIT].strip()


def read_number(query: QueryDict, name: str, default: int, allowed: tuple[int, ...] = ()) -> int:
    """A whole number of at most nine digits; the default for anything else."""
    value = query.get(name) or ""
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        return default
    return int(value) if not allowed or int(value) in allowed else default


def _codes(query: QueryDict, name: str, pattern: re.Pattern[str] | None = None) -> tuple[str, ...]:
    pattern = pattern or _CODES[name]
    found = (value for value in query.getlist(name)[:VALUES_LIMIT] if pattern.fullmatch(value))
    return _deepest(tuple(dict.fromkeys(found)), name)


def _deepest(values: tuple[str, ...], facet: str) -> tuple[str, ...]:
    """Without those above another chosen one: who has chosen Saxony within Germany means Saxony."""
    if facet == "region":
        return tuple(
            value for value in values if not any(other != value and other.startswith(value) for other in values)
        )
    if facet == "sector":
        above = {code for value in values for code in sector_path(value)[:-1]}
        return tuple(value for value in values if value not in above)
    return values
