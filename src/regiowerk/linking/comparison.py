"""What two records have in common, as plain structs: no dict of an engine goes further than this."""

from math import exp2
from typing import Literal

import msgspec

NameLevel = Literal["same", "alike", "contained", "partial", "different"]
# related: forms of one group; beside: a company and a partnership, as a GmbH stands beside its GmbH & Co. KG
FormLevel = Literal["same", "related", "beside", "different", "unknown"]
# weak: a word like 'service' on one side, which lists leave out; strong: one like 'holding', or one on either side
RoleLevel = Literal["same", "weak", "strong"]
PlaceLevel = Literal["address", "postal_code", "town", "different", "unknown"]
FoundedLevel = Literal["day", "year", "different", "unknown"]
Agreement = Literal["same", "different", "unknown"]
Band = Literal["sure", "check", "none"]
Relation = Literal["", "branch_of", "succession"]
ReasonCode = Literal[
    "identifier_same",
    "identifier_different",
    "name_same",
    "name_alike",
    "name_contained",
    "name_partial",
    "name_different",
    "name_former",
    "name_short",
    "form_same",
    "form_related",
    "form_beside",
    "form_different",
    "number_differs",
    "role_differs",
    "branch_differs",
    "address_same",
    "postal_code_same",
    "town_same",
    "place_different",
    "website_same",
    "website_different",
    "founded_same",
    "founded_different",
    "entry_gone",
    "other_candidate_near",
]


class Reason(msgspec.Struct, frozen=True):
    """A coded reason; the pages say it in the reader's language. `detail`: the scheme, the words, the other id."""

    code: ReasonCode
    detail: str = ""


class Comparison(msgspec.Struct, frozen=True, gc=False):
    """The levels on which two records agree."""

    name: NameLevel
    name_bits: float  # rarity of the words that agree, in bits
    rest_bits: float  # rarity of the words that stand on one side only
    slips: int  # letters that differ in words taken for the same
    abbreviations: int
    name_kind: str  # of the name that matched best: legal, former, trade …
    rest: tuple[str, ...]  # words on one side only
    form: FormLevel
    place: PlaceLevel
    numbers_differ: bool
    roles: RoleLevel
    branch_differs: bool
    identifier: Agreement
    scheme: str  # of the identifier that decided
    website: Agreement
    founded: FoundedLevel
    gone: bool  # one side, and only one, is dissolved
    letters: int  # of the shorter name's core


class ScoredPair(msgspec.Struct, frozen=True, gc=False):
    """Two records, how surely they are one organisation, and why."""

    left: str
    right: str
    weight: float  # match weight in bits: log2 of the odds that both are one
    band: Band
    reasons: tuple[Reason, ...]
    comparison: Comparison
    relation: Relation = ""

    @property
    def probability(self) -> float:
        return 1 / (1 + exp2(-max(-60.0, min(60.0, self.weight))))
