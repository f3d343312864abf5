"""What a run does with entries that are new, changed, the same, missing, gone."""

from pathlib import Path

import pytest

from regiowerk.activity.models import LogEntry
from regiowerk.common import workers
from regiowerk.directory.models import Organisation
from regiowerk.directory.queries import find_by_identifier, organisation_page
from regiowerk.registers import reading
from regiowerk.registers.models import Entry, Run
from regiowerk.search import queries as search
from regiowerk.search.interface import Query
from tests.factories.registers import cz_row, de_row, de_rows, ico, write_cz, write_de
from tests.registers.conftest import Importer


def names() -> set[str]:
    return set(Organisation.objects.exclude(status="dissolved").values_list("name", flat=True))


def found(text: str) -> list[str]:
    ids = [hit.id for hit in search.search(Query(text=text, language="de")).hits]
    by_id = dict(Organisation.objects.values_list("public_id", "name"))
    return [by_id[public_id] for public_id in ids]


def test_first_run_takes_all_and_they_are_found(import_de: Importer, tmp_path: Path) -> None:
    rows = [de_row(900001, "Sächsische Zerspanung GmbH"), de_row(900002, "Lausitzer Glashütte AG")]
    report = import_de(write_de(tmp_path / "a.jsonl.gz", rows))
    assert (report.state, report.read, report.new, report.taken) == ("done", 2, 2, 2)
    assert names() == {"Sächsische Zerspanung GmbH", "Lausitzer Glashütte AG"}
    assert found("glashutte") == ["Lausitzer Glashütte AG"]
    assert LogEntry.objects.filter(verb="register_run_done", object_id=str(report.run)).exists()


def test_the_same_file_again_changes_nothing(import_de: Importer, tmp_path: Path) -> None:
    path = write_de(tmp_path / "a.jsonl", [*de_rows(5), "{broken"])
    first = import_de(path)
    ids = set(Organisation.objects.values_list("public_id", flat=True))
    again = import_de(path.rename(tmp_path / "b.jsonl"))
    assert (again.new, again.changed, again.unchanged, again.gone, again.missing) == (0, 0, 5, 0, 0)
    assert again.refused == first.refused == {"syntax": 1}
    assert [issue.line for issue in again.issues] == [6]
    assert set(Organisation.objects.values_list("public_id", flat=True)) == ids


def test_the_same_rows_packed_otherwise_are_unchanged(import_de: Importer, tmp_path: Path) -> None:
    rows = de_rows(5)
    import_de(write_de(tmp_path / "a.jsonl", rows))
    again = import_de(write_de(tmp_path / "b.jsonl.gz", reversed(rows)))
    assert (again.new, again.changed, again.unchanged, again.missing) == (0, 0, 5, 0)


def test_a_renamed_firm_keeps_its_id_and_is_found_by_both_names(import_de: Importer, tmp_path: Path) -> None:
    import_de(write_de(tmp_path / "a.jsonl", [*de_rows(3), de_row(1234, "Drehteile Vogtland GmbH")]))
    public_id = find_by_identifier("U1206_HRB1234")
    renamed = de_row(1234, "Präzision Vogtland GmbH", previous_names=[{"company_name": "Drehteile Vogtland GmbH"}])
    report = import_de(write_de(tmp_path / "b.jsonl", [*de_rows(3), renamed]))
    assert (report.new, report.changed, report.unchanged) == (0, 1, 3)
    assert find_by_identifier("U1206_HRB1234") == public_id
    assert found("Drehteile") == found("Präzision") == ["Präzision Vogtland GmbH"]
    page = organisation_page(str(public_id))
    assert page
    assert [name.text for name in page.former_names] == ["Drehteile Vogtland GmbH"]


def test_a_row_written_otherwise_that_says_the_same_is_unchanged(import_de: Importer, tmp_path: Path) -> None:
    import_de(write_de(tmp_path / "a.jsonl", de_rows(2)))
    later = [{**row, "retrieved_at": "2019-01-05T00:00:00Z"} for row in de_rows(2)]
    report = import_de(write_de(tmp_path / "b.jsonl", later))
    assert (report.changed, report.unchanged) == (0, 2)
    assert {str(day) for day in Entry.objects.values_list("retrieved_on", flat=True)} == {"2019-01-05"}


