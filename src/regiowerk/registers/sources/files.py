"""Reading register files, plain or packed, in constant memory whatever they hold."""

import bz2
import gzip
import io
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, BinaryIO, NamedTuple, cast

from regiowerk.registers.sources.base import UnusableFileError

MAX_LINE = 1_000_000  # bytes; the longest real line is 3 kB
MAX_ROW_LINES = 200  # of one CSV row with line breaks inside quotes
# Packed by more than this, a large member is made to fill the machine: real registers are packed 10 to 60 times.
MAX_RATIO, LARGE = 400, 100_000_000
BOM = b"\xef\xbb\xbf"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BLOCK = 1 << 18


class Line(NamedTuple):
    number: int
    data: bytes  # without the line end; of an overlong line its beginning
    overlong: bool = False


class Member(NamedTuple):
    """A file, or one of the files in a ZIP archive."""

    name: str
    open: Callable[[], BinaryIO]


def open_bytes(path: Path) -> BinaryIO:
    """The file, unpacked by its content, not by its name; of a ZIP archive its first file."""
    with path.open("rb") as file:
        head = file.read(4)
    if head[:2] == b"\x1f\x8b":
        return cast("BinaryIO", gzip.open(path, "rb"))
    if head[:3] == b"BZh":
        return cast("BinaryIO", bz2.open(path, "rb"))
    if head == b"PK\x03\x04":
        return next(members(path)).open()
    return path.open("rb")


def members(path: Path) -> Iterator[Member]:
    """The file itself, or all files of a ZIP archive. Raises UnusableFileError."""
    with unpacking(path.name):
        if not zipfile.is_zipfile(path):
            yield Member(path.name, partial(open_bytes, path))
            return
        with zipfile.ZipFile(path) as archive:
            inside = [info for info in archive.infolist() if not info.is_dir()]
            if not inside:
                raise UnusableFileError("empty_file", file=path.name)
            for info in inside:
                if info.flag_bits & 1:
                    raise UnusableFileError("locked", file=path.name)
                if info.file_size > LARGE and info.file_size > MAX_RATIO * info.compress_size:
                    raise UnusableFileError("packed_too_hard", file=path.name, size=info.file_size)
                name = path.name if len(inside) == 1 else f"{path.name}/{info.filename}"
                yield Member(name, partial(_open_member, path, info.filename))


def _open_member(path: Path, name: str) -> BinaryIO:
    # An archive of its own, so that the member can be read after the one that listed it was closed.
    return cast("BinaryIO", zipfile.ZipFile(path).open(name))


@contextmanager
def unpacking(name: str, position: Callable[[], int] = lambda: 0) -> Iterator[None]:
    """Turns what can go wrong with a file into UnusableFileError; `position` tells how far it was read."""
    try:
        yield
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise UnusableFileError("cannot_be_read", file=name, error=error.strerror) from error
    except (EOFError, OSError, zlib.error, zipfile.BadZipFile, NotImplementedError) as error:
        raise UnusableFileError("damaged", file=name, line=position()) from error


def lines(path: Path) -> Iterator[Line]:
    """Lines numbered from 1, without empty ones. Raises UnusableFileError for a broken archive."""
    yield from lines_of(Member(path.name, partial(open_bytes, path)))


def lines_of(member: Member) -> Iterator[Line]:
    """The same for a file of an archive."""
    number = 0
    with unpacking(member.name, lambda: number), io.BufferedReader(member.open(), _BLOCK) as file:  # type: ignore[type-var]
        while chunk := file.readline(MAX_LINE + 1):
            number += 1
            if len(chunk) > MAX_LINE and not chunk.endswith(b"\n"):
                _skip_line(file)
                yield Line(number, chunk[:200], overlong=True)
                continue
            if number == 1:
                chunk = chunk.removeprefix(BOM)
            if data := chunk.strip(b"\r\n \t"):
                yield Line(number, data)


def csv_rows(physical: Iterator[Line]) -> Iterator[Line]:
    """Rows of a CSV file whose quoted texts may hold line breaks.

    A quote that is never closed costs its own line only: the lines behind it are read anew.
    """
    waiting: deque[Line] = deque()
    while line := waiting.popleft() if waiting else next(physical, None):
        if line.overlong or line.data.count(b'"') % 2 == 0:
            yield line
            continue
        joined, taken = line.data, list[Line]()
        while len(taken) < MAX_ROW_LINES and (more := waiting.popleft() if waiting else next(physical, None)):
            taken.append(more)
            joined += b"\n" + more.data
            if more.data.count(b'"') % 2:
                break
        if joined.count(b'"') % 2 == 0 and len(joined) <= MAX_LINE:
            yield Line(line.number, joined)
        else:
            yield line
            waiting.extendleft(reversed(taken))


def _skip_line(file: IO[bytes]) -> None:
    while (chunk := file.readline(MAX_LINE)) and not chunk.endswith(b"\n"):
        pass


def first_line(path: Path) -> bytes:
    """The first line that is not empty. Raises UnusableFileError when there is none."""
    return first_line_of(Member(path.name, partial(open_bytes, path)))


def first_line_of(member: Member) -> bytes:
    """The same for a file of an archive."""
    for line in lines_of(member):
        if line.data.startswith(UTF16):
            raise UnusableFileError("not_utf8", file=member.name)
        return line.data
    raise UnusableFileError("empty_file", file=member.name)


def head(member: Member, size: int) -> bytes:
    """The first bytes. Raises UnusableFileError for an empty file, UTF-16, a broken archive."""
    with unpacking(member.name), member.open() as file:
        data = file.read(size)
    if not data.strip():
        raise UnusableFileError("empty_file", file=member.name)
    if data.startswith(UTF16):
        raise UnusableFileError("not_utf8", file=member.name)
    return data.removeprefix(BOM)
