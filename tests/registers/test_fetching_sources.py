"""Each register is asked in its own way: batches, bulletins, pages, sessions."""

import io
import json
import zipfile
from datetime import date
from html import escape
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiowerk.registers.fetching.client import Answer, Client, Remote, Request
from regiowerk.registers.fetching.errors import FetchError
from regiowerk.registers.fetching.fetchers import fetcher
from regiowerk.registers.fetching.visits import Visit
from regiowerk.registers.models import Entry, FetchMark
from regiowerk.registers.sources import catalogue
from tests.registers import loopback
from tests.registers.loopback import Asked, Reply, Server, data
from tests.registers.registers_live import ARES, LISTS, SAMPLES, Ares, Fetch, extract, icos, krs


def mark(source: str) -> Any:
    return FetchMark.objects.get(source=source).mark


def keys(source: str) -> list[str]:
    return sorted(Entry.objects.filter(source=source).values_list("key", flat=True))


class TestAres:
    def test_asks_for_who_changed_a_hundred_at_a_time(self, fetch: Fetch, server: Server) -> None:
        ares, numbers = Ares(server), icos(250)
        ares.release("vr", 501, numbers[:200])
        ares.release("res", 77, [*numbers[100:], "ARES_00000001"])
        report = fetch("cz_ares")
        assert report.run is not None
        assert keys("cz_ares") == sorted(numbers)
        assert [len(asked) for _, asked in ares.searched] == [100, 100, 50]
        assert mark("cz_ares") == {"vr": 501, "res": 77}

    def test_takes_only_the_batches_after_the_mark(self, fetch: Fetch, server: Server) -> None:
        ares, numbers = Ares(server), icos(4)
        ares.release("vr", 501, numbers[:2])
        fetch("cz_ares")
        assert fetch("cz_ares").items == ()
        ares.release("vr", 502, numbers[1:3])
        assert fetch("cz_ares").items == tuple(numbers[1:3])
        assert keys("cz_ares") == sorted(numbers[:3])

    def test_says_what_to_load_when_batches_are_lost(self, fetch: Fetch, server: Server) -> None:
        ares = Ares(server)
        ares.release("vr", 501, icos(1))
        fetch("cz_ares")
        ares.batches["vr"] = {}
        ares.release("vr", 560, icos(2))
        with pytest.raises(FetchError, match=r"vr 501 is no longer listed.*cz_res.*--anew") as caught:
            fetch("cz_ares")
        assert caught.value.hopeless
        assert mark("cz_ares") == {"vr": 501}
        assert len(fetch("cz_ares", anew=True).items) == 2

    def test_goes_on_with_its_plan_after_a_fault(self, fetch: Fetch, server: Server) -> None:
        ares = Ares(server)
        ares.release("vr", 501, icos(150))
        path = f"{ARES}/ekonomicke-subjekty/vyhledat"
        server.say(path, ares.search, Reply(503))
        with pytest.raises(FetchError):
            fetch("cz_ares")
        assert not FetchMark.objects.exists()
        server.say(path, ares.search)
        ares.release("vr", 502, icos(3, start=9_200_000))
        fetch("cz_ares")
        assert [len(asked) for _, asked in ares.searched] == [100, 50]
        assert mark("cz_ares") == {"vr": 501}
        assert len(fetch("cz_ares").items) == 3

    def test_fetches_single_entries_and_leaves_the_mark(self, fetch: Fetch, server: Server) -> None:
        Ares(server)
        (number,) = icos(1)
        fetch("cz_ares", numbers=[number])
        assert keys("cz_ares") == [number]
        assert not FetchMark.objects.exists()

    def test_a_form_that_is_not_known(self, fetch: Fetch, server: Server) -> None:
        server.say(LISTS, data('{"batches": []}'))
        with pytest.raises(FetchError) as caught:
            fetch("cz_ares")
        assert caught.value.code == "unexpected"


