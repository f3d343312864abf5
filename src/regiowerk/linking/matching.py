"""The light path: a member list or a register's delta against all records, by the index and the same scoring."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from regiowerk.linking.comparison import Band, Reason, ScoredPair
from regiowerk.linking.frequencies import Frequencies
from regiowerk.linking.index import Index
from regiowerk.linking.prepared import Prepared, prepare
from regiowerk.linking.ranking import settle
from regiowerk.linking.record import LinkRecord
from regiowerk.linking.scoring import Weights, score, shipped

_BATCH = 2_500  # records looked up at once
_SHOWN = 3  # candidates given with a row


class Match(msgspec.Struct, frozen=True):
    """What was found for a row. `best` is None in the band `none`; `candidates`: the best ones, the first is best."""

    row: str
    band: Band
    candidates: tuple[ScoredPair, ...] = ()

    @property
    def best(self) -> ScoredPair | None:
        return self.candidates[0] if self.candidates else None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return self.candidates[0].reasons if self.candidates else ()


def link_delta(delta: Iterable[LinkRecord], index: Index, weights: Weights | None = None) -> list[ScoredPair]:
    """Pairs `sure` or `check` of new or changed records with those of the index, of other sources too."""
    weights = weights or shipped()
    frequencies = index.frequencies()
    asked = [prepare(record) for record in delta]
    pairs = [pair for scored in _scored(asked, index, frequencies, weights) for pair in scored]
    return list(settle(pairs, weights.margin))


def match_rows(rows: Sequence[LinkRecord], index: Index, weights: Weights | None = None) -> list[Match]:
    """For each row, in their order, the organisation it means: `sure`, `check` or `none`, with reasons."""
    weights = weights or shipped()
    frequencies = index.frequencies()
    asked = [prepare(record) for record in rows]
    found = {scored[0].left: scored for scored in _scored(asked, index, frequencies, weights) if scored}
    return [_match(row.id, found.get(row.id, []), weights) for row in rows]


def _scored(
    asked: Sequence[Prepared], index: Index, frequencies: Frequencies, weights: Weights
) -> Iterator[list[ScoredPair]]:
    """For each record its candidates, best first."""
    for first in range(0, len(asked), _BATCH):
        for record, candidates in index.candidates(asked[first : first + _BATCH]):
            pairs = [score(record, candidate, frequencies, weights) for candidate in candidates]
            yield sorted(pairs, key=lambda pair: (-pair.weight, pair.right))


def _match(row: str, scored: Sequence[ScoredPair], weights: Weights) -> Match:
    likely = [pair for pair in scored if pair.band != "none"][:_SHOWN]
    if not likely:
        return Match(row, "none")
    best, *others = likely
    if best.comparison.identifier != "same" and others and others[0].weight > best.weight - weights.margin:
        near = Reason("other_candidate_near", others[0].right)
        best = msgspec.structs.replace(best, band="check", reasons=(*best.reasons, near))
    return Match(row, best.band, (best, *others))
