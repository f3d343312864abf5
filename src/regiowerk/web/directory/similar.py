"""Organisations like one, near it and across the border: what they are found by, and the search that shows them all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings

from regiowerk.codelists import legal_forms
from regiowerk.codelists.nace import sector_path
from regiowerk.codelists.queries import label
from regiowerk.common.multilingual import Labels
from regiowerk.common.text import fold, words
from regiowerk.directory import queries as directory
from regiowerk.directory.page import OrganisationPage
from regiowerk.places.queries import region_labels
from regiowerk.search import queries as engine
from regiowerk.search.interface import Circle, Hit, Query
from regiowerk.web.directory.parameters import SearchParameters
from regiowerk.web.directory.results import NEARBY_KM, organisation_url, shown_region
from regiowerk.web.sides import side_of

SHOWN, SHOWN_ACROSS = 6, 3
ENOUGH = 3  # with fewer another question is tried
NEAR_KM, FAR_KM = 25, 80  # the engine's time grows with the circle: the far one only where the near one has too few
LIVING = ("active",)
_LEVEL = 2  # of a sector's path: the group, such as 25.6
_SHORTEST_WORD = 5  # letters of a word that may tell the trade
# Words of names that tell nothing of the trade: of firms in general, and where they are.
_NO_TRADE = frozenset(
    words(
        "Beteiligung Beteiligungs Verwaltung Verwaltungs Besitz Holding Gesellschaft Gruppe Group International"
        " Grundstücksgesellschaft Vermögensverwaltung společnost skupina"
        " Sachsen sächsische sächsischer Erzgebirge Erzgebirgische Vogtland Lausitz Oberlausitz Deutschland deutsche"
        " Mitteldeutsche Čechy česká český"
    )
)


@dataclass(frozen=True)
class SimilarRow:
    card: directory.OrganisationCard
    side: str
    url: str
    region: Labels
    sector: Labels
    distance_km: float | None  # None in the same place


@dataclass(frozen=True)
class Similar:
    """What one search found."""

    rows: list[SimilarRow]
    total: int  # with those that are not shown, without the organisation itself
    query: str  # query string of the search that shows all
    sector: Labels
    word: str  # of the name, where the sector is not known


@dataclass(frozen=True)
class SimilarOrganisations:
    near: Similar | None = None
    across: Similar | None = None  # only where none of the near ones is on the other side


@dataclass(frozen=True)
class _Found:
    parameters: SearchParameters
    hits: tuple[Hit, ...]
    total: int


def similar(page: OrganisationPage, language: str) -> SimilarOrganisations:
    """At most two questions to the engine, and one to the database for each that found something."""
    if page.latitude is None or page.longitude is None or not page.town:
        return SimilarOrganisations()
    centre = Circle(page.latitude, page.longitude, NEAR_KM)
    tries = _tries(page)
    near = _best(_ask(asked, centre, page.public_id, language) for asked in tries)
    if near is None:
        return SimilarOrganisations()
    cards = directory.cards([hit.id for hit in near.hits])
    asked_twice = near.parameters != tries[0] or len(near.hits) < ENOUGH
    if asked_twice or _crosses(page, cards):
        return SimilarOrganisations(_shown(near, cards))
    asked = _across(near.parameters, page)
    across = _ask(asked, centre, page.public_id, language, SHOWN_ACROSS)
    if not across.hits:
        return SimilarOrganisations(_shown(near, cards))
    return SimilarOrganisations(_shown(near, cards), _shown(across, directory.cards([hit.id for hit in across.hits])))


def _best(tries: Iterable[_Found]) -> _Found | None:
    """The first one that found enough, else the one that found most; None where none found anything."""
    best = None
    for found in tries:
        if len(found.hits) >= ENOUGH:
            return found
        if found.hits and (best is None or len(found.hits) > len(best.hits)):
            best = found
    return best


def _tries(page: OrganisationPage) -> list[SearchParameters]:
    """What may be asked, the best first."""
    near = SearchParameters(place=page.town, place_in=page.nuts3, radius=NEAR_KM, filters={"status": LIVING})
    if page.sector:
        path = sector_path(page.sector)
        asked = [near.with_filter("sector", (path[min(_LEVEL, len(path) - 1)],))] if path else []
    else:
        words_of_name = trade_words(page.name, page.country, page.town)[:2]
        asked = [near.changed(q=word, sort="distance") for word in words_of_name]
    return [*asked[:1], *(parameters.changed(radius=FAR_KM) for parameters in asked[-1:])]


def trade_words(name: str, country: str, town: str) -> list[str]:
    """The words of a name that may tell its trade, the longest first: compounds tell most."""
    form = legal_forms.from_name(name, country)
    core = form.core if form else name
    places = set(words(town))
    found = dict.fromkeys(word for word in _letters(core) if len(word) >= _SHORTEST_WORD)
    telling = [word for word in found if fold(word) not in places | _NO_TRADE]
    return sorted(telling, key=len, reverse=True)


def _letters(text: str) -> list[str]:
    return "".join(char if char.isalpha() else " " for char in text).split()


def _across(parameters: SearchParameters, page: OrganisationPage) -> SearchParameters:
    others = tuple(country for country in settings.SIDES if country != page.country)
    return parameters.with_filter("region", others).changed(radius=FAR_KM)


def _crosses(page: OrganisationPage, cards: Mapping[str, directory.OrganisationCard]) -> bool:
    """Whether the other side is among them already; outside the two sides there is no other."""
    return page.country not in settings.SIDES or any(card.country != page.country for card in cards.values())


def _ask(parameters: SearchParameters, centre: Circle, own_id: str, language: str, limit: int = SHOWN) -> _Found:
    query = Query(
        text=parameters.q,
        language=language,
        filters={facet: frozenset(values) for facet, values in parameters.filters.items()},
        near=centre._replace(radius_km=parameters.radius),
        sort="distance",
        limit=limit + 1,
        facets=(),
    )
    results = engine.search(query)
    hits = tuple(hit for hit in results.hits if hit.id != own_id)
    own = len(hits) < len(results.hits)
    return _Found(parameters, () if results.relaxed else hits[:limit], results.total - own)


def _shown(found: _Found, cards: Mapping[str, directory.OrganisationCard]) -> Similar:
    known = [(hit, cards[hit.id]) for hit in found.hits if hit.id in cards]
    regions = region_labels({shown_region(card.nuts3) or card.country for _, card in known})
    sector = next(iter(found.parameters.values("sector")), "")
    return Similar(
        rows=[_row(hit, card, regions) for hit, card in known],
        total=found.total,
        query=found.parameters.query_string,
        sector=label("SECTOR", sector) or label("SECTOR", sector[:2]),
        word=found.parameters.q,
    )


def _row(hit: Hit, card: directory.OrganisationCard, regions: Mapping[str, Labels]) -> SimilarRow:
    return SimilarRow(
        card=card,
        side=side_of(card.country),
        url=organisation_url(card.slug, card.public_id),
        region=regions.get(shown_region(card.nuts3) or card.country, {}),
        sector=label("SECTOR", card.sector[:2]) if card.sector else {},
        distance_km=hit.distance_km if hit.distance_km and hit.distance_km >= NEARBY_KM else None,
    )
