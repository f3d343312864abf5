"""Entries of CSV tables with a header, packed or not: the columns are found by their names."""

import csv
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from regiowerk.registers.sources import files
from regiowerk.registers.sources.base import LeftOut, RawEntry, Refused, RefusedRowError, UnusableFileError, fingerprint
from regiowerk.registers.sources.files import Line, Member

Row = tuple[str, ...]


def fits(member: Member, required: Collection[str]) -> bool:
    """Whether the header has all these columns. Raises UnusableFileError when only encoding or delimiter is wrong."""
    try:
        header = files.first_line_of(member).decode()
    except UnicodeDecodeError as error:
        raise UnusableFileError("not_utf8", file=member.name) from error
    if set(required) <= set(_names(header)):
        return True
    for delimiter in ";\t|":
        if set(required) <= set(_names(header.replace(delimiter, ","))):
            raise UnusableFileError("wrong_delimiter", file=member.name)
    return False


def entries(
    path: Path,
    columns: Collection[str],
    required: Collection[str],
    key_of: Callable[[Row], str],
    left_out: Callable[[Row], str] = lambda row: "",
) -> Iterator[RawEntry | Refused | LeftOut]:
    """`raw` of an entry are the texts of `columns` in their order; a column that is not there is ''.

    `key_of` raises RefusedRowError; `left_out` gives the reason for a row that is not wanted.
    Raises UnusableFileError.
    """
    for member in files.members(path):
        if not fits(member, required):
            yield Refused(member.name, 1, "other_register", "the header is not of this register")
            continue
        rows = files.csv_rows(files.lines_of(member))
        names = _names(next(rows).data.decode())
        places = [names.index(name) if name in names else -1 for name in columns]
        for line in rows:
            yield _entry(member.name, line, len(names), places, key_of, left_out)


def _entry(
    file: str, line: Line, width: int, places: list[int], key_of: Callable[[Row], str], left_out: Callable[[Row], str]
) -> RawEntry | Refused | LeftOut:
    if line.overlong:
        return Refused(file, line.number, "line_too_long")
    try:
        row = _values(line.data, width, places)
        if reason := left_out(row):
            return LeftOut(file, line.number, reason)
        return RawEntry(file, line.number, key_of(row), fingerprint(*(value.encode() for value in row)), row)
    except RefusedRowError as error:
        return Refused(file, line.number, error.reason, error.detail)


def _values(data: bytes, width: int, places: list[int]) -> Row:
    try:
        values = next(csv.reader(data.decode().splitlines(keepends=True), strict=True))
    except UnicodeDecodeError as error:
        raise RefusedRowError("encoding", str(error)) from error
    except (csv.Error, StopIteration) as error:
        raise RefusedRowError("syntax", str(error)) from error
    if len(values) != width:
        raise RefusedRowError("columns", f"{len(values)} columns, not {width}")
    return tuple(values[place].strip() if place >= 0 else "" for place in places)


def _names(header: str) -> list[str]:
    return [name.strip('"? ') for name in header.split(",")]
