"""The organisations that a page shows of what was counted, read from the database at once."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from regiowerk.web.directory.census import Census
from regiowerk.web.directory.parameters import SearchParameters
from regiowerk.web.directory.results import Row, rows_of
from regiowerk.web.languages import current_language


class Shortlist:
    """The hits of some censuses as rows, in one query."""

    def __init__(self, *parts: Census) -> None:
        hits = {hit.id: hit for part in parts for hit in part.hits}
        rows = rows_of(tuple(hits.values()), SearchParameters(), current_language())
        self._rows: Mapping[str, Row] = {row.card.public_id: row for row in rows}

    def of(self, part: Census, without: Sequence[Row] = ()) -> list[Row]:
        shown = {row.card.public_id for row in without}
        return [self._rows[hit.id] for hit in part.hits if hit.id in self._rows and hit.id not in shown]


def in_turn(rows: Sequence[Row], limit: int) -> list[Row]:
    """At most so many rows, the countries taking turns, so that no side stands at the end alone."""
    waiting: dict[str, list[Row]] = {}
    for row in rows:
        waiting.setdefault(row.card.country, []).append(row)
    turns = zip_longest(*waiting.values())
    return [row for turn in turns for row in turn if row is not None][:limit]
