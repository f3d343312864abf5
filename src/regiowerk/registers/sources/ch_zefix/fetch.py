"""Zefix: all living companies from LINDAS by pages, or with an account what changed, from the REST interface."""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

import msgspec

from regiowerk.registers.fetching.client import Answer, Request
from regiowerk.registers.fetching.errors import FetchError
from regiowerk.registers.fetching.visits import (
    CHECKED,
    Fetched,
    Plan,
    SourceFetcher,
    Visit,
    asked,
    collect,
    days_since,
    store,
)

_AT_ONCE = 100  # companies in a file
_ROWS = 5_000  # of a page
_MOST_PAGES = 1_000
_HEADERS = {"Accept": "text/csv", "Content-Type": "application/x-www-form-urlencoded"}
_QUERY = """\
PREFIX schema: <http://schema.org/>
SELECT ?org ?name ?uid ?lf ?mun ?street ?zip ?city FROM <https://lindas.admin.ch/foj/zefix> WHERE {{
  ?org a <https://schema.ld.admin.ch/ZefixOrganisation> ; schema:legalName ?name ; schema:identifier ?i ;
       schema:additionalType ?lf ; <https://schema.ld.admin.ch/municipality> ?mun .
  FILTER(CONTAINS(STR(?i), "/UID/")) ?i schema:value ?uid .
  OPTIONAL {{ ?org schema:address ?a . OPTIONAL {{ ?a schema:streetAddress ?street }}
             OPTIONAL {{ ?a schema:postalCode ?zip }} OPTIONAL {{ ?a schema:addressLocality ?city }} }}
}} ORDER BY ?org LIMIT {rows} OFFSET {start}
"""


class _Company(msgspec.Struct):
    uid: str


class _Notice(msgspec.Struct, rename="camel"):
    company_short: _Company


_decode = msgspec.json.Decoder(list[_Notice]).decode


class Fetcher(SourceFetcher):
    def plan(self, visit: Visit) -> Plan:
        if not visit.keys["user"]:
            return Plan((visit.address("lindas"),), {})
        numbers: set[str] = set()
        mark = dict(visit.mark)
        for day in days_since(visit):
            numbers |= _changed(visit, day.isoformat())
            mark["day"] = day.isoformat()
        return Plan(tuple(sorted(numbers)), mark)

    def get(self, visit: Visit, plan: Plan) -> Fetched:
        if plan.items == (visit.address("lindas"),):
            return Fetched(list(_pages(visit)), {})
        return Fetched(self.entries(visit, plan.items), plan.mark)

    def entries(self, visit: Visit, numbers: Sequence[str]) -> list[Path]:
        headers = _account(visit)

        def ask(some: Sequence[str]) -> Iterator[bytes]:
            for number in some:
                address = visit.address("company", number=number.replace("-", "").replace(".", ""))
                answer = visit.client.get(Request(address, headers), missing=True)
                if answer.status == 200:
                    yield answer.data

        return collect(visit, numbers, _AT_ONCE, ask, "json")

    def check(self, visit: Visit) -> Answer:
        return visit.client.peek(_page(visit, 1, 0), CHECKED)


def _pages(visit: Visit) -> Iterator[Path]:
    """Until a page has its header only."""
    for number in range(_MOST_PAGES):
        path = visit.folder / f"lindas-{number:04}.csv"
        if not path.exists():
            store(path, [visit.client.get(_page(visit, _ROWS, number * _ROWS)).data])
        visit.note(number + 1, 0)
        if len(path.read_bytes().splitlines()) <= 1:
            return
        yield path
    raise FetchError("too_big", url=visit.address("lindas"), most=_MOST_PAGES * _ROWS)


def _page(visit: Visit, rows: int, start: int) -> Request:
    query = urlencode({"query": _QUERY.format(rows=rows, start=start)})
    return Request(visit.address("lindas"), _HEADERS, query.encode())


def _changed(visit: Visit, day: str) -> set[str]:
    request = Request(visit.address("notices", day=day), _account(visit))
    return {notice.company_short.uid for notice in asked(visit, request, _decode, missing=b"[]")}


def _account(visit: Visit) -> Mapping[str, str]:
    account = f"{visit.key('user')}:{visit.key('password')}".encode()
    return {"Authorization": f"Basic {b64encode(account).decode()}"}
