"""What `fetch.py` of a source works with, and what several of them have in common. Free of Django."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote, urlsplit

import msgspec

from regiowerk.registers.fetching.client import Answer, Client, Request
from regiowerk.registers.fetching.downloads import Note
from regiowerk.registers.fetching.errors import FetchError
from regiowerk.registers.sources.base import SourceInfo

CHECKED = 1 << 16  # bytes of an answer that are looked at to know its form
T = TypeVar("T")
Mark = Mapping[str, Any]  # plain JSON; how far the register was fetched


@dataclass(frozen=True)
class Visit:
    """One fetch of one source."""

    info: SourceInfo
    client: Client
    folder: Path  # what is fetched goes here; what lies here from an attempt before is used again
    mark: Mark  # of the last fetch whose files were imported; empty at first
    today: date  # where the register is
    keys: Mapping[str, str]  # of [fetch.keys]; '' for one that is not set
    base: str = ""  # stands in for scheme and host of all addresses
    note: Note = lambda done, total: None

    def address(self, name: str, **values: str) -> str:
        """One of [fetch.addresses], with values in the place of their names."""
        address: str = self.info.fetch["addresses"][name]
        address = address.format(**{key: quote(value, safe="") for key, value in values.items()})
        if not self.base:
            return address
        return self.base + address.removeprefix("{0.scheme}://{0.netloc}".format(urlsplit(address)))

    def key(self, name: str) -> str:
        """Raises FetchError that says where to ask for it."""
        if not self.keys[name]:
            variable, ask = self.info.fetch["keys"][name], self.info.fetch["ask"]
            raise FetchError("key_missing", source=self.info.name, setting=variable, ask=ask)
        return self.keys[name]

    @property
    def most(self) -> int:
        """Bytes that a file may have."""
        return int(self.info.fetch.get("most_bytes", 4_000_000_000))


class Plan(NamedTuple):
    """What there is to get: addresses of files, or numbers of entries. Without items there is nothing new."""

    items: tuple[str, ...]
    mark: Mark  # once all of it is imported
    size: int = 0  # bytes, 0 when the server does not say


class Fetched(NamedTuple):
    paths: list[Path]
    mark: Mark


class SourceFetcher:
    """How the files of one source are got. Every method raises FetchError."""

    def plan(self, visit: Visit) -> Plan:
        """Ask the register what is new, with few small requests."""
        raise by_hand(visit)

    def get(self, visit: Visit, plan: Plan) -> Fetched:
        """Fetch what is planned into the visit's folder; the same call again goes on."""
        raise by_hand(visit)

    def entries(self, visit: Visit, numbers: Sequence[str]) -> list[Path]:
        """Fetch single entries by their numbers."""
        raise FetchError("no_numbers", source=visit.info.name) if visit.info.fetch else by_hand(visit)

    def check(self, visit: Visit) -> Answer:
        """One small request that shows whether the register answers, and in its form."""
        if not visit.info.fetch:
            raise by_hand(visit)
        return visit.client.peek(Request(visit.address(visit.info.fetch["check"]["address"])), CHECKED)


def collect(
    visit: Visit, numbers: Sequence[str], size: int, ask: Callable[[Sequence[str]], Iterable[bytes]], ending: str
) -> list[Path]:
    """The answers about all numbers, `size` of them in a file each, one answer to a line.

    A file that is there already is not asked for again.
    """
    found = []
    for start in range(0, len(numbers), size):
        some = numbers[start : start + size]
        name = blake2b("\n".join(some).encode(), digest_size=8).hexdigest()
        path = visit.folder / f"{start // size:05}-{name}.{ending}"
        if not path.exists():
            store(path, (answer.strip() + b"\n" for answer in ask(some)))
        if path.stat().st_size:
            found.append(path)
        visit.note(min(start + size, len(numbers)), len(numbers))
    return found


def store(path: Path, answers: Iterable[bytes]) -> None:
    """Write a file that is there in full or not at all. Raises FetchError."""
    beside = path.with_name(f"{path.name}.part")
    try:
        with beside.open("wb") as file:
            file.writelines(answers)
        beside.replace(path)
    except OSError as error:
        raise FetchError("cannot_be_stored", file=str(path), error=error.strerror or str(error)) from error


def days_since(visit: Visit) -> list[date]:
    """The days over since the one of the mark; yesterday only when there is none."""
    yesterday = visit.today - timedelta(days=1)
    last = date.fromisoformat(visit.mark["day"]) if "day" in visit.mark else yesterday - timedelta(days=1)
    return [last + timedelta(days=number) for number in range(1, (yesterday - last).days + 1)]


def by_hand(visit: Visit) -> FetchError:
    return FetchError("by_hand", source=visit.info.name, url=visit.info.url)


def gap(visit: Visit, last: str) -> FetchError:
    return FetchError("gap", source=visit.info.name, last=last, whole=visit.info.fetch["whole"])


def asked(visit: Visit, request: Request, decode: Callable[[bytes], T], missing: bytes = b"") -> T:
    """What an answer says; `missing` stands for the one of status 404. Raises FetchError, also for another form."""
    answer = visit.client.get(request, missing=bool(missing))
    try:
        return decode(answer.data if answer.status == 200 else missing)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise FetchError("unexpected", url=request.url, error=str(error)) from error