def test_absent_once_is_missing_twice_is_gone_and_back_is_back(import_de: Importer, tmp_path: Path) -> None:
    rows = de_rows(60)
    import_de(write_de(tmp_path / "a.jsonl", rows))
    report = import_de(write_de(tmp_path / "b.jsonl", rows[1:]))
    assert (report.missing, report.gone) == (1, 0)
    assert rows[0]["name"] in names()
    changed = [*rows[1:-1], {**rows[-1], "name": "Umbenannt GmbH"}]
    report = import_de(write_de(tmp_path / "c.jsonl", changed))
    assert (report.missing, report.gone) == (0, 1)
    assert rows[0]["name"] not in names()
    import_de(write_de(tmp_path / "d.jsonl", rows))
    assert rows[0]["name"] in names()
    assert Organisation.objects.count() == 60


def test_the_same_short_file_twice_is_one_absence(import_de: Importer, tmp_path: Path) -> None:
    rows = de_rows(60)
    import_de(write_de(tmp_path / "a.jsonl", rows))
    short = write_de(tmp_path / "b.jsonl", rows[1:])
    import_de(short)
    assert import_de(short).gone == 0
    assert rows[0]["name"] in names()


def test_a_file_that_shrank_is_refused_and_nothing_is_changed(import_de: Importer, tmp_path: Path) -> None:
    rows = de_rows(100)
    import_de(write_de(tmp_path / "a.jsonl", rows))
    half = write_de(tmp_path / "b.jsonl", [{**row, "name": "Falsch GmbH"} for row in rows[:50]])
    report = import_de(half)
    assert report.state == "refused"
    assert "--accept-shrink" in report.message
    assert "Falsch GmbH" not in names()
    assert import_de(half, accept_shrink=True).missing == 50


def test_an_extract_of_another_court_leaves_the_first_alone(import_de: Importer, tmp_path: Path) -> None:
    import_de(write_de(tmp_path / "a.jsonl", de_rows(50, court="U1206")))
    report = import_de(write_de(tmp_path / "b.jsonl", de_rows(3, court="R2402")))
    assert (report.state, report.new, report.missing) == ("done", 3, 0)


def test_a_court_lost_from_a_file_is_noticed(import_de: Importer, tmp_path: Path) -> None:
    import_de(write_de(tmp_path / "a.jsonl", de_rows(20, court="U1206") + de_rows(20, court="U1104")))
    assert import_de(write_de(tmp_path / "b.jsonl", de_rows(20, court="U1206"))).state == "refused"


def test_named_parts_of_one_court_stand_side_by_side(import_de: Importer, tmp_path: Path) -> None:
    import_de(write_de(tmp_path / "a.jsonl", de_rows(50)), part="demo")
    report = import_de(write_de(tmp_path / "b.jsonl", de_rows(3, start=100)))
    assert (report.state, report.new, report.missing) == ("done", 3, 0)
    assert Organisation.objects.count() == 53


def test_a_dry_run_tells_and_changes_nothing(import_de: Importer, tmp_path: Path) -> None:
    path = write_de(tmp_path / "a.jsonl", de_rows(4))
    report = import_de(path, dry_run=True)
    assert (report.state, report.new, report.dry_run) == ("done", 4, True)
    assert not Entry.objects.exists()
    assert import_de(path).new == 4


def test_sole_traders_are_left_out_and_counted(import_de: Importer, tmp_path: Path) -> None:
    rows = [
        de_row(1, "Malerbetrieb Max Mustermann e.K.", section="HRA"),
        de_row(2, "Max Mustermann", section="HRA"),
        de_row(3, "Mustermann & Söhne", section="HRA"),
    ]
    report = import_de(write_de(tmp_path / "a.jsonl", rows))
    assert report.left_out == {"natural_person": 2}
    assert names() == {"Mustermann & Söhne"}


def test_sole_traders_are_stored_where_the_operator_wants_it(
    import_de: Importer, tmp_path: Path, settings: "object"
) -> None:
    settings.STORE_SOLE_TRADERS = True  # type: ignore[attr-defined]
    import_de(write_de(tmp_path / "a.jsonl", [de_row(1, "Malerbetrieb Max Mustermann e.K.", section="HRA")]))
    assert names() == {"Malerbetrieb Max Mustermann e.K."}


def test_an_entry_that_becomes_a_person_is_erased(import_cz: Importer, tmp_path: Path) -> None:
    rows = [cz_row(9000000 + number, f"Vzor {number} s.r.o.") for number in range(60)]
    import_cz(write_cz(tmp_path / "a.csv", rows))
    rows[0] = {"ICO": rows[0]["ICO"], "DDATZAN": "2026-07-01", "DATPLAT": "2026-07-15"}
    report = import_cz(write_cz(tmp_path / "b.csv", rows))
    assert report.left_out == {"natural_person": 1}
    assert "Vzor 0 s.r.o." not in set(Organisation.objects.values_list("name", flat=True))
    assert not Entry.objects.filter(key=ico(9000000)).exists()
    assert "Vzor 0 s.r.o." not in found("Vzor 0")


