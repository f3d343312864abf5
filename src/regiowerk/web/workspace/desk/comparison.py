"""Two register entries field by field, and where they are."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regiowerk.codelists.nace import normalise
from regiowerk.codelists.queries import label
from regiowerk.common.multilingual import Labels
from regiowerk.common.text import words as words_of
from regiowerk.directory.entries import SeenEntry
from regiowerk.places.distance import distance_km
from regiowerk.places.outlines import Projection, country_outlines
from regiowerk.registers import queries as registers
from regiowerk.registers.sources.base import SourceInfo
from regiowerk.web.directory import words
from regiowerk.web.directory.profile import HistoryDay, history_days
from regiowerk.web.directory.sidemap import Pin, SideMap, apart, box_around
from regiowerk.web.sides import side_of
from regiowerk.web.templatetags.components import kilometres

State = Literal["same", "different", "partly", "one_side"]
Text = str | Promise
LETTERS = ("A", "B")
WIDTH, HEIGHT = 376.0, 250.0  # of the map, in its own units
SMALLEST_KM = 60.0  # the least that it shows, from top to bottom
ACTIVITIES_SHOWN = 6
_NAME_TITLES: dict[str, Text] = {
    "former": gettext_lazy("Former names"),
    "trade": gettext_lazy("Other names"),
    "short": gettext_lazy("Short names"),
    "translation": gettext_lazy("Names in other languages"),
}
_FACTS = ("legal_form", "status", "founded", "dissolved", "size")


@dataclass(frozen=True)
class Value:
    """`text` in `language`, or `labels` where the field is coded; `code` is shown before them."""

    text: str
    language: str = ""
    labels: Labels | None = None
    code: str = ""
    is_date: bool = False


@dataclass(frozen=True)
class Row:
    title: Text
    left: tuple[Value, ...]
    right: tuple[Value, ...]
    state: State


@dataclass(frozen=True)
class SeenSide:
    """One column."""

    letter: str
    entry: SeenEntry
    source: SourceInfo
    history: list[HistoryDay]

    @property
    def as_of(self) -> date | None:
        return self.entry.origin.as_of or self.entry.origin.retrieved_on


@dataclass(frozen=True)
class ComparedPair:
    sides: tuple[SeenSide, SeenSide]
    rows: list[Row]
    distance_km: float | None  # None where a place is not known
    map: SideMap | None


def compare(left: SeenEntry, right: SeenEntry) -> ComparedPair:
    infos = {info.name: info for info in registers.sources()}
    one, other = (
        SeenSide(letter, entry, infos[entry.origin.source], history_days(entry.history, infos))
        for letter, entry in zip(LETTERS, (left, right), strict=True)
    )
    distance = _distance(left, right)
    return ComparedPair((one, other), list(_rows(left, right)), distance, _map((left, right), distance))


def _rows(left: SeenEntry, right: SeenEntry) -> Iterator[Row]:
    yield from _filled(_("Name"), _names(left, "legal"), _names(right, "legal"))
    for kind, title in _NAME_TITLES.items():
        yield from _filled(title, _names(left, kind), _names(right, kind))
    yield from _identifiers(left, right)
    yield from _addresses(left, right)
    for name in _FACTS:
        same = _same_form(left, right) if name == "legal_form" else False
        key = _begins_alike if name in words.DATES else None
        yield from _filled(words.title(name, ""), _facts(left, name), _facts(right, name), same=same, alike=key)
    yield from _filled(_("Activities"), _activities(left), _activities(right))


def _filled(
    title: Text,
    left: Sequence[Value],
    right: Sequence[Value],
    *,
    same: bool = False,
    alike: Callable[[str, str], bool] | None = None,
) -> Iterator[Row]:
    """A row, if one of the sides has anything to say."""
    if left or right:
        state = "same" if same else _state(left, right, alike)
        yield Row(title, tuple(left), tuple(right), state)


def _state(left: Sequence[Value], right: Sequence[Value], alike: Callable[[str, str], bool] | None) -> State:
    if not left or not right:
        return "one_side"
    if alike and alike(left[0].text, right[0].text):
        return "same"
    ours, theirs = _keys(left), _keys(right)
    if ours == theirs:
        return "same"
    return "partly" if ours & theirs else "different"


def _keys(values: Iterable[Value]) -> set[str]:
    """What values are compared by: neither case nor signs nor accents count."""
    return {value.code or "".join(words_of(value.text)) or value.text for value in values}


def _begins_alike(left: str, right: str) -> bool:
    """A year is the same as a day in it."""
    return left.startswith(right) or right.startswith(left)


def _same_form(left: SeenEntry, right: SeenEntry) -> bool:
    """Registers code one legal form in lists of their own; those of one group count as the same."""
    return bool(left.summary.form) and left.summary.form == right.summary.form


def _names(entry: SeenEntry, kind: str) -> list[Value]:
    return [Value(name.text, name.language) for name in entry.record.names if name.kind == kind]


def _facts(entry: SeenEntry, name: str) -> list[Value]:
    return [
        Value(fact.text or fact.code, fact.language, fact.labels, is_date=name in words.DATES)
        for fact in entry.facts
        if fact.name == name
    ]


def _identifiers(left: SeenEntry, right: SeenEntry) -> Iterator[Row]:
    """A row for each kind of number."""
    numbers = [{item.scheme: item for item in entry.record.identifiers} for entry in (left, right)]
    for scheme in dict.fromkeys([*numbers[0], *numbers[1]]):
        found = [[of_side[scheme]] if scheme in of_side else [] for of_side in numbers]
        ours, theirs = ([Value(item.display or item.value) for item in items] for items in found)
        same = bool(found[0] and found[1]) and found[0][0].value == found[1][0].value
        yield from _filled(words.identifier(scheme), ours, theirs, same=same)


def _addresses(left: SeenEntry, right: SeenEntry) -> Iterator[Row]:
    for kind in ("registered", "visiting", "postal"):
        ours, theirs = (
            [
                Value(address.one_line, entry.record.names[0].language)
                for address in entry.record.addresses
                if address.kind == kind and address.one_line
            ]
            for entry in (left, right)
        )
        yield from _filled(words.title("address", kind), ours, theirs)


def _activities(entry: SeenEntry) -> list[Value]:
    lines = sorted(entry.activities, key=lambda line: not line.main)[:ACTIVITIES_SHOWN]
    return [
        # Where the class has no label, its division says at least the trade.
        Value("", labels=line.labels or label("SECTOR", line.code[:2]), code=normalise(line.code) or line.code)
        for line in lines
    ]


def _distance(left: SeenEntry, right: SeenEntry) -> float | None:
    places = _place(left), _place(right)
    return distance_km(*places[0], *places[1]) if places[0] and places[1] else None


def _place(entry: SeenEntry) -> tuple[float, float] | None:
    latitude, longitude = entry.summary.latitude, entry.summary.longitude
    return None if latitude is None or longitude is None else (latitude, longitude)


def _map(entries: tuple[SeenEntry, SeenEntry], distance: float | None) -> SideMap | None:
    """Both on one map, or the one whose place is known."""
    placed = [
        (letter, entry, place) for letter, entry in zip(LETTERS, entries, strict=True) if (place := _place(entry))
    ]
    if not placed:
        return None
    projection = Projection(box_around([place for *_, place in placed], SMALLEST_KM, HEIGHT / WIDTH), WIDTH)
    spots = apart([projection.project(*place) for *_, place in placed])
    return SideMap(
        view_box=projection.view_box,
        label=_map_label(entries, distance),
        lands=country_outlines(projection.box, WIDTH),
        pins=[
            Pin(x, y, side_of(entry.record.country), letter)
            for (x, y), (letter, entry, _place_of) in zip(spots, placed, strict=True)
        ],
        reach=None,
        legend=[],
    )


def _map_label(entries: tuple[SeenEntry, SeenEntry], distance: float | None) -> str:
    towns = {"one": entries[0].summary.town or "–", "other": entries[1].summary.town or "–"}
    if distance is None:
        return _("Map: A in %(one)s, B in %(other)s") % towns
    return _("Map: A in %(one)s, B in %(other)s, %(distance)s km apart") % {**towns, "distance": kilometres(distance)}
