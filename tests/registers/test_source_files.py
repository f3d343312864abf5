"""Cutting files into entries, whatever holds them together."""

import json
import re
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regiowerk.registers.sources import catalogue, files, json_entries, pieces, xml_entries
from regiowerk.registers.sources.base import RawEntry, Refused, UnusableFileError
from regiowerk.registers.sources.cz_ares import notifications
from regiowerk.registers.sources.cz_ares.notifications import Batch, GapError

START = re.compile(rb'\{\s*"id"\s*:')
TAG, END = re.compile(rb"<dane>|&lt;dane&gt;"), re.compile(rb"</dane>|&lt;/dane&gt;")
# Texts with all that could be taken for the end or the beginning of an entry.
TRICKY = st.text(max_size=20) | st.sampled_from(['{"id": 7}', "]}", '\\"', "{[", '","id":', "\n"])
PARTS = st.lists(st.fixed_dictionaries({"id": st.integers(0, 9), "x": TRICKY}), max_size=3)
DOCUMENTS = st.lists(
    st.fixed_dictionaries(
        {"id": st.integers(0, 9)},
        optional={"text": TRICKY, "parts": PARTS},
    ).map(lambda document: {"id": document.pop("id"), **document}),
    min_size=1,
    max_size=6,
)
VALUES = st.text(st.characters(exclude_characters="\r\0"), max_size=12)


def key(data: bytes) -> str:
    return str(json.loads(data)["id"])


def read(path: Path) -> list[Any]:
    """The documents of a file, and the reasons of what is none."""
    found = json_entries.entries([path], START, key)
    return [json.loads(entry.raw) if isinstance(entry, RawEntry) else entry.reason for entry in found]  # type: ignore[union-attr]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DOCUMENTS, st.sampled_from(["list", "lines", "answer", "indented", "answers in lines"]), st.integers(1, 40))
def test_every_entry_comes_once_however_they_are_held(
    tmp_path: Path, documents: list[dict[str, Any]], form: str, block: int
) -> None:
    texts = [json.dumps(document, ensure_ascii=False) for document in documents]
    answer = {"total": len(documents), "items": documents, "page": None}
    path = tmp_path / "x.json"
    path.write_text(
        {
            "list": f"[{', '.join(texts)}]",
            "lines": "\n".join(texts),
            "answer": json.dumps(answer, ensure_ascii=False),
            "indented": json.dumps(answer, ensure_ascii=False, indent=2),
            "answers in lines": "\n".join(f"[{text}]" for text in texts),
        }[form],
        encoding="utf-8",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "_BLOCK", block)
        assert read(path) == documents


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"id": 1}, {"id": 2, "x": "}, {"id": 3}]', [{"id": 1}, "syntax", {"id": 3}]),
        ('[{"id": 1}, {"id": 2}, {"id": 3, "x', [{"id": 1}, {"id": 2}, "cut_off"]),
        ('[{"id": 1}, nonsense here! {"id": 2}]', [{"id": 1}, "syntax", {"id": 2}]),
        ('{"id": 1}\n{broken\n{"id": 2}', [{"id": 1}, "syntax", {"id": 2}]),
        ('[{"id": 1, "parts": [{"id": 7}], x}, {"id": 2}]', ["syntax", {"id": 7}, "syntax", {"id": 2}]),
        ("[]", []),
        ('{"total": 0, "items": []}', []),
        ('{"error": "not found"}', ["other_register"]),
        (f'[{{"id": 1, "x": {"[" * 100_000}', ["cut_off"]),
        (f'[{{"id": 1}}, {"x" * 3_000_000}! {{"id": 2}}]', [{"id": 1}, "syntax", {"id": 2}]),
    ],
)
def test_a_broken_entry_takes_no_other_along(tmp_path: Path, text: str, expected: list[Any]) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    found = read(path)
    assert [item for item in found if item != "syntax"] == [item for item in expected if item != "syntax"]
    assert ("syntax" in found) == ("syntax" in expected)


def test_a_document_of_any_length_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    with path.open("w") as file:
        file.write("[")
        for number in range(40_000):
            file.write(f'{"," if number else ""}{{"id": {number}, "x": "{"y" * 400}"}}')
        file.write("]")
    tracemalloc.start()
    count = sum(1 for _ in json_entries.entries([path], START, key))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 40_000
    assert peak < 5_000_000 < path.stat().st_size


