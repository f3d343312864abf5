"""Two names laid side by side, word by word."""

from collections.abc import Collection
from typing import NamedTuple

from rapidfuzz.distance import OSA

from regiowerk.linking.frequencies import Frequencies
from regiowerk.linking.names import Meaning, NameParts, meaning

_SHORTEST_TYPO = 4  # letters of a word that may carry a slip
_TWO_SLIPS = 9  # letters from which on there may be two
_FORM = Meaning("form")
_FREE = frozenset({_FORM, Meaning("role", "region")})
_GLUED = frozenset({"ag", "gmbh", "mbh", "kg", "ohg", "ug", "ev", "sro", "as", "oy", "oyj", "ltd"})  # 'siemensag'
_SHORTEST_PREFIX = 3  # letters of an abbreviation: 'masch' for 'maschinenbau'


class Alignment(NamedTuple):
    """Rarity in bits of the words of two names that agree, and of those without a partner on either side."""

    matched: float
    only_left: float
    only_right: float
    slips: int  # letters that differ in words that are taken for the same
    abbreviations: int
    rest_left: tuple[str, ...]
    rest_right: tuple[str, ...]

    @property
    def similarity(self) -> float:
        """0 to 1."""
        total = 2 * self.matched + self.only_left + self.only_right
        return 2 * self.matched / total if total else 0.0


def align(left: NameParts, right: NameParts, frequencies: Frequencies) -> Alignment:
    bits = frequencies.bits
    if left.tokens == right.tokens or left.compact == right.compact:
        return Alignment(sum(map(bits, left.tokens)), 0.0, 0.0, 0, 0, (), ())
    rest_left = list(left.tokens)
    rest_right: list[str] = []
    matched = 0.0
    for token in right.tokens:
        if token in rest_left:
            rest_left.remove(token)
            matched += bits(token)
        else:
            rest_right.append(token)
    slips = abbreviations = 0
    if rest_left and rest_right:
        joined, slips = _joined(rest_left, rest_right, frequencies)
        paired, slips_paired, abbreviations = _pair_up(rest_left, rest_right, frequencies, alone=not matched)
        matched += joined + paired
        slips += slips_paired
    if not matched and (more := _initials(left, right, frequencies)):
        return Alignment(more, 0.0, 0.0, 0, 1, (), ())
    return Alignment(
        matched,
        sum(map(bits, rest_left)),
        sum(map(bits, rest_right)),
        slips,
        abbreviations,
        tuple(rest_left),
        tuple(rest_right),
    )


def without(alignment: Alignment, towns: Collection[str], frequencies: Frequencies) -> Alignment:
    """The alignment with words not counted that lists add and leave out: the town, the country, a form's own words."""
    rest = alignment.rest_left + alignment.rest_right
    free = {word for word in rest if word in towns or meaning(word) in _FREE}
    if free.intersection(alignment.rest_left) and free.intersection(alignment.rest_right):
        free = {word for word in free if meaning(word) == _FORM}  # France here, Germany there
    if not free or not alignment.matched:
        return alignment
    left = tuple(word for word in alignment.rest_left if word not in free)
    right = tuple(word for word in alignment.rest_right if word not in free)
    return alignment._replace(
        only_left=sum(map(frequencies.bits, left)),
        only_right=sum(map(frequencies.bits, right)),
        abbreviations=alignment.abbreviations + 1,
        rest_left=left,
        rest_right=right,
    )


def slips_between(left: str, right: str) -> int | None:
    """Letters that differ in two spellings of one word; None when they are two words. Digits never slip."""
    shorter = min(len(left), len(right))
    if left[shorter:] + right[shorter:] in _GLUED and left[:shorter] == right[:shorter]:
        return 1
    if shorter < _SHORTEST_TYPO or abs(len(left) - len(right)) > 2:
        return None
    allowed = 2 if shorter >= _TWO_SLIPS else 1
    distance = OSA.distance(left, right, score_cutoff=allowed)
    if distance > allowed or (not (left.isalpha() and right.isalpha()) and _digits(left) != _digits(right)):
        return None
    return distance


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def _pair_up(left: list[str], right: list[str], frequencies: Frequencies, alone: bool) -> tuple[float, int, int]:
    """Takes words with slips and abbreviations off both lists; bits matched, slips, abbreviations.

    `alone`: nothing else agrees, so that a common beginning says nothing.
    """
    matched, slips, abbreviations = 0.0, 0, 0
    for word in list(left):
        for other in right:
            distance = slips_between(word, other)
            shortened = distance is None and not alone and _abbreviates(word, other)
            if distance is None and not shortened:
                continue
            left.remove(word)
            right.remove(other)
            matched += min(frequencies.bits(word), frequencies.bits(other))
            slips += distance or 0
            abbreviations += shortened
            break
    return matched, slips, abbreviations


def _abbreviates(word: str, other: str) -> bool:
    shorter, longer = sorted((word, other), key=len)
    return len(shorter) >= _SHORTEST_PREFIX and len(longer) >= len(shorter) + 2 and longer.startswith(shorter)


def _joined(left: list[str], right: list[str], frequencies: Frequencies) -> tuple[float, int]:
    """Words written together on one side: 'maschinen bau' = 'maschinenbau'. Takes them off both lists."""
    for few, many in ((left, right), (right, left)):
        for word in few:
            for first in range(len(many)):
                for last in range(first + 2, min(len(many), first + 3) + 1):
                    distance = slips_between("".join(many[first:last]), word)
                    if distance is not None:
                        few.remove(word)
                        del many[first:last]
                        return frequencies.bits(word), distance
    whole = "".join(left)
    if whole == "".join(right):
        matched = sum(map(frequencies.bits, left))
        left.clear()
        right.clear()
        return matched, 0
    return 0.0, 0


def _initials(left: NameParts, right: NameParts, frequencies: Frequencies) -> float:
    """Bits of an acronym that stands for the other name: 'FTL' for 'Freiberger Technik Logistik'."""
    for short, long in ((left, right), (right, left)):
        if len(short.tokens) == 1 and 3 <= len(short.tokens[0]) == len(long.tokens):
            acronym = "".join(token[0] for token in long.tokens)
            if short.tokens[0] == acronym:
                return min(frequencies.bits(acronym), 2.5 * len(acronym))
    return 0.0
