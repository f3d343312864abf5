"""KRS: the bulletin of each day says who changed; the extracts come one to a request."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from regiowerk.registers.fetching.client import Request
from regiowerk.registers.fetching.visits import Fetched, Plan, SourceFetcher, Visit, asked, collect, days_since

_AT_ONCE = 20  # extracts in a file: what a kill costs at most
_PARTS = ("P", "S")  # entrepreneurs; associations, foundations and others


_decode = msgspec.json.Decoder(list[str]).decode


class Fetcher(SourceFetcher):
    def plan(self, visit: Visit) -> Plan:
        numbers: set[str] = set()
        mark = dict(visit.mark)
        for day in days_since(visit):
            numbers |= set(asked(visit, Request(visit.address("bulletin", day=day.isoformat())), _decode))
            mark["day"] = day.isoformat()
        return Plan(tuple(sorted(numbers)), mark)

    def get(self, visit: Visit, plan: Plan) -> Fetched:
        return Fetched(self.entries(visit, plan.items), plan.mark)

    def entries(self, visit: Visit, numbers: Sequence[str]) -> list[Path]:
        def ask(some: Sequence[str]) -> Iterator[bytes]:
            for number in some:
                yield from _extract(visit, number)

        return collect(visit, [number.zfill(10) for number in numbers], _AT_ONCE, ask, "jsonl")


def _extract(visit: Visit, number: str) -> Iterator[bytes]:
    """The extract from the part of the register that has the number; nothing when neither has."""
    for part in _PARTS:
        request = Request(visit.address("extract", number=number, part=part))
        answer = visit.client.get(request, missing=True)
        if answer.status == 200:
            yield answer.data
            return
