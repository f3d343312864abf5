"""One suite for every source: a new folder under registers/sources needs no test code.

`sample/` holds files in the register's true form, `expected.jsonl` what must come of each row: the record,
or the line and the reason of a refusal.
"""

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regiowerk.common.identifiers import SCHEMES, normalise
from regiowerk.registers.reasons import REASONS
from regiowerk.registers.record import RegisterRecord, decode, encode
from regiowerk.registers.sources import catalogue
from regiowerk.registers.sources.base import RawEntry, Refused, RefusedRowError, Source, UnusableFileError

FIVE_LANGUAGES = {"de", "cs", "pl", "fi", "en"}


@pytest.fixture(params=catalogue.names())
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def source(name: str) -> Source:
    return catalogue.source(name)


@pytest.fixture
def sample(name: str) -> list[Path]:
    return sorted((catalogue.FOLDER / name / "sample").iterdir())


def outcomes(source: Source, paths: list[Path], work_dir: Path) -> list[dict[str, Any]]:
    """What comes of each row of the files, in the form of expected.jsonl."""
    found = []
    for entry in source.entries(paths, work_dir):
        if isinstance(entry, Refused):
            found.append({"line": entry.line, "refused": entry.reason})
            continue
        try:
            parsed = source.parse(entry)
        except RefusedRowError as error:
            found.append({"line": entry.line, "refused": error.reason})
            continue
        outcome: dict[str, Any] = {"line": entry.line, "record": json.loads(encode(parsed.record))}
        if parsed.retrieved_on:
            outcome["retrieved_on"] = parsed.retrieved_on
        if parsed.doubts:
            outcome["doubts"] = [reason for reason, _ in parsed.doubts]
        found.append(outcome)
    return found


def records(source: Source, paths: list[Path], work_dir: Path) -> list[RegisterRecord]:
    return [
        source.parse(entry).record
        for entry in source.entries(paths, work_dir)
        if isinstance(entry, RawEntry) and _is_taken(source, entry)
    ]


def _is_taken(source: Source, entry: RawEntry) -> bool:
    try:
        source.parse(entry)
    except RefusedRowError:
        return False
    return True


def test_the_sample_gives_what_is_expected(source: Source, name: str, sample: list[Path], tmp_path: Path) -> None:
    source.probe(sample)
    expected = (catalogue.FOLDER / name / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    assert outcomes(source, sample, tmp_path) == [json.loads(line) for line in expected]


def test_the_sample_has_good_rows_bad_rows_and_persons(source: Source, sample: list[Path], tmp_path: Path) -> None:
    found = outcomes(source, sample, tmp_path)
    assert [row for row in found if "record" in row and not row["record"].get("natural_person")]
    assert [row for row in found if "refused" in row]
    assert [row for row in found if row.get("record", {}).get("natural_person")]


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
        assert set(row.get("doubts", [])) <= set(REASONS)


def test_compressed_files_give_the_same(source: Source, sample: list[Path], tmp_path: Path) -> None:
    packed = []
    for path in sample:
        packed.append(tmp_path / f"{path.name}.gz")
        packed[-1].write_bytes(gzip.compress(path.read_bytes()))
    assert outcomes(source, packed, tmp_path) == outcomes(source, sample, tmp_path)


def test_a_truncated_archive_is_refused(source: Source, sample: list[Path], tmp_path: Path) -> None:
    cut = []
    for path in sample:
        data = gzip.compress(path.read_bytes())
        cut.append(tmp_path / f"{path.name}.gz")
        cut[-1].write_bytes(data[: len(data) * 2 // 3])
    with pytest.raises(UnusableFileError):
        _probe_and_read(source, cut, tmp_path)


def _probe_and_read(source: Source, paths: list[Path], work_dir: Path) -> None:
    source.probe(paths)
    for _ in source.entries(paths, work_dir):
        pass


def test_an_empty_file_is_refused(source: Source, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.write_bytes(b"")
    with pytest.raises(UnusableFileError, match="empty"):
        source.probe([empty])


def test_files_of_the_other_sources_are_refused(source: Source, name: str) -> None:
    others = [other for other in catalogue.names() if other != name]
    assert others
    for other in others:
        with pytest.raises(UnusableFileError):
            source.probe(sorted((catalogue.FOLDER / other / "sample").iterdir()))


def test_an_overlong_line_is_refused_and_the_next_is_read(source: Source, sample: list[Path], tmp_path: Path) -> None:
    long = []
    for path in sample:
        lines = path.read_bytes().splitlines(keepends=True)
        long.append(tmp_path / path.name)
        long[-1].write_bytes(lines[0] + b"x" * 10_000_000 + b"\n" + b"".join(lines[1:]))
    found = outcomes(source, long, tmp_path)
    assert [row["line"] for row in found if row.get("refused") == "line_too_long"]
    assert len(records(source, long, tmp_path)) == len(records(source, sample, tmp_path))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(junk=st.binary(max_size=400), position=st.integers(0, 2_000))
def test_any_bytes_in_a_file_are_refused_or_taken_never_an_error(
    source: Source, sample: list[Path], tmp_path: Path, junk: bytes, position: int
) -> None:
    broken = []
    for path in sample:
        data = path.read_bytes()
        first = data.index(b"\n") + 1
        broken.append(tmp_path / path.name)
        at = first + position % (len(data) - first)
        broken[-1].write_bytes(data[:at] + junk + data[at:])
    assert outcomes(source, broken, tmp_path)


def test_csv_samples_are_written_as_the_register_writes_them(sample: list[Path]) -> None:
    for path in sample:
        if path.suffix == ".csv":
            data = path.read_bytes()
            assert data.count(b"\r\n") == data.count(b"\n")
            assert len({len(row) for row in csv.reader(data.decode().splitlines())}) == 1
        else:
            assert path.suffix == ".jsonl"
