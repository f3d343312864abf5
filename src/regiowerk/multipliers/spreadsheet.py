"""Spreadsheets as people send them: CSV in any usual encoding and separator, XLSX, XLS, ODS. Pure.

Formulas count as their last result, macros are not looked at, merged cells have their text in the first one.
"""

import csv
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

MAX_FILE_BYTES = 20_000_000
MAX_UNPACKED_BYTES = 400_000_000
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELL = 1_000  # characters that are kept
_BOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
# Letters of the languages that are written in an encoding.
_LETTERS = {"cp1250": "áčďéěíňóřšťúůýžąćęłńśźżäöüßô", "cp1252": "åäöüßéèêàçôîâëïùû"}
_SAMPLE_BYTES = 200_000
_HEADER_ROWS = 20  # within which the header is looked for

Row = tuple[str, ...]


class UnusableSheetError(Exception):
    """The file cannot be read; `code` is of multipliers.messages, `data` fills its text."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code, self.data = code, data


def read(path: Path, name: str = "") -> tuple[Row, list[Row]]:
    """Header and rows of the first sheet that has any; `name` tells the type where the path does not.

    Raises UnusableSheetError.
    """
    name = name or path.name
    if path.stat().st_size > MAX_FILE_BYTES:
        raise UnusableSheetError("file_too_big", megabytes=MAX_FILE_BYTES // 1_000_000)
    rows = _book(path) if name.lower().endswith(_BOOKS) else _text(path)
    return _table(rows)


def _table(rows: Iterator[Row]) -> tuple[Row, list[Row]]:
    """The header is the first row with at least two texts, or the first with one where there is no such."""
    filled: list[Row] = []
    for row in rows:
        if any(row):
            filled.append(row)
        if len(filled) > MAX_ROWS + 1:
            raise UnusableSheetError("too_many_rows", rows=MAX_ROWS)
    if len(filled) < 2:
        raise UnusableSheetError("no_rows")
    wide = (number for number, row in enumerate(filled[:_HEADER_ROWS]) if sum(map(bool, row)) > 1)
    start = next(wide, 0)
    header = filled[start]
    width = max(len(row) for row in filled[start:])
    return header + ("",) * (width - len(header)), [row + ("",) * (width - len(row)) for row in filled[start + 1 :]]


def _text(path: Path) -> Iterator[Row]:
    raw = path.read_bytes()
    text = _decoded(raw)
    lines = text.splitlines()
    sample = "\n".join(lines[:50])
    delimiter = max(";\t,|", key=lambda mark: (_evenness(lines[:50], mark), sample.count(mark)))
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield tuple(_cell(value) for value in row[:MAX_COLUMNS])
    except csv.Error:
        raise UnusableSheetError("not_a_table") from None


def _decoded(raw: bytes) -> str:
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in raw[:4_000] and not marked:
        raise UnusableSheetError("not_a_table")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", *_likelier_first(raw)):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _likelier_first(raw: bytes) -> list[str]:
    """The Windows encodings of Central and of Western Europe, the one first in which more bytes are usual letters."""
    counts = Counter(raw[:_SAMPLE_BYTES])

    def letters(encoding: str) -> int:
        usual = (_LETTERS[encoding] + _LETTERS[encoding].upper()).encode(encoding, "ignore")
        return sum(counts[byte] for byte in set(usual))

    return sorted(_LETTERS, key=letters, reverse=True)


def _evenness(lines: list[str], mark: str) -> int:
    """In how many lines the separator stands as often as in the first."""
    counts = [line.count(mark) for line in lines if line.strip()]
    return sum(count == counts[0] for count in counts) if counts and counts[0] else 0


def _book(path: Path) -> Iterator[Row]:
    _refuse_bomb(path)
    try:
        with CalamineWorkbook.from_path(path) as book:
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                if sheet.height > 1:
                    for row in sheet.iter_rows():
                        yield tuple(_cell(value) for value in row[:MAX_COLUMNS])
                    return
    except PasswordError:
        raise UnusableSheetError("password") from None
    except (CalamineError, OSError, ValueError):
        raise UnusableSheetError("not_a_table") from None


def _refuse_bomb(path: Path) -> None:
    """A workbook is a ZIP archive; one that unpacks to more than MAX_UNPACKED_BYTES, or to more than it says, is not
    opened.
    """
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        if sum(item.file_size for item in archive.infolist()) > MAX_UNPACKED_BYTES:
            raise UnusableSheetError("bomb")
        if not _true_to_its_sizes(archive):
            raise UnusableSheetError("not_a_table")


def _true_to_its_sizes(archive: zipfile.ZipFile) -> bool:
    """Each part is read as far as its stated size; the checksum tells when there is more, or something else."""
    try:
        return archive.testzip() is None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        return False


def _cell(value: Any) -> str:
    """What a person sees: whole numbers without a point, dates as ISO, white space joined."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return " ".join(str(value).replace("\0", " ").split())[:MAX_CELL]