def test_a_zip_archive_holds_one_file_or_many(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.mkdir("folder")
        for number in range(3):
            archive.writestr(f"folder/{number}.json", json.dumps({"id": number}))
        archive.writestr("folder/README", "no entry")
    found = list(json_entries.entries([path], START, key))
    assert [entry.file for entry in found] == [
        "many.zip/folder/0.json",
        "many.zip/folder/1.json",
        "many.zip/folder/2.json",
        "many.zip/folder/README",
    ]
    assert isinstance(found[3], Refused)


def test_archives_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("x.json", "w") as member:
        for _ in range(120):
            member.write(bytes(1_000_000))
    locked = tmp_path / "locked.zip"
    with zipfile.ZipFile(locked, "w") as archive:
        archive.writestr("x.json", "{}")
    data = bytearray(locked.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the bit that says: encrypted
    locked.write_bytes(data)
    empty = tmp_path / "empty.zip"
    zipfile.ZipFile(empty, "w").close()
    for path, code in (
        (bomb, "packed_too_hard"),
        (locked, "locked"),
        (empty, "empty_file"),
    ):
        with pytest.raises(UnusableFileError) as refused:
            next(iter(files.members(path))).open()
        assert refused.value.code == code
        assert str(refused.value)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\r\0"), max_size=12), min_size=2, max_size=3), max_size=8
    )
)
def test_csv_rows_with_line_breaks_inside_quotes(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "x.csv"
    written = [[value.replace("\x1c", " ").strip() or "-" for value in row] for row in rows]
    text = "".join(",".join('"' + value.replace('"', '""') + '"' for value in row) + "\r\n" for row in written)
    path.write_bytes(text.encode())
    assert len(list(files.csv_rows(files.lines(path)))) == len(rows)


def test_a_quote_that_is_never_closed_costs_its_own_row(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        "".join(f'{number},"a"\n' if number != 3 else '3,"a\n' for number in range(1_000)), encoding="utf-8"
    )
    rows = [row.data for row in files.csv_rows(files.lines(path))]
    assert len(rows) == 1_000
    assert rows[3] == b'3,"a'


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1250", "iso-8859-2"])
def test_xml_says_its_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "x.xml"
    path.write_text(
        f'<?xml version="1.0" encoding="{encoding}"?><root><dane><n>SPÓŁKA ŻÓŁW</n></dane></root>', encoding=encoding
    )
    found = list(xml_entries.entries([path], TAG, END, lambda element: element.findtext("n") or ""))
    assert [entry.key for entry in found if isinstance(entry, RawEntry)] == ["SPÓŁKA ŻÓŁW"]


def test_lists_of_numbers_say_that_the_entries_are_to_be_fetched(tmp_path: Path) -> None:
    for name, text in (
        ("pl_krs", '["0000000001", "0000000002"]'),
        ("pl_regon", "<root><dane><regon>022399999</regon></dane></root>"),
        ("pl_regon", "<x>&lt;root&gt;&lt;dane&gt;&lt;regon&gt;022399999&lt;/regon&gt;&lt;/dane&gt;&lt;/root&gt;</x>"),
        ("cz_ares", '{"seznamNotifikaci": [{"typZmeny": "ZMENA", "icoId": "90001010"}]}'),
    ):
        path = tmp_path / "x"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(UnusableFileError) as refused:
            catalogue.source(name).probe([path])
        assert refused.value.code == "only_numbers"


def test_notification_batches_after_a_watermark() -> None:
    answer = {
        "notifikacniDavky": [
            {"datovyZdroj": "vr", "cisloDavky": number, "datumUvolneniDavky": f"2026-07-{number}", "pocetZmen": 5}
            for number in (29, 27, 28)
        ]
    }
    kept = notifications.batches(json.dumps(answer).encode())
    assert kept[0] == Batch(27, "vr", "2026-07-27", 5)
    assert [batch.number for batch in notifications.newer(kept, None)] == [27, 28, 29]
    assert [batch.number for batch in notifications.newer(kept, 28)] == [29]
    assert notifications.newer(kept, 29) == ()
    with pytest.raises(GapError, match="no longer kept"):
        notifications.newer(kept, 12)


def test_the_changes_of_a_notification_batch() -> None:
    listed = [("INS", "90001010"), ("UPD", "ARES_00012345"), ("DEL", "90001028")]
    answer = {"seznamNotifikaci": [{"typZmeny": kind, "icoId": number} for kind, number in listed]}
    assert notifications.changes(json.dumps(answer).encode()) == {
        "90001010": "added",
        "ARES_00012345": "changed",
        "90001028": "removed",
    }
