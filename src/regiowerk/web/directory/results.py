"""A search from the form's parameters to what the page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from regiowerk.codelists import legal_forms
from regiowerk.codelists.queries import labels as code_labels
from regiowerk.common.multilingual import Labels
from regiowerk.common.text import fold
from regiowerk.directory import queries as directory
from regiowerk.places.queries import PlaceMatch, find_places, region_labels, region_path
from regiowerk.search import queries as engine
from regiowerk.search.interface import FACETS, MAX_OFFSET, Circle, Hit, Query, Results, Sort
from regiowerk.web.directory.excerpt import excerpt
from regiowerk.web.directory.facets import TITLES, FacetGroup, facet_groups, labels_of
from regiowerk.web.directory.paging import PageLink, page_links
from regiowerk.web.directory.parameters import SORTS, SearchParameters
from regiowerk.web.directory.words import Text, identifier
from regiowerk.web.sides import side_labels, side_of

PAGE_SIZE = 20
NEWEST_SHOWN = 8  # in the bare directory
NEARBY_KM = 0.5  # a distance below tells nothing: places are known by their town
LAST_PAGE = MAX_OFFSET // PAGE_SIZE

Pieces = list[tuple[str, bool]]


@dataclass(frozen=True)
class PlaceChoice:
    """How the place field was understood."""

    match: PlaceMatch | None
    others: tuple[tuple[str, str, Labels], ...] = ()  # query string, name, region


@dataclass(frozen=True)
class Chip:
    labels: Labels
    text: str
    remove: str  # query string without it
    of_form: bool  # stands in the search bar, which lies outside the part that is exchanged


@dataclass(frozen=True)
class Row:
    """One numbered result."""

    number: int
    card: directory.OrganisationCard
    side: str
    url: str
    name: Pieces
    former_name: Pieces
    own_words: Pieces
    identifiers: list[tuple[Text, str]]  # name, number
    country: Labels
    region: Labels
    legal_form: Labels  # only where the name does not say it
    status: Labels | None
    sector: Labels
    distance_km: float | None


@dataclass(frozen=True)
class SearchPage:
    parameters: SearchParameters
    results: Results
    rows: list[Row]
    place: PlaceChoice | None
    index_ready: bool = True

    @property
    def total(self) -> int:
        return self.results.total

    @cached_property
    def facets(self) -> list[FacetGroup]:
        return facet_groups(self.results.facets, self.parameters)

    @property
    def kept_filters(self) -> list[tuple[str, str]]:
        """Filters that have no group of their own: the form hands them on."""
        return [(facet, value) for facet in FACETS if facet not in TITLES for value in self.parameters.values(facet)]

    @cached_property
    def chips(self) -> list[Chip]:
        return _chips(self.parameters)

    @property
    def pages(self) -> int:
        return max(1, min(-(-self.total // PAGE_SIZE), LAST_PAGE))

    @cached_property
    def pager(self) -> list[PageLink]:
        return page_links(self.parameters, self.pages)

    @property
    def previous_page(self) -> str:
        """Query string; '' on the first page."""
        number = self.parameters.page
        return self.parameters.changed(page=number - 1).query_string if number > 1 else ""

    @property
    def next_page(self) -> str:
        """Query string; '' on the last page."""
        number = self.parameters.page
        return self.parameters.changed(page=number + 1).query_string if number < self.pages else ""

    @property
    def beyond_reach(self) -> bool:
        """There are more results than can be paged through."""
        return self.total > MAX_OFFSET

    @property
    def corrections(self) -> list[tuple[str, str]]:
        """The word as it was typed, and the words taken in its place."""
        typed = {fold(word): word for word in self.parameters.q.split()}
        return [
            (typed.get(word, word), ", ".join(_like(typed.get(word, word), other) for other in taken))
            for word, taken in self.results.corrections.items()
            if taken
        ]

    @property
    def without_filters(self) -> str:
        return self.parameters.changed(filters={}).query_string

    @property
    def everywhere(self) -> str:
        return self.parameters.changed(place="", place_in="", area=None).query_string

    @property
    def sorts(self) -> list[tuple[str, Sort, bool]]:
        """Orders to choose from: value in the form ('' for the usual one), order, whether it is in use."""
        usual, used = usual_sort(self.parameters, self.place), sort_of(self.parameters, self.place)
        placed = self.place is not None and self.place.match is not None
        return [("" if sort == usual else sort, sort, sort == used) for sort in SORTS if sort != "distance" or placed]

    @property
    def place_missing(self) -> bool:
        return self.place is not None and self.place.match is None


def _like(typed: str, word: str) -> str:
    """The word with a capital where the typed one has one."""
    return word[:1].upper() + word[1:] if typed[:1].isupper() else word


def find(parameters: SearchParameters, language: str) -> SearchPage:
    place = place_of(parameters)
    results = engine.search(engine_query(parameters, place, language))
    pages = max(1, min(-(-results.total // PAGE_SIZE), LAST_PAGE))
    if parameters.page > pages:
        parameters = parameters.changed(page=pages)
        results = engine.search(engine_query(parameters, place, language))
    rows = rows_of(results.hits, parameters, language)
    return SearchPage(parameters, results, rows, place, bool(results.total) or engine.status().version > 0)


def engine_query(parameters: SearchParameters, place: PlaceChoice | None, language: str) -> Query:
    match = place.match if place else None
    return Query(
        text=parameters.q,
        language=language,
        filters={facet: frozenset(values) for facet, values in parameters.filters.items()},
        near=Circle(match.latitude, match.longitude, parameters.radius) if match else None,
        within=parameters.area,
        sort=sort_of(parameters, place),
        offset=(min(parameters.page, LAST_PAGE) - 1) * PAGE_SIZE,
        limit=NEWEST_SHOWN if parameters.empty else PAGE_SIZE,
        facets=tuple(TITLES),
    )


def usual_sort(parameters: SearchParameters, place: PlaceChoice | None) -> Sort:
    """The order that fits the question, where no other is asked for."""
    if parameters.empty:
        return "newest"
    return "distance" if place and place.match and not parameters.q else "relevance"


def sort_of(parameters: SearchParameters, place: PlaceChoice | None) -> Sort:
    usual = usual_sort(parameters, place)
    if parameters.sort == "distance" and not (place and place.match):
        return usual
    return parameters.sort or usual


def place_of(parameters: SearchParameters) -> PlaceChoice | None:
    """None where no place is asked for."""
    if not parameters.place:
        return None
    found = find_places(parameters.place, prefer_countries=tuple(settings.SIDES))
    if not found:
        return PlaceChoice(None)
    wanted = [match for match in found if parameters.place_in and match.nuts3.startswith(parameters.place_in)]
    match = (wanted or found)[0]
    others = _other_places(parameters.place, match, found)
    regions = region_labels(tuple(other.nuts3 for other in others))
    links = [
        (
            parameters.changed(place=other.name, place_in=other.nuts3).query_string,
            other.name,
            regions.get(other.nuts3, {}),
        )
        for other in others
    ]
    return PlaceChoice(match, tuple(links))


def _other_places(text: str, match: PlaceMatch, found: list[PlaceMatch]) -> list[PlaceMatch]:
    """Namesakes in other regions; where no place has exactly this name, those that begin with it."""
    namesakes = [other for other in found if fold(other.name) == fold(match.name)]
    candidates = namesakes if match.postal_code or fold(text) == fold(match.name) else found
    by_region = {(other.name, other.nuts3): other for other in candidates if other.nuts3 != match.nuts3}
    return list(by_region.values())


def _chips(parameters: SearchParameters) -> list[Chip]:
    chips = []
    if parameters.q:
        chips.append(
            Chip({}, gettext("“%(text)s”") % {"text": parameters.q}, parameters.changed(q="").query_string, True)
        )
    if parameters.place:
        without = parameters.changed(place="", place_in="").query_string
        chips.append(Chip({}, f"{parameters.place} · {parameters.radius} km", without, True))
    if parameters.area:
        chips.append(Chip({}, gettext("Map section"), parameters.changed(area=None).query_string, False))
    for facet in FACETS:
        values = parameters.values(facet)
        labels = labels_of(facet, values)
        chips += [
            Chip(labels.get(value, {}), value, parameters.without(facet, value).query_string, False) for value in values
        ]
    return chips


def rows_of(hits: tuple[Hit, ...], parameters: SearchParameters, language: str) -> list[Row]:
    """Hits without a card (gone since the index was written) are left out."""
    cards = directory.cards([hit.id for hit in hits])
    labels = _labels_of_cards(list(cards.values()))
    first = (parameters.page - 1) * PAGE_SIZE + 1
    return [
        _row(number, hit, cards[hit.id], labels, parameters.q, language)
        for number, hit in enumerate(hits, first)
        if hit.id in cards
    ]


@dataclass(frozen=True)
class _CardLabels:
    regions: Mapping[str, Labels]
    forms: Mapping[str, Labels]
    statuses: Mapping[str, Labels]
    sectors: Mapping[str, Labels]


def _labels_of_cards(cards: list[directory.OrganisationCard]) -> _CardLabels:
    regions = {card.country for card in cards} | {shown_region(card.nuts3) for card in cards}
    return _CardLabels(
        side_labels(regions - {""}),
        code_labels("LEGAL_FORM", tuple({card.legal_form for card in cards} - {""})),
        code_labels("STATUS", tuple({card.status for card in cards})),
        code_labels("SECTOR", tuple({card.sector[:2] for card in cards} - {""})),
    )


def _row(number: int, hit: Hit, card: directory.OrganisationCard, labels: _CardLabels, text: str, language: str) -> Row:
    return Row(
        number=number,
        card=card,
        side=side_of(card.country),
        url=organisation_url(card.slug, card.public_id),
        name=engine.highlight(card.name, language, text) if text else [(card.name, False)],
        former_name=_former_name(card, text, language) if "former_name" in hit.reasons else [],
        own_words=excerpt(card.own_words, card.own_language, text),
        identifiers=_identifiers(card) if "identifier" in hit.reasons else [],
        country=labels.regions.get(card.country, {}),
        region=labels.regions.get(shown_region(card.nuts3), {}),
        legal_form={} if _named_after_form(card) else labels.forms.get(card.legal_form, {}),
        status=None if card.status in ("active", "unknown") else labels.statuses.get(card.status, {}),
        sector=labels.sectors.get(card.sector[:2], {}),  # the division: short enough for a list
        distance_km=hit.distance_km if hit.distance_km and hit.distance_km >= NEARBY_KM else None,
    )


def _named_after_form(card: directory.OrganisationCard) -> bool:
    """The name says which legal form it is: 'Musterbau GmbH'."""
    match = legal_forms.from_name(card.name, card.country)
    return match is not None and legal_forms.group(match.code_list, match.code) == card.form


def _identifiers(card: directory.OrganisationCard) -> list[tuple[Text, str]]:
    return [(identifier(scheme), display) for scheme, display in card.identifiers]


def _former_name(card: directory.OrganisationCard, text: str, language: str) -> Pieces:
    """The former name with the most matched characters."""
    marked = [engine.highlight(name, language, text) for name in card.former_names]
    return max(marked, key=lambda parts: sum(len(part) for part, hit in parts if hit), default=[])


def shown_region(nuts3: str) -> str:
    """The region people speak of: the Land in Germany (NUTS 1), the kraj in Czechia (NUTS 3)."""
    if not nuts3:
        return ""
    path = region_path(nuts3)
    return path[1] if path[0] == "DE" and len(path) > 1 else path[-1]


def organisation_url(slug: str, public_id: str) -> str:
    parts = {"slug": slug, "public_id": public_id} if slug else {"public_id": public_id}
    return reverse("directory:organisation", kwargs=parts)
