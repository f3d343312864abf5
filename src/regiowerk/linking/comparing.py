"""Compares two prepared records: the levels that are scored afterwards."""

from collections.abc import Collection
from typing import NamedTuple

from regiowerk.linking import identifiers
from regiowerk.linking.alignment import Alignment, align, without
from regiowerk.linking.comparison import (
    Agreement,
    Comparison,
    FormLevel,
    FoundedLevel,
    NameLevel,
    PlaceLevel,
    RoleLevel,
)
from regiowerk.linking.frequencies import Frequencies
from regiowerk.linking.names import NameParts, meaning
from regiowerk.linking.prepared import Prepared

_ALIKE = 0.87  # similarity of names that differ by little
_PARTIAL = 0.5
_CONTAINED_BITS = 8.0  # rarity that the shorter name must have
_WEAK_ROLES = frozenset({"service", "sales", "production", "operating", "logistics", "region"})
_DATE_LENGTH = len("2024-05-31")
_MOST_NAMES = 6  # of a record that are compared


class _Names(NamedTuple):
    left: NameParts
    right: NameParts
    alignment: Alignment
    level: NameLevel
    strength: float

    @property
    def rest(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return self.alignment.rest_left, self.alignment.rest_right


_LEVEL_RANK: dict[NameLevel, int] = {"same": 4, "alike": 3, "contained": 2, "partial": 1, "different": 0}


def compare(left: Prepared, right: Prepared, frequencies: Frequencies) -> Comparison:
    towns = {*left.town.split(), *right.town.split()}
    names = _best_names(left.names, right.names, towns, frequencies)
    decision = identifiers.decide(left.identifiers, right.identifiers)
    alignment = names.alignment
    kind = names.right.kind if names.right.kind != "legal" else names.left.kind
    return Comparison(
        names.level,
        alignment.matched,
        alignment.only_left + alignment.only_right,
        alignment.slips,
        alignment.abbreviations,
        kind,
        alignment.rest_left + alignment.rest_right,
        _form(names.left, names.right),
        _place(left, right),
        names.left.numbers != names.right.numbers,
        _roles(names),
        names.left.branch != names.right.branch,
        decision.verdict,
        decision.scheme,
        _agreement(left.website, right.website),
        _founded(left.founded, right.founded),
        left.gone != right.gone,
        min(len(names.left.compact), len(names.right.compact)),
    )


def _best_names(
    left: tuple[NameParts, ...], right: tuple[NameParts, ...], towns: Collection[str], frequencies: Frequencies
) -> _Names:
    best: _Names | None = None
    for first in left[:_MOST_NAMES]:
        for second in right[:_MOST_NAMES]:
            alignment = without(align(first, second, frequencies), towns, frequencies)
            level = _name_level(first, second, alignment)
            marks = (first.numbers != second.numbers) + (first.roles != second.roles) + (first.branch != second.branch)
            strength = _LEVEL_RANK[level] * 100 + alignment.similarity * 10 - marks * 120
            if _form(first, second) in ("beside", "different"):
                strength -= 5
            if best is None or strength > best.strength:
                best = _Names(first, second, alignment, level, strength)
    if best is None:
        raise ValueError("a record without a name cannot be compared")
    return best


def _name_level(left: NameParts, right: NameParts, alignment: Alignment) -> NameLevel:
    if not alignment.matched:
        return "different"
    rest = bool(alignment.rest_left), bool(alignment.rest_right)
    if rest == (False, False) or left.compact == right.compact:
        return "alike" if alignment.slips or alignment.abbreviations else "same"
    if alignment.similarity >= _ALIKE and not (alignment.rest_left and alignment.rest_right):
        return "alike"
    if rest != (True, True) and alignment.matched >= _CONTAINED_BITS:
        return "contained"
    return "partial" if alignment.similarity >= _PARTIAL else "different"


def _form(left: NameParts, right: NameParts) -> FormLevel:
    if not left.form or not right.form:
        return "unknown"
    if left.form == right.form:
        return "same"
    groups = {left.form_group, right.form_group}
    if len(groups) == 1:
        return "related"
    return "beside" if "partnership" in groups and groups & {"limited", "stock"} else "different"


def _roles(names: _Names) -> RoleLevel:
    """By the words that stand on one side only, so that a slip in such a word does no harm."""
    if names.left.roles == names.right.roles:
        return "same"
    left, right = ({meaning(word).value for word in rest if meaning(word).kind == "role"} for rest in names.rest)
    if left == right:
        return "same"
    return "weak" if left ^ right <= _WEAK_ROLES and not (left and right) else "strong"


def _place(left: Prepared, right: Prepared) -> PlaceLevel:
    postal = _agreement(left.postal_code, right.postal_code)
    town = _same_town(left.town, right.town)
    if "same" in (postal, town) and _same_house(left, right):
        return "address"
    if postal == "same" and town != "different":
        return "postal_code"
    if town == "same":
        return "town"
    if postal == "same":
        return "postal_code"
    return "unknown" if town == "unknown" and postal == "unknown" else "different"


def _same_house(left: Prepared, right: Prepared) -> bool:
    numbers = _agreement(left.house_number, right.house_number)
    return bool(left.street) and left.street == right.street and numbers != "different"


def _same_town(left: str, right: str) -> Agreement:
    if not left or not right:
        return "unknown"
    return "same" if left == right or left.startswith(f"{right} ") or right.startswith(f"{left} ") else "different"


def _agreement(left: str, right: str) -> Agreement:
    if not left or not right:
        return "unknown"
    return "same" if left == right else "different"


def _founded(left: str, right: str) -> FoundedLevel:
    if not left or not right:
        return "unknown"
    if left == right and len(left) == _DATE_LENGTH:
        return "day"
    return "year" if left[:4] == right[:4] else "different"
