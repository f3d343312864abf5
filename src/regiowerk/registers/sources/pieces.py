"""Cutting a long document into its entries, in constant memory, so that a broken one does not take others along.

A register's JSON or XML file is one document of any length. What begins an entry is known (`start`), so
the document is cut there; what stands before the first entry and behind the last is not looked at.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from regiowerk.registers.sources.base import UnusableFileError
from regiowerk.registers.sources.files import Member, head, unpacking

MAX_PIECE = 4_000_000  # bytes; the longest real entry has some 300 kB
PROBED = 1_000_000  # bytes in which the first entry must begin
_BLOCK = 1 << 18
_OVERLAP = 200  # bytes; the longest beginning of an entry is shorter


class Piece(NamedTuple):
    """From where one entry begins to where the next begins."""

    number: int  # from 1
    data: bytes  # of an overlong one its beginning
    overlong: bool = False
    last: bool = False


def pieces(member: Member, start: re.Pattern[bytes]) -> Iterator[Piece]:
    """Raises UnusableFileError for a broken archive."""
    number = 0
    with unpacking(member.name, lambda: number), member.open() as file:
        data = _first(file, start)
        while data:
            number += 1
            found, data, overlong = _next(file, data, start)
            yield Piece(number, found, overlong, last=not data)


def _first(file: BinaryIO, start: re.Pattern[bytes]) -> bytes:
    """What was read from the first entry on, nothing when there is none."""
    data = b""
    while block := file.read(_BLOCK):
        data = data[-_OVERLAP:] + block
        if match := start.search(data):
            return data[match.start() :]
    return b""


def _next(file: BinaryIO, data: bytes, start: re.Pattern[bytes]) -> tuple[bytes, bytes, bool]:
    """The entry that `data` begins with, what was read behind it, and whether it is overlong."""
    looked = 1
    while not (match := start.search(data, looked)):
        block = file.read(_BLOCK)
        if not block:
            return data, b"", False
        if len(data) > MAX_PIECE:
            return data[:MAX_PIECE], _first_in(file, data[-_OVERLAP:] + block, start), True
        looked = max(1, len(data) - _OVERLAP)
        data += block
    return data[: match.start()], data[match.start() :], False


def _first_in(file: BinaryIO, data: bytes, start: re.Pattern[bytes]) -> bytes:
    match = start.search(data)
    while not match:
        block = file.read(_BLOCK)
        if not block:
            return b""
        data = data[-_OVERLAP:] + block
        match = start.search(data)
    return data[match.start() :]


def probe(members: Iterator[Member], start: re.Pattern[bytes]) -> bool:
    """Whether one of the files has an entry. Raises UnusableFileError when the first file is empty or not in UTF-8."""
    for number, member in enumerate(members):
        try:
            if start.search(head(member, PROBED)):
                return True
        except UnusableFileError:
            if number == 0:
                raise
    return False
