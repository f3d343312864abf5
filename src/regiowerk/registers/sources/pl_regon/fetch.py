"""REGON: daily lists of who changed, then the full reports of legal persons, over the SOAP service BIR."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from html import unescape
from pathlib import Path
from xml.sax.saxutils import escape

from regiowerk.registers.fetching.client import Answer, Request
from regiowerk.registers.fetching.errors import FetchError
from regiowerk.registers.fetching.visits import Fetched, Plan, SourceFetcher, Visit, collect, days_since

_AT_ONCE = 20  # numbers in a search; BIR takes no more
_NAMESPACE = "http://CIS/BIR/PUBL/2014/07"
_LISTS = (
    "BIR11NowePodmiotyPrawneOrazDzialalnosciOsFizycznych",
    "BIR11AktualizowanePodmiotyPrawneOrazDzialalnosciOsFizycznych",
    "BIR11SkreslonePodmiotyPrawneOrazDzialalnosciOsFizycznych",
)
_REPORT = "BIR12OsPrawna"
_SESSION = re.compile(r"<ZalogujResult>([^<\s]+)</ZalogujResult>")
_NUMBER = re.compile(r"<regon>\s*(\d{9})\s*</regon>", re.IGNORECASE)
_LEGAL = re.compile(r"<dane>(?=(?:(?!</dane>).)*<Typ>P</Typ>)\s*<Regon>(\d{9})</Regon>", re.DOTALL)


class Fetcher(SourceFetcher):
    def plan(self, visit: Visit) -> Plan:
        days = days_since(visit)
        if not days:
            return Plan((), visit.mark)
        session = _Session(visit)
        numbers = {number for day in days for name in _LISTS for number in session.listed(day, name)}
        return Plan(tuple(sorted(numbers)), {"day": days[-1].isoformat()})

    def get(self, visit: Visit, plan: Plan) -> Fetched:
        return Fetched(self.entries(visit, plan.items), plan.mark)

    def entries(self, visit: Visit, numbers: Sequence[str]) -> list[Path]:
        def ask(some: Sequence[str]) -> Iterator[bytes]:
            session = _Session(visit)  # anew for each file, since it ends after an hour
            for number in session.legal_persons(some):
                yield session.report(number)

        return collect(visit, numbers, _AT_ONCE, ask, "xml")

    def check(self, visit: Visit) -> Answer:
        return _Session(visit).search([visit.info.fetch["check"]["number"]])


class _Session:
    """Raises FetchError when the key is not taken."""

    def __init__(self, visit: Visit) -> None:
        self._visit, self._id = visit, ""
        found = _SESSION.search(self._call("Zaloguj", pKluczUzytkownika=visit.key("key")))
        if not found:
            raise FetchError("key_refused", host=visit.address("service"), status=200)
        self._id = found[1]

    def listed(self, day: date, name: str) -> set[str]:
        answer = self._call("DanePobierzRaportZbiorczy", pDataRaportu=day.isoformat(), pNazwaRaportu=name)
        return set(_NUMBER.findall(unescape(answer)))

    def legal_persons(self, numbers: Sequence[str]) -> list[str]:
        """Those of the numbers that are no natural person's; only of these the report is asked for."""
        return _LEGAL.findall(unescape(self.search(numbers).data.decode("utf-8", "replace")))

    def report(self, number: str) -> bytes:
        return self._call("DanePobierzPelnyRaport", pRegon=number, pNazwaRaportu=_REPORT).encode()

    def search(self, numbers: Sequence[str]) -> Answer:
        wanted = f"<d:Regony9zn>{escape(','.join(numbers))}</d:Regony9zn>"
        return self._send("DaneSzukajPodmioty", f"<b:pParametryWyszukiwania>{wanted}</b:pParametryWyszukiwania>")

    def _call(self, action: str, **values: str) -> str:
        content = "".join(f"<b:{name}>{escape(text)}</b:{name}>" for name, text in values.items())
        return self._send(action, content).data.decode("utf-8", "replace")

    def _send(self, action: str, content: str) -> Answer:
        address = self._visit.address("service")
        name = f"{_NAMESPACE}/IUslugaBIRzewnPubl/{action}"
        envelope = (
            '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://www.w3.org/2005/08/addressing"'
            f' xmlns:b="{_NAMESPACE}" xmlns:d="{_NAMESPACE}/DataContract"><s:Header><a:To>{address}</a:To>'
            f"<a:Action>{name}</a:Action></s:Header><s:Body><b:{action}>{content}</b:{action}></s:Body></s:Envelope>"
        )
        headers = {"Content-Type": f'application/soap+xml; charset=utf-8; action="{name}"', "sid": self._id}
        return self._visit.client.get(Request(address, headers, envelope.encode()))
