"""The region at a glance: figures, both sides, their sectors, what is new. Every number opens what it counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from regiowerk.common.multilingual import Labels
from regiowerk.web.directory import census, regions
from regiowerk.web.directory.census import Census
from regiowerk.web.directory.circlemap import CircleMap
from regiowerk.web.directory.regions import Counted, counted
from regiowerk.web.directory.results import Row
from regiowerk.web.directory.shortlist import Shortlist
from regiowerk.web.sectors.comparing import Comparison, compare
from regiowerk.web.sides import side_labels, side_of

PROFILES, NEWEST, REGIONS, SECTORS = 3, 4, 6, 10  # shown of each
MAP_SHAPE = 1.0  # height / width


@dataclass(frozen=True)
class Figure:
    count: int
    text: str
    url: str
    year: str = ""


@dataclass(frozen=True)
class Side:
    code: str
    country: Labels
    side: str
    count: int
    url: str
    regions: list[Counted]
    kinds: list[Counted]
    profiles: list[Row]
    newest: list[Row]  # none where the register has no dates


@dataclass(frozen=True)
class Glance:
    figures: list[Figure]
    sides: list[Side]
    elsewhere: list[Counted]  # organisations of other countries
    map: CircleMap | None
    sectors: Comparison

    @property
    def introduced(self) -> bool:
        return any(side.profiles for side in self.sides)

    @property
    def dated(self) -> list[Side]:
        """The sides whose registers tell what is new."""
        return [side for side in self.sides if side.newest]

    @property
    def countries(self) -> set[str]:
        return {side.code for side in self.sides} | {country.code for country in self.elsewhere}


def look() -> Glance | None:
    """None while there is no organisation."""
    everything = census.take(facets=("region", "kind", "profile", "founded", "town"))
    if not everything.total:
        return None
    countries = [code for code in settings.SIDES if everything.of("region").get(code)]
    by_side = {
        code: census.take({"region": (code,)}, ("sector", "kind", "founded"), newest=NEWEST) for code in countries
    }
    return Glance(
        figures=_figures(everything),
        sides=_sides(everything, by_side),
        elsewhere=_elsewhere(everything),
        map=regions.region_map(everything, MAP_SHAPE),
        sectors=compare(by_side, SECTORS),
    )


def _figures(everything: Census) -> list[Figure]:
    total, kinds = everything.total, everything.of("kind")
    research, education, associations = (kinds.get(kind, 0) for kind in ("research", "education", "association"))
    years = everything.of("founded")
    year = _latest_year(years)
    search = reverse("directory:search")
    figures = [
        Figure(total, ngettext("organisation", "organisations", total), search + everything.search()),
        Figure(
            research,
            ngettext("research institution", "research institutions", research),
            search + everything.search(kind="research"),
        ),
        Figure(
            education,
            ngettext("education provider", "education providers", education),
            search + everything.search(kind="education"),
        ),
        Figure(
            associations,
            ngettext("association", "associations", associations),
            search + everything.search(kind="association"),
        ),
        Figure(
            everything.of("profile").get("own", 0),
            gettext("with their own profile"),
            search + everything.search(profile="own"),
        ),
        Figure(
            everything.of("founded").get(year, 0), gettext("founded in"), search + everything.search(founded=year), year
        ),
    ]
    return [figure for figure in figures if figure.count]


def _latest_year(years: Iterable[str]) -> str:
    """The latest year that is not still to come; registers have typing errors."""
    return max((year for year in years if year <= str(timezone.localdate().year)), default="")


def _sides(everything: Census, by_side: dict[str, Census]) -> list[Side]:
    labels = side_labels(by_side)
    profiled = {code: census.take({"region": (code,), "profile": ("own",)}, newest=PROFILES) for code in by_side}
    found = Shortlist(*by_side.values(), *profiled.values())
    search = reverse("directory:search")
    return [
        Side(
            code=code,
            country=labels[code],
            side=side_of(code),
            count=part.total,
            url=search + part.search(),
            regions=regions.counted_regions(everything, code)[:REGIONS],
            kinds=counted("kind", part),
            profiles=found.of(profiled[code]),
            newest=found.of(part) if part.of("founded") else [],
        )
        for code, part in by_side.items()
    ]


def _elsewhere(everything: Census) -> list[Counted]:
    counts = {code: n for code, n in everything.of("region").items() if len(code) == 2 and code not in settings.SIDES}
    labels = side_labels(counts)
    search = reverse("directory:search")
    return [
        Counted(labels[code], code, count, search + everything.search(region=code)) for code, count in counts.items()
    ]
