"""Files that are cut, packed, in another encoding, hostile or wrong, for every source alike.

Nothing raises but what is meant to be raised, and a broken entry takes no other along.
"""

import gzip
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regiowerk.registers.parsing import _outcome
from regiowerk.registers.reasons import REASONS
from regiowerk.registers.sources import catalogue
from regiowerk.registers.sources.base import RawEntry, Source, UnusableFileError
from tests.conformance.mutations import mutated, places, replaced, with_unknown_fields
from tests.conformance.samples import entries, outcomes, parsed, records, records_of

ANY_INPUT = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
BY_LINES = {".csv", ".jsonl"}
BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE root [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY file SYSTEM "file:///etc/hostname">]>
"""


def rewritten(sample: list[Path], folder: Path, change: Callable[[bytes], bytes], suffix: str = "") -> list[Path]:
    """Copies of the sample with changed content."""
    folder.mkdir(exist_ok=True)
    copies = []
    for path in sample:
        copies.append(folder / f"{path.name}{suffix}")
        copies[-1].write_bytes(change(path.read_bytes()))
    return copies


def probe_and_read(source: Source, paths: list[Path], work_dir: Path) -> None:
    source.probe(paths)
    for _ in source.entries(paths, work_dir):
        pass


# --- packed and cut ---------------------------------------------------------------------------


def test_packed_files_give_the_same(source: Source, sample: list[Path], tmp_path: Path) -> None:
    plain = outcomes(source, sample, tmp_path)
    assert outcomes(source, rewritten(sample, tmp_path / "gz", gzip.compress, ".gz"), tmp_path) == plain
    zipped = []
    for path in sample:
        zipped.append(tmp_path / f"{path.name}.zip")
        with zipfile.ZipFile(zipped[-1], "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(path, path.name)
    source.probe(zipped)
    assert outcomes(source, zipped, tmp_path) == plain


def test_a_cut_archive_is_refused(source: Source, sample: list[Path], tmp_path: Path) -> None:
    def cut(data: bytes) -> bytes:
        packed = gzip.compress(data)
        return packed[: len(packed) * 2 // 3]

    with pytest.raises(UnusableFileError):
        probe_and_read(source, rewritten(sample, tmp_path / "cut", cut, ".gz"), tmp_path)


def test_what_stands_before_a_cut_is_taken(source: Source, sample: list[Path], tmp_path: Path) -> None:
    whole = {record.key for record in records(source, sample, tmp_path)}
    cut = rewritten(sample, tmp_path / "cut", lambda data: data.rstrip()[: len(data) * 4 // 5])
    found = outcomes(source, cut, tmp_path)
    assert {record["key"] for record in records_of(found)} <= whole
    assert records_of(found) or len(whole) <= len(sample)
    assert {row["refused"] for row in found if "refused" in row} <= set(REASONS)


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


def test_an_overlong_piece_is_refused_and_the_rest_is_read(source: Source, sample: list[Path], tmp_path: Path) -> None:
    long = []
    for path in sample:
        data = path.read_bytes()
        first = data.index(b"\n") + 1 if path.suffix in BY_LINES else len(data)
        long.append(tmp_path / path.name)
        long[-1].write_bytes(data[:first] + b"x" * 10_000_000 + b"\n" + data[first:])
    found = outcomes(source, long, tmp_path)
    assert [row for row in found if row.get("refused") == "line_too_long"]
    assert records_of(found) == records_of(outcomes(source, sample, tmp_path))


# --- encodings ----------------------------------------------------------------------------------


def test_a_byte_order_mark_does_not_matter(source: Source, sample: list[Path], tmp_path: Path) -> None:
    marked = rewritten(sample, tmp_path / "bom", lambda data: b"\xef\xbb\xbf" + data)
    source.probe(marked)
    assert outcomes(source, marked, tmp_path) == outcomes(source, sample, tmp_path)


def test_utf16_is_refused_with_a_message(source: Source, sample: list[Path], tmp_path: Path) -> None:
    wide = rewritten(sample, tmp_path / "wide", lambda data: data.decode().encode("utf-16"))
    with pytest.raises(UnusableFileError) as refused:
        source.probe(wide)
    assert refused.value.code == "not_utf8"


def test_rows_in_another_encoding_are_refused_not_garbled(source: Source, sample: list[Path], tmp_path: Path) -> None:
    latin = rewritten(
        sample, tmp_path / "latin", lambda data: re.sub(r"[^\0-\x7f]", "\xe9", data.decode()).encode("latin-1")
    )
    found = outcomes(source, latin, tmp_path)
    assert "encoding" in {row.get("refused") for row in found}
    assert "\ufffd" not in json.dumps(records_of(found), ensure_ascii=False)


# --- content ------------------------------------------------------------------------------------


@ANY_INPUT
@given(junk=st.binary(max_size=400), position=st.integers(0, 5_000))
def test_any_bytes_in_a_file_are_refused_or_taken_never_an_error(
    source: Source, sample: list[Path], tmp_path: Path, junk: bytes, position: int
) -> None:
    def spoil(data: bytes) -> bytes:
        first = data.index(b"\n") + 1
        at = first + position % (len(data) - first)
        return data[:at] + junk + data[at:]

    assert outcomes(source, rewritten(sample, tmp_path / "junk", spoil), tmp_path)


@ANY_INPUT
@given(data=st.data())
def test_any_value_in_an_entry_is_refused_or_taken_never_an_error(
    source: Source, sample: list[Path], tmp_path: Path, data: st.DataObject
) -> None:
    entry = data.draw(st.sampled_from(entries(source, sample, tmp_path)))
    outcome = _outcome(source, entry._replace(raw=mutated(entry.raw, data)))
    assert bool(outcome.payload) != bool(outcome.refused)
    assert {reason for reason, _ in outcome.doubts} <= set(REASONS)


def test_an_entry_may_lack_any_field(source: Source, sample: list[Path], tmp_path: Path) -> None:
    for entry in entries(source, sample, tmp_path):
        for part in entry.raw if isinstance(entry.raw, tuple) else (entry.raw,):
            if isinstance(part, bytes) and part.startswith(b"{"):
                for less in _less_one_field(part):
                    outcome = _outcome(source, _renamed(entry, part.decode(), less))
                    assert outcome.payload or outcome.refused


def _less_one_field(part: bytes) -> Iterator[str]:
    for number in range(len(list(places(json.loads(part))))):
        document = json.loads(part)
        holder, key = list(places(document))[number]
        del holder[key]
        yield json.dumps(document)


def test_fields_that_are_not_known_change_nothing(source: Source, sample: list[Path], tmp_path: Path) -> None:
    for entry in entries(source, sample, tmp_path):
        later = entry._replace(raw=with_unknown_fields(entry.raw))
        assert parsed(source, later) == parsed(source, entry)


def test_a_name_of_400_characters_is_taken(source: Source, sample: list[Path], tmp_path: Path) -> None:
    tried = 0
    for entry in entries(source, sample, tmp_path):
        taken = parsed(source, entry)
        if taken and taken.record.name:
            long = taken.record.name + " Beispiel" * 44
            again = parsed(source, _renamed(entry, taken.record.name, long))
            if again and again.record.name != taken.record.name:
                assert again.record.name == long
                tried += 1
    assert tried


def documents_of(name: str) -> list[Path]:
    """The XML files among a source's samples."""
    return sorted((catalogue.FOLDER / name / "sample").glob("*.xml"))


def _renamed(entry: RawEntry, old: str, new: str) -> RawEntry:
    return entry._replace(raw=replaced(entry.raw, old, new))


@pytest.mark.parametrize("name", [name for name in catalogue.names() if documents_of(name)])
def test_entities_of_a_document_are_never_resolved(source: Source, name: str, tmp_path: Path) -> None:
    documents = documents_of(name)
    plain = {record.key: record.name for record in records(source, documents, tmp_path)}
    for entity in ("&b;", "&file;"):
        hostile = rewritten(
            documents,
            tmp_path / "hostile",
            lambda data, entity=entity: (
                BOMB  # type: ignore[misc]
                + re.sub(rb">([^<>&]*\w)<", rb">\1" + entity.encode() + b"<", re.sub(rb"<\?xml[^>]*\?>\s*", b"", data))
            ),
        )
        with pytest.raises(UnusableFileError) as refused:
            source.probe(hostile)
        assert refused.value.code == "xml_entities"
        for record in records(source, hostile, tmp_path):
            assert record.name == plain[record.key]
