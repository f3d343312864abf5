"""A country that the product does not know is added with a folder, without a change of the program."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from regiowerk.directory.models import Organisation
from regiowerk.directory.queries import find_by_identifier
from regiowerk.registers import queries
from regiowerk.registers.actions import import_files
from regiowerk.registers.models import FetchMark
from regiowerk.registers.sources import catalogue
from tests.conformance.samples import outcomes
from tests.registers.loopback import Server, data, file_of
from tests.registers.registers_live import Fetch

SOURCE_TOML = """
publisher = "Registry of Lacuria"
url = "https://register.example/"
country = "XL"
languages = ["en"]
frequency = "monthly"
formats = "CSV"
format_version = 1
precedence = 10

[title]
de = "Register von Lakurien"
cs = "Rejstřík Lakurie"
pl = "Rejestr Lakurii"
fi = "Lakurian rekisteri"
en = "Register of Lacuria"

[licence]
name = { de = "CC0", cs = "CC0", pl = "CC0", fi = "CC0", en = "CC0" }
url = "https://creativecommons.org/publicdomain/zero/1.0/"
attribution = "Registry of Lacuria"

[plausible]
max_refused_share = 0.5
min_entries = 1
max_entries = 1000

[settings]
persons = ["P"]
"""
SOURCE_PY = """
from regiowerk.registers.record import Address, Name, RegisterRecord
from regiowerk.registers.sources import tables
from regiowerk.registers.sources.base import Parsed, PlainSource, RefusedRowError, UnusableFileError
from regiowerk.registers.sources.fields import Fields, entry_name
from regiowerk.registers.sources.files import members

from .numbers import is_number

COLUMNS = ("number", "name", "kind", "since", "town")


class RegisterSource(PlainSource):
    def probe(self, paths):
        if not all(tables.fits(next(members(path)), COLUMNS) for path in paths):
            raise UnusableFileError("other_file", file=paths[0].name)

    def entries(self, paths, work_dir):
        for path in paths:
            yield from tables.entries(path, COLUMNS, COLUMNS, _key)

    def parse(self, entry):
        fields = Fields()
        number, name, kind, since, town = entry.raw
        record = RegisterRecord(
            key=number,
            country="XL",
            kind="company",
            names=(Name(entry_name(name), language="en"),),
            status="active",
            founded=fields.date("since", since),
            addresses=(Address(locality=town, country="XL"),),
            natural_person=kind in self.info.settings["persons"],
        )
        return Parsed(record, doubts=fields.doubts)


def _key(row):
    if not is_number(row[0]):
        raise RefusedRowError("identifier", row[0])
    return row[0]
"""
NUMBERS_PY = """
def is_number(text):
    return text.startswith("L") and text[1:].isdigit()
"""
ROWS = (
    "number,name,kind,since,town\r\n"
    'L1,"Moonlight Foundry, Ltd",C,12.03.2019,Port Lacuna\r\n'
    "L2,Jane Doe,P,2020-01-01,Port Lacuna\r\n"
    "X3,No Number Ltd,C,2020-01-01,Port Lacuna\r\n"
    "L4,Timeless Ltd,C,9999-12-31,\r\n"
)


@pytest.fixture
def lacuria(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The operator's folder, and a file of that register."""
    folder = tmp_path / "sources" / "xl_registry"
    folder.mkdir(parents=True)
    for name, text in (("source.toml", SOURCE_TOML), ("source.py", SOURCE_PY), ("numbers.py", NUMBERS_PY)):
        (folder / name).write_text(text, encoding="utf-8")
    file = tmp_path / "register.csv"
    file.write_text(ROWS, encoding="utf-8", newline="")
    monkeypatch.setenv(catalogue.OWN_FOLDER, str(folder.parent))
    catalogue.forget()
    yield file
    monkeypatch.undo()
    catalogue.forget()


def test_the_source_stands_among_the_others(lacuria: Path, capsys: pytest.CaptureFixture[str], db: None) -> None:
    assert "xl_registry" in catalogue.names()
    assert "cz_res" in catalogue.names()
    call_command("registers", "sources")
    assert "Register of Lacuria" in capsys.readouterr().out


def test_its_rows_are_read_as_those_of_the_others(lacuria: Path, tmp_path: Path) -> None:
    source = catalogue.source("xl_registry")
    source.probe([lacuria])
    found = outcomes(source, [lacuria], tmp_path)
    assert found[0]["record"]["names"] == [{"text": "Moonlight Foundry, Ltd", "language": "en"}]
    assert found[0]["record"]["founded"] == "2019-03-12"
    assert found[1]["record"]["natural_person"]
    assert found[2] == {"line": 4, "refused": "identifier"}
    assert found[3]["doubts"] == ["date"]


def test_its_firms_are_found_and_its_licence_is_named(lacuria: Path, client: Client, db: None) -> None:
    report = queries.run_report(import_files(source="xl_registry", paths=[lacuria], by="test").pk)
    assert report
    assert (report.state, report.new, report.left_out, report.refused) == (
        "done",
        2,
        {"natural_person": 1},
        {"identifier": 1},
    )
    assert set(Organisation.objects.values_list("name", "country", "town")) == {
        ("Moonlight Foundry, Ltd", "XL", "Port Lacuna"),
        ("Timeless Ltd", "XL", ""),
    }
    public_id = find_by_identifier("xl_registry:L1")
    page = client.get(f"/en/directory/{public_id}/", follow=True)
    assert page.status_code == 200
    assert "Registry of Lacuria" in page.content.decode()


FETCH_TOML = """
[fetch]
per_minute = 30

[fetch.addresses]
all = "https://register.example/all.csv"
changes = "https://register.example/changes.csv"

[fetch.files]
"register.csv" = "all"

[fetch.check]
address = "all"
file = "register.csv"
"""
FETCH_PY = """
from regiowerk.registers.fetching.client import Request
from regiowerk.registers.fetching.visits import Fetched, Plan, SourceFetcher


class Fetcher(SourceFetcher):
    def plan(self, visit):
        return Plan((visit.address("changes"),), {"day": visit.today.isoformat()})

    def get(self, visit, plan):
        path = visit.folder / "changes.csv"
        path.write_bytes(visit.client.get(Request(plan.items[0])).data)
        return Fetched([path], plan.mark)
"""


def test_its_files_are_fetched_without_any_code(lacuria: Path, fetch: Fetch, server: Server, tmp_path: Path) -> None:
    with (tmp_path / "sources/xl_registry/source.toml").open("a") as file:
        file.write(FETCH_TOML)
    server.say("/all.csv", file_of(ROWS.encode(), '"1"'))
    run = fetch("xl_registry").run
    assert run
    assert (run.state, run.new) == ("done", 2)
    assert fetch("xl_registry").items == ()


def test_its_folder_may_say_how_to_fetch(lacuria: Path, fetch: Fetch, server: Server, tmp_path: Path) -> None:
    with (tmp_path / "sources/xl_registry/source.toml").open("a") as file:
        file.write(FETCH_TOML)
    (tmp_path / "sources/xl_registry/fetch.py").write_text(FETCH_PY)
    server.say("/changes.csv", data(ROWS, "text/csv"))
    run = fetch("xl_registry").run
    assert run
    assert run.new == 2
    assert FetchMark.objects.get(source="xl_registry").mark == {"day": "2026-09-23"}


def test_without_the_folder_it_is_not_there() -> None:
    assert "xl_registry" not in catalogue.names()
    with pytest.raises(catalogue.UnknownSourceError):
        catalogue.source("xl_registry")
