"""Facets for the page: trees with labels and counts, opened along what is chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regiowerk.codelists.nace import sector_path
from regiowerk.codelists.queries import labels as code_labels
from regiowerk.common.collation import sort_key
from regiowerk.common.multilingual import Labels, pick
from regiowerk.directory import towns
from regiowerk.places.queries import region_labels, region_path
from regiowerk.search.interface import FacetCount
from regiowerk.web.directory.parameters import SearchParameters
from regiowerk.web.languages import current_language

SHOWN = 8  # values of a level that are shown without asking for more
SHOWN_UNOPENED = 4  # the same below a country that is not chosen
SECTOR_DEPTH = 3  # section, division, group
TITLES: dict[str, str | Promise] = {
    "region": _("Country and region"),
    "sector": _("Sector"),
    "kind": _("Kind of organisation"),
    "form": _("Legal form"),
    "status": _("Status"),
    "profile": _("Profile"),
}


@dataclass(frozen=True)
class FacetOption:
    value: str
    labels: Labels
    count: int
    selected: bool
    children: tuple["FacetOption", ...] = ()
    rest: tuple["FacetOption", ...] = ()  # further children, behind "more"
    widen: str = ""  # query string that takes all of this value; set when something below it is chosen


@dataclass(frozen=True)
class FacetGroup:
    name: str
    title: str | Promise
    options: tuple[FacetOption, ...]
    rest: tuple[FacetOption, ...]


def path_of(facet: str, value: str) -> tuple[str, ...]:
    """The values above this one and itself, from the top; a flat facet has paths of one."""
    if facet == "region":
        # A NUTS code that ends in 0 covers the same ground as the one above it.
        return tuple(code for code in region_path(value) if len(code) == 2 or not code.endswith("0")) or (value,)
    if facet == "sector":
        return tuple(sector_path(value)) or (value,)
    return (value,)


def labels_of(facet: str, values: Iterable[str]) -> Mapping[str, Labels]:
    language = current_language()
    if facet == "region":
        return region_labels(tuple(values))
    if facet == "town":
        return {key: {"": town.name} for key, town in towns.named(values).items()}
    if facet == "profile":
        return {value: {language: gettext("with their own profile")} for value in values}
    if facet == "founded":
        return {value: {language: gettext("founded in %(year)s") % {"year": value}} for value in values}
    return code_labels(facet.upper(), tuple(values))


def facet_groups(counts: Mapping[str, tuple[FacetCount, ...]], parameters: SearchParameters) -> list[FacetGroup]:
    """The groups in the order of `TITLES`; a group without any value is left out."""
    groups = []
    for facet, title in TITLES.items():
        tree = _Tree(facet, counts.get(facet, ()), parameters)
        shown, rest = tree.level("")
        if shown:
            groups.append(FacetGroup(facet, title, shown, rest))
    return groups


class _Tree:
    """The values of one facet by the value above them."""

    def __init__(self, facet: str, counts: tuple[FacetCount, ...], parameters: SearchParameters) -> None:
        self.facet = facet
        self.parameters = parameters
        self.language = current_language()
        self.selected = parameters.values(facet)
        self.counts = {value: count for value, count in counts if path_of(facet, value)[-1] == value}
        # What is chosen stays to be seen, even where it has no hits any more.
        for value in self.selected:
            for above in path_of(facet, value):
                self.counts.setdefault(above, 0)
        self.opened = {above for value in self.selected for above in path_of(facet, value)}
        self.above_selected = {above for value in self.selected for above in path_of(facet, value)[:-1]}
        self.children: dict[str, list[str]] = {}
        for value in self.counts:
            path = path_of(facet, value)
            self.children.setdefault(path[-2] if len(path) > 1 else "", []).append(value)
        self.labels = labels_of(facet, self.counts)

    def level(self, parent: str, depth: int = 1) -> tuple[tuple[FacetOption, ...], tuple[FacetOption, ...]]:
        """The options below a value: the shown ones and the rest."""
        values = sorted(self.children.get(parent, ()), key=self._order)
        options = tuple(self._option(value, depth) for value in values)
        shown = SHOWN if not parent or parent in self.opened else SHOWN_UNOPENED
        # One value more than shown is not worth a fold.
        cut = shown if len(options) > shown + 1 else len(options)
        in_use = [option for option in options[cut:] if option.selected or option.widen]
        return options[:cut] + tuple(in_use), tuple(option for option in options[cut:] if option not in in_use)

    def _order(self, value: str) -> tuple[int, tuple[str, str]]:
        name = pick(self.labels.get(value, {}), self.language).text
        return (-self.counts[value], sort_key(name or value, self.language))

    def _option(self, value: str, depth: int) -> FacetOption:
        is_open = value in self.opened or (self.facet == "region" and depth == 1)
        deeper = is_open and (self.facet != "sector" or depth < SECTOR_DEPTH)
        children, rest = self.level(value, depth + 1) if deeper else ((), ())
        widen = self._widened(value) if value in self.above_selected else ""
        return FacetOption(
            value, self.labels.get(value, {}), self.counts[value], value in self.selected, children, rest, widen
        )

    def _widened(self, value: str) -> str:
        """All of this value in place of the chosen ones below it."""
        kept = tuple(other for other in self.selected if value not in path_of(self.facet, other))
        return self.parameters.with_filter(self.facet, (*kept, value)).query_string
