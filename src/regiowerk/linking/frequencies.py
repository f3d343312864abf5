"""How rare a word is among the names compared, in bits: log2 of one in how many names carries it."""

from collections.abc import Mapping
from functools import cache
from math import log2

from regiowerk.codelists.tables import read_table
from regiowerk.linking.names import DATA, meaning

_USUAL_TOTAL = 1_000_000  # names, where nothing has been counted
_LEAST_BITS = 0.5
_ROLE_BITS = 6.0  # what a word like 'holding' names at most: thousands of firms have it


class Frequencies:
    """`counts`: word → names that carry it; `total`: names counted."""

    def __init__(self, counts: Mapping[str, int], total: int) -> None:
        self.total = max(total, 2)
        self._counts = counts
        self._most = log2(self.total)
        self._bits: dict[str, float] = {}

    def count(self, word: str) -> int:
        return self._counts.get(word, 0)

    def bits(self, word: str) -> float:
        """0.5 for a word in most names, log2(total) for one that only one name has."""
        known = self._bits.get(word)
        if known is None:
            known = self._bits[word] = self._rarity(word)
        return known

    def _rarity(self, word: str) -> float:
        rarity = max(_LEAST_BITS, self._most - log2(max(self.count(word), 1)))
        if len(word) == 1:
            return min(rarity, 3.0)
        if len(word) == 2:
            return min(rarity, 8.0)
        kind = meaning(word).kind
        if kind == "form":
            return _LEAST_BITS
        return min(rarity, _ROLE_BITS) if kind in ("role", "branch") else rarity


@cache
def usual() -> Frequencies:
    """Where no names have been counted: rough shares of the words that are common in names of firms."""
    counts = {
        row["word"]: int(row["per_10000"]) * _USUAL_TOTAL // 10_000 for row in read_table(DATA / "common_words.csv")
    }
    return Frequencies(_Usual(counts), _USUAL_TOTAL)


class _Usual(dict[str, int]):
    """Words that are not listed count as carried by one name in 30,000."""

    def get(self, word: str, default: int | None = None) -> int:  # type: ignore[override]
        return self[word] if word in self else _USUAL_TOTAL // 30_000
