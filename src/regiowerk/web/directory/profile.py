"""An organisation's page: the words for its facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlsplit

from regiowerk.codelists.nace import normalise
from regiowerk.codelists.queries import label
from regiowerk.common.multilingual import Labels
from regiowerk.directory.page import Fact, HistoryEvent, OrganisationPage, Origin
from regiowerk.places.queries import town_key
from regiowerk.registers import queries as registers
from regiowerk.registers.sources.base import SourceInfo
from regiowerk.web.directory import words
from regiowerk.web.directory.parameters import SearchParameters
from regiowerk.web.directory.results import shown_region
from regiowerk.web.directory.sidemap import SideMap, draw_one
from regiowerk.web.places.addresses import town_url
from regiowerk.web.sectors.addresses import sector_url
from regiowerk.web.sides import side_labels, side_of

DAYS_SHOWN = 6  # of the history; earlier ones are folded


@dataclass(frozen=True)
class Told:
    """What one register entry says of a fact."""

    fact: Fact
    source: SourceInfo | None
    day: date | None  # of the data


@dataclass(frozen=True)
class FactLine:
    title: words.Text
    is_date: bool
    told: Told
    agreeing: list[Told]  # folded away
    differing: list[Told]

    @property
    def sources(self) -> int:
        return 1 + len(self.agreeing)


@dataclass(frozen=True)
class OnlySource:
    """Where all facts come from, if from one entry."""

    source: SourceInfo
    origin: Origin


@dataclass(frozen=True)
class EventLine:
    title: words.Text
    event: HistoryEvent
    with_code: bool  # the labels alone would not tell the values apart
    before: words.Text  # what `event.former` and `event.present` are called
    after: words.Text


@dataclass(frozen=True)
class HistoryDay:
    """What a register tells of one day; `on` is an ISO date, '' where it is not known."""

    on: str
    source: SourceInfo | None
    as_of: date | None
    lines: list[EventLine]


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
    side_label: Labels  # the region, else the country
    region_search: str  # query string
    sector: Labels  # the division: of the class there may be no label
    sector_page: str  # address; '' when the sector is not known
    kind: Labels
    status: Labels | None  # only where it is not simply active
    ceased: bool
    ceased_on: str  # ISO date; '' where the register does not say
    checked_on: date | None  # the day of the newest register data
    facts: list[FactLine]
    only_source: OnlySource | None
    activities: list[ActivityRow]  # the main one first
    history: list[HistoryDay]  # newest first
    earlier: list[HistoryDay]  # what is folded away
    website_host: str
    employees: str  # as the organisation says
    map: SideMap | None
    neighbours: str  # query string; '' when the town is not known
    town_page: str  # address; '' when there is none


def present(page: OrganisationPage) -> Profile:
    region = shown_region(page.nuts3)
    infos = {info.name: info for info in registers.sources()}
    history = history_days(page.history, infos)
    own = page.own_words
    labels = side_labels({page.country, region} - {""})
    return Profile(
        side=side_of(page.country),
        country=labels.get(page.country, {}),
        region=labels.get(region, {}),
        side_label=labels.get(region or page.country, {}),
        region_search=SearchParameters(filters={"region": (region or page.country,)}).query_string,
        sector=label("SECTOR", page.sector[:2]) if page.sector else {},
        sector_page=sector_url(page.sector[:2]) if page.sector else "",
        kind=label("KIND", page.kind),
        status=None if page.status in ("active", "unknown") else label("STATUS", page.status),
        ceased=page.status == "dissolved",
        ceased_on=next((fact.text for fact in page.facts if fact.name == "dissolved"), ""),
        checked_on=max((day for origin in page.origins if (day := origin.as_of or origin.retrieved_on)), default=None),
        facts=[_fact_line(fact, infos) for fact in page.facts if fact.text or fact.labels],
        only_source=_only_source(page, infos),
        activities=_activities(page),
        history=history[:DAYS_SHOWN],
        earlier=history[DAYS_SHOWN:],
        website_host=urlsplit(own.website).netloc.removeprefix("www.") if own else "",
        employees=own.employees.replace("-", "–") if own else "",
        map=draw_one(page.latitude, page.longitude, page.country, page.town),
        neighbours=_neighbours(page),
        town_page=_town_page(page),
    )


def _neighbours(page: OrganisationPage) -> str:
    return SearchParameters(place=page.town, place_in=page.nuts3, sort="distance").query_string if page.town else ""


def _town_page(page: OrganisationPage) -> str:
    """A town has a page as long as a living organisation is in it."""
    key = town_key(page.country, page.nuts3, page.town) if page.status != "dissolved" else ""
    return town_url(key) if key else ""


def _only_source(page: OrganisationPage, infos: Mapping[str, SourceInfo]) -> OnlySource | None:
    origins = [origin for origin in page.origins if origin.source in infos]
    return OnlySource(infos[origins[0].source], origins[0]) if len(origins) == 1 else None


def _fact_line(fact: Fact, infos: Mapping[str, SourceInfo]) -> FactLine:
    agreeing, differing = fact.agreeing, fact.differing
    if fact.name in words.OF_THE_ENTRY:  # differs by its nature
        agreeing, differing = (*agreeing, *differing), ()
    return FactLine(
        title=words.title(fact.name, fact.code),
        is_date=fact.name in words.DATES,
        told=_told(fact, infos),
        agreeing=[_told(other, infos) for other in agreeing],
        differing=[_told(other, infos) for other in differing],
    )


def _told(fact: Fact, infos: Mapping[str, SourceInfo]) -> Told:
    if fact.origin is None:
        return Told(fact, None, None)
    return Told(fact, infos.get(fact.origin.source), fact.origin.as_of or fact.origin.retrieved_on)


def history_days(events: Iterable[HistoryEvent], infos: Mapping[str, SourceInfo]) -> list[HistoryDay]:
    """Events in their order, those of one day and source together."""
    days = groupby(events, key=lambda event: (event.on, event.source, event.as_of))
    return [
        HistoryDay(on, infos.get(source), as_of, [_event_line(event) for event in of_day])
        for (on, source, as_of), of_day in days
    ]


def _event_line(event: HistoryEvent) -> EventLine:
    with_code = event.name in ("main_activity", "activities")
    return EventLine(words.event(event.name), event, with_code, *words.before_and_after(event.name))


def _activities(page: OrganisationPage) -> list[ActivityRow]:
    rows = [
        # Where the class has no label, its division says at least the trade.
        ActivityRow(normalise(line.code) or line.code, line.labels or label("SECTOR", line.code[:2]), line.main)
        for line in page.activities
    ]
    return sorted(rows, key=lambda row: not row.main)
