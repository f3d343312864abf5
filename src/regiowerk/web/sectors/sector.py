"""One sector: what belongs to it, where it is, who is in it, what lies next to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from regiowerk.codelists.nace import sector_path
from regiowerk.codelists.queries import label
from regiowerk.common.multilingual import Labels
from regiowerk.places.queries import region_labels
from regiowerk.web.directory import census
from regiowerk.web.directory.census import Census
from regiowerk.web.directory.circlemap import CircleMap
from regiowerk.web.directory.parameters import SearchParameters
from regiowerk.web.directory.regions import Counted, counted_regions, region_map
from regiowerk.web.directory.results import Row, rows_of
from regiowerk.web.languages import current_language
from regiowerk.web.sectors.addresses import sector_url
from regiowerk.web.sides import side_of

HANDFUL = 5  # a page about fewer organisations is not worth being found
PROFILES, NEWEST, KNOWLEDGE, REGIONS = 6, 6, 4, 8  # shown of each
MAP_SHAPE = 0.9
_CLASS = 5  # letters of the code of a class
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
    part = census.take(own, ("region", "sector", "town", "profile", "kind"), newest=NEWEST)
    profiles = census.take({**own, "profile": ("own",)}, newest=PROFILES)
    lore = census.take({**own, "kind": ("research", "education")}, newest=KNOWLEDGE)
    if code[:2] in _OF_KNOWLEDGE:
        lore = census.Census({}, 0, {}, ())
    rows = _rows(part, profiles, lore)
    search = reverse("directory:search")
    shown = [hit.id for hit in profiles.hits]
    countries = _countries(part, search)
    return SectorPage(
        code=code,
        labels=label("SECTOR", code),
        path=[_counted(above, part) for above in sector_path(code)[:-1]],
        total=part.total,
        search=search + part.search(),
        sides=countries,
        parts=_below(code, part),
        siblings=_beside(code, part),
        regions=[(country, counted_regions(part, country.code)[:REGIONS]) for country in countries],
        map=region_map(part, MAP_SHAPE),
        profiles=_known(profiles, rows),
        profile_count=profiles.total,
        profile_search=search + profiles.search(),
        newest=[row for row in _known(part, rows) if row.card.public_id not in shown],
        knowledge=_known(lore, rows),
        knowledge_count=lore.total,
        knowledge_search=search + lore.search(),
    )


def _rows(*parts: Census) -> Mapping[str, Row]:
    """The rows of all hits, read at once."""
    hits = {hit.id: hit for part in parts for hit in part.hits}
    rows = rows_of(tuple(hits.values()), SearchParameters(), current_language())
    return {row.card.public_id: row for row in rows}


def _known(part: Census, rows: Mapping[str, Row]) -> list[Row]:
    return [rows[hit.id] for hit in part.hits if hit.id in rows]


def _countries(part: Census, search: str) -> list[Counted]:
    """Both sides first, whatever their counts; then the others."""
    counts = {code: count for code, count in part.of("region").items() if len(code) == 2}
    order = [*settings.SIDES, *(code for code in counts if code not in settings.SIDES)]
    labels = region_labels(order)
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
    is_class = len(code) == _CLASS
    url = reverse("directory:search") + part.search(sector=code) if is_class else sector_url(code)
    return Counted(label("SECTOR", code), code, part.of("sector").get(code, 0), url)
