"""From what a register writes about a place to the town, its region and its coordinates."""

from collections.abc import Mapping
from typing import NamedTuple

from regiowerk.places import locality, postal
from regiowerk.places.gazetteer import Gazetteer, Spot

MAX_CACHED = 200_000
# The names under which registers give an official code of the municipality or district.
CODE_NAMES = ("lau", "nuts3", "okres", "terc", "municipality", "bfs_commune", "ags")
# A town this many times heavier than the next of its name is meant when nothing else is said.
CLEAR_LEAD = 4
# From this weight on a town is meant even when the hint points elsewhere: Dresden's register has firms of Berlin.
LARGE_TOWN = 40

_NO_CODES: Mapping[str, str] = {}


class ResolvedPlace(NamedTuple):
    """`method`: code, postal_code, locality, locality_ambiguous, or '' when nothing was found.

    Latitude and longitude in degrees of WGS 84.
    """

    town: str
    nuts3: str
    latitude: float | None
    longitude: float | None
    method: str


class PlaceResolver:
    """Answers from memory; the answers given are kept, at most MAX_CACHED of them."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._book = gazetteer
        self._cache: dict[tuple[str, str, str, str, str], ResolvedPlace] = {}
        self._hints: dict[tuple[str, str], tuple[str, ...]] = {}

    def resolve(
        self,
        country: str,
        postal_code: str = "",
        locality: str = "",
        codes: Mapping[str, str] = _NO_CODES,
        region_hint: str = "",
    ) -> ResolvedPlace:
        """The place by its official code, else by its postal code, else by its name.

        `country` is ISO 3166-1 alpha-2; `region_hint` a NUTS code or a region's name in any language.
        """
        official = _official(codes) if codes else ""
        key = (country, postal_code, locality, official, region_hint)
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) >= MAX_CACHED:
                self._cache.clear()
            found = self._cache[key] = self._resolve(*key)
        return found

    def _resolve(self, country: str, postal_code: str, name: str, official: str, region_hint: str) -> ResolvedPlace:
        area = self._book.postal_codes.get((country, postal.normalise(country, postal_code))) if postal_code else None
        if nuts3 := self._by_code(country, official):
            town, _ = self._by_name(country, name, (nuts3,))
            spot = area if area and area.nuts3 == nuts3 else town if town and town.nuts3 == nuts3 else None
            return _answer(town if town and town.nuts3 == nuts3 else None, spot, name, nuts3, "code")
        if area and area.nuts3:
            town, _ = self._by_name(country, name, (area.nuts3,))
            if town and town.nuts3 != area.nuts3:
                town = None
            return _answer(town, area, name or area.name, area.nuts3, "postal_code")
        town, sure = self._by_name(country, name, self._hint(country, region_hint))
        if town:
            return _answer(town, area or town, name, town.nuts3, "locality" if sure else "locality_ambiguous")
        return _answer(None, area, name, "", "")

    def _by_code(self, country: str, code: str) -> str:
        """The NUTS 3 region of an official code, '' when the code is not known."""
        if not code:
            return ""
        # LAU codes of Czechia begin with the NUTS 3 code; a NUTS 3 code is itself.
        if len(code) in (5, 6) and code[:2] == country and code[:5] in self._book.regions:
            return code[:5]
        for length in (len(code), 6, 5, 4):
            if nuts3 := self._book.units.get((country, code[:length])):
                return nuts3
        return ""

    def _hint(self, country: str, text: str) -> tuple[str, ...]:
        if not text:
            return ()
        found = self._hints.get((country, text))
        if found is None:
            if text in self._book.regions:
                found = (text,)
            else:
                named = self._book.hints.get(locality.key(text), ())
                found = tuple(code for code in named if code.startswith(country))
            self._hints[country, text] = found
        return found

    def _by_name(self, country: str, text: str, hint: tuple[str, ...]) -> tuple[Spot | None, bool]:
        """The town, and whether it is the only one that can be meant. Towns inside the hint go first."""
        if not text:
            return None, False
        wanted = locality.qualifier(text)
        named = [
            fitting
            for key in locality.spellings(text)
            for spots in self._book.named(country, key)
            if (fitting := _fitting(spots, wanted))
        ]
        if hint:
            for spots in named:
                if inside := [spot for spot in spots if spot.nuts3.startswith(hint)]:
                    return _choose(inside)
        for spots in named:
            spot, sure = _choose(spots)
            large = spot.weight >= LARGE_TOWN
            # With only a few towns of a country at hand, a small one elsewhere is hardly the one that is meant.
            if not hint or large or self._book.is_complete(country):
                return spot, sure and (not hint or large)
        return None, False


def _official(codes: Mapping[str, str]) -> str:
    for name in CODE_NAMES:
        if code := codes.get(name):
            return code
    return ""


def _fitting(spots: list[Spot], wanted: tuple[str, ...]) -> list[Spot]:
    """Those that share a word with what the name adds to its first word, else those that add nothing themselves."""
    if not wanted:
        return spots
    told_apart = [(spot, locality.qualifier(spot.name)) for spot in spots]
    alike = [spot for spot, own in told_apart if _qualified_alike(wanted, own)]
    return alike or [spot for spot, own in told_apart if not own]


def _qualified_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return any(a.startswith(b) or b.startswith(a) for a in one for b in other)


def _choose(spots: list[Spot]) -> tuple[Spot, bool]:
    """The heaviest, and whether it is so by far."""
    heaviest = max(spots, key=lambda spot: spot.weight)
    return heaviest, all(spot is heaviest or spot.weight * CLEAR_LEAD <= heaviest.weight for spot in spots)


def _answer(town: Spot | None, spot: Spot | None, name: str, nuts3: str, method: str) -> ResolvedPlace:
    where = spot if spot and spot.latitude is not None else town
    return ResolvedPlace(
        town.name if town else name,
        nuts3,
        where.latitude if where else None,
        where.longitude if where else None,
        method,
    )
