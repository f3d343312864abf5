"""One sector: what belongs to it, where it is, who is in it, what lies next to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from regiowerk.codelists.nace import sector_path
from regiowerk.codelists.queries import label
from regiowerk.common.multilingual import Labels
from regiowerk.web.directory import census
from regiowerk.web.directory.census import HANDFUL, Census
from regiowerk.web.directory.circlemap import CircleMap
from regiowerk.web.directory.regions import Counted, counted_regions, region_map
from regiowerk.web.directory.results import Row
from regiowerk.web.directory.shortlist import Shortlist, in_turn
from regiowerk.web.sectors.addresses import sector_url
from regiowerk.web.sides import side_labels, side_of

PROFILES, NEWEST, KNOWLEDGE, REGIONS, SIBLINGS = 6, 6, 4, 8, 10  # shown of each
COUNTRIES = 4  # of which organisations are shown
MAP_SHAPE = 0.9
CLASS = 5  # letters of the code of a class
_COUNTRY = 2  # the same of a country among regions
# Sections that are research and education themselves.
_OF_KNOWLEDGE = frozenset({"72", "85", "Q"})


@dataclass(frozen=True)
class SectorPage:
    code: str
    labels: Labels
    path: list[Counted]  # the sectors above it
    total: int
    search: str
    sides: list[Counted]
    parts: list[Counted]
    siblings: list[Counted]
    regions: list[tuple[Counted, list[Counted]]]  # country, its regions
    map: CircleMap | None
    profiles: list[Row]
    profile_count: int
    profile_search: str
    newest: list[Row]
    dated: bool  # whether the registers tell what is new
    knowledge: list[Row]  # research and education in the field
    knowledge_count: int
    knowledge_search: str

    @property
    def thin(self) -> bool:
        return self.total < HANDFUL

    @property
    def countries(self) -> set[str]:
        return {side.code for side in self.sides}


def exists(code: str) -> bool:
    return bool(sector_path(code) and label("SECTOR", code))


def present(code: str) -> SectorPage:
    own = {"sector": (code,)}
    part = census.take(own, ("region", "sector", "town", "founded"), newest=NEWEST)
    profiles = census.take({**own, "profile": ("own",)}, ("region",))
    lore = census.take({**own, "kind": ("research", "education")}, ("region",))
    if code[:2] in _OF_KNOWLEDGE:
        lore = census.NOTHING
    of_profiles, of_lore = _by_country(profiles, PROFILES), _by_country(lore, KNOWLEDGE)
    found = Shortlist(part, *of_profiles, *of_lore)
    in_own_words = in_turn([row for each in of_profiles for row in found.of(each)], PROFILES)
    known = [row for each in of_lore for row in found.of(each, without=in_own_words)]
    search = reverse("directory:search")
    countries = _countries(part, search)
    return SectorPage(
        code=code,
        labels=label("SECTOR", code),
        path=[_counted(above, part) for above in sector_path(code)[:-1]],
        total=part.total,
        search=search + part.search(),
        sides=countries,
        parts=_below(code, part),
        siblings=_beside(code, part)[:SIBLINGS],
        regions=[(country, counted_regions(part, country.code)[:REGIONS]) for country in countries if country.side],
        map=region_map(part, MAP_SHAPE),
        profiles=in_own_words,
        profile_count=profiles.total,
        profile_search=search + profiles.search(),
        newest=found.of(part, without=in_own_words),
        dated=bool(part.of("founded")),
        knowledge=in_turn(known, KNOWLEDGE),
        knowledge_count=lore.total,
        knowledge_search=search + lore.search(),
    )


def _by_country(part: Census, limit: int) -> list[Census]:
    """The newest of each country: taken together, the register with most dates would stand alone."""
    countries = [code for code in part.of("region") if len(code) == _COUNTRY]
    order = sorted(countries, key=lambda code: (code not in settings.SIDES, -part.of("region")[code]))
    return [census.take({**part.filters, "region": (code,)}, newest=limit) for code in order[:COUNTRIES]]


def _countries(part: Census, search: str) -> list[Counted]:
    """Both sides first, whatever their counts; then the others."""
    counts = {code: count for code, count in part.of("region").items() if len(code) == _COUNTRY}
    order = [*settings.SIDES, *(code for code in counts if code not in settings.SIDES)]
    labels = side_labels(order)
    return [
        Counted(labels[code], code, counts.get(code, 0), search + part.search(region=code), side_of(code))
        for code in order
    ]


def _below(code: str, part: Census) -> list[Counted]:
    """The sectors one level below with organisations of their own."""
    depth = len(sector_path(code))
    return _listed((other for other in part.of("sector") if _is_below(other, code, depth)), part)


def _is_below(other: str, code: str, depth: int) -> bool:
    path = sector_path(other)
    return len(path) == depth + 1 and path[depth - 1] == code


def _beside(code: str, part: Census) -> list[Counted]:
    """Those that share the level above; sections have all others beside them."""
    path = sector_path(code)
    beside = (
        other
        for other in part.of("sector")
        if other != code and len(sector_path(other)) == len(path) and sector_path(other)[:-1] == path[:-1]
    )
    return _listed(beside, part)


def _listed(found: Iterable[str], part: Census) -> list[Counted]:
    lines = [_counted(code, part) for code in found if exists(code)]
    return sorted(lines, key=lambda line: (-line.count, line.code))


def _counted(code: str, part: Census) -> Counted:
    """A class has no page of its own, but a search."""
    is_class = len(code) == CLASS
    url = reverse("directory:search") + part.search(sector=code) if is_class else sector_url(code)
    return Counted(label("SECTOR", code), code, part.of("sector").get(code, 0), url)
