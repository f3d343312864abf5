"""Rows of a list against all register entries, and what of them organisations are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from regiowerk.common.bulk import in_chunks
from regiowerk.directory import queries as directory
from regiowerk.linking import store
from regiowerk.linking.comparison import Band, Reason, ScoredPair
from regiowerk.linking.matching import match_rows
from regiowerk.linking.record import LinkRecord, from_member_row
from regiowerk.multipliers import columns
from regiowerk.multipliers.columns import Field

_BATCH = 500  # rows between two reports of progress


@dataclass(frozen=True)
class Candidate:
    """An organisation that a row may mean."""

    entry: int  # primary key of the register entry
    register_key: str  # source:key
    organisation: str  # public id
    name: str
    score: float  # probability from 0 to 1
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class RowMatch:
    number: int  # from 1 after the header
    decision: Band
    candidates: tuple[Candidate, ...]  # the best first, at most one for each organisation


def record(number: int, cells: Mapping[Field, str], country: str) -> LinkRecord | None:
    """A row as it is compared; None for a row without a name."""
    name = cells.get("name", "")
    if not name:
        return None
    land = columns.country_of(cells.get("country", ""), country)
    return from_member_row(
        list_name="list",
        row=number,
        name=name,
        country=land,
        town=cells.get("town", ""),
        postal_code=cells.get("postal_code", ""),
        street=cells.get("street", ""),
        website=cells.get("website", ""),
        identifiers=columns.identifiers(cells.get("identifier", ""), land),
    )


def match(rows: Sequence[tuple[int, Mapping[Field, str]]], country: str) -> Iterator[list[RowMatch]]:
    """Rows (number and cells by field) in their order, in batches. Raises LockedError."""
    with store.opened() as index:
        for batch in in_chunks(rows, _BATCH):
            asked = {number: found for number, cells in batch if (found := record(number, cells, country))}
            matches = match_rows(list(asked.values()), index)
            known = _Organisations(pair for found in matches for pair in found.candidates)
            by_number = {
                number: RowMatch(number, found.band, known.candidates(found.candidates))
                for number, found in zip(asked, matches, strict=True)
            }
            yield [_settled(by_number.get(number, RowMatch(number, "none", ()))) for number, _ in batch]


def _settled(found: RowMatch) -> RowMatch:
    """A match whose organisation has gone since the index was written counts as none."""
    return found if found.candidates else RowMatch(found.number, "none", ())


class _Organisations:
    """Which organisations the found register entries belong to."""

    def __init__(self, pairs: Iterable[ScoredPair]) -> None:
        self._entries = directory.entries_by_key({pair.right for pair in pairs})

    def candidates(self, pairs: Sequence[ScoredPair]) -> tuple[Candidate, ...]:
        found: dict[str, Candidate] = {}
        for pair in pairs:
            if entry := self._entries.get(pair.right):
                candidate = Candidate(
                    entry.id, pair.right, entry.public_id, entry.name, round(pair.probability, 4), pair.reasons
                )
                found.setdefault(entry.public_id, candidate)
        return tuple(found.values())
