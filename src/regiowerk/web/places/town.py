"""One town: what is there, and what lies around it, on its own side of the border and on the other."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from regiowerk.directory import towns
from regiowerk.directory.towns import Town
from regiowerk.places.distance import distance_km
from regiowerk.places.queries import region_labels
from regiowerk.web.directory import census
from regiowerk.web.directory.census import HANDFUL, Census
from regiowerk.web.directory.circlemap import CircleMap, Spot, draw
from regiowerk.web.directory.facets import path_of
from regiowerk.web.directory.parameters import SearchParameters
from regiowerk.web.directory.regions import Counted, counted
from regiowerk.web.directory.results import Row
from regiowerk.web.directory.shortlist import Shortlist
from regiowerk.web.places.addresses import town_url
from regiowerk.web.places.naming import TownName, name_of
from regiowerk.web.sides import side_of

PROFILES, NEWEST, SECTORS = 6, 6, 12  # shown of each
NEIGHBOURS, ACROSS, ON_MAP = 10, 6, 26
NEAR_KM, ACROSS_KM = 60.0, 120.0
MAP_SHAPE, MAP_KM, LARGEST_CIRCLE = 0.82, 60.0, 24.0
_DIVISION = 2  # letters of the code of a division


@dataclass(frozen=True)
class Neighbour:
    town: Town
    name: TownName
    count: int
    distance_km: float
    side: str
    url: str


@dataclass(frozen=True)
class TownPage:
    town: Town
    name: TownName
    side: str
    path: list[Counted]  # country and regions
    total: int
    search: str
    around: str  # the search around the town
    kinds: list[Counted]
    sectors: list[Counted]
    sectors_known: bool  # of most of its organisations
    profiles: list[Row]
    profile_count: int
    profile_search: str
    newest: list[Row]
    dated: bool  # whether the registers tell what is new
    neighbours: list[Neighbour]
    across: list[Neighbour]
    map: CircleMap | None

    @property
    def thin(self) -> bool:
        return self.total < HANDFUL


def present(key: str) -> TownPage | None:
    """None where no living organisation is in such a town."""
    town = towns.named([key]).get(key)
    part = census.take({"town": (key,)}, ("town", "region", "sector", "kind", "founded"), newest=NEWEST)
    if town is None or not part.total:
        return None
    profiles = census.take({"town": (key,), "profile": ("own",)}, newest=PROFILES)
    found = Shortlist(part, profiles)
    in_own_words = found.of(profiles)
    around = _around(town, part.of("town"))
    search = reverse("directory:search")
    return TownPage(
        town=town,
        name=name_of(town),
        side=side_of(town.country),
        path=_path(town, part, search),
        total=part.total,
        search=search + part.search(),
        around=search + SearchParameters(place=town.name, place_in=town.nuts3, sort="distance").query_string,
        kinds=counted("kind", part),
        sectors=[line for line in counted("sector", part) if len(line.code) == _DIVISION][:SECTORS],
        sectors_known=sum(count for code, count in part.of("sector").items() if code.isalpha()) > part.total / 2,
        profiles=in_own_words,
        profile_count=profiles.total,
        profile_search=search + profiles.search(),
        newest=found.of(part, without=in_own_words),
        dated=bool(part.of("founded")),
        neighbours=[near for near in around if near.distance_km <= NEAR_KM and not _is_across(near, town)][:NEIGHBOURS],
        across=[near for near in around if _is_across(near, town)][:ACROSS],
        map=_map(town, part.total, around),
    )


def _path(town: Town, part: Census, search: str) -> list[Counted]:
    """The regions the town lies in, with what is in all of each."""
    codes = path_of("region", town.nuts3 or town.country)
    labels = region_labels(codes)
    return [
        Counted(labels[code], code, 0, search + SearchParameters(filters={"region": (code,)}).query_string)
        for code in codes
    ]


def _around(town: Town, counts: Mapping[str, int]) -> list[Neighbour]:
    """The other towns within ACROSS_KM, the nearest first."""
    if town.latitude is None or town.longitude is None:
        return []
    found = []
    for other in towns.named(counts).values():
        if other.key == town.key or other.latitude is None or other.longitude is None:
            continue
        kilometres = distance_km(town.latitude, town.longitude, other.latitude, other.longitude)
        if kilometres <= ACROSS_KM:
            found.append((kilometres, other))
    found.sort(key=lambda item: (item[0], item[1].key))
    return [
        Neighbour(other, name_of(other), counts[other.key], kilometres, side_of(other.country), town_url(other.key))
        for kilometres, other in found
    ]


def _is_across(near: Neighbour, town: Town) -> bool:
    return near.town.country != town.country and near.town.country in settings.SIDES


def _map(town: Town, total: int, around: list[Neighbour]) -> CircleMap | None:
    if town.latitude is None or town.longitude is None:
        return None
    own = Spot(town.name, town.latitude, town.longitude, total, side_of(town.country), "", chosen=True)
    others = [near for near in around if near.distance_km <= NEAR_KM][:ON_MAP]
    spots = [
        Spot(near.town.name, near.town.latitude, near.town.longitude, near.count, near.side, near.url)
        for near in others
        if near.town.latitude is not None and near.town.longitude is not None
    ]
    return draw([own, *spots], shape=MAP_SHAPE, smallest_km=MAP_KM, largest=LARGEST_CIRCLE)
