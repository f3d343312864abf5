"""Pairs beside their rivals: two candidates of nearly one weight are a question for a person."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from regiowerk.linking.comparison import Reason, ScoredPair


class _Best(NamedTuple):
    """The two best partners of a record in one source."""

    weight: float
    other: str
    second_weight: float
    second_other: str


_NOBODY = _Best(float("-inf"), "", float("-inf"), "")


class Rivals:
    """Knows the two best partners of each record; first add all pairs, then settle each."""

    def __init__(self, margin: float) -> None:
        self._margin = margin
        self._best: dict[tuple[str, str], _Best] = {}

    def add(self, pair: ScoredPair) -> None:
        for side, other in ((pair.left, pair.right), (pair.right, pair.left)):
            place = side, _source(other)
            self._best[place] = _with(self._best.get(place, _NOBODY), pair.weight, other)

    def settled(self, pair: ScoredPair) -> ScoredPair | None:
        """The pair, held against the other candidates of its two records.

        A record has at most one partner in a source (its id begins with it): a pair that lies more than the margin
        behind a rival falls out (None), and one with a rival within the margin is at most `check`.
        """
        rival, weight = max(
            _rival(self._best[pair.left, _source(pair.right)], pair.right),
            _rival(self._best[pair.right, _source(pair.left)], pair.left),
            key=lambda found: found[1],
        )
        if weight > pair.weight + self._margin:
            return None
        if weight <= pair.weight - self._margin or pair.comparison.identifier == "same":
            return pair
        near = Reason("other_candidate_near", rival)
        return msgspec.structs.replace(pair, band="check", reasons=(*pair.reasons, near))


def settle(pairs: Iterable[ScoredPair], margin: float) -> Iterator[ScoredPair]:
    """The pairs `sure` or `check`, each beside its rivals, the strongest first."""
    kept = [pair for pair in pairs if pair.band != "none"]
    rivals = Rivals(margin)
    for pair in kept:
        rivals.add(pair)
    for pair in sorted(kept, key=lambda pair: (-pair.weight, pair.left, pair.right)):
        if settled := rivals.settled(pair):
            yield settled


def _source(identity: str) -> str:
    return identity.partition(":")[0]


def _with(known: _Best, weight: float, other: str) -> _Best:
    if (weight, other) > (known.weight, known.other):
        return _Best(weight, other, known.weight, known.other)
    if (weight, other) > (known.second_weight, known.second_other):
        return _Best(known.weight, known.other, weight, other)
    return known


def _rival(best: _Best, other: str) -> tuple[str, float]:
    """The best other candidate than `other`."""
    return (best.second_other, best.second_weight) if best.other == other else (best.other, best.weight)