class TestKrs:
    def test_reads_the_bulletin_of_yesterday_and_looks_in_both_parts(self, fetch: Fetch, server: Server) -> None:
        server.say("/api/Krs/Biuletyn/2026-09-22", data('["0009000011", "0009000012", "0009000013"]'))
        server.say(krs("0009000011", "P"), data(extract("0009000011", "RejP")))
        server.say(krs("0009000012", "S"), data(extract("0009000012", "RejS")))
        fetch("pl_krs")
        assert keys("pl_krs") == ["0009000011", "0009000012"]
        assert mark("pl_krs") == {"day": "2026-09-22"}

    def test_makes_up_for_days_and_takes_quiet_ones_for_done(self, fetch: Fetch, server: Server) -> None:
        FetchMark.objects.create(source="pl_krs", mark={"day": "2026-09-18"})
        for day in range(19, 23):
            server.say(f"/api/Krs/Biuletyn/2026-09-{day}", data("[]"))
        report = fetch("pl_krs")
        assert (report.items, report.run) == ((), None)
        assert len(server.paths()) == 4
        assert mark("pl_krs") == {"day": "2026-09-22"}
        fetch("pl_krs")
        assert len(server.paths()) == 4

    def test_begins_where_one_wants(self, fetch: Fetch, server: Server) -> None:
        for day in range(19, 23):
            server.say(f"/api/Krs/Biuletyn/2026-09-{day}", data("[]"))
        fetch("pl_krs")
        fetch("pl_krs", since=date(2026, 9, 19))
        assert len(server.paths()) == 5
        with pytest.raises(FetchError, match="cz_ares does not list changes by days"):
            fetch("cz_ares", since=date(2026, 9, 19))


def test_ytj_daily_file_and_single_companies(fetch: Fetch, server: Server) -> None:
    sample = (SAMPLES / "fi_ytj/sample/companies.json").read_text(encoding="utf-8")
    company, _ = json.JSONDecoder().raw_decode(sample[sample.index('{"businessId"') :])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("all.json", json.dumps([company]))
    server.say("/opendata-ytj-api/v3/all_companies", loopback.file_of(packed.getvalue(), '"a"', "application/zip"))
    run = fetch("fi_ytj").run
    assert run is not None
    assert run.new > 0
    assert run.scopes  # the whole register
    number = company["businessId"]["value"]
    page = {"totalResults": 1, "companies": [company]}
    server.say(f"/opendata-ytj-api/v3/companies?businessId={number}", data(json.dumps(page)))
    single = fetch("fi_ytj", numbers=[number]).run
    assert single is not None
    assert (single.unchanged, single.scopes) == (1, [])


