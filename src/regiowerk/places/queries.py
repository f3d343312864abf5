"""Regions, towns and postal codes, from memory."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from regiowerk.common.multilingual import Labels
from regiowerk.common.text import slug
from regiowerk.places import locality, postal
from regiowerk.places.gazetteer import Gazetteer, Spot, gazetteer
from regiowerk.places.resolving import PlaceResolver, ResolvedPlace
from regiowerk.places.town_names import TownNames, town_names

__all__ = [
    "PlaceMatch",
    "PlaceResolver",
    "ResolvedPlace",
    "TownNames",
    "find_places",
    "region_labels",
    "region_path",
    "resolver",
    "town_key",
    "town_name",
    "town_names",
]

_NO_LABELS: Labels = {}
# So many towns that begin alike are weighed against each other.
_MOST_PREFIX_MATCHES = 400


class PlaceMatch(NamedTuple):
    """A town or postal area; degrees of WGS 84. `postal_code` is '' when it was found by its name."""

    name: str
    country: str
    nuts3: str
    latitude: float
    longitude: float
    postal_code: str


@lru_cache(maxsize=8192)
def region_path(code: str) -> tuple[str, ...]:
    """The country and the regions above a NUTS code, with itself: 'DED41' → ('DE', 'DED', 'DED4', 'DED41')."""
    return tuple(code[:length] for length in range(2, len(code) + 1))


def town_name(country: str, locality_text: str) -> str:
    """The town of a locality as registers write it: 'Praha 9-Hrdlořezy' → 'Praha', 'Chemnitz OT Grüna' → 'Chemnitz'."""
    return locality.town(country, locality_text)


@lru_cache(maxsize=16_384)
def town_key(country: str, nuts3: str, locality_text: str) -> str:
    """What a town is told by wherever it is named: 'CZ042-usti-nad-labem'; '' without a name."""
    name = slug(locality.town(country, locality_text))
    return f"{nuts3 or country}-{name}" if name else ""


def region_labels(codes: Iterable[str]) -> dict[str, Labels]:
    """Names of countries and regions by language; those without an own name there under that of the region itself."""
    regions = gazetteer().regions
    return {code: regions.get(code, _NO_LABELS) for code in codes}


def resolver() -> PlaceResolver:
    """To be asked for once in a run; it sees reference data as they are now."""
    return _resolver_of(gazetteer())


@lru_cache(maxsize=1)
def _resolver_of(book: Gazetteer) -> PlaceResolver:
    return PlaceResolver(book)


def find_places(text: str, prefer_countries: Sequence[str] = (), limit: int = 5) -> list[PlaceMatch]:
    """Towns by name in any language, with or without diacritics, complete or begun; or by postal code.

    Complete names go before begun ones, preferred countries before others, large towns before small ones.
    """
    book = gazetteer()
    text = text[:200]
    if digits := postal.from_text(text):
        spots: Iterable[Spot] = _of_postal_code(book, digits)
        return _matches(sorted(spots, key=lambda spot: spot.country not in prefer_countries), limit)

    def rank(spot: Spot) -> tuple[bool, int]:
        return spot.country not in prefer_countries, -spot.weight

    complete: list[Spot] = []
    for key in locality.spellings(text):
        if complete := [spot for country in book.full for spots in book.named(country, key) for spot in spots]:
            break
    begun = _begun(book, locality.key(text)) if len(complete) < limit else []
    return _matches([*sorted(complete, key=rank), *sorted(begun, key=rank)], limit)


def _of_postal_code(book: Gazetteer, digits: str) -> Iterator[Spot]:
    for country in book.full:
        if spot := book.postal_codes.get((country, digits)):
            yield spot


def _begun(book: Gazetteer, prefix: str) -> list[Spot]:
    if len(prefix) < 2:
        return []
    keys = list(book.beginning_with(prefix, _MOST_PREFIX_MATCHES))
    return [spot for key in keys for names in book.full.values() for spot in names.get(key, ())]


def _matches(spots: Iterable[Spot], limit: int) -> list[PlaceMatch]:
    matches: dict[tuple[str, str, str, str], PlaceMatch] = {}
    for spot in spots:
        if len(matches) >= limit:
            break
        if spot.latitude is None or spot.longitude is None:
            continue
        match = PlaceMatch(spot.name, spot.country, spot.nuts3, spot.latitude, spot.longitude, spot.postal_code)
        matches.setdefault((spot.name, spot.country, spot.nuts3, spot.postal_code), match)
    return list(matches.values())
