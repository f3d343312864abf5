"""ARES: the notification batches say who changed; the entries come from the search, 100 to a request."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from regiowerk.registers.fetching.client import Request
from regiowerk.registers.fetching.visits import Fetched, Plan, SourceFetcher, Visit, asked, collect, gap
from regiowerk.registers.sources.cz_ares import notifications
from regiowerk.registers.sources.cz_ares.notifications import Batch, GapError

_JSON = {"Content-Type": "application/json", "Accept": "application/json"}
_AT_ONCE = 100  # numbers in a request; ARES refuses more
_SEARCHES = ("merged", "res", "vr")  # all three, since what one leaves out another import would not bring back


class Fetcher(SourceFetcher):
    def plan(self, visit: Visit) -> Plan:
        numbers: set[str] = set()
        mark = dict(visit.mark)
        for service in visit.info.fetch["services"]:
            for batch in _new_batches(visit, service):
                numbers |= _numbers(visit, service, batch)
                mark[service] = batch.number
        # Who has no IČO cannot be searched by number, and is in RES.
        return Plan(tuple(sorted(number for number in numbers if number.isdigit())), mark)

    def get(self, visit: Visit, plan: Plan) -> Fetched:
        return Fetched(self.entries(visit, plan.items), plan.mark)

    def entries(self, visit: Visit, numbers: Sequence[str]) -> list[Path]:
        def ask(some: Sequence[str]) -> Iterator[bytes]:
            body = msgspec.json.encode({"ico": some, "start": 0, "pocet": len(some)})
            only = msgspec.json.encode({"ico": some})
            for name in _SEARCHES:
                sent = body if name == "merged" else only
                answer = visit.client.get(Request(visit.address(name), _JSON, sent), missing=True)
                if answer.status == 200:
                    yield answer.data

        return collect(visit, [number.zfill(8) for number in numbers], _AT_ONCE, ask, "json")


def _new_batches(visit: Visit, service: str) -> tuple[Batch, ...]:
    request = Request(visit.address("batches"), _JSON, msgspec.json.encode({"datovyZdroj": service}))
    kept = asked(visit, request, notifications.batches)
    try:
        return notifications.newer(kept, visit.mark.get(service))
    except GapError as error:
        raise gap(visit, f"{service} {visit.mark.get(service)}") from error


def _numbers(visit: Visit, service: str, batch: Batch) -> set[str]:
    address = visit.address("batch", service=service, number=str(batch.number))
    return set(asked(visit, Request(address, _JSON), notifications.changes))
