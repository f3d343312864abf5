"""Pairs beside their rivals: two candidates of nearly one weight are a question for a person."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from regiowerk.linking.comparison import Reason, ScoredPair


class _Best(NamedTuple):
    weight: float
    other: str
    second_weight: float
    second_other: str


_NOBODY = _Best(float("-inf"), "", float("-inf"), "")


def settle(pairs: Iterable[ScoredPair], margin: float) -> Iterator[ScoredPair]:
    """Pairs of no band less than `check`, each held against the other candidates of its two records.

    A record has at most one partner in a source (its id begins with it), so a pair that lies more than `margin`
    bits behind a rival falls out, and one with a rival within `margin` is at most `check`.
    """
    kept = [pair for pair in pairs if pair.band != "none"]
    best: dict[tuple[str, str], _Best] = {}
    for pair in kept:
        for side, other in ((pair.left, pair.right), (pair.right, pair.left)):
            place = side, _source(other)
            best[place] = _with(best.get(place, _NOBODY), pair.weight, other)
    for pair in sorted(kept, key=lambda pair: (-pair.weight, pair.left, pair.right)):
        rival, weight = max(
            (
                _rival(best[pair.left, _source(pair.right)], pair.right),
                _rival(best[pair.right, _source(pair.left)], pair.left),
            ),
            key=lambda found: found[1],
        )
        if weight > pair.weight + margin:
            continue
        if weight > pair.weight - margin and pair.comparison.identifier != "same":
            near = Reason("other_candidate_near", rival)
            pair = msgspec.structs.replace(pair, band="check", reasons=(*pair.reasons, near))
        yield pair


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
