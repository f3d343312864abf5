"""GLEIF: the golden copy once, then the delta that reaches back to the last publication."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from regiowerk.registers.fetching.client import Request
from regiowerk.registers.fetching.downloads import download
from regiowerk.registers.fetching.errors import FetchError
from regiowerk.registers.fetching.visits import Fetched, Plan, SourceFetcher, Visit, asked, collect

_AT_ONCE = 100
# What each delta reaches back, with some hours less than it says.
_DELTAS = (("LastDay", timedelta(hours=23)), ("LastWeek", timedelta(days=6)), ("LastMonth", timedelta(days=27)))


class _File(msgspec.Struct):
    url: str
    size: int | None = 0


class _Forms(msgspec.Struct):
    csv: _File


class _Records(msgspec.Struct):
    full_file: _Forms
    delta_files: dict[str, _Forms] = {}


class _Publication(msgspec.Struct):
    publish_date: str
    lei2: _Records


class _Publications(msgspec.Struct):
    data: list[_Publication]


_decode = msgspec.json.Decoder(_Publications).decode


class Fetcher(SourceFetcher):
    def plan(self, visit: Visit) -> Plan:
        latest, published = _latest(visit)
        if visit.mark.get("published") == published.isoformat():
            return Plan((), visit.mark)
        file, kind = latest.full_file.csv, "golden-copy"
        if "published" in visit.mark:
            age = published - datetime.fromisoformat(visit.mark["published"])
            delta = next((name for name, reach in _DELTAS if age <= reach and name in latest.delta_files), "")
            if delta:
                file, kind = latest.delta_files[delta].csv, f"delta-{delta.lower()}"
        if not visit.client.same_site(visit.address("publications"), file.url):
            raise FetchError("other_site", url=visit.address("publications"), target=file.url)
        return Plan((file.url,), {"published": published.isoformat(), "kind": kind}, file.size or 0)

    def get(self, visit: Visit, plan: Plan) -> Fetched:
        published = datetime.fromisoformat(plan.mark["published"])
        # By this name the source knows whether the file is whole, and of which day it is.
        path = visit.folder / f"{published:%Y%m%d-%H%M}-gleif-{plan.mark['kind']}.csv.zip"
        download(visit.client, plan.items[0], path, visit.most, visit.note)
        return Fetched([path], {"published": plan.mark["published"]})

    def entries(self, visit: Visit, numbers: Sequence[str]) -> list[Path]:
        def ask(some: Sequence[str]) -> Iterator[bytes]:
            for number in some:
                answer = visit.client.get(Request(visit.address("record", number=number)), missing=True)
                if answer.status == 200:
                    yield answer.data

        return collect(visit, numbers, _AT_ONCE, ask, "json")


def _latest(visit: Visit) -> tuple[_Records, datetime]:
    def read(answer: bytes) -> tuple[_Records, datetime]:
        found = _decode(answer).data
        if not found:
            raise ValueError("no publication")
        return found[0].lei2, datetime.fromisoformat(found[0].publish_date).replace(tzinfo=None)

    return asked(visit, Request(visit.address("publications")), read)
