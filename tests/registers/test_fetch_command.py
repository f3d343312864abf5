"""Fetching as operators meet it: the command, the check of a live register, the nightly job."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from regiowerk.jobs import actions as jobs
from regiowerk.jobs import queries, worker
from regiowerk.jobs.queries import JobState
from regiowerk.jobs.worker import work
from regiowerk.registers import tasks
from regiowerk.registers.fetching import actions
from regiowerk.registers.fetching.errors import FetchError
from tests.registers import loopback
from tests.registers.loopback import FakeTime, Reply, Server, data
from tests.registers.registers_live import ARES, LISTS, SAMPLES, Ares, Fetch, extract, icos, krs


def test_what_cannot_be_fetched_says_what_to_do(fetch: Fetch) -> None:
    for act in (
        lambda: fetch("de_xjustiz"),
        lambda: fetch("de_xjustiz", numbers=["1"]),
        lambda: actions.check(source="de_xjustiz"),
    ):
        with pytest.raises(FetchError, match="Get them by hand or from the organisations"):
            act()
    with pytest.raises(FetchError, match="de_offeneregister gives no single entries"):
        fetch("de_offeneregister", numbers=["1"])


class TestChecking:
    @pytest.mark.parametrize(
        ("source", "path", "sample"),
        [
            ("cz_res", "/soubory/od/od_org03/res_data.csv", "res_data.csv"),
            ("cz_ares", f"{ARES}/ekonomicke-subjekty/00006947", "vyhledat.json"),
            ("ch_zefix", "/query", "lindas.csv"),
            ("pl_krs", krs("0000028860", "P"), "0009000001.json"),
            ("gleif", "/api/v1/lei-records?page%5Bsize%5D=1", "lei-records.json"),
        ],
    )
    def test_the_form_is_recognised(
        self, db: None, server: Server, time: FakeTime, source: str, path: str, sample: str
    ) -> None:
        kind = "text/csv" if sample.endswith("csv") else "application/json"
        server.say(path, data((SAMPLES / source / "sample" / sample).read_bytes(), kind, ETag='"7"'))
        report = actions.check(source=source)
        assert (report.status, report.type, report.version, report.recognised) == (200, kind, '"7"', True)
        assert report.licence.startswith("https://")
        assert len(server.asked) == 1

    def test_another_form(self, db: None, server: Server, time: FakeTime) -> None:
        server.say(krs("0000028860", "P"), data('{"wynik": 1}'))
        report = actions.check(source="pl_krs")
        assert report.recognised is False
        assert report.fault

    def test_the_form_of_a_packed_file_is_not_looked_at(self, db: None, server: Server, time: FakeTime) -> None:
        server.say("/de_companies_ocdata.jsonl.bz2", loopback.file_of(b"BZh91", '"z"', "application/x-bzip2"))
        report = actions.check(source="de_offeneregister")
        assert (report.recognised, report.size) == (None, 5)
        assert len(server.asked) == 1


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch, server: Server, time: FakeTime) -> None:
    fetch, check = actions.fetch, actions.check
    monkeypatch.setattr(
        actions, "fetch", lambda **options: fetch(**{"base": server.base, "timing": time.timing, **options})
    )
    monkeypatch.setattr(
        actions, "check", lambda **options: check(**{"base": server.base, "timing": time.timing, **options})
    )


@pytest.mark.django_db(transaction=True)
class TestTheJob:
    @pytest.fixture(autouse=True)
    def no_second_thread(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A database in memory locks whole tables between threads."""
        monkeypatch.setattr(worker, "_keep", lambda name, stop: None)

    def run(self, source: str) -> JobState:
        job_id = jobs.start(tasks.fetch, source=source)
        work(until_empty=True)
        found = queries.job(job_id)
        assert found
        return found

    def test_fetches_once_however_often_it_is_done(self, server: Server) -> None:
        ares = Ares(server)
        ares.release("vr", 501, icos(2))
        first, second = self.run("cz_ares"), self.run("cz_ares")
        assert (first.state, first.done, first.total) == ("successful", 2, 2)
        assert (first.answer["items"], second.answer["items"], second.answer["run"]) == (2, 0, None)

    @pytest.mark.parametrize(("source", "words"), [("de_xjustiz", "by hand"), ("no_such_source", "There is no source")])
    def test_gives_up_where_trying_again_cannot_help(self, source: str, words: str) -> None:
        job = self.run(source)
        assert (job.state, job.attempts) == ("failed", 1)
        assert words in job.fault

    def test_is_tried_again_after_a_passing_fault(self, server: Server) -> None:
        server.say(LISTS, Reply(503))
        job = self.run("cz_ares")
        assert (job.state, job.attempts) == ("ready", 1)
        assert "asks to wait" in job.fault

    def test_can_be_planned(self) -> None:
        out = StringIO()
        words = ("--period", "daily", "--at", "03:30", "--arguments", '{"source": "cz_ares"}')
        call_command("jobs", "schedule", "ares", "regiowerk.registers.tasks.fetch", *words, stdout=out)
        assert "ares" in out.getvalue()


class TestTheCommand:
    def say(self, *words: str) -> str:
        out = StringIO()
        call_command("registers", *words, stdout=out)
        return out.getvalue()

    def test_fetch_tells_what_it_would_do_did_and_found_nothing_of(self, db: None, server: Server) -> None:
        ares = Ares(server)
        ares.release("vr", 501, icos(12))
        planned = self.say("fetch", "cz_ares", "--dry-run")
        assert "Would fetch 12:" in planned
        assert "… 2 more" in planned
        assert "of cz_ares: done" in self.say("fetch", "cz_ares")
        assert self.say("fetch", "cz_ares") == "Nothing new.\n"
        server.say(f"{ARES}/ekonomicke-subjekty/vyhledat", ares.nothing)
        assert "Nothing found of 1:" in self.say("fetch", "cz_ares", "--number", icos(1)[0])

    def test_check_source_says_what_it_saw(self, db: None, server: Server) -> None:
        server.say(krs("0000028860", "P"), data(extract("0000028860", "RejP")))
        said = self.say("check-source", "pl_krs")
        assert "recognised" in said
        assert "https://" in said
        server.say(krs("0000028860", "P"), data("{}"))
        with pytest.raises(CommandError, match="another form"):
            self.say("check-source", "pl_krs")

    def test_faults_are_one_line(self, db: None) -> None:
        with pytest.raises(CommandError, match="by hand"):
            self.say("fetch", "de_xjustiz")
        with pytest.raises(CommandError, match="There is no source 'xx'"):
            self.say("fetch", "xx")
