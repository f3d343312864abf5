"""The history of an organisation, as its page tells it."""

from pathlib import Path
from typing import Any

import pytest

from regiowerk.directory.history import in_order
from regiowerk.directory.page import HistoryEvent
from regiowerk.directory.queries import find_by_identifier, organisation_page
from regiowerk.registers.actions import import_files
from tests.factories.registers import cz_row, de_row, de_rows, ico, write_cz, write_de

pytestmark = pytest.mark.django_db


def take_in(folder: Path, day: str, *rows: dict[str, Any]) -> None:
    others = [cz_row(9_000_100 + number, f"Vzor {number} s.r.o.") for number in range(50)]
    path = write_cz(folder / f"{day}.csv", [{**row, "DATPLAT": day} for row in (*rows, *others)])
    import_files(source="cz_res", paths=[path], by="tests")


def history(number: str) -> tuple[HistoryEvent, ...]:
    page = organisation_page(str(find_by_identifier(number)))
    assert page
    return page.history


def test_changes_come_newest_first_with_the_registers_own_dates(tmp_path: Path) -> None:
    row = {**cz_row(9_000_000, "Prvni s.r.o."), "DDATVZN": "1994-03-01", "DDATPAKT": "2020-01-01"}
    take_in(tmp_path, "2026-06-15", row)
    take_in(tmp_path, "2026-06-30", {**row, "FIRMA": "Druha s.r.o.", "DDATPAKT": "2026-06-20"})
    take_in(tmp_path, "2026-07-15", {**row, "FIRMA": "Druha s.r.o.", "DDATPAKT": "2026-07-02", "FORMA": "121"})
    events = history(ico(9_000_000))
    assert [(event.name, event.on) for event in events] == [
        ("legal_form", "2026-07-02"),
        ("name", "2026-06-20"),
        ("first_seen", "2026-06-15"),
        ("founded", "1994-03-01"),
    ]
    form, name = events[:2]
    assert form.present[0].labels
    assert form.present[0].labels["en"] != (form.former[0].labels or {})["en"]
    assert (name.former[0].text, name.present[0].text, name.present[0].language) == (
        "Prvni s.r.o.",
        "Druha s.r.o.",
        "cs",
    )
    assert (name.source, str(name.as_of)) == ("cz_res", "2026-06-30")


def test_the_end_is_told_once(tmp_path: Path) -> None:
    row = {**cz_row(9_000_000, "Prvni s.r.o."), "DDATPAKT": "2020-01-01"}
    take_in(tmp_path, "2026-06-15", row)
    take_in(tmp_path, "2026-06-30", {**row, "DDATZAN": "2026-06-18", "DDATPAKT": "2026-06-19"})
    names = [event.name for event in history(ico(9_000_000))]
    assert names.count("dissolved") == 1
    assert "status" not in names


def test_absence_from_the_register_is_told(tmp_path: Path) -> None:
    row = cz_row(9_000_000, "Prvni s.r.o.")
    take_in(tmp_path, "2026-06-15", row)
    take_in(tmp_path, "2026-06-30")
    assert (history(ico(9_000_000))[0].name, history(ico(9_000_000))[0].on) == ("missing", "2026-06-30")
    take_in(tmp_path, "2026-07-15")
    assert (history(ico(9_000_000))[0].name, history(ico(9_000_000))[0].on) == ("gone", "2026-06-30")


def test_a_former_name_that_the_change_tells_is_not_told_twice(tmp_path: Path) -> None:
    before = [{"company_name": "Uralt GmbH"}]
    import_files(
        source="de_offeneregister",
        paths=[write_de(tmp_path / "a.jsonl", [*de_rows(5), de_row(1, "Alt GmbH", previous_names=before)])],
        by="tests",
    )
    before.append({"company_name": "Alt GmbH"})
    import_files(
        source="de_offeneregister",
        paths=[write_de(tmp_path / "b.jsonl", [*de_rows(5), de_row(1, "Neu GmbH", previous_names=before)])],
        by="tests",
    )
    told = [(event.name, event.former[0].text) for event in history("U1206_HRB1") if event.former]
    assert told == [("name", "Alt GmbH"), ("former_name", "Uralt GmbH")]
    assert history("U1206_HRB1")[-1].on == ""


def test_what_two_registers_tell_alike_is_told_once() -> None:
    founded = [HistoryEvent("founded", "1994-03-01", source=source) for source in ("cz_res", "gleif")]
    events = in_order([*founded, HistoryEvent("first_seen", "2026-06-15"), HistoryEvent("first_seen", "2026-07-01")])
    assert [(event.name, event.on, event.source) for event in events] == [
        ("first_seen", "2026-07-01", ""),
        ("first_seen", "2026-06-15", ""),
        ("founded", "1994-03-01", "cz_res"),
    ]
