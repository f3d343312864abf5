"""Registers as they answer, on this machine."""

import json
from pathlib import Path
from typing import Any

import pytest

from regiowerk.registers.fetching import actions
from regiowerk.registers.fetching.errors import FetchError
from regiowerk.registers.sources import catalogue
from tests.registers.loopback import Asked, FakeTime, Reply, Server, data

SAMPLES = Path(catalogue.__file__).parent
ARES = "/ekonomicke-subjekty-v-be/rest"
LISTS = f"{ARES}/ekonomicke-subjekty-notifikace/vyhledat"


class Fetch:
    def __init__(self, server: Server, time: FakeTime) -> None:
        self.server, self.time = server, time

    def __call__(self, source: str = "cz_res", **options: Any) -> actions.FetchReport:
        options.setdefault("timing", self.time.timing)
        return actions.fetch(source=source, by="test", base=self.server.base, **options)

    def fault(self, source: str = "cz_res", **options: Any) -> FetchError:
        with pytest.raises(FetchError) as caught:
            self(source, **options)
        return caught.value


class Ares:
    """Three services with batches, and searches that know every number."""

    def __init__(self, server: Server) -> None:
        self.batches: dict[str, dict[int, list[str]]] = {"vr": {}, "res": {}, "ros": {}}
        self.searched: list[tuple[str, list[str]]] = []
        self.server = server
        server.say(LISTS, self.list_batches)
        server.say(f"{ARES}/ekonomicke-subjekty/vyhledat", self.search)
        server.say(f"{ARES}/ekonomicke-subjekty-res/vyhledat", self.nothing)
        server.say(f"{ARES}/ekonomicke-subjekty-vr/vyhledat", self.nothing)

    def release(self, service: str, number: int, numbers: list[str]) -> None:
        self.batches[service][number] = numbers
        changes = [{"typZmeny": "UPD", "icoId": each} for each in numbers]
        path = f"{ARES}/ekonomicke-subjekty-notifikace/datovy-zdroj/{service}/cislo-davky/{number}"
        self.server.say(path, data(json.dumps({"seznamNotifikaci": changes})))

    def list_batches(self, asked: Asked) -> Reply:
        service = json.loads(asked.body)["datovyZdroj"]
        found = [{"cisloDavky": number, "datovyZdroj": service} for number in self.batches[service]]
        return data(json.dumps({"notifikacniDavky": found}))

    def search(self, asked: Asked) -> Reply:
        numbers = json.loads(asked.body)["ico"]
        self.searched.append((asked.path, numbers))
        found = [
            {"ico": each, "icoId": each, "obchodniJmeno": f"Vzor {each} s.r.o.", "pravniForma": "112"}
            for each in numbers
        ]
        return data(json.dumps({"pocetCelkem": len(found), "ekonomickeSubjekty": found}))

    def nothing(self, asked: Asked) -> Reply:
        assert len(json.loads(asked.body)["ico"]) <= 100
        return Reply(404, b'{"kod": "NENALEZENO"}', {"Content-Type": "application/json"})


def icos(how_many: int, start: int = 9_100_000) -> list[str]:
    """Numbers with their check digit (docs/registers.md)."""
    found = []
    for stem in range(start, start + how_many):
        digits = f"{stem:07}"
        rest = sum(int(digit) * weight for digit, weight in zip(digits, range(8, 1, -1), strict=True)) % 11
        found.append(f"{digits}{(11 - rest) % 10}")
    return found


def extract(number: str, register: str) -> str:
    lines = (SAMPLES / "pl_krs/sample/odpisy.jsonl").read_text(encoding="utf-8").splitlines()
    found = json.loads(lines[0])
    found["odpis"]["naglowekA"].update(numerKRS=number, rejestr=register)
    return json.dumps(found)


def krs(number: str, part: str) -> str:
    return f"/api/krs/OdpisAktualny/{number}?rejestr={part}&format=json"
