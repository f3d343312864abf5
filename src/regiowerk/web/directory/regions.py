"""Regions with their counts: as a list of links and as circles on a map."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from regiowerk.codelists.queries import label
from regiowerk.common.collation import sort_key
from regiowerk.common.multilingual import Labels, pick
from regiowerk.directory import towns
from regiowerk.places.queries import region_labels
from regiowerk.web.directory.census import Census
from regiowerk.web.directory.circlemap import CircleMap, Spot, draw
from regiowerk.web.languages import current_language
from regiowerk.web.sides import side_of

NUTS3 = 5  # letters of the code of a region of the lowest level
LEAST_KM = 190.0  # from top to bottom of a map of regions


@dataclass(frozen=True)
class Counted:
    """A number with what it counts and where that is shown."""

    labels: Labels
    code: str  # stands in where there is no label
    count: int
    url: str
    side: str = ""


def counted(facet: str, census: Census) -> list[Counted]:
    """The values of a facet with code list, the most frequent first."""
    search = reverse("directory:search")
    return [
        Counted(label(facet.upper(), code), code, count, search + census.search(**{facet: code}))
        for code, count in sorted(census.of(facet).items(), key=lambda item: (-item[1], item[0]))
    ]


def counted_regions(census: Census, country: str) -> list[Counted]:
    """The regions of a country, the one with most organisations first."""
    counts = {code: count for code, count in census.of("region").items() if _is_region_of(code, country)}
    labels = region_labels(counts)
    language = current_language()
    order = sorted(counts, key=lambda code: (-counts[code], sort_key(pick(labels[code], language).text, language)))
    search = reverse("directory:search")
    return [
        Counted(labels[code], code, counts[code], search + census.search(region=code), side_of(country))
        for code in order
    ]


def region_map(census: Census, shape: float, countries: Iterable[str] | None = None) -> CircleMap | None:
    """The regions of the countries (of both sides) as circles; the census has to count towns, too."""
    centres = _centres(census.of("town"))
    language = current_language()
    spots = [
        Spot(pick(region.labels, language).text, *centres[region.code], region.count, region.side, region.url)
        for country in (settings.SIDES if countries is None else countries)
        for region in counted_regions(census, country)
        if region.code in centres
    ]
    return draw(spots, shape=shape, smallest_km=LEAST_KM)


def _is_region_of(code: str, country: str) -> bool:
    return len(code) == NUTS3 and code.startswith(country)


def _centres(counts: Mapping[str, int]) -> dict[str, tuple[float, float]]:
    """The middle of the organisations of each region: latitude and longitude."""
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for town in towns.named(counts).values():
        if town.latitude is None or town.longitude is None:
            continue
        weight = counts[town.key]
        total = sums[town.nuts3]
        total[0] += weight
        total[1] += weight * town.latitude
        total[2] += weight * town.longitude
    return {code: (latitude / count, longitude / count) for code, (count, latitude, longitude) in sums.items()}
