"""All reference data about places, in memory."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from sys import intern
from typing import Any

from django.db import models

from regiowerk.codelists.freshness import Fresh
from regiowerk.codelists.tables import LANGUAGES
from regiowerk.common.multilingual import Labels
from regiowerk.places import locality, postal
from regiowerk.places.actions import CARRIED
from regiowerk.places.models import LocalUnit, Place, PostalCode, Region


@dataclass(frozen=True, slots=True)
class Spot:
    """A town, or the places of a postal code. Degrees of WGS 84."""

    name: str
    country: str
    nuts3: str
    latitude: float | None
    longitude: float | None
    weight: int = 0
    postal_code: str = ""


Names = dict[str, list[Spot]]
_CHUNK = 5000
_COMPLETE_FROM = 1500  # keys of names; the package carries some hundreds of a country


@dataclass(eq=False)
class Gazetteer:
    regions: dict[str, Labels] = field(default_factory=dict)
    hints: dict[str, tuple[str, ...]] = field(default_factory=dict)  # key of a region's name → codes
    units: dict[tuple[str, str], str] = field(default_factory=dict)  # country, official code → NUTS 3
    postal_codes: dict[tuple[str, str], Spot] = field(default_factory=dict)
    full: dict[str, Names] = field(default_factory=dict)  # country → key of the whole name
    short: dict[str, Names] = field(default_factory=dict)  # country → 'frankfurt' for Frankfurt am Main
    ordered_keys: list[str] = field(default_factory=list)

    def named(self, country: str, key: str) -> list[list[Spot]]:
        """The towns of a country with this key: those that are called so in full, then those in short."""
        found = (self.full.get(country, {}).get(key), self.short.get(country, {}).get(key))
        return [spots for spots in found if spots]

    def is_complete(self, country: str) -> bool:
        """Whether the towns of a country are loaded, not just those that the package carries."""
        return len(self.full.get(country, {})) >= _COMPLETE_FROM

    def beginning_with(self, prefix: str, limit: int) -> Iterator[str]:
        """Keys of towns of any country in alphabetical order."""
        start = bisect_left(self.ordered_keys, prefix)
        for name in self.ordered_keys[start : start + limit]:
            if not name.startswith(prefix):
                return
            yield name


def _load() -> Gazetteer:
    book = Gazetteer()
    _load_regions(book)
    units = LocalUnit.objects.values_list("country", "code", "nuts3")
    book.units = {(country, code): nuts3 for country, code, nuts3 in units}
    _load_postal_codes(book)
    _load_places(book)
    book.ordered_keys = sorted({key for names in book.full.values() for key in names})
    return book


def _load_regions(book: Gazetteer) -> None:
    codes: dict[str, set[str]] = {}
    for code, level, name, labels in _rows(Region, "code", "level", "name", "labels"):
        if code in book.regions:
            continue
        book.regions[code] = dict.fromkeys(LANGUAGES, name) | labels
        if 1 <= level <= 2:
            for text in (name, *labels.values()):
                codes.setdefault(locality.key(text), set()).add(code)
    book.hints = {key: tuple(sorted(found)) for key, found in codes.items()}


def _load_postal_codes(book: Gazetteer) -> None:
    """A NUTS 3 code and coordinates may come from different sets."""
    columns = ("country", "code", "place", "nuts3", "latitude", "longitude")
    for country, code, place, nuts3, latitude, longitude in _rows(PostalCode, *columns):
        held = book.postal_codes.get((country, code))
        if held and held.nuts3 and held.latitude is not None:
            continue
        if held:
            place, nuts3 = held.name or place, held.nuts3 or nuts3
            if held.latitude is not None:
                latitude, longitude = held.latitude, held.longitude
        shown = postal.display(country, code)
        spot = Spot(place, intern(country), intern(nuts3), latitude, longitude, postal_code=shown)
        book.postal_codes[country, code] = spot


def _load_places(book: Gazetteer) -> None:
    columns = ("country", "name", "key", "nuts3", "latitude", "longitude", "weight")
    for names, country, name, key, nuts3, latitude, longitude, weight in _places(columns):
        spot = Spot(name, intern(country), intern(nuts3), latitude, longitude, weight)
        full, short = book.full.setdefault(country, {}), book.short.setdefault(country, {})
        _add(full, {key, *(locality.key(text) for text in names.values())}, spot)
        if not name.isalpha():
            _add(short, locality.short_keys(name), spot)


def _places(columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Places with their names in other languages, which only the carried ones have."""
    carried = Place.objects.filter(reference_set=CARRIED)
    yield from carried.values_list("names", *columns)
    for row in Place.objects.exclude(reference_set=CARRIED).order_by("id").values_list(*columns).iterator(_CHUNK):
        yield ({}, *row)


def _rows(model: type[models.Model], *columns: str) -> Iterator[tuple[Any, ...]]:
    """Rows of the carried set, then those of the others, the later set in the alphabet first."""
    every = model._default_manager
    yield from every.filter(reference_set=CARRIED).values_list(*columns)
    loaded = every.exclude(reference_set=CARRIED).order_by("-reference_set", "id")
    yield from loaded.values_list(*columns).iterator(_CHUNK)


def _add(names: Names, keys: Iterable[str], spot: Spot) -> None:
    for key in keys:
        held = names.setdefault(key, [])
        if not any(other.nuts3 == spot.nuts3 for other in held):
            held.append(spot)


gazetteer = Fresh(_load)
