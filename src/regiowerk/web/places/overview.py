"""All towns with organisations, by country and region, from A to Z."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext

from regiowerk.common.collation import sort_key
from regiowerk.common.multilingual import Labels, pick
from regiowerk.directory import towns
from regiowerk.directory.towns import Town
from regiowerk.places.queries import region_labels
from regiowerk.web.directory import census
from regiowerk.web.languages import current_language
from regiowerk.web.places.addresses import town_url
from regiowerk.web.places.naming import TownName, name_of
from regiowerk.web.sides import side_of


@dataclass(frozen=True)
class TownLine:
    name: TownName
    count: int
    url: str


@dataclass(frozen=True)
class RegionLines:
    code: str
    labels: Labels
    towns: list[TownLine]


@dataclass(frozen=True)
class CountryLines:
    code: str
    labels: Labels
    side: str
    count: int  # towns
    regions: list[RegionLines]


def overview() -> list[CountryLines]:
    """Both sides first, then the other countries by name; regions and towns in the reader's alphabet."""
    counts = census.take(facets=("town",)).of("town")
    found: defaultdict[str, defaultdict[str, list[Town]]] = defaultdict(lambda: defaultdict(list))
    for town in towns.named(counts).values():
        found[town.country][town.nuts3].append(town)
    labels = region_labels({*found, *(code for regions in found.values() for code in regions)})
    return [
        CountryLines(
            code=country,
            labels=labels[country],
            side=side_of(country),
            count=sum(map(len, found[country].values())),
            regions=[
                RegionLines(code, labels[code] if code else _no_region(), _lines(found[country][code], counts))
                for code in _alphabetical(found[country], labels)
            ],
        )
        for country in _order(found, labels)
    ]


def _lines(found: Iterable[Town], counts: Mapping[str, int]) -> list[TownLine]:
    language = current_language()
    lines = [TownLine(name_of(town), counts[town.key], town_url(town.key)) for town in found]
    return sorted(lines, key=lambda line: sort_key(line.name.own, language))


def _alphabetical(codes: Iterable[str], labels: dict[str, Labels]) -> list[str]:
    """Towns whose region is not known come last."""
    language = current_language()
    return sorted(codes, key=lambda code: (not code, sort_key(pick(labels.get(code, {}), language).text, language)))


def _order(countries: Iterable[str], labels: dict[str, Labels]) -> list[str]:
    present = list(countries)
    sides = [code for code in settings.SIDES if code in present]
    return sides + _alphabetical((code for code in present if code not in sides), labels)


def _no_region() -> Labels:
    return {current_language(): gettext("Region not known")}
