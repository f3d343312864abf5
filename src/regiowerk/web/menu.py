"""The main menu: one list of entries, and how many of them stand in a row on how wide a screen.

Without scripts nobody can measure. So the width of each label is estimated from its letters, generously; every entry
is told from which step of width on it stands in the row; below that it is found under "More". Each language has its own
steps that way, as have long names of a region.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STEPS = (48, 54, 60, 66, 72, 78, 84)  # rem, the widths that menu.css knows
NEVER = 99  # wider than the header gets
# Estimates in rem.
LETTER, ENTRY_PADDING, MARGIN, GAP = 0.54, 1.7, 4.8, 1.0
BRAND, SMALL_LETTER = 8.6, 0.46
MORE, LANGUAGE_BUTTON, LANGUAGE_PADDING, ACCOUNT = 6.0, 8.0, 1.5, 7.6


@dataclass(frozen=True)
class MenuEntry:
    url_name: str
    label: str | Promise
    priority: int  # 1 stays in the row longest
    within: tuple[str, ...] = ()  # further pages that belong to it, by URL name or namespace
    for_operators: bool = False
    signed_in: bool = False  # for people with an account, whoever they are


@dataclass(frozen=True)
class MenuItem:
    """An entry for one visitor."""

    url_name: str
    label: str
    current: str  # value of aria-current: 'page', 'true' for a page within, '' for neither
    from_width: int = NEVER  # rem: from here on it stands in the row; NEVER if there is no room


@dataclass(frozen=True)
class Menu:
    items: tuple[MenuItem, ...]
    complete_from: int  # rem: from here on all stand in the row; NEVER if there is no room for all
    spread_languages: bool  # there is room for the languages in a row beside it


ENTRIES = (
    MenuEntry("directory:search", _("Directory"), 1, within=("directory:organisation",)),
    MenuEntry("sectors:index", _("Sectors"), 2, within=("sectors:sector",)),
    MenuEntry("places:index", _("Places"), 3, within=("places:town",)),
    MenuEntry("directory:data", _("About the data"), 4),
    MenuEntry(
        "workspace:lists",
        _("Member lists"),
        5,
        within=("workspace:list", "workspace:list-columns", "workspace:list-row", "workspace:delete-list"),
        signed_in=True,
    ),
    MenuEntry(
        "workspace:desk",
        _("Review desk"),
        6,
        within=("workspace:pair", "workspace:judgements", "workspace:judgement"),
        for_operators=True,
    ),
    MenuEntry("workspace:runs", _("Register runs"), 7, within=("workspace:run",), for_operators=True),
    MenuEntry("workspace:messages", _("Messages"), 8, for_operators=True),
)


def menu(
    entries: Iterable[MenuEntry],
    here: str,
    *,
    operator: bool,
    signed_in: bool = False,
    instance_name: str,
    languages: Sequence[str],
) -> Menu:
    """The menu on the page `here` (a URL name); `languages` are the names the switch shows."""
    shown = [
        entry
        for entry in entries
        if (operator or not entry.for_operators) and (signed_in or operator or not entry.signed_in)
    ]
    ranked = sorted(range(len(shown)), key=lambda position: shown[position].priority)
    labels = [str(entry.label) for entry in shown]
    fixed = MARGIN + _brand(instance_name) + ACCOUNT + 3 * GAP
    taken = list(accumulate(_entry(labels[position]) for position in ranked))
    spread = bool(taken) and fixed + taken[-1] + _row_of_languages(languages) <= STEPS[-2]
    widths = [fixed + LANGUAGE_BUTTON + MORE + width for width in taken]
    if taken:
        # Where all stand in the row, there is no "More" beside them.
        widths[-1] = fixed + taken[-1] + LANGUAGE_BUTTON
    steps = list(accumulate((_step(width) for width in widths), max))
    items = [MenuItem(entry.url_name, labels[at], _current(entry, here)) for at, entry in enumerate(shown)]
    for position, step in zip(ranked, steps, strict=True):
        items[position] = replace(items[position], from_width=step)
    return Menu(tuple(items), steps[-1] if steps else STEPS[0], spread)


def _step(width: float) -> int:
    return next((step for step in STEPS if step >= width), NEVER)


def _entry(label: str) -> float:
    return ENTRY_PADDING + LETTER * len(label)


def _brand(instance_name: str) -> float:
    return BRAND + SMALL_LETTER * len(instance_name)


def _row_of_languages(names: Sequence[str]) -> float:
    return sum(LANGUAGE_PADDING + LETTER * len(name) for name in names)


def _current(entry: MenuEntry, here: str) -> str:
    if here == entry.url_name:
        return "page"
    return "true" if here in entry.within or here.partition(":")[0] in entry.within else ""
