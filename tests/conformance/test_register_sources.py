"""One suite for every source: a new folder under registers/sources needs no test code.

`sample/` holds files in the register's true form, `expected.jsonl` what must come of each row: the record,
or the line and the reason of a refusal.
"""

import csv
import json
from pathlib import Path

from regiowerk.codelists.legal_forms import FORMS
from regiowerk.codelists.nace import sector_path
from regiowerk.common.identifiers import SCHEMES, normalise
from regiowerk.registers.reasons import LEFT_OUT, REASONS
from regiowerk.registers.record import decode, encode
from regiowerk.registers.sources import catalogue
from regiowerk.registers.sources.base import Source
from tests.conformance.samples import outcomes, records

FIVE_LANGUAGES = {"de", "cs", "pl", "fi", "en"}
OLD_SCHEMES = {"TOL1988", "TOL2002"}  # kept as delivered, of which no sector is concluded
ACTIVITY_SCHEMES = {"CZNACE", "CZNACE2025", "PKD2007", "PKD2025", "TOL2008", "TOL2025", *OLD_SCHEMES}


def test_the_sample_gives_what_is_expected(source: Source, name: str, sample: list[Path], tmp_path: Path) -> None:
    source.probe(sample)
    expected = (catalogue.FOLDER / name / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    assert outcomes(source, sample, tmp_path) == [json.loads(line) for line in expected]


def test_the_sample_has_good_rows_bad_rows_and_persons(source: Source, sample: list[Path], tmp_path: Path) -> None:
    found = outcomes(source, sample, tmp_path)
    assert [row for row in found if "record" in row and not row["record"].get("natural_person")]
    assert [row for row in found if "refused" in row]
    persons = [row for row in found if row.get("record", {}).get("natural_person")]
    assert bool(persons) == source.info.settings.get("holds_persons", True)


def test_info_names_licence_and_title_in_five_languages(source: Source) -> None:
    info = source.info
    assert set(info.title) >= FIVE_LANGUAGES
    assert not info.note or set(info.note) >= FIVE_LANGUAGES
    assert set(info.licence_name) >= FIVE_LANGUAGES
    assert info.attribution
    assert info.licence_url.startswith("https://")
    assert 0 < info.max_refused_share < 1 <= info.min_entries < info.max_entries


def test_records_survive_being_stored(source: Source, sample: list[Path], tmp_path: Path) -> None:
    for record in records(source, sample, tmp_path):
        assert decode(encode(record)) == record


def test_identifiers_are_in_their_normal_form(source: Source, sample: list[Path], tmp_path: Path) -> None:
    checked = 0
    for record in records(source, sample, tmp_path):
        for identifier in record.identifiers:
            assert identifier.scheme in SCHEMES
            assert normalise(identifier.scheme, identifier.value).value == identifier.value
            checked += 1
    assert checked


def test_refusals_have_known_reasons(source: Source, sample: list[Path], tmp_path: Path) -> None:
    for row in outcomes(source, sample, tmp_path):
        assert row.get("refused", "syntax") in REASONS
        assert row.get("left_out", "natural_person") in LEFT_OUT
        assert set(row.get("doubts", [])) <= set(REASONS)


def test_legal_forms_are_in_the_code_lists(source: Source, sample: list[Path], tmp_path: Path) -> None:
    found = [record.legal_form for record in records(source, sample, tmp_path) if record.legal_form]
    assert found
    for form in found:
        assert set(FORMS[form.code_list, form.code].labels) >= FIVE_LANGUAGES


def test_activities_are_of_a_known_classification(source: Source, sample: list[Path], tmp_path: Path) -> None:
    for record in records(source, sample, tmp_path):
        for activity in record.activities:
            assert activity.scheme in ACTIVITY_SCHEMES
            assert sector_path(activity.code) or activity.scheme in OLD_SCHEMES or activity.code in {"00", "04"}


def test_relations_name_the_other_by_a_number_or_a_name(source: Source, sample: list[Path], tmp_path: Path) -> None:
    for record in records(source, sample, tmp_path):
        for relation in record.relations:
            assert relation.value or relation.name
            if relation.scheme:
                assert normalise(relation.scheme, relation.value).value == relation.value


def test_csv_samples_are_written_as_the_register_writes_them(sample: list[Path]) -> None:
    for path in sample:
        if path.suffix == ".csv":
            data = path.read_bytes()
            assert b"\r\n" in data
            assert len({len(row) for row in csv.reader(data.decode().splitlines(keepends=True))}) == 1
        else:
            assert path.suffix in {".json", ".jsonl", ".xml"}
