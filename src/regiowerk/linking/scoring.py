"""From the levels of a comparison to a match weight, a band, and coded reasons.

The weight is that of Fellegi and Sunter (1969): log2 of the odds that both records are one, the sum of a prior and of
what each level speaks for or against it. The name's share is the rarity of the words that agree. The weights lie in
`data/weights.json`.
"""

from functools import cache
from math import log2
from pathlib import Path

import msgspec

from regiowerk.linking.comparing import compare
from regiowerk.linking.comparison import (
    Agreement,
    Band,
    Comparison,
    FormLevel,
    FoundedLevel,
    NameLevel,
    PlaceLevel,
    Reason,
    ReasonCode,
    Relation,
    RoleLevel,
    ScoredPair,
)
from regiowerk.linking.frequencies import Frequencies
from regiowerk.linking.prepared import Prepared

_WEIGHTS = Path(__file__).parent / "data" / "weights.json"
_SHORT_LETTERS = 4  # a name of so few letters says little
_MOST_WORDS = 4  # in the detail of a reason
_BEYOND_RARITY = 6.0  # bits that a long name may bring on top of what tells one from all others


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All in bits. `sure` and `check`: the least weight of the band; `margin`: how far the next candidate must be."""

    version: int
    sure: float
    check: float
    margin: float
    name: dict[NameLevel, float]
    name_floor: float  # the most that names may speak against a pair: firms are renamed
    rest: float  # for each bit of words on one side only
    slip: float
    abbreviation: float
    form: dict[FormLevel, float]
    place: dict[PlaceLevel, float]
    website: dict[Agreement, float]
    founded: dict[FoundedLevel, float]
    numbers_differ: float
    roles: dict[RoleLevel, float]
    branch_differs: float
    gone: float
    identifier_same: float
    identifier_different: float


@cache
def shipped() -> Weights:
    return msgspec.json.decode(_WEIGHTS.read_bytes(), type=Weights)


def score(left: Prepared, right: Prepared, frequencies: Frequencies, weights: Weights) -> ScoredPair:
    comparison = compare(left, right, frequencies)
    weight = match_weight(comparison, frequencies, weights)
    return ScoredPair(
        left.id,
        right.id,
        weight,
        band(comparison, weight, weights),
        reasons(comparison),
        comparison,
        relation(comparison),
    )


def match_weight(found: Comparison, frequencies: Frequencies, weights: Weights) -> float:
    prior = -log2(frequencies.total)
    name = min(found.name_bits, _BEYOND_RARITY - prior) + weights.name[found.name]
    name += found.rest_bits * weights.rest + found.slips * weights.slip + found.abbreviations * weights.abbreviation
    name = max(name, weights.name_floor)
    identifier = {"same": weights.identifier_same, "different": weights.identifier_different}.get(found.identifier, 0.0)
    return (
        prior
        + name
        + identifier
        + weights.form[found.form]
        + weights.place[found.place]
        + weights.website[found.website]
        + weights.founded[found.founded]
        + found.numbers_differ * weights.numbers_differ
        + weights.roles[found.roles]
        + found.branch_differs * weights.branch_differs
        + found.gone * weights.gone
    )


def band(found: Comparison, weight: float, weights: Weights) -> Band:
    """Identifiers first; then the weight, held back where two of a kind are often taken for one."""
    if found.identifier == "different":
        return "none"
    if found.identifier == "same":
        return "check" if found.name == "different" and found.name_kind == "legal" else "sure"
    two = found.numbers_differ or found.branch_differs or found.roles == "strong" or found.form == "beside"
    if weight < weights.check or two:
        return "none"
    moved = found.name == "same" and found.founded == "day"
    if weight < weights.sure or _name_in_doubt(found) or not (moved or _near_enough(found)):
        return "check"
    return "sure"


def _name_in_doubt(found: Comparison) -> bool:
    if found.slips and found.founded == "different":
        return True
    return found.roles != "same" or found.form == "different" or found.name not in ("same", "alike")


def _near_enough(found: Comparison) -> bool:
    """One town is not enough for a short name, nor for one with two slips."""
    if found.website == "same" or found.place in ("address", "postal_code"):
        return True
    return found.place == "town" and found.letters > _SHORT_LETTERS and found.slips <= 1


def relation(found: Comparison) -> Relation:
    """What two entries are to each other that are not one: a branch and its firm, or an entry and the next one."""
    if found.name not in ("same", "alike", "contained") or found.numbers_differ or found.roles != "same":
        return ""
    if found.branch_differs:
        return "branch_of"
    return "succession" if found.identifier == "different" and found.gone and found.name == "same" else ""


_OF_PLACE: dict[PlaceLevel, ReasonCode] = {
    "address": "address_same",
    "postal_code": "postal_code_same",
    "town": "town_same",
    "different": "place_different",
}
_OF_FORM: dict[FormLevel, ReasonCode] = {
    "same": "form_same",
    "related": "form_related",
    "beside": "form_beside",
    "different": "form_different",
}
_OF_NAME: dict[NameLevel, ReasonCode] = {
    "same": "name_same",
    "alike": "name_alike",
    "contained": "name_contained",
    "partial": "name_partial",
    "different": "name_different",
}
_OF_IDENTIFIER: dict[Agreement, ReasonCode] = {"same": "identifier_same", "different": "identifier_different"}
_OF_WEBSITE: dict[Agreement, ReasonCode] = {"same": "website_same", "different": "website_different"}
_OF_FOUNDED: dict[FoundedLevel, ReasonCode] = {
    "day": "founded_same",
    "year": "founded_same",
    "different": "founded_different",
}


def reasons(found: Comparison) -> tuple[Reason, ...]:
    """The coded reasons, what decides most first."""
    codes: list[tuple[ReasonCode | None, str]] = [
        (_OF_IDENTIFIER.get(found.identifier), found.scheme),
        (_OF_NAME[found.name], " ".join(found.rest[:_MOST_WORDS])),
        ("name_former" if found.name_kind != "legal" else None, found.name_kind),
        ("name_short" if found.letters <= _SHORT_LETTERS else None, ""),
        ("number_differs" if found.numbers_differ else None, ""),
        ("role_differs" if found.roles != "same" else None, ""),
        ("branch_differs" if found.branch_differs else None, ""),
        (_OF_FORM.get(found.form), ""),
        (_OF_PLACE.get(found.place), ""),
        (_OF_WEBSITE.get(found.website), ""),
        (_OF_FOUNDED.get(found.founded), "" if found.founded == "different" else found.founded),
        ("entry_gone" if found.gone else None, ""),
    ]
    return tuple(Reason(code, detail) for code, detail in codes if code)