class TestZefix:
    def test_pages_of_lindas_until_one_is_empty(self, fetch: Fetch, server: Server) -> None:
        table = (SAMPLES / "ch_zefix/sample/lindas.csv").read_text(encoding="utf-8")
        header = table.splitlines()[0] + "\n"
        starts = []

        def page(asked: Asked) -> Reply:
            query = parse_qs(asked.body.decode())["query"][0]
            start = int(query.split("OFFSET")[1])
            starts.append(start)
            return data(table if start == 0 else header, "text/csv; charset=utf-8")

        server.say("/query", page)
        run = fetch("ch_zefix").run
        assert run is not None
        assert run.new > 0
        assert run.scopes
        assert starts == [0, 5000]

    def test_changes_over_the_rest_interface_with_an_account(
        self, fetch: Fetch, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        company = json.loads((SAMPLES / "ch_zefix/sample/companies.jsonl").read_text(encoding="utf-8").splitlines()[0])
        number = company[0]["uid"]
        rest = "/ZefixPublicREST/api/v1"
        notices = [{"sogcPublication": {}, "companyShort": {"uid": number}}]
        server.say(f"{rest}/sogc/bydate/2026-09-22", data(json.dumps(notices)))
        server.say(f"{rest}/company/uid/{number}", data(json.dumps(company)))
        monkeypatch.setenv("REGIOWERK_CH_ZEFIX_USER", "agency")
        with pytest.raises(FetchError, match=r"REGIOWERK_CH_ZEFIX_PASSWORD is not set.*zefix@bj.admin.ch"):
            fetch("ch_zefix")
        monkeypatch.setenv("REGIOWERK_CH_ZEFIX_PASSWORD", "geheim")
        fetch("ch_zefix")
        assert keys("ch_zefix") == [number]
        assert server.asked[-1].headers["authorization"] == "Basic YWdlbmN5OmdlaGVpbQ=="


class TestGleif:
    INDEX = "/api/v2/golden-copies/publishes?per_page=1"
    NAME = "20260920-0800-gleif-goldencopy-lei2-golden-copy.csv"
    LINES = (SAMPLES / "gleif/sample" / NAME).read_bytes().splitlines(keepends=True)

    def publish(self, server: Server, moment: str) -> None:
        def forms(name: str) -> dict[str, Any]:
            return {"csv": {"url": f"{server.base}/storage/{name}.csv.zip", "size": 1}}

        deltas = {name: forms(name) for name in ("IntraDay", "LastDay", "LastWeek", "LastMonth")}
        found = {"publish_date": moment, "lei2": {"full_file": forms("full"), "delta_files": deltas}}
        server.say(self.INDEX, data(json.dumps({"data": [found]})))
        for name in ("full", *deltas):
            body = b"".join(self.LINES[: 3 if name == "full" else 2])
            server.say(f"/storage/{name}.csv.zip", loopback.file_of(body, f'"{moment}"', "application/zip"))

    def test_the_golden_copy_first_then_the_delta_that_reaches_far_enough(self, fetch: Fetch, server: Server) -> None:
        fetched = []
        for moment in ("2026-09-20 08:00:00", "2026-09-21 00:00:00", "2026-09-22 08:00:00", "2026-10-10 08:00:00",
                       "2026-12-01 08:00:00", "2026-12-01 08:00:00"):  # fmt: skip
            self.publish(server, moment)
            report = fetch("gleif")
            fetched.append(
                (report.items[0].rpartition("/")[2] if report.items else "", bool(report.run and report.run.scopes))
            )
        assert fetched == [
            ("full.csv.zip", True),
            ("LastDay.csv.zip", False),
            ("LastWeek.csv.zip", False),
            ("LastMonth.csv.zip", False),
            ("full.csv.zip", True),
            ("", False),
        ]

    def test_the_day_of_the_publication_is_kept(self, fetch: Fetch, server: Server) -> None:
        self.publish(server, "2026-09-20 08:00:00")
        run = fetch("gleif").run
        assert run is not None
        assert run.as_of == date(2026, 9, 20)

    def test_an_index_that_leads_elsewhere_is_not_followed(self, fetch: Fetch, server: Server) -> None:
        elsewhere = {"csv": {"url": "https://elsewhere.example/full.csv.zip", "size": 1}}
        found = {"publish_date": "2026-09-20 08:00:00", "lei2": {"full_file": elsewhere}}
        server.say(self.INDEX, data(json.dumps({"data": [found]})))
        with pytest.raises(FetchError) as caught:
            fetch("gleif")
        assert caught.value.code == "other_site"


class Bir:
    """The SOAP service: a session, lists of numbers, a search, full reports."""

    KEY = "k3y"

    def __init__(self, server: Server) -> None:
        self.reports: list[str] = []
        server.say("/wsBIR/UslugaBIRzewnPubl.svc", self.answer)

    def answer(self, asked: Asked) -> Reply:
        body = asked.body.decode()
        if "Zaloguj" in body:
            return self.soap("Zaloguj", "session1" if f">{self.KEY}<" in body else "")
        assert asked.headers["sid"] == "session1"
        if "DanePobierzRaportZbiorczy" in body:
            listed = "991000219" if "Nowe" in body else "991000024"
            return self.soap("DanePobierzRaportZbiorczy", f"<root><dane><regon>{listed}</regon></dane></root>")
        if "DaneSzukajPodmioty" in body:
            found = (("991000024", "F"), ("991000219", "P"))
            rows = "".join(f"<dane><Regon>{n}</Regon><Nazwa>X</Nazwa><Typ>{typ}</Typ></dane>" for n, typ in found)
            return self.soap("DaneSzukajPodmioty", f"<root>{rows}</root>")
        self.reports.append(body)
        return data((SAMPLES / "pl_regon/sample/DanePobierzPelnyRaport.xml").read_bytes(), "application/soap+xml")

    @staticmethod
    def soap(action: str, result: str) -> Reply:
        text = f"<{action}Result>{escape(result)}</{action}Result>"
        # As the service sends it: one part of a message of several.
        head = "--uuid:1\r\nContent-Type: application/xop+xml\r\n\r\n"
        body = f"{head}<s:Envelope><s:Body>{text}</s:Body></s:Envelope>\r\n--uuid:1--"
        return data(body, 'multipart/related; type="application/xop+xml"; boundary="uuid:1"')


class TestRegon:
    def test_asks_for_reports_of_legal_persons_only(
        self, fetch: Fetch, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("REGIOWERK_PL_REGON_KEY", Bir.KEY)
        bir = Bir(server)
        fetch("pl_regon")
        assert "991000219" in keys("pl_regon")
        assert len(bir.reports) == 1
        assert mark("pl_regon") == {"day": "2026-09-22"}

    def test_a_missing_and_a_wrong_key(
        self, fetch: Fetch, server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.delenv("REGIOWERK_PL_REGON_KEY", raising=False)
        with pytest.raises(
            FetchError, match=r"REGIOWERK_PL_REGON_KEY is not set. Ask for one at regon_bir@stat.gov.pl"
        ):
            fetch("pl_regon")
        Bir(server)
        monkeypatch.setenv("REGIOWERK_PL_REGON_KEY", "wr0ng")
        with pytest.raises(FetchError) as caught:
            fetch("pl_regon")
        assert caught.value.code == "key_refused"
        assert "wr0ng" not in str(caught.value) + caplog.text


@pytest.mark.parametrize("source", catalogue.names())
def test_addresses_are_encrypted_and_what_is_named_is_there(source: str) -> None:
    fetch = catalogue.source(source).info.fetch
    addresses = fetch.get("addresses", {})
    assert all(urlsplit(address).scheme == "https" for address in addresses.values())
    named = [
        *fetch.get("files", {}).values(),
        *([fetch["check"]["address"]] if "address" in fetch.get("check", {}) else []),
    ]
    assert set(named) <= set(addresses)
    assert bool(fetch) == (source != "de_xjustiz")


class _Parrot:
    """A client whose every answer is the same."""

    def __init__(self, said: bytes) -> None:
        self._said = said

    def get(self, request: Request, missing: bool = False) -> Answer:
        return Answer(200, Remote(), self._said)

    def same_site(self, url: str, other: str) -> bool:
        return True


WORDS = st.sampled_from([
    "notifikacniDavky", "cisloDavky", "seznamNotifikaci", "icoId", "data", "lei2", "publish_date", "full_file", "csv",
    "url", "companyShort", "uid", "2026-09-22", "<ZalogujResult>1</ZalogujResult>", "<regon>991000219</regon>",
])  # fmt: skip
JSON = st.recursive(
    st.none() | st.integers() | WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner)
)


@pytest.mark.parametrize("source", ["cz_ares", "pl_krs", "ch_zefix", "gleif", "pl_regon"])
@settings(deadline=None)
@given(said=st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_whatever_a_register_says_is_planned_or_refused(source: str, said: bytes) -> None:
    info = catalogue.source(source).info
    keys = dict.fromkeys(info.fetch.get("keys", {}), "key")
    client = cast("Client", _Parrot(said))
    visit = Visit(info, client, Path("/nowhere"), mark={}, today=date(2026, 9, 23), keys=keys)
    try:
        outcome = json.dumps(fetcher(source).plan(visit))
    except FetchError as error:
        outcome = str(error)
    assert outcome
