"""YTJ: the daily file of all companies; single ones from the search."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from regiowerk.registers.fetching.client import Request
from regiowerk.registers.fetching.visits import Visit, collect
from regiowerk.registers.fetching.whole_files import WholeFiles

_AT_ONCE = 100  # answers in a file


class Fetcher(WholeFiles):
    def entries(self, visit: Visit, numbers: Sequence[str]) -> list[Path]:
        def ask(some: Sequence[str]) -> Iterator[bytes]:
            for number in some:
                yield visit.client.get(Request(visit.address("company", number=number))).data

        return collect(visit, numbers, _AT_ONCE, ask, "json")
