"""Registers are fetched with patience and care, and their mark moves only once everything is in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiowerk.registers.fetching import actions
from regiowerk.registers.fetching.client import Client
from regiowerk.registers.fetching.downloads import download
from regiowerk.registers.fetching.errors import FetchError
from regiowerk.registers.fetching.pace import Pace, Timing, asked_wait
from regiowerk.registers.fetching.visits import store
from regiowerk.registers.models import Entry, FetchMark, Run
from regiowerk.registers.sources import catalogue
from tests.registers import loopback
from tests.registers.loopback import NOON, FakeTime, Reply, Server, data, file_of
from tests.registers.registers_live import Fetch

RES = "/soubory/od/od_org03/res_data.csv"
NACE = "/soubory/od/od_org03/res_pf_nace.csv"
SAMPLES = Path(catalogue.__file__).parent
ROWS = (SAMPLES / "cz_res/sample/res_data.csv").read_bytes()
ACTIVITIES = (SAMPLES / "cz_res/sample/res_pf_nace.csv").read_bytes()


@pytest.fixture
def server() -> Iterator[Server]:
    with loopback.running() as found:
        found.say(RES, file_of(ROWS, '"one"'))
        found.say(NACE, file_of(ACTIVITIES, '"one"'))
        yield found


def mark(source: str = "cz_res") -> Any:
    found = FetchMark.objects.filter(source=source).first()
    return found.mark if found else None


class TestWholeFiles:
    def test_are_imported_and_not_fetched_again_while_they_are_the_same(self, fetch: Fetch, server: Server) -> None:
        first = fetch()
        assert first.run is not None
        assert first.run.state == "done"
        assert Entry.objects.filter(source="cz_res").count() == first.run.new > 0
        again = fetch()
        assert (again.items, again.run) == ((), None)
        assert server.paths() == [RES, NACE]
        assert server.asked[0].headers["user-agent"].startswith("Regiowerk/")

    def test_all_of_them_are_fetched_when_one_is_new(self, fetch: Fetch, server: Server) -> None:
        fetch()
        server.say(NACE, file_of(ACTIVITIES, '"two"'))
        assert fetch().run is not None
        assert server.paths() == [RES, NACE, RES, NACE]
        assert mark() == {"versions": {"res_data.csv": '"one"', "res_pf_nace.csv": '"two"'}}

    def test_a_dry_run_tells_addresses_and_size_and_fetches_nothing(self, fetch: Fetch, server: Server) -> None:
        report = fetch(dry_run=True)
        assert report.items == (server.base + RES, server.base + NACE)
        assert report.size == len(ROWS) + len(ACTIVITIES)
        assert server.paths() == []
        assert not Run.objects.exists()

    def test_a_server_that_says_nothing_of_versions_is_asked_each_time(self, fetch: Fetch, server: Server) -> None:
        server.say(RES, data(ROWS, "text/csv"))
        server.say(NACE, data(ACTIVITIES, "text/csv"))
        fetch()
        second = fetch().run
        assert second is not None
        assert second.message_code == "same_file"


class TestFaultsThatPass:
    def test_as_long_as_the_server_asks_is_waited(self, fetch: Fetch, server: Server, time: FakeTime) -> None:
        server.say(RES, Reply(429, b"", {"Retry-After": "77"}), file_of(ROWS, '"one"'))
        assert fetch().run is not None
        assert 77 in time.slept

    def test_an_overloaded_server_is_left_alone_for_longer_each_time(
        self, fetch: Fetch, server: Server, time: FakeTime
    ) -> None:
        server.say(RES, Reply(503), Reply(500), Reply(502), file_of(ROWS, '"one"'))
        assert fetch().run is not None
        assert [pause for pause in time.slept if pause in (1.5, 3.0, 6.0)] == [1.5, 3.0, 6.0]

    def test_patience_ends(self, fetch: Fetch, server: Server) -> None:
        server.say(RES, Reply(503))
        error = fetch.fault()
        assert (error.code, error.hopeless) == ("busy", False)
        run = Run.objects.get()
        assert (run.state, run.message_code) == ("refused", "busy")
        assert "status 503" in run.message
        assert mark() is None

    def test_who_asks_to_wait_for_hours_is_not_waited_for(self, fetch: Fetch, server: Server, time: FakeTime) -> None:
        server.say(RES, Reply(429, b"", {"Retry-After": "7200"}))
        assert fetch.fault().code == "busy"
        assert sum(time.slept) < 60

    def test_nobody_there(self, fetch: Fetch, time: FakeTime) -> None:
        with loopback.running() as gone:
            pass
        with pytest.raises(FetchError) as caught:
            actions.fetch(source="cz_res", by="test", base=gone.base, timing=time.timing)
        assert caught.value.code == "unreachable"
        assert "allowed to open connections" in str(caught.value)

    def test_a_cut_download_goes_on_where_it_was_cut(self, fetch: Fetch, server: Server) -> None:
        server.say(
            RES, file_of(ROWS, '"one"', cut_after=700), file_of(ROWS, '"one"', cut_after=500), file_of(ROWS, '"one"')
        )
        run = fetch().run
        assert run is not None
        ranges = [asked.headers.get("range") for asked in server.asked if asked.path == RES and asked.method == "GET"]
        assert ranges == [None, "bytes=700-", "bytes=1200-"]
        assert run.files[0]["size"] == len(ROWS)
        assert not run.refused or "cut_off" not in run.refused

    def test_a_file_that_changes_in_the_middle_is_fetched_from_the_beginning(
        self, fetch: Fetch, server: Server
    ) -> None:
        other = ROWS.replace(b"\r\n", b"\n")
        server.say(RES, file_of(ROWS, '"one"', cut_after=700), file_of(other, '"two"'))
        run = fetch().run
        assert run is not None
        assert run.files[0]["size"] == len(other)
        assert mark()["versions"]["res_data.csv"] == '"two"'

    def test_a_range_of_another_version_is_not_sewn_on(self, fetch: Fetch, server: Server) -> None:
        def careless(asked: loopback.Asked) -> Reply:
            reply = file_of(ROWS, '"one"')(asked)
            return replace(reply, headers={**reply.headers, "ETag": '"two"'})

        server.say(RES, file_of(ROWS, '"one"', cut_after=700), careless, file_of(ROWS, '"two"'))
        run = fetch().run
        assert run is not None
        assert run.files[0]["size"] == len(ROWS)
        assert mark()["versions"]["res_data.csv"] == '"two"'

    def test_what_was_fetched_before_a_kill_is_used_again(self, fetch: Fetch, server: Server, time: FakeTime) -> None:
        def killed(seconds: float) -> None:
            if seconds == 1.5:  # the wait after the cut; pauses between requests are others
                raise KeyboardInterrupt

        server.say(NACE, file_of(ACTIVITIES, '"one"', cut_after=50), file_of(ACTIVITIES, '"one"'))
        with pytest.raises(KeyboardInterrupt):
            fetch(timing=replace(time.timing, sleep=killed, clock=lambda: 0.0))
        assert mark() is None
        before = len(server.asked)
        assert fetch().run is not None
        later = [asked for asked in server.asked[before:] if asked.method == "GET"]
        assert [(asked.path, asked.headers.get("range")) for asked in later] == [(NACE, "bytes=50-")]


class TestFaultsThatStay:
    @pytest.mark.parametrize(
        ("reply", "code", "hopeless"),
        [
            (data("<!DOCTYPE html><html>Wartung</html>", "text/csv"), "web_page", False),
            (data("<p>Wartung</p>", "text/html; charset=utf-8"), "web_page", False),
            (data(b"\x89PNG", "image/png"), "other_type", True),
            (Reply(301, b"", {"Location": "http://localhost:1/res.csv"}), "other_site", True),
            (Reply(302, b"", {"Location": "ftp://127.0.0.1/res.csv"}), "other_site", True),
            (Reply(403), "key_refused", True),
            (Reply(404), "answered", False),
        ],
    )
    def test_each_has_its_words(self, fetch: Fetch, server: Server, reply: Reply, code: str, hopeless: bool) -> None:
        server.say(RES, reply)
        error = fetch.fault()
        assert (error.code, error.hopeless) == (code, hopeless)
        assert str(error)
        assert not Entry.objects.exists()
        assert mark() is None

    def test_a_redirect_within_the_site_is_followed(self, fetch: Fetch, server: Server) -> None:
        server.say(RES, Reply(302, b"", {"Location": "/new/res_data.csv"}))
        server.say("/new/res_data.csv", file_of(ROWS, '"one"'))
        assert fetch().run is not None

    def test_redirects_in_a_circle_end(self, fetch: Fetch, server: Server) -> None:
        server.say(RES, Reply(302, b"", {"Location": RES}))
        assert fetch.fault().code == "other_site"

    @pytest.mark.parametrize("announced", [True, False])
    def test_too_big(
        self, fetch: Fetch, server: Server, data_dir: Path, monkeypatch: pytest.MonkeyPatch, announced: bool
    ) -> None:
        info = catalogue.source("cz_res").info
        monkeypatch.setattr(catalogue.source("cz_res"), "info", info._replace(fetch={**info.fetch, "most_bytes": 100}))
        server.say(RES, Reply(body=ROWS, headers={"Content-Type": "text/csv"}, announced=announced))
        assert fetch.fault().code == "too_big"
        assert not list((data_dir / "work" / "fetch" / "cz_res").glob("res_data.csv"))

    def test_what_cannot_be_written(self, server: Server, time: FakeTime, tmp_path: Path) -> None:
        for name in ("file.csv.part", "answers.json.part"):
            (tmp_path / name).mkdir()
        client = Client(agent="test", per_minute=60, timing=time.timing)
        for write in (
            lambda: download(client, server.base + RES, tmp_path / "file.csv", 10**6, lambda done, total: None),
            lambda: store(tmp_path / "answers.json", [b"{}"]),
        ):
            with pytest.raises(FetchError, match="cannot be written: Is a directory"):
                write()


class TestTheMark:
    def test_stays_when_the_import_is_refused(self, fetch: Fetch, server: Server) -> None:
        fetch()
        before = mark()
        lines = ROWS.splitlines(keepends=True)
        server.say(RES, file_of(b"".join(lines[:3]), '"shrunk"'))
        refused = fetch().run
        assert refused is not None
        assert (refused.state, refused.message_code) == ("refused", "shrunk")
        assert mark() == before
        asked = server.paths().count(RES)
        accepted = fetch(accept_shrink=True).run
        assert accepted is not None
        assert accepted.state == "done"
        assert mark() != before
        assert server.paths().count(RES) == asked  # what lay there was taken

    def test_can_be_forgotten(self, fetch: Fetch, server: Server) -> None:
        fetch()
        run = fetch(anew=True).run
        assert run is not None
        assert run.message_code == "same_file"
        assert server.paths().count(RES) == 2


class TestPace:
    @settings(deadline=None)
    @given(st.floats(1, 1000), st.integers(2, 30))
    def test_never_faster_than_the_limit(self, per_minute: float, requests: int) -> None:
        time = FakeTime()
        pace, moments = Pace(per_minute, time.timing), []
        for _ in range(requests):
            pace.wait("host")
            moments.append(time.timing.clock())
        gaps = [later - earlier for earlier, later in pairwise(moments)]
        assert all(gap >= 60 / per_minute * 0.999 for gap in gaps)
        pace.wait("another host")
        assert time.timing.clock() == moments[-1]

    def test_retry_after_may_be_a_date_or_nonsense(self) -> None:
        assert asked_wait(format_datetime(NOON + timedelta(seconds=30)), NOON) == 30
        assert asked_wait(format_datetime(NOON - timedelta(days=1)), NOON) == 0
        assert [asked_wait(text, NOON) for text in ("soon", "", None, "-3", "12")] == [None, None, None, None, 12]


class TestSites:
    @pytest.mark.parametrize(
        ("target", "same"),
        [
            ("https://www.register.example/file", True),
            ("https://files.register.example/file", True),
            ("https://store.example/file", True),  # named in the source
            ("http://register.example/file", False),
            ("https://register.example:8443/file", False),
            ("https://other.example/file", False),
            ("https://evilregister.example/file", False),
            ("https://register.example.evil.example/file", False),
        ],
    )
    def test_same_site(self, target: str, same: bool) -> None:
        client = Client(agent="test", per_minute=60, hosts=frozenset({"store.example"}), timing=Timing())
        assert client.same_site("https://register.example/start", target) is same
