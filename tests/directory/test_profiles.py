"""Profiles meet their organisations; register imports leave people's words alone."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regiowerk.directory import profile_file
from regiowerk.directory.models import Organisation, Profile
from regiowerk.directory.profiles import LoadReport, load_profiles
from regiowerk.directory.queries import find_by_identifier, organisation_page
from regiowerk.registers.actions import import_files
from regiowerk.search import actions, queries
from regiowerk.search.interface import Query
from tests.factories.registers import cz_row, de_row, ico, write_cz, write_de


def profile(number: int = 1, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"p{number:03}",
        "name": "Labe Coating a.s.",
        "country": "CZ",
        "kind": "company",
        "town": "Děčín",
        "postal_code": "405 02",
        "lat": 50.78,
        "lon": 14.21,
        "language": "cs",
        "description": "Práškové lakování hliníku do délky šesti metrů.",
        "products": [{"title": "Odmašťování", "text": "v lázni"}],
        "certificates": ["ISO 9001"],
        "nace": ["25.51"],
        **fields,
    }


def write(path: Path, *rows: dict[str, Any] | str) -> Path:
    path.write_text(
        "".join(f"{row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)}\n" for row in rows),
        encoding="utf-8",
    )
    return path


def load(path: Path, sender: str = "") -> LoadReport:
    report = load_profiles(path=path, sender=sender, by="test")
    actions.apply_pending()
    return report


def found(text: str) -> list[str]:
    return [hit.id for hit in queries.search(Query(text=text, language="de")).hits]


@pytest.mark.django_db
class TestLoading:
    def test_a_profile_without_a_register_entry_becomes_an_organisation(self, tmp_path: Path) -> None:
        report = load(write(tmp_path / "p.jsonl", profile()))
        assert (report.new, report.organisations_made, report.refused) == (1, 1, [])
        organisation = Organisation.objects.get()
        assert (organisation.name, organisation.nuts3) == ("Labe Coating a.s.", "CZ042")
        assert found("práškové lakování") == found("odmastovani") == found("ISO 9001") == [organisation.public_id]

    def test_it_meets_the_organisation_that_the_register_has(self, tmp_path: Path) -> None:
        import_files(
            source="cz_res", paths=[write_cz(tmp_path / "r.csv", [cz_row(9000001, "LABE COATING")])], by="test"
        )
        row = profile(identifiers=[{"scheme": "CZ-ICO", "value": ico(9000001)}])
        report = load(write(tmp_path / "p.jsonl", row))
        assert (report.new, report.organisations_made) == (1, 0)
        page = organisation_page(Organisation.objects.get().public_id)
        assert page
        assert page.own_words
        assert (page.name, page.own_words.certificates) == ("LABE COATING", ("ISO 9001",))

    def test_a_german_firm_is_met_by_its_register_key_and_by_its_euid(self, tmp_path: Path) -> None:
        rows = [de_row(1, "Eins GmbH"), de_row(2, "Zwei GmbH")]
        import_files(source="de_offeneregister", paths=[write_de(tmp_path / "r.jsonl", rows)], by="test")
        german = {"country": "DE", "language": "de"}
        by_key = profile(1, **german, identifiers=[{"scheme": "DE-HR", "value": "U1206_HRB1"}])
        by_euid = profile(2, **german, identifiers=[{"scheme": "EUID", "value": "DEU1206.HRB2"}])
        assert load(write(tmp_path / "p.jsonl", by_key, by_euid)).organisations_made == 0
        assert Profile.objects.count() == 2

    def test_the_same_file_again_changes_nothing(self, tmp_path: Path) -> None:
        path = write(tmp_path / "p.jsonl", profile(1), profile(2, name="Jiná s.r.o."))
        load(path)
        ids = set(Organisation.objects.values_list("public_id", flat=True))
        report = load(path)
        assert (report.new, report.changed, report.unchanged) == (0, 0, 2)
        assert set(Organisation.objects.values_list("public_id", flat=True)) == ids

    def test_a_changed_text_is_found_and_the_old_one_is_not(self, tmp_path: Path) -> None:
        load(write(tmp_path / "p.jsonl", profile()))
        report = load(write(tmp_path / "p.jsonl", profile(description="Žárové zinkování konstrukcí.")))
        assert report.changed == 1
        assert found("zinkování")
        assert not found("lakování")

    def test_a_firm_that_no_register_has_can_rename_itself_and_move(self, tmp_path: Path) -> None:
        load(write(tmp_path / "p.jsonl", profile()))
        report = load(
            write(tmp_path / "p.jsonl", profile(name="Labe Finish a.s.", town="Teplice", postal_code="415 01"))
        )
        assert (report.changed, report.unchanged) == (1, 0)
        organisation = Organisation.objects.get()
        assert (organisation.name, organisation.town) == ("Labe Finish a.s.", "Teplice")
        assert found("Finish") == [organisation.public_id]

    def test_a_nul_character_is_refused(self, tmp_path: Path) -> None:
        report = load(write(tmp_path / "p.jsonl", profile(1, description="a\x00b"), profile(2)))
        assert (report.taken, [line for line, _ in report.refused]) == (1, [1])

    def test_a_register_import_touches_no_word_of_the_firm(self, tmp_path: Path) -> None:
        import_files(
            source="cz_res", paths=[write_cz(tmp_path / "r.csv", [cz_row(9000001, "Stará s.r.o.")])], by="test"
        )
        load(write(tmp_path / "p.jsonl", profile(identifiers=[{"scheme": "CZ-ICO", "value": ico(9000001)}])))
        renamed = write_cz(tmp_path / "s.csv", [cz_row(9000001, "Nová s.r.o.")])
        import_files(source="cz_res", paths=[renamed], by="test")
        page = organisation_page(str(find_by_identifier(ico(9000001))))
        assert page
        assert page.own_words
        assert page.name == "Nová s.r.o."
        assert page.own_words.description.startswith("Práškové")
        assert found("práškové lakování") == [page.public_id]

    def test_a_second_sender_does_not_overwrite_the_first(self, tmp_path: Path) -> None:
        import_files(source="cz_res", paths=[write_cz(tmp_path / "r.csv", [cz_row(9000001, "Vzor s.r.o.")])], by="test")
        row = profile(identifiers=[{"scheme": "CZ-ICO", "value": ico(9000001)}])
        load(write(tmp_path / "p.jsonl", row), sender="chamber")
        report = load(write(tmp_path / "q.jsonl", {**row, "id": "x"}), sender="cluster")
        assert [line for line, _ in report.refused] == [1]
        assert Profile.objects.get().sender == "chamber"

    def test_bad_rows_are_refused_with_line_and_reason_and_the_others_taken(self, tmp_path: Path) -> None:
        path = write(
            tmp_path / "p.jsonl",
            profile(1),
            "{broken",
            {key: value for key, value in profile(2).items() if key != "name"},
            profile(3, identifiers=[{"scheme": "CZ-ICO", "value": "12345678"}]),
            profile(4, kind="castle"),
            profile(5, website="javascript:alert(1)"),
            profile(6, nace=["00.10"]),
            profile(7),
        )
        report = load(path)
        assert report.taken == 2
        assert [line for line, _ in report.refused] == [2, 3, 4, 5, 6, 7]
        assert "check digit" in dict(report.refused)[4]

    def test_the_command_prints_the_report(self, tmp_path: Path) -> None:
        out = StringIO()
        call_command(
            "directory", "load-profiles", str(write(tmp_path / "p.jsonl", profile(), "{")), "--json", stdout=out
        )
        assert json.loads(out.getvalue())["taken"] == 1
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("directory", "load-profiles", str(tmp_path / "none.jsonl"))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(junk=st.binary(max_size=300))
def test_any_bytes_in_a_file_are_refused_never_an_error(junk: bytes, tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_bytes(json.dumps(profile()).encode() + b"\n" + junk)
    rows = list(profile_file.read(path))
    assert isinstance(rows[0], tuple)
    assert rows[0][0] == 1
