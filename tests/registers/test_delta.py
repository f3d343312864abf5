"""Files that hold only what changed make nothing missing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from regiowerk.directory.models import Organisation
from regiowerk.registers import queries, reading, storing
from regiowerk.registers.actions import import_files
from regiowerk.registers.models import Entry, Run
from regiowerk.registers.queries import RunReport
from tests.registers.test_interruption import Killed, after

Importer = Callable[..., RunReport]


def company(number: int, name: str = "", **fields: Any) -> dict[str, Any]:
    digits = f"{9_000_000 + number * 10:07}"
    rest = sum(int(digit) * weight for digit, weight in zip(digits, (7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    if rest == 1:
        digits = f"{int(digits) + 1:07}"
        rest = sum(int(digit) * weight for digit, weight in zip(digits, (7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    return {
        "businessId": {"value": f"{digits}-{-rest % 11}"},
        "names": [{"name": name or f"Malli {number} Oy", "type": "1", "version": 1}],
        "companyForms": [{"type": "16", "version": 1}],
        "tradeRegisterStatus": "1",
        **fields,
    }


def whole(path: Path, companies: list[dict[str, Any]]) -> Path:
    """The daily file of all companies."""
    path.write_text(json.dumps(companies), encoding="utf-8")
    return path


def page(path: Path, companies: list[dict[str, Any]]) -> Path:
    """An answer of the search."""
    path.write_text(json.dumps({"totalResults": len(companies), "companies": companies}), encoding="utf-8")
    return path


@pytest.fixture
def import_fi(db: None) -> Importer:
    def run(path: Path, **options: Any) -> RunReport:
        report = queries.run_report(import_files(source="fi_ytj", paths=[path], by="test", **options).pk)
        assert report
        return report

    return run


def names() -> set[str]:
    return set(Organisation.objects.exclude(status="dissolved").values_list("name", flat=True))


def test_a_delta_changes_what_it_has_and_leaves_the_rest(import_fi: Importer, tmp_path: Path) -> None:
    companies = [company(number) for number in range(1, 61)]
    import_fi(whole(tmp_path / "all.json", companies))
    report = import_fi(page(tmp_path / "page.json", [company(1, "Uusi Nimi Oy"), company(2), company(99)]))
    assert (report.state, report.new, report.changed, report.unchanged, report.missing) == ("done", 1, 1, 1, 0)
    assert len(names()) == 61
    assert "Uusi Nimi Oy" in names()


def test_many_deltas_make_nothing_missing_and_a_whole_file_still_does(import_fi: Importer, tmp_path: Path) -> None:
    companies = [company(number) for number in range(1, 61)]
    import_fi(whole(tmp_path / "all.json", companies))
    for number in range(1, 22):
        import_fi(page(tmp_path / "page.json", [company(number, f"Muutos {number} Oy")]))
    assert not Entry.objects.exclude(missing_since=None).exists()
    half = whole(tmp_path / "half.json", companies[:30])
    assert import_fi(half).message_code == "shrunk"
    report = import_fi(whole(tmp_path / "less.json", companies[1:]))
    assert (report.state, report.missing) == ("done", 1)


def test_a_delta_brings_back_what_was_missing(import_fi: Importer, tmp_path: Path) -> None:
    companies = [company(number) for number in range(1, 61)]
    import_fi(whole(tmp_path / "all.json", companies))
    import_fi(whole(tmp_path / "less.json", companies[1:]))
    import_fi(page(tmp_path / "page.json", companies[:1]))
    assert not Entry.objects.exclude(missing_since=None).exists()


def test_an_empty_delta_is_a_quiet_day(import_fi: Importer, tmp_path: Path) -> None:
    import_fi(whole(tmp_path / "all.json", [company(1)]))
    report = import_fi(page(tmp_path / "page.json", []))
    assert (report.state, report.read, report.missing) == ("done", 0, 0)
    assert len(names()) == 1


def test_an_empty_whole_file_is_refused(import_fi: Importer, tmp_path: Path) -> None:
    import_fi(whole(tmp_path / "all.json", [company(1)]))
    assert import_fi(whole(tmp_path / "none.json", [])).message_code == "no_entry"


def test_the_same_delta_again_changes_nothing(import_fi: Importer, tmp_path: Path) -> None:
    import_fi(whole(tmp_path / "all.json", [company(number) for number in range(1, 61)]))
    path = page(tmp_path / "page.json", [company(1, "Uusi Nimi Oy")])
    import_fi(path)
    report = import_fi(path)
    assert (report.message_code, report.new, report.changed, report.unchanged) == ("same_file", 0, 0, 1)
    assert (report.missing, len(names())) == (0, 60)


def test_a_few_bad_rows_do_not_stop_a_delta(import_fi: Importer, tmp_path: Path) -> None:
    report = import_fi(page(tmp_path / "page.json", [company(1), {"businessId": {"value": "1234567-8"}, "names": []}]))
    assert (report.state, report.new, report.refused) == ("done", 1, {"check_digit": 1})
    report = import_fi(page(tmp_path / "bad.json", [{"businessId": {"value": "1234567-8"}}]))
    assert (report.state, report.message_code) == ("refused", "unreadable")


@pytest.mark.parametrize(("name", "calls"), [("_store_batch", 0), ("_store_batch", 2), ("mark_missing", 0)])
def test_a_killed_delta_goes_on(
    import_fi: Importer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, calls: int
) -> None:
    monkeypatch.setattr(reading, "BATCH", 10)
    monkeypatch.setattr(storing, "BATCH", 10)
    import_fi(whole(tmp_path / "all.json", [company(number) for number in range(1, 61)]))
    path = page(tmp_path / "page.json", [company(number, f"Muutos {number} Oy") for number in range(1, 41)])
    with monkeypatch.context() as patch:
        patch.setattr(storing, name, after(calls, getattr(storing, name)))
        with pytest.raises(Killed):
            import_fi(path)
    report = import_fi(path)
    assert (report.state, report.changed, report.missing) == ("done", 40, 0)
    assert len([text for text in names() if text.startswith("Muutos")]) == 40
    assert len(names()) == 60
    assert Run.objects.count() == 2


def test_what_stands_behind_a_cut_is_not_missing(import_fi: Importer, tmp_path: Path) -> None:
    companies = [company(number) for number in range(1, 201)]
    import_fi(whole(tmp_path / "all.json", companies))
    text = whole(tmp_path / "cut.json", [company(1, "Uusi Nimi Oy"), *companies[1:]]).read_text(encoding="utf-8")
    (tmp_path / "cut.json").write_text(text[:-300], encoding="utf-8")
    report = import_fi(tmp_path / "cut.json")
    assert (report.state, report.refused, report.missing) == ("done", {"cut_off": 1}, 0)
    assert "Uusi Nimi Oy" in names()


def test_entries_of_other_countries_are_counted_as_left_out(db: None, tmp_path: Path) -> None:
    sample = next((queries.catalogue.FOLDER / "gleif" / "sample").glob("*.csv"))
    path = tmp_path / sample.name
    path.write_bytes(b"".join(row for row in sample.read_bytes().splitlines(True) if b"Falsche" not in row))
    report = queries.run_report(import_files(source="gleif", paths=[path], by="test").pk)
    assert report
    assert report.state == "done"
    assert report.left_out == {"other_country": 1, "natural_person": 1}
    assert str(report.as_of) == "2026-09-20"
    assert report.read == report.taken + report.left_out_total + report.refused_total


def test_a_folder_stands_for_its_files(import_fi: Importer, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(1, 4):
        page(folder / f"{number}.json", [company(number)])
    (folder / ".hidden").write_text("not this", encoding="utf-8")
    report = import_fi(folder)
    assert (report.state, report.new) == ("done", 3)
    assert [file["name"] for file in report.files] == ["1.json", "2.json", "3.json"]
