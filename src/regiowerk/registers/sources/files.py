"""Reading lines of register files, plain or compressed, in constant memory whatever they hold."""

import bz2
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO, NamedTuple, cast

from regiowerk.registers.sources.base import UnusableFileError

MAX_LINE = 1_000_000  # bytes; the longest real line is 3 kB
BOM = b"\xef\xbb\xbf"


class Line(NamedTuple):
    number: int
    data: bytes  # without the line end; of an overlong line its beginning
    overlong: bool = False


def open_bytes(path: Path) -> BinaryIO:
    """The file, unpacked by its content, not by its name."""
    with path.open("rb") as file:
        head = file.read(3)
    if head[:2] == b"\x1f\x8b":
        return cast("BinaryIO", gzip.open(path, "rb"))
    if head == b"BZh":
        return cast("BinaryIO", bz2.open(path, "rb"))
    return path.open("rb")


def lines(path: Path) -> Iterator[Line]:
    """Lines numbered from 1, without empty ones. Raises UnusableFileError for a broken archive."""
    number = 0
    try:
        with io.BufferedReader(open_bytes(path), 1 << 18) as file:  # type: ignore[type-var]
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
    except (EOFError, OSError, zlib.error) as error:
        if isinstance(error, FileNotFoundError | PermissionError):
            raise UnusableFileError("cannot_be_read", file=path.name, error=error.strerror) from error
        raise UnusableFileError("damaged", file=path.name, line=number) from error


def _skip_line(file: IO[bytes]) -> None:
    while (chunk := file.readline(MAX_LINE)) and not chunk.endswith(b"\n"):
        pass


def first_line(path: Path) -> bytes:
    """The first line that is not empty. Raises UnusableFileError when there is none."""
    for line in lines(path):
        if line.data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise UnusableFileError("not_utf8", file=path.name)
        return line.data
    raise UnusableFileError("empty_file", file=path.name)