def test_a_new_export_date_is_no_change(import_cz: Importer, tmp_path: Path) -> None:
    rows = [cz_row(9000000 + number, f"Vzor {number} s.r.o.") for number in range(3)]
    import_cz(write_cz(tmp_path / "a.csv", rows))
    later = [{**row, "DATPLAT": "2026-06-30", "PRIZNAK": "Z"} for row in rows]
    report = import_cz(write_cz(tmp_path / "b.csv", later))
    assert (report.changed, report.unchanged, str(report.as_of)) == (0, 3, "2026-06-30")


def test_activities_of_the_second_file_come_in_and_count_as_change(import_cz: Importer, tmp_path: Path) -> None:
    data = write_cz(tmp_path / "res_data.csv", [cz_row(9000001, "Vzor s.r.o.")])
    header = "ICO,ZDRUD,KODCIS,HODN,DATPLAT,DDATPAKT,PRIZNAK\r\n"
    activities = tmp_path / "res_pf_nace.csv"
    activities.write_text(f"{header}{ico(9000001)},2,80143,28410,2026-06-15,2026-01-01,\r\n", encoding="utf-8")
    import_cz(data)
    report = import_cz(data, activities)
    assert report.changed == 1
    page = organisation_page(Organisation.objects.get().public_id)
    assert page
    assert [(line.code, line.main) for line in page.activities] == [("25510", True), ("28410", False)]
    assert page.sector == "25.51"


def test_bad_rows_stand_in_the_report_with_line_and_reason(import_de: Importer, tmp_path: Path) -> None:
    rows = [
        *de_rows(20),
        "{broken",
        b'{"company_number": "U1206_HRB7", "name": "M\xfcller GmbH"}',
        "x" * 10_000_000,
        de_rows(1)[0],
        {**de_row(8, "Voorbeeld B.V."), "jurisdiction_code": "nl"},
    ]
    report = import_de(write_de(tmp_path / "a.jsonl", rows))
    assert report.taken == 20
    assert {(issue.line, issue.reason) for issue in report.issues} == {
        (21, "syntax"),
        (22, "encoding"),
        (23, "line_too_long"),
        (24, "duplicate"),
        (25, "other_register"),
    }
    assert report.read == report.taken + report.refused_total


def test_a_file_that_is_mostly_unreadable_is_refused(import_de: Importer, tmp_path: Path) -> None:
    report = import_de(write_de(tmp_path / "a.jsonl", [*de_rows(5), *["{broken"] * 5]))
    assert report.state == "refused"
    assert not Entry.objects.exists()


def test_a_truncated_archive_is_refused_and_nothing_is_half_taken(import_de: Importer, tmp_path: Path) -> None:
    path = write_de(tmp_path / "a.jsonl.gz", de_rows(5_000))
    path.write_bytes(path.read_bytes()[:-2_000])
    report = import_de(path)
    assert report.state == "refused"
    assert "damaged" in report.message
    assert not Entry.objects.exists()


def test_an_empty_file_is_refused(import_de: Importer, tmp_path: Path) -> None:
    assert import_de(write_de(tmp_path / "a.jsonl", [])).state == "refused"


def test_a_file_of_another_register_is_refused(import_de: Importer, import_cz: Importer, tmp_path: Path) -> None:
    german = write_de(tmp_path / "a.jsonl", de_rows(2))
    czech = write_cz(tmp_path / "a.csv", [cz_row(9000001, "Vzor s.r.o.")])
    assert import_cz(german).state == "refused"
    assert import_de(czech).state == "refused"


def test_semicolons_and_wrong_encodings_of_a_csv_file_are_told(import_cz: Importer, tmp_path: Path) -> None:
    path = write_cz(tmp_path / "a.csv", [cz_row(9000001, "Vzor s.r.o.")])
    semicolons = tmp_path / "b.csv"
    semicolons.write_bytes(path.read_bytes().replace(b",", b";"))
    assert "commas" in import_cz(semicolons).message
    rows = [cz_row(9000000 + number, "Vzor s.r.o.") for number in range(10)]
    cp1250 = tmp_path / "c.csv"
    cp1250.write_bytes(write_cz(tmp_path / "d.csv", rows).read_bytes() + "x,Ž".encode("cp1250"))
    report = import_cz(cp1250)
    assert report.taken == 10
    assert report.refused_total == 1


