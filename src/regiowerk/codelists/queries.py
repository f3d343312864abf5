"""Labels of codes, from memory."""

from collections.abc import Iterable
from typing import NamedTuple

from regiowerk.codelists.freshness import Fresh
from regiowerk.codelists.models import Code, ReferenceSet
from regiowerk.common.multilingual import Labels

_NO_LABELS: Labels = {}
# Where a list has no label of its own, the one of the other list stands in.
_STAND_IN = {"SECTOR": "NACE21", "NACE21": "SECTOR", "NACE2": ""}


class Choice(NamedTuple):
    code: str
    labels: Labels


class Sector(NamedTuple):
    """A section and its divisions, as a form offers them."""

    code: str
    labels: Labels
    divisions: tuple[Choice, ...]


def _load() -> dict[str, dict[str, Labels]]:
    lists: dict[str, dict[str, Labels]] = {}
    rows = Code.objects.order_by("code_list", "position").values_list("code_list", "code", "labels")
    for code_list, code, labels in rows:
        lists.setdefault(code_list, {})[code] = labels
    return lists


_lists = Fresh(_load)


def label(code_list: str, code: str) -> Labels:
    """The labels of a code by language; empty when it is not known."""
    lists = _lists()
    found = lists.get(code_list, {}).get(code)
    if found is None and (stand_in := _STAND_IN.get(code_list)):
        found = lists.get(stand_in, {}).get(code)
    return found if found is not None else _NO_LABELS


def labels(code_list: str, codes: Iterable[str]) -> dict[str, Labels]:
    return {code: label(code_list, code) for code in codes}


def choices(code_list: str) -> tuple[Choice, ...]:
    """All codes of a list in its own order."""
    return tuple(Choice(code, found) for code, found in _lists().get(code_list, {}).items())


def sector_choices() -> tuple[Sector, ...]:
    """Sections with their divisions, by their short names."""
    sections: dict[str, tuple[Labels, list[Choice]]] = {}
    section = ""
    for choice in choices("SECTOR"):
        if choice.code.isalpha():
            section = choice.code
            sections[section] = (choice.labels, [])
        else:
            sections[section][1].append(choice)
    return tuple(Sector(code, found, tuple(divisions)) for code, (found, divisions) in sections.items())


def reference_sets() -> list[ReferenceSet]:
    """What is loaded, for the page about the data."""
    return list(ReferenceSet.objects.order_by("name"))
