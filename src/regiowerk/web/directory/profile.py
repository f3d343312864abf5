"""An organisation's page: the words for its facts."""

from collections.abc import Mapping
from dataclasses import dataclass

from regiowerk.codelists.nace import normalise
from regiowerk.codelists.queries import label
from regiowerk.common.multilingual import Labels
from regiowerk.directory.page import Fact, OrganisationPage, Origin
from regiowerk.places.queries import region_labels
from regiowerk.registers import queries as registers
from regiowerk.registers.sources.base import SourceInfo
from regiowerk.web.directory import words
from regiowerk.web.directory.parameters import SearchParameters
from regiowerk.web.directory.results import shown_region
from regiowerk.web.directory.sidemap import SideMap, draw_one
from regiowerk.web.sides import side_of


@dataclass(frozen=True)
class FactLine:
    title: words.Text
    fact: Fact
    is_date: bool
    source: SourceInfo | None  # only where the page's facts come from several registers


@dataclass(frozen=True)
class ActivityRow:
    code: str
    labels: Labels
    main: bool


@dataclass(frozen=True)
class Profile:
    side: str
    country: Labels
    region: Labels
    region_search: str  # query string
    sector: Labels
    sector_search: str
    kind: Labels
    status: Labels | None  # only where it is not simply active
    facts: list[FactLine]
    activities: list[ActivityRow]  # the main one first
    map: SideMap | None
    neighbours: str  # query string; '' when the town is not known


def present(page: OrganisationPage) -> Profile:
    region = shown_region(page.nuts3)
    labels = region_labels(tuple({page.country, region} - {""}))
    return Profile(
        side=side_of(page.country),
        country=labels.get(page.country, {}),
        region=labels.get(region, {}),
        region_search=SearchParameters(filters={"region": (region or page.country,)}).query_string,
        sector=label("SECTOR", page.sector) if page.sector else {},
        sector_search=SearchParameters(filters={"sector": (page.sector[:2],)}).query_string if page.sector else "",
        kind=label("KIND", page.kind),
        status=None if page.status in ("active", "unknown") else label("STATUS", page.status),
        facts=_fact_lines(page),
        activities=_activities(page),
        map=draw_one(page.latitude, page.longitude, page.country, page.town),
        neighbours=_neighbours(page),
    )


def _neighbours(page: OrganisationPage) -> str:
    return SearchParameters(place=page.town, place_in=page.nuts3, sort="distance").query_string if page.town else ""


def _fact_lines(page: OrganisationPage) -> list[FactLine]:
    infos = {info.name: info for info in registers.sources()}
    several = len({fact.origin.source for fact in page.facts if fact.origin}) > 1
    return [
        FactLine(
            words.title(fact.name, fact.code),
            fact,
            fact.name in words.DATES,
            _source(fact.origin, infos) if several else None,
        )
        for fact in page.facts
        if fact.text or fact.labels
    ]


def _activities(page: OrganisationPage) -> list[ActivityRow]:
    rows = [
        # Where the class has no label, its division says at least the trade.
        ActivityRow(normalise(line.code) or line.code, line.labels or label("SECTOR", line.code[:2]), line.main)
        for line in page.activities
    ]
    return sorted(rows, key=lambda row: not row.main)


def _source(origin: Origin | None, infos: Mapping[str, SourceInfo]) -> SourceInfo | None:
    return infos.get(origin.source) if origin else None