def test_wrong_check_digits_and_impossible_dates(import_cz: Importer, tmp_path: Path) -> None:
    wrong = cz_row(9000002, "Špatné číslo s.r.o.")
    wrong["ICO"] = wrong["ICO"][:-1] + str((int(wrong["ICO"][-1]) + 1) % 10)
    rows = [cz_row(9000010 + number, f"Vzor {number} s.r.o.") for number in range(10)]
    rows[3]["DDATVZN"] = "2021-02-30"
    report = import_cz(write_cz(tmp_path / "a.csv", [*rows, wrong]))
    assert report.taken == 10
    assert [(issue.line, issue.reason, issue.refused) for issue in report.issues] == [
        (12, "check_digit", True),
        (5, "date", False),
    ]


def test_an_entry_whose_row_cannot_be_read_is_not_missing(import_de: Importer, tmp_path: Path) -> None:
    rows = de_rows(60)
    import_de(write_de(tmp_path / "a.jsonl", rows))
    for number in range(3):
        broken = {**rows[0], "name": "unbekannt", "retrieved_at": f"2019-01-0{number + 1}"}
        report = import_de(write_de(tmp_path / f"{number}.jsonl", [broken, *rows[1:]]))
        assert (report.unchanged, report.missing, report.gone, report.refused) == (59, 0, 0, {"name_unknown": 1})
    assert rows[0]["name"] in names()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"name": "Null\x00 GmbH"}, "syntax"),
        ({"name": "A" * 2_000}, "name_too_long"),
        ({"all_attributes": {"_registerArt": "HRB", "registered_office": "X" * 500}}, "field"),
    ],
)
def test_what_no_column_takes_is_refused(
    import_de: Importer, tmp_path: Path, fields: dict[str, object], reason: str
) -> None:
    report = import_de(write_de(tmp_path / "a.jsonl", [*de_rows(9), {**de_row(1, "Gut GmbH"), **fields}]))
    assert (report.state, report.taken, report.refused) == ("done", 9, {reason: 1})


def test_what_is_left_of_a_person_is_never_stored(import_cz: Importer, tmp_path: Path, settings: "object") -> None:
    settings.STORE_SOLE_TRADERS = True  # type: ignore[attr-defined]
    person = {"ICO": ico(9000001), "DDATZAN": "2026-07-01", "DATPLAT": "2026-07-15"}
    report = import_cz(write_cz(tmp_path / "a.csv", [person, cz_row(9000002, "Vzor s.r.o.")]))
    assert (report.taken, report.left_out) == (1, {"natural_person": 1})


def test_facts_of_a_gone_entry_keep_their_date_and_say_so(import_cz: Importer, tmp_path: Path) -> None:
    rows = [cz_row(9000000 + number, f"Vzor {number} s.r.o.") for number in range(60)]
    import_cz(write_cz(tmp_path / "a.csv", rows))
    for day in ("2026-06-30", "2026-07-15"):
        import_cz(write_cz(tmp_path / f"{day}.csv", [{**row, "DATPLAT": day} for row in rows[1:]]))
    page = organisation_page(str(find_by_identifier(ico(9000000))))
    assert page
    status = next(fact for fact in page.facts if fact.name == "status")
    assert (page.status, status.code) == ("dissolved", "dissolved")
    assert status.origin
    assert str(status.origin.as_of) == "2026-06-15"


def test_many_workers_take_the_same_as_one(
    import_de: Importer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [*de_rows(40), "{broken", de_row(1, "unbekannt"), de_rows(1)[0], *de_rows(40, start=500)]
    path = write_de(tmp_path / "a.jsonl", rows)
    monkeypatch.setattr(reading, "BATCH", 9)
    monkeypatch.setattr(workers, "WORKERS", 2)
    report = import_de(path)
    assert (report.new, report.read) == (80, 83)
    assert [(issue.line, issue.reason) for issue in report.issues] == [
        (41, "syntax"),
        (42, "name_unknown"),
        (43, "duplicate"),
    ]


def test_old_snapshots_are_forgotten(import_de: Importer, tmp_path: Path, data_dir: Path) -> None:
    for number in range(5):
        import_de(write_de(tmp_path / f"{number}.jsonl", de_rows(60 + number)))
    assert len(list((data_dir / "snapshots" / "de_offeneregister").iterdir())) == 3
    assert Run.objects.count() == 5
    assert not list((data_dir / "work").glob("run-*"))


def test_sole_traders_are_erased_when_the_operator_changes_his_mind(
    import_de: Importer, tmp_path: Path, settings: "object"
) -> None:
    path = write_de(tmp_path / "a.jsonl", [*de_rows(60), de_row(1, "Max Mustermann e.K.", section="HRA")])
    settings.STORE_SOLE_TRADERS = True  # type: ignore[attr-defined]
    import_de(path)
    settings.STORE_SOLE_TRADERS = False  # type: ignore[attr-defined]
    assert import_de(path).left_out == {"natural_person": 1}
    assert Organisation.objects.count() == Entry.objects.count() == 60
